/**
 * The visit: the questions step by step, as the core says which can still matter. Where one is
 * stands in the address, so that the Back key goes back and reloading stays.
 */
import { button, el, fill, renew, setHidden, setState, setText } from "./dom.js";
import { reveal } from "./page.js";
import { VisitAsk } from "./visit_ask.js";
import { awaitedLines, stepList } from "./visit_left.js";
import { NAMES } from "./words.js";

export const RESULT = "result";
const MARK = "#visit-";
const MODES = { step: "一步一步来", all: NAMES.every };

export class Visit {
  /** @param {import("./page.js").Page} page @param {import("./check_model.js").CheckModel} model
   *  @param {import("./state.js").State} state @param {(words: string) => void} onRemoved */
  constructor(page, model, state, onRemoved) {
    this.root = page.root;
    this.model = model;
    this.state = state;
    this.asking = []; // what the core still asks
    /** @type {Map<string, string>} */
    this.problems = new Map();
    /** @type {Map<string, VisitAsk>} */
    this.asks = new Map();
    for (const [id, { element, fields }] of model.asked) {
      this.asks.set(id, new VisitAsk(model.questions.get(id), element, fields, model, state, onRemoved));
    }
    this.report = null; // what the core says of the visit
    this.mode = "step";
    this.others = false; // whether routes that are set aside are asked about, too
    this.wanted = ""; // the question that a link leads to: it is shown whether or not it matters
    this.onClosing = () => {}; // somebody looks at the page that closes the visit
    this.isWaiting = false; // to go on, for the core's word on the last answer
    this.steps = new Map();
    for (const element of this.root.querySelectorAll("[data-step]")) this.prepare(element);
    this.build(page);
    state.addEventListener("change", ({ detail }) => {
      if (!detail.everything) this.current = this.step; // whoever answers stays where she is
      for (const ask of this.asks.values()) ask.showAnswer(detail);
    });
    window.addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  /** @param {HTMLElement} element */
  prepare(element) {
    const id = element.dataset.step;
    const heading = element.querySelector("h2");
    heading.tabIndex = -1;
    const asks = [...this.asks.values()].filter((ask) => element.contains(ask.element));
    const none = button("", () => this.declareNone(id), { class: "btn visit-none", hidden: true });
    if (asks.length > 0) element.append(el("p", { class: "check-step-buttons" }, none));
    this.steps.set(id, { element, heading, asks, none });
  }

  build(page) {
    this.progress = page.slot("progress");
    this.place = el("summary", {});
    this.list = el("div", {});
    this.progress.append(this.place, this.list);
    this.left = el("div", { class: "visit-here" });
    this.note = el("p", { class: "visit-note" });
    const radios = Object.entries(MODES).map(([mode, text]) => {
      const input = el("input", { type: "radio", name: "q-mode", value: mode, on: { change: () => this.setMode(mode) } });
      input.checked = mode === this.mode;
      return el("label", { class: "calc-radio" }, input, text);
    });
    const modes = el("div", { class: "calc-radios", role: "radiogroup", "aria-label": NAMES.asking }, ...radios);
    fill(reveal(page.slot("mode")), modes);
    this.back = button("上一步", () => this.go(this.before()), { class: "btn" });
    this.next = button("下一步", () => this.goOn(), { class: "btn btn-primary" });
    this.end = button("看结果", () => this.go(RESULT), { class: "btn btn-quiet" });
    this.map = this.root.querySelector(".visit-map");
    this.isUnfolded = false;
    this.unfold = button("各条途径逐条的判断", () => this.toggleMap(), { class: "btn visit-unfold", "aria-controls": this.map.id });
    this.map.before(this.unfold);
    this.buttons = reveal(page.slot("step"));
    fill(this.buttons, this.left, el("p", { class: "check-step-buttons" }, this.next, this.back, this.end));
  }

  /** Whether the page that closes the visit is in sight. */
  get isClosing() {
    return this.mode === "all" || this.step === RESULT;
  }

  /** The questions that still wait. @returns {string[]} */
  get waiting() {
    return this.report ? this.report.steps.flatMap(({ waiting }) => waiting) : [...this.asks.keys()];
  }

  /** Links name the step, or the question that they lead to. */
  arrive() {
    const { hash } = location;
    this.wanted = /^#q-ask-(.+)$/.exec(hash)?.[1] ?? "";
    const asked = this.asks.get(this.wanted);
    const step = hash.startsWith(MARK) ? hash.slice(MARK.length) : "";
    const holder = [...this.steps].find(([, { asks }]) => asks.includes(asked))?.[0];
    const isFirst = this.current === undefined;
    const target = hash === "" ? null : document.getElementById(hash.slice(1));
    // What stands in the result may not be there yet.
    const other = hash.startsWith(MARK) || this.steps.get(RESULT).element.contains(target) ? RESULT : null;
    this.isUnfolded ||= this.map.contains(target);
    if (this.report) this.showWaiting();
    this.current = holder ?? (this.steps.has(step) ? step : other) ?? null;
    this.arrange();
    if (this.step === RESULT) this.onClosing();
    if (asked) asked.focus();
    else if (!this.steps.has(step)) target?.scrollIntoView(); // which may have been folded till now
    else if (!isFirst) this.focus();
  }

  /** The step at hand: that of the address, else the first that waits. @returns {string} */
  get step() {
    return this.current ?? this.report?.next ?? this.ids[0] ?? RESULT;
  }

  /** The steps that are asked, in order. @returns {string[]} */
  get ids() {
    const all = [...this.steps.keys()].filter((id) => id !== RESULT);
    return this.report ? this.report.steps.map(({ id }) => id) : all;
  }

  setMode(mode) {
    this.mode = mode;
    this.arrange();
    if (this.isClosing) this.onClosing();
  }

  toggleMap() {
    this.isUnfolded = !this.isUnfolded;
    this.arrange();
  }

  askOthers() {
    this.others = true;
    this.state.tell();
  }

  /** @param {string} id */
  go(id) {
    if (location.hash === MARK + id) this.arrive();
    else location.hash = MARK + id;
  }

  before() {
    const { ids } = this;
    const at = ids.indexOf(this.step);
    return ids[at < 0 ? ids.length - 1 : at - 1] ?? ids[0];
  }

  /** To the next step that waits; while the core still works on the last answer, after that. */
  goOn() {
    const { dataset } = this.root;
    this.isWaiting = dataset.state === "ready" && dataset.ready === undefined;
    if (!this.isWaiting) this.go(this.after());
  }

  after() {
    const at = this.ids.indexOf(this.step);
    if (at < 0) return RESULT; // only the result leads there
    const waits = (id) => !this.report || this.report.steps.find((one) => one.id === id).waiting.length > 0;
    return this.ids.find((id, place) => place > at && waits(id)) ?? RESULT;
  }

  /** There is nothing of what is still open in a step; whoever has more to answer is led there. */
  declareNone(id) {
    const { asks } = this.steps.get(id);
    for (const ask of this.deniable(id)) ask.declareNone(this.noneOf(id)[ask.question.id]);
    (asks.find((ask) => ask.isAsked && !ask.isAnswered) ?? this.next).focus();
  }

  /** What one tap answers in a step, beside lists. @param {string} id */
  noneOf(id) {
    return this.report?.steps.find((step) => step.id === id)?.none ?? {};
  }

  /** The questions of a step that are open, and that one tap denies. @param {string} id */
  deniable(id) {
    const none = this.noneOf(id);
    return this.steps.get(id).asks.filter(({ isAsked, isAnswered, isClosed, question }) => isAsked && !isAnswered && (isClosed || question.id in none));
  }

  /**
   * What the core says of the visit, and what it still asks.
   * @param {any} report @param {any[]} asking @param {Map<string, string>} problems by path
   */
  show(report, asking, problems) {
    this.report = report;
    this.asking = asking;
    this.problems = problems;
    this.current = this.step;
    this.showWaiting();
    this.arrange();
    if (this.isWaiting) {
      this.isWaiting = false;
      this.go(this.after());
    }
  }

  /** What each question waits for; one that a link leads to, also for the things to bring. */
  showWaiting() {
    const { nodes } = this.model;
    for (const [id, ask] of this.asks) {
      const ofPoints = ({ waiting }) => id === this.wanted || waiting.some((one) => nodes.has(one));
      const entries = [...this.asking, ...this.report.figures.filter(ofPoints)];
      ask.begin(this.report.begins[id] ?? []);
      ask.show(entries.filter(({ question }) => question === id), this.problems);
    }
  }

  arrange() {
    const { step, ids } = this;
    const isAll = this.mode === "all";
    this.root.dataset.step = isAll ? "all" : step;
    const asked = new Set(this.report?.steps.flatMap(({ questions }) => questions) ?? this.asks.keys());
    for (const [id, { element, asks, none }] of this.steps) {
      for (const ask of asks) {
        ask.isAsked = asked.has(ask.question.id) || ask.hasFocus || ask.question.id === this.wanted;
        setHidden(ask.element, !ask.isAsked);
      }
      const isEmpty = asks.length > 0 && asks.every((ask) => !ask.isAsked);
      element.classList.toggle("visit-off", isAll ? isEmpty : id !== step);
      this.showNone(id, asks.filter((ask) => ask.isAsked), none);
    }
    const at = ids.indexOf(step);
    const { waiting = [], note = "" } = this.report?.steps[at] ?? {};
    const isLeft = waiting.length > 0;
    setText(this.place, at < 0 ? "" : `第 ${at + 1} 步，共 ${ids.length} 步`);
    const all = this.report?.steps ?? [];
    renew(this.list, [all, this.asking], () => [stepList(this.model, all, this.asking)]);
    setHidden(this.progress, isAll || at < 0);
    if (this.note.previousSibling !== this.steps.get(step).heading) this.steps.get(step).heading.after(this.note);
    setText(this.note, note);
    setHidden(this.note, note === "");
    renew(this.left, [waiting, this.asking], () => [
      el("p", { text: "这一步还没有答：" }),
      el("ul", {}, ...awaitedLines(this.model, this.asking, waiting)),
    ]);
    setHidden(this.left, !isLeft);
    setText(this.next, isLeft ? "先放着，下一步" : "下一步");
    this.next.classList.toggle("btn-primary", !isLeft);
    setHidden(this.buttons, isAll);
    setHidden(this.next, step === RESULT);
    setHidden(this.back, at === 0);
    setHidden(this.end, step === RESULT);
    this.map.classList.toggle("visit-off", !isAll && !this.isUnfolded);
    setHidden(this.unfold, isAll);
    setState(this.unfold, "aria-expanded", this.isUnfolded);
  }

  /** One tap for all that is still open and may be denied. @param {string} id
   *  @param {VisitAsk[]} asks @param {HTMLElement} none */
  showNone(id, asks, none) {
    const lists = asks.filter(({ isClosed }) => isClosed);
    setHidden(none, lists.length < 2 || this.deniable(id).length === 0);
    setText(none, lists.some((ask) => ask.isAnswered) ? NAMES.rest : "都没有");
  }

  focus() {
    const { heading, element } = this.steps.get(this.step);
    heading.focus({ preventScroll: true });
    (this.mode === "all" || this.step === RESULT ? element : this.progress).scrollIntoView({ block: "start" });
  }
}
