/**
 * The answers file: reading one that a stranger may have made, writing one, handing it over.
 * Reading checks the outer shape only; the core judges every value.
 */
import { emptyFile } from "./state.js";

const MOST_BYTES = 1_000_000;
const DEEPEST = 12;

/** A file that cannot be used; the message is for the person. */
export class FileProblem extends Error {}

/**
 * @param {File} file @param {{id: string, edition: string, short: string}} policy
 * @returns {Promise<object>} a file in the shape of `emptyFile`
 */
export async function openFile(file, policy) {
  if (file.size > MOST_BYTES) {
    throw new FileProblem("这个文件太大，不像是本页保存的答案。请选以“.json”结尾的答案文件。");
  }
  return readFile(await file.text(), policy);
}

/**
 * @param {string} text @param {{id: string, edition: string, short: string}} policy
 * @returns {object}
 */
export function readFile(text, policy) {
  const data = parse(text);
  if (!isMap(data) || !("answers" in data || "none" in data || "estimates" in data)) {
    throw new FileProblem("这个文件里没有答案。请选用本页“保存到文件”得到的文件。");
  }
  if (!isWithin(data, DEEPEST)) throw new FileProblem("这个文件的层次太深，不是本页保存的答案。");
  checkEdition(data, policy);
  return shaped(data, policy);
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new FileProblem("这个文件读不出来：不是答案文件，或者没有保存完整。");
  }
}

/** @param {any} data @param {{id: string, edition: string, short: string}} policy */
function checkEdition(data, policy) {
  const given = { policy: data.policy ?? policy.id, edition: data.edition ?? policy.edition };
  if (given.policy === policy.id && String(given.edition) === policy.edition) return;
  const its = `${brief(given.policy)} ${brief(given.edition)}`;
  throw new FileProblem(`这是另一份政策或另一年度的答案（${its}），本页是“${policy.short}”，没有打开。`);
}

/** Only what belongs in an answers file, each part of the right outer shape. */
function shaped(data, policy) {
  const file = emptyFile(policy);
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

/** @param {unknown} value */
function brief(value) {
  return String(value).slice(0, 40);
}

/** @param {object} file */
export function fileText(file) {
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Hand the text to the browser as a download. @param {string} text @param {string} name */
export function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
