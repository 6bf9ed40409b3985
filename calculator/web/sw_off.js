// Stands in for the service worker where it is switched off: removes what earlier builds stored on
// visitors' devices, and itself. Browsers fetch this by themselves at the next visit.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const { scope } = self.registration;
  for (const name of await caches.keys()) {
    if (name.startsWith("policy-site") && name.endsWith(` ${scope}`)) await caches.delete(name);
  }
  await self.registration.unregister();
}
