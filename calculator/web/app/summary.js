/** After the table: bars that stand beside the score, what was not counted, evidence to bring. */
import { el, fill } from "./dom.js";
import { reveal } from "./page.js";
import { say, sayDate } from "./values.js";

const KIND = { veto: "一票否决", ban: "不得申报", delay: "延迟申报" };

export class Summary {
  /** @param {import("./page.js").Page} page @param {import("./model.js").Model} model
   *  @param {import("./state.js").State} state @param {import("./results.js").Results} results */
  constructor(page, model, state, results) {
    this.model = model;
    this.state = state;
    this.results = results;
    this.bars = page.slot("bars");
    this.trace = reveal(page.slot("trace"));
  }

  /** @param {any} result @param {HTMLElement} alert the line in the result bar */
  show(result, alert) {
    const standing = (result.bars ?? []).filter((bar) => this.concerns(bar));
    this.bars.hidden = standing.length === 0;
    fill(this.bars, ...standing.map((bar) => this.barCard(bar)));
    const worst = standing.filter((bar) => bar.standing === "yes");
    alert.hidden = worst.length === 0;
    fill(alert, ...worst.map((bar) => el("a", { href: `#q-bar-${bar.clause}`, text: this.barTitle(bar) })));
    fill(this.trace, ...this.uncounted(result), ...this.evidence(result));
  }

  /** A bar that stands, or that answers on this page leave open. @param {any} bar */
  concerns(bar) {
    if (bar.standing === "yes") return true;
    return bar.standing === "open" && this.state.records(this.model.clauses[bar.clause].bar.from).length > 0;
  }

  /** @param {any} bar */
  barTitle({ clause, kind }) {
    return `${KIND[kind] ?? ""}：${this.model.clauses[clause].bar.title ?? this.model.clauses[clause].title}`;
  }

  /** @param {any} bar */
  barCard(bar) {
    const stands = bar.standing === "yes";
    const until = bar.until ? `，到 ${sayDate(bar.until)}为止` : "";
    const words = stands ? "分数照算，但这一条使申报通不过" : "还不能确定是否触犯";
    return el(
      "div",
      { class: `calc-bar-card calc-bar-${bar.standing}`, id: `q-bar-${bar.clause}` },
      el("p", {}, el("strong", { text: this.barTitle(bar) }), ` —— ${words}${until}。`, this.link(bar.clause)),
      ...(bar.reasons ?? []).map((reason) => el("p", {}, this.results.reason(reason))),
    );
  }

  /** @param {string} clause */
  link(clause) {
    const text = this.model.clauses[clause].number ?? this.model.clauses[clause].title;
    return el("a", { href: this.model.clauseAddress(clause), text });
  }

  /** @param {any} result @returns {Node[]} */
  uncounted({ score }) {
    const items = score.nodes.flatMap((node) =>
      (node.items ?? [])
        .filter((item) => item.counted !== "yes")
        .map((item) => this.uncountedLine(node.id, item)),
    );
    if (items.length === 0) return [];
    return [el("h2", { text: "没有计分和待定的" }), el("ul", { class: "calc-uncounted" }, ...items)];
  }

  /** @param {string} row @param {any} item */
  uncountedLine(row, item) {
    const question = this.model.questions.get(item.list);
    const record = this.state.records(item.list)[item.index] ?? {};
    const said = question.fields.map((field) => say(field, record[field.id])).filter(Boolean);
    return el("li", {}, el("p", { text: said.join("；") }), this.results.describe({ row, item }));
  }

  /** Evidence for every row that gives or may give points. @param {any} result @returns {Node[]} */
  evidence({ score }) {
    const claimed = score.nodes.filter((node) => node.state === "filled" && node.evidence?.length > 0 && String(node.high) !== "0");
    if (claimed.length === 0) return [];
    const lines = claimed.map((node) =>
      el(
        "li",
        {},
        el("a", { href: `#${node.id}`, text: this.model.clauses[node.id].title }),
        `：${node.evidence.join("、")}`,
      ),
    );
    return [el("h2", { text: "要带的佐证材料" }), el("ul", { class: "calc-evidence" }, ...lines)];
  }
}
