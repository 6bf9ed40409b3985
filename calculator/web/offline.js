// Every page: keeps the site on the device for times without a network, and offers new versions.
// Where there are no service workers (plain HTTP, many apps), nothing of this happens.

/** Between two questions whether there is a new version, for pages that stay open. */
const ASK_AGAIN = 60 * 60 * 1000; // ms

if ("serviceWorker" in navigator && !navigator.connection?.saveData) whenIdle(keepSite);

// A page that was loaded anew for a new version (sw_again.js) has yet to go to its place.
if (history.scrollRestoration === "manual") {
  window.addEventListener("load", () => document.querySelector(":target")?.scrollIntoView());
  whenIdle(() => {
    history.scrollRestoration = "auto"; // not sooner: the browser would go to the top after loading
  });
}

/** @param {() => void} deed */
function whenIdle(deed) {
  const wait = () =>
    window.requestIdleCallback ? requestIdleCallback(deed) : setTimeout(deed, 3000);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}

async function keepSite() {
  const address = new URL("../../sw.js", import.meta.url);
  const { serviceWorker } = navigator;
  const hadVersion = Boolean(serviceWorker.controller);
  const registration = await serviceWorker
    .register(address, { updateViaCache: "none" })
    .catch(() => null);
  if (!registration) return; // refused by the browser's settings, or gone: the network serves
  watchVersions(registration, hadVersion);
  askAgain(registration);
  await serviceWorker.ready;
  document.documentElement.dataset.offline = "pages";
  if (document.querySelector("#calculator")) keepCalculators();
}

/** @param {ServiceWorkerRegistration} registration @param {boolean} hadVersion */
function watchVersions(registration, hadVersion) {
  const look = () => {
    if (registration.waiting && hadVersion) offerVersion(registration);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", (event) => {
      look();
      const { state } = /** @type {ServiceWorker} */ (event.target);
      if (state === "redundant" && hadVersion && !registration.waiting) sayUnfinished();
    });
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadVersion) offerReload();
    hadVersion = true;
  });
}

/** @param {ServiceWorkerRegistration} registration */
function askAgain(registration) {
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < ASK_AGAIN) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** After a first result: the calculators then work without a network too. */
function keepCalculators() {
  const root = document.querySelector("#calculator");
  const keep = async () => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (data.done) document.documentElement.dataset.offline = "calculators";
    };
    active.postMessage({ type: "late" }, [port2]);
  };
  const isReady = () => root.dataset.state === "ready" && root.dataset.ready !== undefined;
  if (isReady()) return whenIdle(keep);
  const observer = new MutationObserver(() => {
    if (!isReady()) return;
    observer.disconnect();
    whenIdle(keep);
  });
  observer.observe(root, { attributes: true });
}
