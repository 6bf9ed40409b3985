/** The result that is always in sight: total, ceiling, a bar for each indicator, what to say aloud. */
import { button, el, fill, setText } from "./dom.js";
import { Meter } from "./meter.js";
import { unfilledWords } from "./ranges.js";
import { points } from "./results.js";
import { troubleWords } from "./trouble.js";
import { NAMES, VERDICT } from "./words.js";

const STILL = "还在计算，下面还不是新的结果。";
const QUIET = 1_000; // ms without change before the total is announced

export class ResultBar {
  /** @param {Session} session @param {string[]} indicators each has a bar of its own */
  constructor(session, indicators = session.model.indicators) {
    const { page, model } = session;
    this.session = session;
    this.model = model;
    this.timer = 0;
    this.total = el("strong", { class: "calc-total" });
    this.note = el("span", { class: "calc-total-note" });
    this.alert = el("p", { class: "calc-alert", hidden: true });
    this.meters = new Map(indicators.map((id) => [id, new Meter(model.clauses[id].title, `#${id}`)]));
    this.engine = el("p", { class: "calc-engine", hidden: true });
    this.notice = el("p", { class: "calc-notice", hidden: true });
    this.live = el("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    this.element = page.slot("bar");
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", this.names.bar);
    const head = el("p", { class: "calc-head" }, this.total, this.note);
    const meters = el("ul", { class: "calc-meters" });
    meters.append(...[...this.meters.values()].map((meter) => meter.element));
    const inside = el("div", { class: "calc-bar-inside" });
    inside.append(this.notice, this.engine, this.alert, head, meters, this.live);
    fill(this.element, inside);
    this.element.hidden = false;
    this.reportHeight();
  }

  /** What it is called, and what stands in it before the first result. */
  get names() {
    return { bar: "自评结果", waiting: NAMES.own };
  }

  /** The page scrolls what is focused clear of the bar. */
  reportHeight() {
    const tell = () =>
      document.documentElement.style.setProperty("--calc-bar", `${this.element.offsetHeight}px`);
    tell();
    new ResizeObserver(tell).observe(this.element);
  }

  /** @param {Result} result @param {How} [how] */
  show(result, how = {}) {
    const { score } = result;
    const note = `${noteWords(score)}${this.passWords(result)}`;
    setText(this.total, `自评 ${points(score)}`);
    setText(this.note, note);
    for (const node of score.nodes) this.meters.get(node.id)?.show(node);
    if (!how.quiet) this.announce(`自评 ${points(score)}，${note}`);
  }

  /** The marks to reach that were asked for. @param {Result} result */
  passWords({ conditions = {} }) {
    const told = this.model.passMarks.filter(({ clause }) => conditions[clause]);
    return told.map(({ clause }) => `；“${this.model.conditionTitle(clause)}”：${VERDICT[conditions[clause].verdict]}`).join("");
  }

  /** One announcement after typing pauses. @param {string} words */
  announce(words) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => setText(this.live, words), QUIET);
  }

  /** Answers wait for Python: the last result shown is not theirs. */
  showWaiting() {
    setText(this.total, this.names.waiting);
    setText(this.note, NAMES.preparing);
  }

  /** @param {EngineState} status */
  showEngine(status) {
    this.engine.hidden = status.state === "ready" && !status.slow;
    if (status.slow) {
      setText(this.engine, STILL);
      this.announce(STILL);
    }
    if (status.state === "loading") fill(this.engine, ...loadingWords(status));
    if (status.state === "failed") {
      fill(this.engine, failureWords(status), button(NAMES.again, () => this.session.engine.start()));
      this.announce(failureWords(status));
    }
  }

  /** @type {Say} */
  notify(words, undoable = false) {
    const undo = undoable ? button("撤销", () => this.session.undo()) : null;
    const close = button("知道了", () => {
      this.notice.hidden = true;
    });
    fill(this.notice, el("span", { text: words }), undo, close);
    this.notice.hidden = false;
    this.announce(words);
  }
}

/** How far the points go, and how many rows are empty. @param {any} score */
export function noteWords(score) {
  const own = String(score.own) === String(score.low) ? "" : `按您的估计 ${score.own} 分；`;
  return `${own}${unfilledWords(score)}`;
}

/** @param {EngineState} status */
function loadingWords({ loaded, total, starting }) {
  if (starting) return ["正在启动计算，可以先填…"];
  if (!total) return ["正在下载计算程序，可以先填…"];
  const bar = el("progress", { max: total, value: loaded, "aria-label": "下载进度" });
  return ["正在下载计算程序，可以先填 ", bar];
}

/** @param {EngineState} status */
function failureWords(status) {
  return `没有算成：${troubleWords(status)}您填的都还在。`;
}
