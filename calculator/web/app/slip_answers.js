/** The answers of a file in words: each question with its answer, each record in a line. */
import { summaryOf } from "./card.js";
import { el } from "./dom.js";
import { folded } from "./parts.js";
import { plainText, say } from "./values.js";
import { EMPTY } from "./words.js";

/** How much a file holds: "12 项回答、3 条记录". @param {any} file @returns {string} */
export function countWords({ answers = {}, none = [], estimates = {} }) {
  const lists = Object.values(answers).filter(Array.isArray);
  const records = lists.reduce((sum, list) => sum + list.length, 0);
  const empty = lists.filter((list) => list.length === 0).length;
  const counts = [
    [Object.keys(answers).length - lists.length + empty, "项回答"],
    [records, "条记录"],
    [none.length, "行记为没有"],
    [Object.keys(estimates).length, "个自己的估计"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join("、") || "没有内容";
}

/** @param {import("./model.js").Model} model @param {any} file @returns {Node} */
export function answerList(model, file) {
  const lines = [...model.questions.values()]
    .filter((question) => file.answers?.[question.id] !== undefined)
    .map((question) => line(question.label, saidOf(question, file.answers[question.id])));
  const none = (file.none ?? []).filter((id) => model.clauses[id]).map((id) => model.clauses[id].title);
  if (none.length > 0) lines.push(line("记为没有的行", none));
  for (const [key, value] of Object.entries(file.estimates ?? {})) {
    const [row, index] = key.split("#");
    const which = index === undefined ? "" : `（第 ${Number(index) + 1} 条）`;
    lines.push(line(`自己估计：${model.clauses[row]?.title ?? row}${which}`, [`${plainText(value)} 分`]));
  }
  if (lines.length === 0) return el("p", { text: "没有填任何内容。" });
  return folded(lines.length, el("ul", { class: "slip-answers" }, ...lines));
}

/** @param {string} label @param {string[]} said */
function line(label, said) {
  return el("li", {}, el("strong", { text: `${label}：` }), said.length === 1 ? said[0] : el("ol", {}, ...said.map((text) => el("li", { text }))));
}

/** An answer in words, each record in one. @param {any} question @param {any} value @returns {string[]} */
export function saidOf(question, value) {
  if (!Array.isArray(value) || !question.fields) return [say(question, value)];
  if (value.length === 0) return [EMPTY.none];
  return value.map((record) => summaryOf(question, record));
}
