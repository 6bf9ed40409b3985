/**
 * What would help most, on the calculator's own page: folded until somebody wants it, and worked
 * out only then, behind the results. Answers that change make it say that it is out of date.
 */
import { barLines, evidenceOf, gainList, nextQuestions, nothingList, togetherLine } from "./advice_points.js";
import { button, el, fill } from "./dom.js";
import { reveal } from "./page.js";
import { overLine } from "./parts.js";
import { NAMES, NO_GAIN } from "./words.js";

const FIRST_GAINS = 5;
const PAUSE = 800; // ms without a new result before advice is worked out again

export class AdvicePanel {
  /** @param {HTMLElement} place @param {Session} session @param {Setting["way"]} way to an input */
  constructor(place, session, way) {
    this.session = session;
    this.way = way;
    this.shown = ""; // the answers that the advice shown is about
    this.isAsking = false;
    this.timer = 0;
    this.score = null;
    this.status = el("p", { class: "advice-status", role: "status" });
    this.content = el("div", {});
    this.element = el(
      "details",
      { class: "advice advice-panel", id: "q-advice" },
      el("summary", { text: "怎样提高：再加什么最有用" }),
      this.status,
      this.content,
    );
    this.element.addEventListener("toggle", () => this.refresh());
    reveal(place).append(this.element);
    session.state.addEventListener("change", () => this.mark());
  }

  /** A way here, for the result bar. */
  makeWay() {
    const open = () => {
      this.element.open = true;
      this.element.querySelector("summary").focus();
      this.element.scrollIntoView({ block: "start" });
    };
    return button(NAMES.advice, open, { class: "btn btn-quiet advice-open" });
  }

  /** @param {Pick<Result, "score">} result the newest */
  show({ score }) {
    this.score = score;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  get answers() {
    return JSON.stringify(this.session.state.file);
  }

  mark() {
    const isOld = this.shown !== "" && this.shown !== this.answers;
    if (isOld && this.session.state.isEmpty) return this.empty();
    this.element.classList.toggle("advice-old", isOld);
    if (isOld && this.element.open) this.status.textContent = "答案变了，下面是变之前的；停下来就重新算。";
  }

  /** Of answers that were cleared nothing stays. */
  empty() {
    this.shown = "";
    this.element.open = false;
    this.status.textContent = "";
    fill(this.content);
  }

  async refresh() {
    const { answers } = this;
    if (!this.element.open || this.isAsking || this.shown === answers) return;
    this.isAsking = true;
    this.status.textContent = "正在逐项重新计算…";
    try {
      const request = { parts: ["advice"], answers: JSON.parse(answers) };
      const { advice } = await this.session.engine.request(request);
      this.shown = answers;
      this.status.textContent = "";
      this.fill(advice);
    } catch {
      this.status.textContent = "没有算成；改动任何一处，或者收起再打开，就再试一次。";
    }
    this.isAsking = false;
    this.mark();
    if (this.shown !== "" && this.shown !== this.answers) this.show({ score: this.score });
  }

  fill({ bars, gains, together, nothing, next }) {
    const { session: { model }, way } = this;
    const setting = { model, way, evidence: evidenceOf(this.score) };
    fill(
      this.content,
      overLine(model),
      ...barLines(bars),
      nextQuestions(next, setting, 1),
      gains.length > 0
        ? gainList(gains.slice(0, FIRST_GAINS), setting, FIRST_GAINS)
        : el("p", { text: NO_GAIN }),
      togetherLine(together),
      nothingList(nothing, setting),
      el("p", {}, el("a", { href: "../advice/", class: "btn btn-quiet", text: "看全部，和各条途径还差什么" })),
    );
  }
}
