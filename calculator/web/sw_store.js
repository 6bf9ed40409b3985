"use strict";
// The service worker's store: one cache for the site, each file under its content's hash, so that
// files of different builds stand side by side and never stand for one another. The build puts
// BUILD in front of this: {id, early: {path: hash}, late: {path: hash}, again: {script, hash}}; paths
// are relative to the site, hashes are those of `integrity`. Most sw_*.js become one script.

const SCOPE = new URL(self.registration.scope);
const PREFIX = "policy-site";
/** The layout's number, then the site: several sites may share an origin. */
const CACHE = `${PREFIX} 1 ${SCOPE.href}`;

const FILES = { ...BUILD.early, ...BUILD.late };

function store() {
  return caches.open(CACHE);
}

/** @param {string} path @returns {string} an address that no page asks for */
function keyOf(path, hash = FILES[path]) {
  const key = new URL(path, SCOPE);
  key.search = `?${encodeURIComponent(hash)}`;
  return key.href;
}

/** Where the store notes things about itself. @param {string} name */
function noteKey(name) {
  return new URL(`?note=${name}`, SCOPE).href;
}

/** @param {string} name @returns {Promise<any>} what was noted, or null */
async function readNote(name) {
  const note = await (await store()).match(noteKey(name));
  return note ? note.json() : null;
}

/** @param {string} name @param {any} value */
async function writeNote(name, value) {
  await (await store()).put(noteKey(name), new Response(JSON.stringify(value)));
}

/**
 * What the store has for a path: this build's file. A page of the build before still asks for its own
 * files, whose names hold their hashes.
 * @param {string} path @returns {Promise<Response | undefined>}
 */
async function stored(path) {
  try {
    if (path in FILES) return await (await store()).match(keyOf(path));
    if (!path.startsWith("assets/")) return undefined;
    return await (await store()).match(new URL(path, SCOPE).href, { ignoreSearch: true });
  } catch {
    return undefined; // a disk that fails must not take the site away: the network has all of it
  }
}

/**
 * Fetch a file of this build and keep it. @param {string} path
 * @returns {Promise<void>} fails when the host has not just this content
 */
async function keep(path) {
  const response = await fetchChecked(path);
  await (await store()).put(keyOf(path), await direct(response));
}

/**
 * A response that was redirected must not answer a navigation. Others are kept as they came: with
 * the host's security headers, and with a place for compiled code beside them.
 */
async function direct(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { headers: response.headers });
}

/** @param {string} path @returns {Promise<Response>} */
async function fetchChecked(path) {
  // Folders, as pages link to them: some hosts redirect from `index.html`.
  const address = new URL(path.replace(/(^|\/)index\.html$/, "$1"), SCOPE);
  /** @type {RequestInit} */
  const how = { integrity: FILES[path], priority: "low", credentials: "same-origin" };
  // Names with hashes never change their content; of other names a kept copy may be old.
  const cache = path.startsWith("assets/") ? "default" : "no-cache";
  try {
    return await fetchOk(address, { ...how, cache });
  } catch {
    return fetchOk(address, { ...how, cache: "reload" }); // a kept copy may be bad
  }
}

/** @param {URL} address @param {RequestInit} how */
async function fetchOk(address, how) {
  const response = await fetch(address, how);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}
