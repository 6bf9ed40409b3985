/** Parts of one result that several screens show, each with its own words around them. */
import { el, fill } from "./dom.js";
import { NEEDED } from "./words.js";

const FEW = 4;

/**
 * A table that becomes cards on a phone; the first cell of a row is its head.
 * @param {string} name @param {string[]} titles @param {any[][]} rows cells, or lists of what is in one
 */
export function cardTable(name, titles, rows) {
  const heads = titles.map((text) => el("th", { role: "columnheader", scope: "col", text }));
  const cell = (content, at) => {
    const role = at === 0 ? "rowheader" : "cell";
    return el(at === 0 ? "th" : "td", at === 0 ? { role, scope: "row" } : { role, "data-label": titles[at] }, ...[content].flat());
  };
  return el(
    "table",
    { class: `cards-table ${name}`, role: "table" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads)),
    el("tbody", { role: "rowgroup" }, ...rows.map((cells) => el("tr", { role: "row" }, ...cells.map(cell)))),
  );
}

/** What a question says before its input. @param {any} question @param {string} [tag] of its label */
export function questionWords({ label, help }, tag = "p") {
  const words = el(tag, { class: "calc-label", text: label });
  return help ? [words, el("p", { class: "calc-help", text: help })] : [words];
}

/** Whether there is room for what comes folded elsewhere. */
export function isWide() {
  return matchMedia("(min-width: 76.25em)").matches;
}

/** Where many lines come folded, as `site.js` folds long pages: open where there is room.
 *  @param {number} count lines @param {Node} content @param {string} [of] by which it is told apart */
export function folded(count, content, of) {
  if (count <= FEW) return content;
  return el("details", { class: "fold", open: isWide(), "data-of": of }, el("summary", { text: `逐项看（${count} 项）` }), content);
}

/** What the core could not use, by the path of the answer. @param {Result} result */
export function problemsOf({ problems = [] }) {
  return new Map(problems.map(({ path, message }) => [path, message]));
}

/** For each year the requirement of the most kinds. @param {any[]} requirements */
export function widest(requirements) {
  const years = [...new Set(requirements.map(({ year }) => year))].filter((year) => year !== null);
  const most = (a, b) => (b.kinds.length > a.kinds.length ? b : a);
  return years.map((year) => requirements.filter((one) => one.year === year).reduce(most));
}

/**
 * The evidence of every row that gives or may give points, with a link to the row.
 * @param {any} score @param {(id: string) => [string, string]} place its address and its title
 */
export function claimed({ nodes }, place) {
  const rows = nodes.filter((node) => node.state === "filled" && node.evidence?.length > 0 && String(node.high) !== "0");
  return rows.map(({ id, evidence }) => {
    const [href, text] = place(id);
    return el("li", {}, el("a", { href, text }), `：${evidence.join("；")}`);
  });
}

/** How many things are to be brought, may be, are not. @param {import("./told.js").Bring} bring */
export function bringWords({ yes, open, no }) {
  return [`要准备 ${yes} 样`, `${NEEDED.open} ${open} 样`, `${NEEDED.no} ${no} 样`];
}

/** Fill the part under a title, unless nothing has changed: what was opened in it stays open.
 *  @param {Element} element @param {(Node | null)[]} parts @param {any} told what they say */
export function fillDetails(element, parts, told) {
  /** @type {any} */
  let details = element.querySelector(":scope > .check-details");
  if (!details) {
    details = el("div", { class: "check-details" });
    element.append(details);
  }
  const key = JSON.stringify(told);
  if (details.key === key) return;
  details.key = key;
  fill(details, ...parts);
}

/** What is said of a round that is over is for later. @param {Model} model */
export function overLine({ policy }) {
  return policy.over ? el("p", { class: "calc-over", text: `${policy.over}，以下供以后参考。` }) : null;
}
