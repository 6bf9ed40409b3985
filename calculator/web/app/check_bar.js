/** The result that is always in sight, for verdicts instead of points. */
import { ResultBar } from "./bar.js";
import { el, fill, setText } from "./dom.js";
import { PaperHead } from "./paper_head.js";
import { NAMES } from "./words.js";

export class CheckBar extends ResultBar {
  /** @param {Session} session */
  constructor(session) {
    super(session, []);
    this.list = this.element.querySelector(".calc-meters");
    this.list.hidden = true;
    this.paper = new PaperHead(session.page, session.model.policy);
  }

  get names() {
    return { bar: "自查结果", waiting: NAMES.check };
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
}
