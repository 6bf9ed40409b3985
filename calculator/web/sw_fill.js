// Filling and tidying the store. Files are fetched one after another, so that a page that is being
// read is not held up; what is there already is not fetched again, so a fill that was interrupted
// goes on where it stopped, and a new build fetches what changed.

/** @param {Record<string, string>} files path -> hash */
async function fill(files) {
  const cache = await store();
  const keys = new Set((await cache.keys()).map((request) => request.url));
  for (const path of Object.keys(files)) {
    if (!keys.has(keyOf(path))) await keep(path);
  }
}

/** Take the calculators' runtime as well, now and with every later build. */
async function fillLate() {
  await writeNote("late", true);
  await fill(BUILD.late);
}

/** A build is taken whole: if one file is missing, the one before goes on serving. */
async function install() {
  await fill(BUILD.early);
  if (await readNote("late")) await fill(BUILD.late);
}

/**
 * Drop what neither this build nor the one before it needs: pages of the latter may still be open.
 */
async function tidy() {
  const own = Object.keys(FILES).map((path) => keyOf(path));
  const notes = ["late", "keys"].map(noteKey);
  const kept = new Set([...own, ...notes, ...((await readNote("keys")) ?? [])]);
  const cache = await store();
  for (const request of await cache.keys()) {
    if (!kept.has(request.url)) await cache.delete(request);
  }
  await writeNote("keys", own);
  await dropOldLayouts();
}

/** Caches of this site that an earlier layout of the store has left. */
async function dropOldLayouts() {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name.startsWith(PREFIX) && name.endsWith(` ${SCOPE.href}`) && name !== CACHE,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
}
