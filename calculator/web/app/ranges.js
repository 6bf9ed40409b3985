/** Ranges in words, with the words of the core (calculator/core/values/ranges.py). */
import { APPLICANTS, CEILING, RANGE, UNFILLED } from "./words.js";

/** A number as it is printed, with a real minus sign. @param {any} value exact text or a number */
function shown(value) {
  return String(value).replaceAll("-", "−");
}

/** @param {string} text @param {string} unit */
function withUnit(text, unit) {
  const endless = unit === "%" ? /^(\d+)\/(\d+)$/.exec(text) : null;
  if (endless) return `约 ${(Number(endless[1]) / Number(endless[2])).toFixed(2)}%`;
  return `${text}${unit === "" || unit === "%" ? "" : " "}${unit}`;
}

/**
 * What lies between two ends: "12 分", "0～20 分", "至少 5 分"; null where nothing limits it.
 * @param {any} low @param {any} high @param {string} [unit]
 */
export function rangeWords(low, high, unit = "") {
  const [least, most] = [low, high].map((end) => (end === null ? null : shown(end)));
  if (least === null && most === null) return RANGE.any;
  if (least === most) return withUnit(least, unit);
  const kind = least === null ? "most" : most === null ? "least" : "both";
  return withUnit(RANGE[kind].replace("{low}", least).replace("{high}", most), unit);
}

/** So many applicants, as the policy counts them. @param {number} count */
export function applicants(count) {
  return APPLICANTS.replace("{count}", String(count));
}

/** How many points there can be at most when everything is filled in. @param {any} high */
export function ceilingWords(high) {
  return high === null ? CEILING.any : CEILING.most.replace("{high}", shown(high));
}

/** How many rows are empty, and how far the points go once they are filled in. @param {any} score */
export function unfilledWords({ unanswered, ceiling }) {
  const kind = unanswered > 0 ? UNFILLED.some : UNFILLED.none;
  return kind.replace("{rows}", unanswered).replace("{ceiling}", ceilingWords(ceiling));
}
