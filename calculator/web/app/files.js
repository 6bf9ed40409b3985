/**
 * The answers file: reading one that a stranger may have made, writing one.
 * Reading checks the outer shape only; the core judges every value.
 */
import { emptyFile } from "./state.js";
import { plainText } from "./values.js";

const MOST_BYTES = 1_000_000;
const DEEPEST = 12;

/** A file that cannot be used; the message is for the person. */
export class FileProblem extends Error {}

/** @param {File} file @returns {Promise<string>} */
export async function fileText(file) {
  if (file.size > MOST_BYTES) {
    throw new FileProblem("这个文件太大，不像是本页保存的答案。请选以“.json”结尾的答案文件。");
  }
  return utf8(await file.arrayBuffer(), "这个文件的文字读不出来：不是 UTF-8 编码，或者不是答案文件。请另存为 UTF-8 再试。");
}

/** Text that is whole. @param {BufferSource} bytes @param {string} problem where it is not @returns {string} */
export function utf8(bytes, problem) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileProblem(problem);
  }
}

/**
 * Answers as they were kept, of this very edition.
 * @param {string} text @param {Policy} policy @returns {object} a file in the shape of `emptyFile`
 */
export function readFile(text, policy) {
  const data = readAnswers(text);
  if (isForeign(data, policy)) throw new FileProblem("这是另一份政策或另一年度的答案。");
  return sorted(data, policy).file;
}

/**
 * Answers of whatever edition, from whoever; of a result slip those that it holds.
 * @param {string} text @returns {Record<string, any>}
 */
export function readAnswers(text) {
  return answersOf(parse(text));
}

/** @param {any} data parsed already @returns {Record<string, any>} */
export function answersOf(data) {
  const given = isMap(data) && data.kind === "result-slip" ? data.answers : data;
  if (!isMap(given) || !("answers" in given || "none" in given || "estimates" in given)) {
    throw new FileProblem("这里面没有答案。请选用本页“保存到文件”得到的文件。");
  }
  if (!isWithin(given, DEEPEST)) throw new FileProblem("层次太深，不是本页保存的答案。");
  return given;
}

/** Whether the core has to carry the answers over. @param {any} data @param {Policy} policy */
export function isForeign({ format, policy: id, edition }, policy) {
  return plainText(format ?? 1) !== "1" || plainText(id ?? policy.id) !== policy.id
    || plainText(edition ?? policy.edition) !== policy.edition;
}

/** A number that is not whole and small stays the text it was, as the core reads it: no digit is
 *  lost. @param {string} _ @param {any} value @param {{source?: string}} [context] of newer browsers */
function exactly(_, value, context) {
  const isExact = typeof value !== "number" || (Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "0"));
  return isExact ? value : (context?.source ?? value);
}

/** Each text of a file, with the colon behind those that name something. */
const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** @param {string} text */
function parse(text) {
  let named = 0; // and the whole, which has no name
  let data;
  try {
    /** @this {any} */
    const read = function (key, value, context) {
      if (!Array.isArray(this)) named += 1;
      return exactly(key, value, context);
    };
    data = JSON.parse(text.replace(/^\uFEFF/, ""), read);
  } catch {
    throw new FileProblem("这个文件读不出来：不是答案文件，或者没有保存完整。");
  }
  const written = [...text.matchAll(TEXTS)].filter(([, colon]) => colon).length;
  if (written >= named) throw new FileProblem("这个文件里有一项写了几次，分不清以哪一次为准。请删掉多余的再打开。");
  return data;
}

/**
 * What belongs in an answers file, each part of the right outer shape, and what does not (`left`).
 * The latter stays in the file, beside what an older file could not bring over: nothing is lost
 * by saving again.
 * @param {any} data @param {Policy} policy
 * @returns {{file: any, left: {path: string, edition: any, value: any}[]}}
 */
export function sorted(data, policy) {
  const file = emptyFile(policy);
  const left = [];
  const leave = (path, value) => {
    if (value !== null) left.push({ path, edition: data.edition ?? null, value });
  };
  for (const [part, value] of Object.entries(data)) {
    if (HEAD.has(part)) continue;
    if (MAPS.has(part) && isMap(value)) file[part] = mapIn(value, part, leave);
    else if (ID_LISTS.has(part) && Array.isArray(value)) file[part] = idsIn(value, part, leave);
    else if (part !== "unused" || !Array.isArray(value)) leave(part, value);
  }
  const unused = [...(Array.isArray(data.unused) ? data.unused : []), ...left];
  if (unused.length > 0) file.unused = unused;
  return { file, left };
}

const HEAD = new Set(["format", "policy", "edition"]);
const MAPS = new Set(["answers", "estimates"]);
const ID_LISTS = new Set(["none", "closed"]);

/** @typedef {(path: string, value: unknown) => void} Leave */

/** @param {unknown[]} list @param {string} path @param {Leave} leave */
function idsIn(list, path, leave) {
  list.forEach((id, index) => typeof id === "string" || leave(`${path}[${index}]`, id));
  return [...new Set(list.filter((id) => typeof id === "string"))];
}

/** Entries of a map; in a list every record is one, so that the form can hold it.
 *  @param {Record<string, any>} map @param {string} path @param {Leave} leave */
function mapIn(map, path, leave) {
  const entries = Object.entries(map).filter(([key, value]) => key !== "__proto__" || leave(`${path}.${key}`, value));
  return Object.fromEntries(entries.map(([key, value]) => [key, recordsIn(value, `${path}.${key}`, leave)]));
}

/** @param {unknown} value @param {string} path @param {Leave} leave */
function recordsIn(value, path, leave) {
  if (!Array.isArray(value)) return value;
  return value.map((record, index) => {
    const place = `${path}[${index}]`;
    if (isMap(record)) return mapIn(record, place, leave);
    leave(place, record);
    return {};
  });
}

/** @param {unknown} value @param {number} depth */
function isWithin(value, depth) {
  if (value === null || typeof value !== "object") return true;
  return depth > 0 && Object.values(value).every((part) => isWithin(part, depth - 1));
}

/** @param {unknown} value */
function isMap(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** @param {object} file */
export function textOf(file) {
  return `${JSON.stringify(file, null, 1)}\n`;
}
