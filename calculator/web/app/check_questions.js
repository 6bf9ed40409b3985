/**
 * The questions of a self-check: inputs beside the printed words. All on one page, or one at a
 * time with the most decisive first; what cannot change a verdict any more is not asked.
 */
import { Ask } from "./check_ask.js";
import { button, el, fill, setText } from "./dom.js";
import { reveal } from "./page.js";
import { NAMES } from "./words.js";

const MANY = 20; // more questions than this are asked one at a time to begin with
const MODES = { one: "一次只问一题", all: NAMES.every };

export class Questions {
  /** @param {Page} page @param {CheckModel} model @param {State} state @param {Say} onRemoved */
  constructor(page, model, state, onRemoved) {
    this.model = model;
    this.state = state;
    /** @type {Map<string, Ask>} */
    this.asks = new Map();
    for (const [id, { element }] of model.asked) {
      this.asks.set(id, new Ask(model.questions.get(id), element, model, state, onRemoved));
    }
    // Questions beside the check that they are for stay there; the others are asked in turn.
    this.turns = new Map([...this.asks].filter(([, { element }]) => !element.closest("[data-need]")));
    this.waiting = [...this.turns.keys()]; // questions that can still change a verdict, in order
    this.mode = this.turns.size > MANY ? "one" : "all";
    this.current = null; // question shown when one is asked at a time
    this.past = []; // questions shown before it
    this.skipped = new Set();
    this.showsRest = false;
    this.wanted = ""; // the question that a link leads to: it is shown whether or not it matters
    if (this.turns.size > 1) this.buildMode(page);
    state.addEventListener("change", ({ detail }) => {
      if (detail.everything) this.startOver();
      for (const ask of this.asks.values()) ask.showAnswer(detail);
    });
    this.arrive();
    window.addEventListener("hashchange", () => this.arrive());
  }

  /** Links of other pages name the question that they lead to: `#q-ask-QUESTION`. */
  arrive() {
    const id = /^#q-ask-(.+)$/.exec(location.hash)?.[1] ?? "";
    if (!this.asks.has(id)) return;
    this.wanted = id;
    this.current = id;
    this.arrange();
    this.asks.get(id).focus();
  }

  buildMode(page) {
    const name = "q-mode";
    const radios = Object.entries(MODES).map(([mode, text]) => {
      const input = el("input", { type: "radio", name, value: mode, on: { change: () => this.setMode(mode) } });
      input.checked = mode === this.mode;
      return el("label", { class: "calc-radio" }, input, text);
    });
    this.left = el("p", { class: "check-left" });
    this.rest = button("", () => this.toggleRest(), { class: "btn btn-quiet check-rest", hidden: true });
    const group = el("div", { class: "calc-radios", role: "radiogroup", "aria-label": NAMES.asking }, ...radios);
    fill(reveal(page.slot("mode")), group, this.left, this.rest);
    this.step = page.slot("step");
    this.back = button("上一题", () => this.goBack(), { class: "btn" });
    this.next = button("下一题", () => this.goOn(), { class: "btn" });
    this.done = el("p", { class: "check-done", hidden: true, tabindex: -1 });
    fill(this.step, this.done, el("p", { class: "check-step-buttons" }, this.back, this.next));
  }

  /** @param {string} mode "all" or "one" */
  setMode(mode) {
    this.mode = mode;
    this.startOver();
    this.arrange();
  }

  startOver() {
    this.current = null;
    this.past = [];
    this.skipped.clear();
  }

  toggleRest() {
    this.showsRest = !this.showsRest;
    this.arrange();
  }

  /**
   * What can still change a verdict, from the core.
   * @param {any[]} asking @param {Map<string, string>} problems by path
   */
  show(asking, problems) {
    const entries = asking.filter((entry) => this.asks.has(entry.question));
    this.waiting = [...new Set(entries.map((entry) => entry.question))].filter((id) => this.turns.has(id));
    for (const [id, ask] of this.asks) {
      ask.showWaiting(entries.filter((entry) => entry.question === id));
      ask.mark(problems);
    }
    this.arrange();
  }

  arrange() {
    if (!this.left) return;
    const open = this.waiting.filter((id) => !this.asks.get(id).isAnswered);
    const words = this.waiting.length === 0
      ? "没有还会影响结果的问题了。"
      : `还有 ${this.waiting.length} 题可能影响结果${open.length < this.waiting.length ? "（有的只差几处没填全）" : ""}。`;
    setText(this.left, words);
    if (this.mode === "one") this.showOne();
    else this.showAll();
  }

  showAll() {
    let hidden = 0;
    for (const [id, ask] of this.turns) {
      const matters = this.waiting.includes(id) || ask.isAnswered || ask.hasFocus || id === this.wanted;
      if (!matters) hidden += 1;
      ask.element.hidden = !matters && !this.showsRest;
    }
    this.step.hidden = true;
    this.rest.hidden = hidden === 0;
    const verb = this.showsRest ? NAMES.fold : "显示";
    setText(this.rest, `${verb}已经不影响结果的 ${hidden} 题`);
  }

  showOne() {
    this.rest.hidden = true;
    this.step.hidden = false;
    if (this.current === null) this.current = this.upcoming();
    for (const [id, ask] of this.turns) ask.element.hidden = id !== this.current;
    const last = this.current === null;
    this.done.hidden = !last;
    setText(this.done, this.waiting.length === 0
      ? "能问的都问完了。要修改回答，请选“全部列在一页”。"
      : "跳过的题都在“全部列在一页”里，随时可以补答。");
    this.next.hidden = last;
    const isAnswered = last || this.asks.get(this.current).isAnswered;
    setText(this.next, isAnswered ? "下一题" : "先跳过");
    this.next.classList.toggle("btn-primary", isAnswered);
    this.back.hidden = this.past.length === 0;
  }

  /** The most decisive question that was not skipped. @returns {string | null} */
  upcoming() {
    return this.waiting.find((id) => id !== this.current && !this.skipped.has(id)) ?? null;
  }

  goOn() {
    this.skipped.add(this.current);
    this.past.push(this.current);
    this.current = this.upcoming();
    this.arrange();
    this.focus();
  }

  goBack() {
    this.current = this.past.pop();
    this.skipped.delete(this.current);
    this.arrange();
    this.focus();
  }

  focus() {
    if (this.current === null) this.done.focus();
    else this.asks.get(this.current).focus();
  }
}
