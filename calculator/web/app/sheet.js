/** The head of the printed score sheet: the total and its parts with their caps, the empty rows. */
import { el } from "./dom.js";
import { PaperHead } from "./paper_head.js";
import { rangeWords } from "./ranges.js";
import { capOf } from "./results.js";
import { EMPTY, NAMES } from "./words.js";

export class Sheet {
  /** @param {Page} page @param {Model} model */
  constructor(page, model) {
    this.root = page.root;
    this.model = model;
    this.head = new PaperHead(page, model.policy);
  }

  /** @param {Result} result @param {ResultBar} bar what it says is printed */
  show({ score }, bar) {
    const nodes = new Map(score.nodes.map((node) => [node.id, node]));
    // Where nothing is filled in, the whole table is printed, to be filled in by hand.
    this.root.toggleAttribute("data-filled", score.nodes.some(({ state }) => state === "filled"));
    const parts = this.model.indicators.map((id) => this.line(nodes.get(id)));
    const empty = Object.entries(EMPTY).map(([state, words]) => this.emptyLine(words, score.empty[state]));
    const heads = [NAMES.thing, NAMES.points, "最高"].map((text) => el("th", { scope: "col", text }));
    const head = el("thead", {}, el("tr", {}, ...heads));
    const table = el("table", { class: "results" }, head, el("tbody", {}, ...parts));
    this.head.show({ total: bar.total.textContent, note: bar.note.textContent, alert: bar.alert }, table, ...empty.filter(Boolean));
  }

  line(node) {
    const cells = [rangeWords(node.low, node.high), capOf(node) ?? ""].map((text) => el("td", { class: "num", text }));
    return el("tr", {}, el("th", { scope: "row", text: this.model.clauses[node.id].title }), ...cells);
  }

  emptyLine(words, ids) {
    if (ids.length === 0) return null;
    return el("p", { class: "calc-sheet-empty" }, el("strong", { text: `${words}：` }), ids.map((id) => this.name(id)).join("、"));
  }

  /** A row, or a group with the number of its rows. @param {string} id */
  name(id) {
    const { number, title } = this.model.clauses[id];
    const rows = this.model.nodes.get(id).rows.length;
    const named = [number, title].filter(Boolean).join(" ");
    return rows === 1 ? named : `${named}（${rows} 行）`;
  }
}
