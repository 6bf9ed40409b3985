/**
 * Text of a person <-> answer values. What cannot be read here is kept as typed: the core reads
 * it again and says what is wrong.
 */

/** Plain digits and signs, without signs that nobody sees and outer spaces; raised ones stay: "5¹"
 *  is five with a note. @param {string} text */
function fold(text) {
  const plain = text.replace(/[^\u00b2\u00b3\u00b9\u2070-\u209c]+/g, (part) => part.normalize("NFKC"));
  return plain.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "").trim();
}

/** A comma that parts thousands; "1,5" may be one and a half. */
const THOUSANDS = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Each sign stands where it belongs: "2024.5-6" may be from May to June. */
const DATE = /^(\d{4})(?:\s*年|\s*([-./年])\s*(\d{1,2})(?:\s*月|\s*(?:\2|月)\s*(\d{1,2})\s*[日号]?)?)?$/;
const DATE_DIGITS = /^(\d{4})()(\d{2})(\d{2})?$/;

/**
 * A date with an optional day (and month): "2024.5", "2024-05-01", "2024年5月", "202405".
 * @param {string} text @returns {{iso: string, said: string} | null}
 */
function readDate(text) {
  const found = DATE.exec(fold(text)) ?? DATE_DIGITS.exec(fold(text));
  if (!found) return null;
  const [year, , month, day] = found.slice(1).map((part) => (part ? Number(part) : null));
  if (!isCalendarDay(year, month ?? 1, day ?? 1)) return null;
  const parts = [String(year).padStart(4, "0")];
  if (month) parts.push(String(month).padStart(2, "0"));
  if (day) parts.push(String(day).padStart(2, "0"));
  return { iso: parts.join("-"), said: sayDate(parts.join("-")) };
}

/** @param {number} year @param {number} month @param {number} day */
function isCalendarDay(year, month, day) {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** "2024-05" -> "2024 年 5 月". @param {string} iso */
export function sayDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const parts = [`${year} 年`];
  if (month) parts.push(`${month} 月`);
  if (day) parts.push(`${day} 日`);
  return parts.join(" ");
}

/** The answer for what was typed; undefined for nothing. */
const READERS = {
  count: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : text),
  number: (text) => {
    const plain = THOUSANDS.test(text) ? text.replaceAll(",", "") : text;
    if (/^\d{1,9}$/.test(plain)) return Number(plain);
    return /^-?\d+(\.\d+)?$/.test(plain) ? plain : text;
  },
  date: (text) => readDate(text)?.iso ?? text,
};

/** @param {string} type "count", "number", "date" or "text" @param {string} typed */
export function readText(type, typed) {
  if (typed.trim() === "") return undefined;
  return type === "text" ? typed : READERS[type](fold(typed));
}

/** Whether the value was understood here. @param {string} type @param {unknown} value */
export function understood(type, value) {
  if (type === "count") return typeof value === "number";
  if (type === "number") return typeof value === "number" || /^-?\d+(\.\d+)?$/.test(plainText(value));
  if (type === "date") return readDate(plainText(value)) !== null;
  return true;
}

/** What was read, to check against what was meant. @param {string} type @param {unknown} value */
export function echo(type, value) {
  return type === "date" ? (readDate(plainText(value))?.said ?? "") : "";
}

/** A value of any shape as text; what comes out of a file may be anything. @param {unknown} value */
export function plainText(value) {
  return value !== null && typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * An answer as words, for summaries and print.
 * @param {any} question @param {any} value @returns {string}
 */
export function say(question, value) {
  if (value === undefined || value === null || value === "") return "";
  if (question.type === "yesno") return value === true ? "是" : value === false ? "否" : plainText(value);
  if (question.options) {
    return question.options.find((option) => option.id === value)?.label ?? plainText(value);
  }
  if (question.type === "date") return sayDay(value);
  if (question.type === "period") return sayPeriod(value);
  if (question.type === "photo") return sayPhoto(value);
  return question.unit ? `${plainText(value)} ${question.unit}`.replace(" %", "%") : plainText(value);
}

/** @param {unknown} value */
function sayDay(value) {
  const text = plainText(value);
  return readDate(text)?.said ?? text;
}

/** What was read of a picture: "102400 字节，宽 300、高 400 像素". @param {any} facts */
export function sayPhoto(facts) {
  if (typeof facts !== "object") return String(facts);
  const parts = [`${plainText(facts.bytes ?? "？")} 字节`];
  if (facts.width) parts.push(`宽 ${plainText(facts.width)}、高 ${plainText(facts.height)} 像素`);
  return parts.join("，");
}

function sayPeriod(period) {
  if (typeof period !== "object") return String(period);
  const day = (text) => (text ? sayDay(text) : "");
  return `${day(period.from) || "？"} 至 ${day(period.to) || "今"}`;
}
