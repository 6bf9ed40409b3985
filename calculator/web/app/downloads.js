/**
 * Downloads that are checked before anything uses them: a file that was cut, changed on the way or
 * replaced by a login page is never run.
 */
import { Trouble, refusal, unanswered } from "./trouble.js";

// The worker puts another `fetch` in its place for Pyodide.
const plainFetch = globalThis.fetch;

/**
 * @typedef {object} How
 * @property {string} [integrity] `sha256-…`; without it the content is taken as it comes
 * @property {number} [size] expected bytes
 * @property {boolean} [fresh] pass by what the browser has kept
 * @property {(bytes: number) => void} [onBytes] told of every piece that arrives
 * @property {(response: Response) => void} [onResponse] gets the response as it begins; what is
 *   made of it must not run before the download is done
 */

/**
 * Download a file and check it. @param {string} url @param {How} [how]
 * @returns {Promise<Uint8Array>} fails with Trouble
 */
export async function take(url, how = {}) {
  const response = await ask(url, how.fresh);
  const read = how.onResponse ? response.clone() : response;
  how.onResponse?.(response);
  const bytes = await readAll(read, how).catch(() => {
    throw new Trouble("cut", url);
  });
  if (!how.integrity || (await matches(bytes, how.integrity))) return bytes;
  throw mismatch(response, bytes, how.size, url);
}

/** @param {string} url @param {How} [how] @returns {Promise<string>} fails with Trouble */
export async function takeText(url, how) {
  return new TextDecoder().decode(await take(url, how));
}

/** @param {string} url @param {boolean} [fresh] */
async function ask(url, fresh) {
  let response;
  try {
    response = await plainFetch(url, fresh ? { cache: "reload" } : {});
  } catch {
    throw unanswered(url);
  }
  if (!response.ok) throw refusal(response);
  return response;
}

/** @param {Response} response @param {How} how @returns {Promise<Uint8Array>} */
async function readAll(response, { onBytes, size = 0 }) {
  if (!onBytes || !response.body) return new Uint8Array(await response.arrayBuffer());
  let bytes = new Uint8Array(size);
  let end = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, end);
    if (end + value.length > bytes.length) bytes = widened(bytes, 2 * (end + value.length));
    bytes.set(value, end);
    end += value.length;
    onBytes(value.length);
  }
}

/** @param {Uint8Array} bytes @param {number} size @returns {Uint8Array} */
function widened(bytes, size) {
  const wide = new Uint8Array(size);
  wide.set(bytes);
  return wide;
}

/**
 * Whether bytes have this hash. Over plain HTTP there is no `crypto.subtle`: there the browser's
 * check of a fetch takes its place. @param {Uint8Array} bytes @param {string} integrity
 * @returns {Promise<boolean>}
 */
export async function matches(bytes, integrity) {
  if (globalThis.crypto?.subtle) {
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` === integrity;
  }
  const address = URL.createObjectURL(new Blob([bytes]));
  try {
    await plainFetch(address, { integrity });
    return true;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Why content differs, as far as can be told. */
function mismatch(response, bytes, size, url) {
  const type = response.headers.get("Content-Type") ?? "";
  if (type.includes("text/html")) return new Trouble("page", url);
  return new Trouble(size !== undefined && bytes.byteLength < size ? "cut" : "other", url);
}
