/** The hashes of the files that this page loads, as the build wrote them into it. */
import { take, takeText } from "./downloads.js";

/** @type {{hashes: Record<string, string>, worker: string[]}} addresses relative to the page */
const block = JSON.parse(document.querySelector("#calc-hashes")?.textContent ?? "null") ?? {
  hashes: {},
  worker: [],
};
const absolute = (path) => new URL(path, document.baseURI).href;
/** For what a page rests on; ms without a byte. */
const PATIENCE = 60_000;
const hashes = new Map(Object.entries(block.hashes).map(([path, hash]) => [absolute(path), hash]));

/** @param {string} path relative to the page @returns {Promise<string>} fails with Trouble */
export function checkedText(path) {
  const url = absolute(path);
  const how = { integrity: hashes.get(url), patience: PATIENCE };
  // A failed try may have left a bad copy behind; asking again costs little, but for a poor line.
  return takeText(url, how).catch((trouble) => {
    if (trouble.kind === "still") throw trouble;
    return takeText(url, { ...how, fresh: true });
  });
}

/** Check the worker's own scripts, which the browser then takes from what it keeps.
 *  @param {Set<string>} bad addresses of which a kept copy was bad; fails with Trouble */
export async function checkWorkerScripts(bad) {
  const urls = block.worker.map(absolute);
  const check = (url) =>
    take(url, { integrity: hashes.get(url), fresh: bad.has(url), patience: PATIENCE });
  await Promise.all(urls.map(check));
}
