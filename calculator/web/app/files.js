/**
 * The answers file: reading one that a stranger may have made, writing one.
 * Reading checks the outer shape only; the core judges every value.
 */
import { emptyFile } from "./state.js";

const MOST_BYTES = 1_000_000;
const DEEPEST = 12;

/** @typedef {{id: string, edition: string, short: string}} Policy */

/** A file that cannot be used; the message is for the person. */
export class FileProblem extends Error {}

/** @param {File} file @returns {Promise<string>} */
export async function fileText(file) {
  if (file.size > MOST_BYTES) {
    throw new FileProblem("这个文件太大，不像是本页保存的答案。请选以“.json”结尾的答案文件。");
  }
  return file.text();
}

/**
 * Answers as they were kept, of this very edition.
 * @param {string} text @param {Policy} policy @returns {object} a file in the shape of `emptyFile`
 */
export function readFile(text, policy) {
  const data = readAnswers(text);
  if (isForeign(data, policy)) throw new FileProblem("这是另一份政策或另一年度的答案。");
  return shaped(data, policy);
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
  return String(format ?? 1) !== "1" || String(id ?? policy.id) !== policy.id
    || String(edition ?? policy.edition) !== policy.edition;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new FileProblem("这个文件读不出来：不是答案文件，或者没有保存完整。");
  }
}

/**
 * Only what belongs in an answers file, each part of the right outer shape. What an older file
 * could not bring over stays with it, so that saving again does not lose it.
 * @param {any} data @param {Policy} policy
 */
export function shaped(data, policy) {
  const file = emptyFile(policy);
  if (Array.isArray(data.unused) && data.unused.length > 0) file.unused = data.unused;
  for (const part of ["answers", "estimates"]) {
    if (isMap(data[part])) file[part] = safeEntries(data[part]);
  }
  for (const part of ["none", "closed"]) {
    if (Array.isArray(data[part])) {
      file[part] = [...new Set(data[part].filter((id) => typeof id === "string"))];
    }
  }
  return file;
}

/** Entries of a map; in a list every record is one, so that the form can hold it. */
function safeEntries(map) {
  const entries = Object.entries(map).filter(([key]) => key !== "__proto__");
  return Object.fromEntries(entries.map(([key, value]) => [key, safeRecords(value)]));
}

/** @param {unknown} value */
function safeRecords(value) {
  if (!Array.isArray(value)) return value;
  return value.map((record) => (isMap(record) ? safeEntries(record) : {}));
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
