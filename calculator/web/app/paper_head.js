/** What only paper shows: the head of a printed result, with blanks to fill in by hand. */
import { el, refill, setText } from "./dom.js";

/** @param {string[]} [labels] blanks that the policy names @returns {HTMLElement | null} */
export function blankList(labels = []) {
  const blanks = labels.map((label) => el("li", {}, `${label}：`, el("span", { class: "calc-blank" })));
  return blanks.length > 0 ? el("ul", { class: "calc-blanks" }, ...blanks) : null;
}

export class PaperHead {
  /** @param {Page} page @param {any} policy */
  constructor(page, policy) {
    this.total = el("p", { class: "calc-sheet-score" });
    this.note = el("p", { class: "calc-sheet-note" });
    this.rest = el("div", {});
    const parts = [blankList(policy.blanks), this.total, this.note, this.rest];
    page.root.prepend(el("div", { class: "calc-sheet", "aria-hidden": "true" }, ...parts));
  }

  /**
   * What the bar on the screen says, where there is room for all of it, and more.
   * @param {{total: string, note: string, alert: HTMLElement}} told @param {...Node} rest
   */
  show({ total, note, alert }, ...rest) {
    setText(this.total, total);
    setText(this.note, note);
    const alerts = alert.hidden ? [] : [...alert.children];
    const lines = alerts.map(({ textContent: text }) => el("p", { class: "calc-sheet-alert", text }));
    refill(this.rest, ...lines, ...rest);
  }
}
