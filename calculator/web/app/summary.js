/** After the table: bars that stand beside the score, what was not counted, evidence to bring. */
import { clauseLink, reasonList } from "./check_words.js";
import { el, fillFolds, refill, renewEach, setHidden } from "./dom.js";
import { reveal } from "./page.js";
import { claimed, folded, isWide } from "./parts.js";
import { sayDate } from "./values.js";
import { KIND, MEANING, STANDING } from "./words.js";

const STANDS = new Set(["yes", "some"]); // for every way to apply, or for some

export class Summary {
  /** @param {Page} page @param {Model} model
   *  @param {State} state @param {import("./results.js").Results} results */
  constructor(page, model, state, results) {
    this.model = model;
    this.state = state;
    this.results = results;
    this.bars = page.slot("bars");
    const { lists } = results.form;
    this.counting = [...lists.values()].filter((editor) => model.places[editor.list].counted);
    this.problems = el("div");
    this.uncounted = el("ul", { class: "calc-uncounted" });
    this.uncountedPart = part("没有计分和不能确定的", "fold", this.uncounted);
    this.list = el("ul", { class: "calc-evidence" });
    this.evidence = part(model.policy.evidence, "fold calc-claimed", this.list);
    reveal(page.slot("trace")).append(this.problems, this.uncountedPart, this.evidence);
  }

  /** @param {Result} result @param {HTMLElement} alert the line in the result bar */
  show(result, alert) {
    const standing = (result.bars ?? []).filter((bar) => this.concerns(bar));
    setHidden(this.bars, standing.length === 0);
    fillFolds(this.bars, ...standing.map((bar) => this.barCard(bar)));
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

  barTitle({ clause, kind, title }) {
    return `${KIND[kind] ?? ""}：${title ?? this.model.clauses[clause].title}`;
  }

  barCard(bar) {
    const isForSome = bar.standing === "some";
    const until = bar.until && !isForSome ? `，到 ${sayDate(bar.until)}解除` : "";
    const meaning = `${MEANING[bar.kind]}${isForSome ? "（对部分途径）" : ""}`;
    const words = STANDS.has(bar.standing) ? meaning : `${STANDING.open}是否适用`;
    const { clause, standing, reasons = [] } = bar;
    const title = el("strong", { text: this.barTitle(bar) });
    return el(
      "div",
      { class: `calc-bar-card calc-bar-${standing}`, id: `q-bar-${clause}` },
      el("p", {}, title, ` —— ${words}${until}。`, clauseLink(this.model, clause)),
      folded(reasons.length, reasonList(this.model, reasons, clause, "all"), clause),
    );
  }

  /** Records that no row counts for sure. */
  showUncounted() {
    const found = this.counting.flatMap((editor) =>
      editor.effects.flatMap((effects, index) => {
        const isCounted = effects.some(({ item }) => item.counted === "yes");
        return isCounted ? [] : [{ summary: editor.summaryAt(index), effects }];
      }),
    );
    renewEach(this.uncounted, "li", found, (one) => this.uncountedLine(one));
    setHidden(this.uncountedPart, found.length === 0);
  }

  /** @param {{summary: string, effects: any[]}} record in words, and what the rows say of it */
  uncountedLine({ summary, effects }) {
    const words = effects.length > 0 ? this.results.describe(effects) : ["没有归入任何一行"];
    return [el("p", {}, el("strong", { text: summary })), ...words];
  }

  /** Evidence for every row that gives or may give points. @param {Result} result */
  showEvidence({ score }) {
    const lines = claimed(score, (id) => [`#${id}`, this.model.clauses[id].title]);
    refill(this.list, ...lines);
    setHidden(this.evidence, lines.length === 0);
  }
}

/** Open where there is room. @param {string} title @param {string} name @param {HTMLElement} list */
function part(title, name, list) {
  return el("details", { class: name, hidden: true, open: isWide() }, el("summary", {}, el("h2", { text: title })), list);
}

/** What the core could not use, word by word. @param {Result} result @returns {Node[]} */
function problems({ problems: found = [] }) {
  if (found.length === 0) return [];
  const lines = found.map(({ message }) => el("li", { text: message }));
  return [el("h2", { text: "没有用上的内容" }), el("ul", { class: "calc-problems" }, ...lines)];
}
