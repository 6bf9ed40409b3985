// Stands in for a page until the build that waits has taken over; then the page is loaded anew. By a
// script, because to an address with a place in it `Refresh` would only scroll, and because what the
// tab remembers of answers outlives only a reload. Where this page stands is no place for the next.
const again = () => {
  history.scrollRestoration = "manual";
  location.reload();
};
setTimeout(again, 4000); // the build before is busy and goes on serving, or there is none any more
navigator.serviceWorker.ready.then(({ waiting }) => {
  if (!waiting) return again();
  waiting.addEventListener("statechange", again, { once: true });
  setTimeout(() => document.body.append("正在换成网站的新版本……"), 500);
});
