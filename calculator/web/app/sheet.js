/** What only paper shows: the head of the printed sheet, with blanks to fill in by hand. */
import { el, setText } from "./dom.js";
import { ceilingWords } from "./ranges.js";
import { points } from "./results.js";

export class Sheet {
  /** @param {import("./page.js").Page} page @param {string[]} labels blanks that the policy names */
  constructor(page, labels) {
    this.score = el("p", { class: "calc-sheet-score" });
    const blanks = labels.map((label) =>
      el("li", {}, `${label}：`, el("span", { class: "calc-blank" })),
    );
    this.element = el(
      "div",
      { class: "calc-sheet", "aria-hidden": "true" },
      el("p", { class: "calc-sheet-title", text: "自评表" }),
      blanks.length > 0 ? el("ul", { class: "calc-blanks" }, ...blanks) : null,
      this.score,
    );
    page.slot("intro").append(this.element);
  }

  /** @param {any} result */
  show({ score }) {
    const words = `自评 ${points(score)}（${ceilingWords(score.ceiling)}；${score.unanswered} 行未填，按 0 计）`;
    setText(this.score, words);
  }
}
