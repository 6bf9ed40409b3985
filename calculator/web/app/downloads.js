/**
 * Downloads that are checked before anything uses them: a file that was cut, changed on the way or
 * replaced by a login page is never run.
 */
import { Trouble, refusal, unanswered } from "./trouble.js";

// The worker puts another `fetch` in its place for Pyodide.
const plainFetch = globalThis.fetch;

/**
 * Download a file and check it. @param {string} url @param {Download} [how]
 * @returns {Promise<Uint8Array<ArrayBuffer>>} fails with Trouble
 */
export async function take(url, how = {}) {
  const still = new Stillness(how.patience);
  const response = await ask(url, how.fresh, still);
  const read = how.onResponse ? response.clone() : response;
  how.onResponse?.(response);
  const bytes = await readAll(read, how, still).catch(() => {
    throw new Trouble(still.isTooLong ? "still" : "cut", url);
  });
  still.end();
  if (!how.integrity || (await matches(bytes, how.integrity))) return bytes;
  throw mismatch(response, bytes, how.size, url);
}

/** @param {string} url @param {Download} [how] @returns {Promise<string>} fails with Trouble */
export async function takeText(url, how) {
  return new TextDecoder().decode(await take(url, how));
}

/** Ends a download in which nothing has moved for so long. */
class Stillness {
  /** @param {number} [patience] ms; without it there is no end */
  constructor(patience) {
    this.patience = patience;
    this.control = patience ? new AbortController() : null;
    this.moved();
  }

  get isTooLong() {
    return Boolean(this.control?.signal.aborted);
  }

  moved() {
    this.end();
    if (this.control) this.timer = setTimeout(() => this.control.abort(), this.patience);
  }

  end() {
    clearTimeout(this.timer);
  }
}

/** @param {string} url @param {boolean | undefined} fresh @param {Stillness} still */
async function ask(url, fresh, still) {
  let response;
  try {
    const signal = still.control?.signal;
    response = await plainFetch(url, { signal, cache: fresh ? "reload" : "default" });
  } catch {
    still.end();
    throw still.isTooLong ? new Trouble("still", url) : unanswered(url);
  }
  if (response.ok) return response;
  still.end();
  throw refusal(response);
}

/** @param {Response} response @param {Download} how @param {Stillness} still @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function readAll(response, { onBytes, size = 0 }, still) {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  let bytes = new Uint8Array(size);
  let end = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, end);
    if (end + value.length > bytes.length) bytes = widened(bytes, 2 * (end + value.length));
    bytes.set(value, end);
    end += value.length;
    still.moved();
    onBytes?.(value.length);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {number} size @returns {Uint8Array<ArrayBuffer>} */
function widened(bytes, size) {
  const wide = new Uint8Array(size);
  wide.set(bytes);
  return wide;
}

/**
 * Whether bytes have this hash. Over plain HTTP there is no `crypto.subtle`: there the browser's
 * check of a fetch takes its place. @param {Uint8Array<ArrayBuffer>} bytes @param {string} integrity
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
