/** The result that is always in sight, for verdicts instead of points. */
import { ResultBar } from "./bar.js";
import { el, fill, setText } from "./dom.js";
import { PaperHead } from "./paper_head.js";
import { NAMES } from "./words.js";

export class CheckBar extends ResultBar {
  constructor(page, model, actions) {
    super(page, { indicators: [] }, actions);
    this.element.setAttribute("aria-label", "自查结果");
    this.list = this.element.querySelector(".calc-meters");
    this.list.hidden = true;
    this.paper = new PaperHead(page, model.policy);
  }

  /**
   * @param {{total: string, whole?: string, note: string, alerts?: {href: string, text: string}[],
   *          meters?: HTMLElement[]}} words
   * @param {How} [how]
   */
  tell({ total, whole = total, note, alerts = [], meters = [] }, how = {}) {
    setText(this.total, total);
    setText(this.note, note);
    this.alert.hidden = alerts.length === 0;
    fill(this.alert, ...alerts.map(({ href, text }) => el("a", { href, text })));
    this.list.hidden = meters.length === 0;
    fill(this.list, ...meters);
    this.paper.show({ total: whole, note, alert: this.alert });
    if (!how.quiet) this.announce(`${total}，${note}`);
  }

  showWaiting() {
    setText(this.total, NAMES.check);
    setText(this.note, NAMES.preparing);
  }
}
