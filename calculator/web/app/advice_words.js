/** Advice in words: what one more of a thing would add, why it adds nothing, what a route lacks. */
import { say } from "./values.js";
import { BECAUSE, NAMES } from "./words.js";

/** What the step is. @param {any} gain @param {import("./model.js").Model} model */
export function stepWords(gain, model) {
  const { kind, value } = gain;
  if (kind === "record") return `再有${recordWords(model.questions.get(gain.list), gain.record ?? {})}`;
  if (kind === "more" || kind === "step") {
    const asked = model.questions.get(gain.question);
    return `“${asked.label}”到 ${say(asked, value)}`;
  }
  if (gain.told) return gain.told.join("，");
  if (kind === "year") return NAMES.one_year;
  return kind === "fewer" ? NAMES.fewer : "满足这一行的条件";
}

/** @param {any} list the question @param {Record<string, any>} record the best for the row */
function recordWords(list, record) {
  const fields = list.fields.filter((field) => field.id in record);
  const said = fields.map((field) => {
    const example = field.type === "date" ? "例如 " : "";
    return `${field.label}：${example}${say(field, record[field.id])}`;
  });
  return `${list.item ?? list.label}${said.length > 0 ? `（${said.join("；")}）` : ""}`;
}

/** Why nothing is added. @param {any} entry @returns {string} */
export function becauseWords(entry) {
  return entry.formula || BECAUSE[entry.because] || "";
}

/**
 * A question that narrows the range. @param {any} entry @param {import("./model.js").Model} model
 * @returns {string}
 */
export function askWords(entry, model) {
  const asked = model.questions.get(entry.question);
  if (entry.field !== undefined) {
    const field = asked.fields.find((one) => one.id === entry.field);
    return `第 ${entry.index + 1} 条“${asked.label}”的“${field?.label ?? entry.field}”`;
  }
  return entry.more ? `“${asked.label}”是不是填全了` : `“${asked.label}”`;
}
