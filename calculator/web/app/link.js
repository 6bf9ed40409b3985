/**
 * Answers in the fragment of a link: it is not sent to the host, and is taken out of the address
 * bar before anything else happens. The tab remembers it until somebody has decided about it. What
 * a link holds may come from anyone.
 */
import { FileProblem, utf8 } from "./files.js";
import { forget, recall, remember } from "./tab_memory.js";

const MARK = "#answers=";
/** As chats and mails hand it on: the sign may be spelt out (mails keep a rest of that). */
const BEGINS = /^#answers(?:=3D|=|%3D)/i;
/** How it was packed, what was packed, the sum of both (older links have none). What is glued on
 *  behind, a full stop or where somebody came from, is none of it. */
const PARTS = /^(([zt])([\w+/-]+))(?:\.(\w{7}))?/;
/** Where mails break lines. */
const BREAKS = /[\t\n\r =]|%20|%0[AD]/gi;
const LONGEST = 16_000; // signs; some apps cut longer addresses
const MOST_BYTES = 1_000_000; // what a link may unfold to
const BROKEN = "链接里的答案读不出来：可能没有复制完整。请重新复制整个链接，或者改用文件。";

const WAITING = "calculator:links";

/** @type {string[]} fragments that nobody has decided about, oldest first */
let waiting = JSON.parse(recall(WAITING) ?? "[]");
takeFragment();

/** Out of the address bar, into the tab's memory. */
export function takeFragment() {
  const { hash, pathname, search } = location;
  const [begins] = BEGINS.exec(hash) ?? [];
  // Where nothing can be computed, the address is all there is to take to another browser.
  const isTooOld = document.querySelector("#calculator")?.dataset.state === "old";
  if (!begins || isTooOld) return;
  history.replaceState(history.state, "", `${pathname}${search}`);
  const fragment = hash.slice(begins.length);
  wait([...waiting.filter((other) => other !== fragment), fragment]);
}

/** @returns {string | undefined} the one to ask about next */
export function waitingFragment() {
  return waiting[0];
}

/** Somebody has decided, or it cannot be read. @param {string} fragment */
export function settle(fragment) {
  wait(waiting.filter((other) => other !== fragment));
}

/** @param {string[]} fragments */
function wait(fragments) {
  waiting = fragments;
  if (waiting.length > 0) remember(WAITING, JSON.stringify(waiting));
  else forget(WAITING);
}

/** @param {object} file @param {string} page address without a fragment
 *  @returns {Promise<string | null>} null: too much for a link */
export async function linkTo(file, page) {
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  const packed = await deflated(bytes);
  const text = packed ? `z${toBase64(packed)}` : `t${toBase64(bytes)}`;
  return text.length > LONGEST ? null : `${page}${MARK}${text}.${sumOf(text)}`;
}

/** The text of an answers file. @param {string} fragment @returns {Promise<string>} */
export async function readFragment(fragment) {
  if (fragment.length > 2 * LONGEST) throw new FileProblem("这个链接太长，不像是本站生成的。");
  const [, whole, kind, text, sum] = PARTS.exec(fragment.replace(BREAKS, "")) ?? [];
  if (!whole || (sum && sum !== sumOf(whole))) throw new FileProblem(BROKEN);
  const bytes = fromBase64(text);
  return utf8(kind === "t" ? bytes : await inflated(bytes), BROKEN);
}

/** A sign spoilt on the way must not become another answer: any one gives another sum. @param {string} text */
function sumOf(text) {
  const sum = Array.from(text).reduce((before, sign) => (Math.imul(before, 31) + sign.charCodeAt(0)) >>> 0, 0);
  return sum.toString(36).padStart(7, "0");
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where browsers cannot */
async function deflated(bytes) {
  try {
    const packing = new CompressionStream("deflate-raw");
    return await gathered(new Blob([bytes]).stream().pipeThrough(packing));
  } catch {
    return null;
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflated(bytes) {
  if (typeof DecompressionStream !== "function") {
    throw new FileProblem("这个浏览器太旧，打不开链接里的答案。请换新一些的浏览器，或者改用文件。");
  }
  try {
    const opening = new DecompressionStream("deflate-raw");
    return await gathered(new Blob([bytes]).stream().pipeThrough(opening));
  } catch (problem) {
    throw problem instanceof FileProblem ? problem : new FileProblem(BROKEN);
  }
}

/** Everything of a stream, up to the most that answers may take. @param {ReadableStream} stream */
async function gathered(stream) {
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new FileProblem("链接里的内容展开后太大，不像是本站生成的，没有打开。");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** base64 with signs that addresses leave alone. @param {Uint8Array<ArrayBuffer>} bytes */
function toBase64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
function fromBase64(text) {
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  } catch {
    throw new FileProblem(BROKEN);
  }
}
