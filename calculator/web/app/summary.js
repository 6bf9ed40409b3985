/** After the table: bars that stand beside the score, what was not counted, evidence to bring. */
import { areSame } from "./card.js";
import { el, fill, refill, setHidden } from "./dom.js";
import { reveal } from "./page.js";
import { sayDate } from "./values.js";
import { KIND, STANDING } from "./words.js";

const MEANING = {
  veto: "分数照算，但整个申报通不过",
  ban: "分数照算，但不得申报",
  delay: "分数照算，但要延迟申报",
};
const STANDS = new Set(["yes", "some"]); // for every way to apply, or for some

export class Summary {
  /** @param {import("./page.js").Page} page @param {import("./model.js").Model} model
   *  @param {import("./state.js").State} state @param {import("./results.js").Results} results */
  constructor(page, model, state, results) {
    this.model = model;
    this.state = state;
    this.results = results;
    this.bars = page.slot("bars");
    const { lists } = results.form;
    this.counting = [...lists.values()].filter((editor) => model.countsRecords(editor.list));
    this.lines = new Map(); // "list key" -> what is said about a record that does not count
    this.problems = el("div");
    this.uncounted = el("ul", { class: "calc-uncounted" });
    const heading = el("h2", { text: "没有计分和不能确定的" });
    this.uncountedPart = el("div", { hidden: true }, heading, this.uncounted);
    this.evidence = el("div", { class: "calc-claimed" });
    this.claimed = ""; // the rows whose evidence is shown
    reveal(page.slot("trace")).append(this.problems, this.uncountedPart, this.evidence);
  }

  /** @param {any} result @param {HTMLElement} alert the line in the result bar */
  show(result, alert) {
    const standing = (result.bars ?? []).filter((bar) => this.concerns(bar));
    setHidden(this.bars, standing.length === 0);
    refill(this.bars, ...standing.map((bar) => this.barCard(bar)));
    const worst = standing.filter((bar) => STANDS.has(bar.standing));
    setHidden(alert, worst.length === 0);
    refill(alert, ...worst.map((bar) => el("a", { href: `#q-bar-${bar.clause}`, text: this.barTitle(bar) })));
    refill(this.problems, ...problems(result));
    this.showUncounted();
    this.showEvidence(result);
  }

  /** A bar that stands, or that a record given here leaves open. @param {any} bar */
  concerns(bar) {
    const isOpen = (bar.records ?? []).some((record) => record.standing === "open");
    return STANDS.has(bar.standing) || (bar.standing === "open" && isOpen);
  }

  /** @param {any} bar */
  barTitle({ clause, kind, title }) {
    return `${KIND[kind] ?? ""}：${title ?? this.model.clauses[clause].title}`;
  }

  /** @param {any} bar */
  barCard(bar) {
    const isForSome = bar.standing === "some";
    const until = bar.until && !isForSome ? `，到 ${sayDate(bar.until)}为止` : "";
    const meaning = `${MEANING[bar.kind]}${isForSome ? "（对部分途径）" : ""}`;
    const words = STANDS.has(bar.standing) ? meaning : `${STANDING.open}是否适用`;
    const reasons = bar.reasons ?? [];
    const title = el("strong", { text: this.barTitle(bar) });
    const link = reasons.length > 0 ? null : this.link(bar.clause);
    return el(
      "div",
      { class: `calc-bar-card calc-bar-${bar.standing}`, id: `q-bar-${bar.clause}` },
      el("p", {}, title, ` —— ${words}${until}。`, link),
      ...reasons.map(({ clause, text }) => el("p", {}, this.results.reason({ clauses: [clause], text }))),
    );
  }

  /** @param {string} clause */
  link(clause) {
    return el("a", { href: this.model.clauseAddress(clause), text: this.model.cite(clause) });
  }

  /** Records that no row counts for sure. */
  showUncounted() {
    const kept = this.lines;
    this.lines = new Map();
    for (const editor of this.counting) {
      const keys = editor.state.recordKeys(editor.list);
      editor.effects.forEach((effects, index) => {
        if (effects.some(({ item }) => item.counted === "yes")) return;
        const key = `${editor.list} ${keys[index]}`;
        this.lines.set(key, this.uncountedLine(editor, effects, index, kept.get(key)));
      });
    }
    const items = [...this.lines.values()].map(({ element }) => element);
    const { children } = this.uncounted;
    const isSame = items.length === children.length && items.every((item, at) => item === children[at]);
    if (!isSame) this.uncounted.replaceChildren(...items);
    setHidden(this.uncountedPart, items.length === 0);
  }

  /**
   * What is said of a record. Its line stays where it is and only its words change: a new one
   * would make the browser style all the others again.
   * @param {import("./records.js").ListEditor} editor
   */
  uncountedLine(editor, effects, index, known) {
    const summary = editor.summaryAt(index);
    if (known?.summary === summary && areSame(effects, known.effects)) return known;
    const said = el("p", {}, el("strong", { text: summary }));
    const words = effects.length > 0 ? this.results.describe(effects) : ["没有归入任何一行"];
    return { summary, effects, element: refill(known?.element ?? el("li"), said, ...words) };
  }

  /** Evidence for every row that gives or may give points. @param {any} result */
  showEvidence({ score }) {
    const claimed = score.nodes.filter(
      (node) => node.state === "filled" && node.evidence?.length > 0 && String(node.high) !== "0",
    );
    const said = claimed.map(({ id }) => id).join(" ");
    if (said === this.claimed) return;
    this.claimed = said;
    const lines = claimed.map((node) =>
      el(
        "li",
        {},
        el("a", { href: `#${node.id}`, text: this.model.clauses[node.id].title }),
        `：${node.evidence.join("；")}`,
      ),
    );
    const list = el("ul", { class: "calc-evidence" }, ...lines);
    fill(this.evidence, ...(said ? [el("h2", { text: "佐证材料" }), list] : []));
  }
}

/** What the core could not use, word by word. @param {any} result @returns {Node[]} */
function problems({ problems: found = [] }) {
  if (found.length === 0) return [];
  const lines = found.map(({ message }) => el("li", { text: message }));
  return [el("h2", { text: "没有用上的内容" }), el("ul", { class: "calc-problems" }, ...lines)];
}
