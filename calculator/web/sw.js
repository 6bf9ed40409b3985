// The service worker's events. The last part of the script: the others define what it calls.

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(new URL(request.url));
  if (request.method !== "GET" || path === null) return;
  if (request.mode === "navigate") event.respondWith(servePage(request, path));
  else event.respondWith(serveFile(request, path));
});

// In: {type: "take"}: serve from now on; {type: "which"}, answered by {id}; {type: "late"}: keep the
// calculators' runtime, answered by {done: boolean}. Answers go to the port of the message.
self.addEventListener("message", (event) => {
  if (event.data?.type === "take") self.skipWaiting();
  if (event.data?.type === "which") event.ports[0]?.postMessage({ id: BUILD.id });
  if (event.data?.type === "late") event.waitUntil(answerLate(event.ports[0]));
});

/** @param {MessagePort} port */
async function answerLate(port) {
  try {
    await fill(BUILD.early); // the browser may have dropped what was stored
    await fillLate();
    port?.postMessage({ done: true });
  } catch {
    port?.postMessage({ done: false });
  }
}
