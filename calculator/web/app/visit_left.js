/** What is still unanswered, by name, with the way to each question. */
import { el } from "./dom.js";

const FEW = 3;

/** @param {import("./model.js").Model} model @param {string} question @param {any[]} entries what waits in it */
function awaited(model, question, entries) {
  const { label, fields = [] } = model.questions.get(question);
  const labels = (rough) => fields.filter(({ id }) => entries.some((entry) => entry.field === id && Boolean(entry.exact) === rough)).map((field) => field.label);
  const open = [...labels(false), ...labels(true).map((field) => `${field}要写到日`)];
  if (open.length === 0 && entries.some(({ more }) => more)) open.push("是否还有别的");
  return [el("a", { href: `#q-ask-${question}`, text: label }), open.length > 0 ? `（${open.join("、")}）` : ""];
}

/** A line for each question. @param {import("./model.js").Model} model @param {any[]} entries
 *  @param {string[]} [questions] those of the entries, if no others @returns {Node[]} */
export function awaitedLines(model, entries, questions = [...new Set(entries.map(({ question }) => question))]) {
  return questions.map((id) => el("li", {}, ...awaited(model, id, entries.filter(({ question }) => question === id))));
}

/** The steps of a visit, each with what is left in it. @param {import("./model.js").Model} model
 *  @param {any[]} steps @param {any[]} asking */
export function stepList(model, steps, asking) {
  const lines = steps.map(({ id, title, waiting }) => {
    const names = el("ul", {}, ...awaitedLines(model, asking, waiting));
    const left = waiting.length > FEW ? el("details", { class: "visit-fold" }, el("summary", { text: "是哪几题" }), names) : names;
    const words = waiting.length > 0 ? `：还有 ${waiting.length} 题` : "：答完了";
    return el("li", {}, el("a", { href: `#visit-${id}`, text: title }), words, waiting.length > 0 ? left : null);
  });
  return el("ol", { class: "visit-steps" }, ...lines);
}
