/** One question of a visit: its input in the place of the printed words. */
import { el, setText } from "./dom.js";
import { makeControl } from "./fields.js";
import { reveal } from "./page.js";
import { VisitHours } from "./visit_hours.js";
import { VisitList } from "./visit_list.js";

export class VisitAsk {
  /** @param {any} question @param {HTMLElement} element the printed question
   *  @param {string[]} fields of a record that decide something
   *  @param {import("./check_model.js").CheckModel} model @param {import("./state.js").State} state
   *  @param {(words: string) => void} onRemoved */
  constructor(question, element, fields, model, state, onRemoved) {
    this.question = question;
    this.element = element;
    this.state = state;
    this.isAsked = true;
    const slot = reveal(element.querySelector('[data-slot="input"]'));
    this.input = this.makeInput(fields, model, onRemoved);
    this.exact = el("p", { class: "check-missing", hidden: true });
    slot.append(this.input.element, this.exact);
    element.classList.add("check-live");
    this.showAnswer({ everything: true });
  }

  /** @returns {any} a control for one value, for the hours of a ledger or for a list */
  makeInput(fields, model, onRemoved) {
    const { question, state } = this;
    const ledger = model.statedIn(question.id);
    if (ledger) return new VisitHours(question, ledger, state);
    if (question.type === "list") return new VisitList(question, fields, state, onRemoved);
    return makeControl(question, (value) => state.set(question.id, value), { radios: true });
  }

  get isAnswered() {
    return this.state.get(this.question.id) !== undefined;
  }

  /** A list in which nothing stands open: whoever says “none of it” does not mean what she sees
   *  before her, to be filled in. */
  get isClosed() {
    return this.input instanceof VisitList && this.input.spare(0) === 0;
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  /** @param {any} [answer] what says that there is nothing */
  declareNone(answer = []) {
    this.state.set(this.question.id, answer);
    this.input.show(answer);
  }

  /** @param {{everything?: boolean}} change */
  showAnswer({ everything }) {
    if (everything || this.question.type === "list") this.input.show(this.state.get(this.question.id));
  }

  /** What stands in records that are begun. @param {any[]} records */
  begin(records) {
    this.input.begin?.(records);
  }

  /** What the core still waits for here. @param {any[]} entries @param {Map<string, string>} problems */
  show(entries, problems) {
    this.input.showWaiting?.(entries.filter((entry) => entry.index !== undefined && !entry.exact));
    const rough = new Set(entries.filter((entry) => entry.exact).map((entry) => this.labelOf(entry.field)));
    this.exact.hidden = rough.size === 0;
    setText(this.exact, rough.size > 0 ? `${[...rough].join("、")}能写到日的，请写到日。` : "");
    if (this.question.type === "list") this.input.markAll(problems);
    else this.input.mark(problems.get(this.question.id) ?? "");
  }

  /** @param {string | undefined} field */
  labelOf(field) {
    const named = this.question.fields?.find(({ id }) => id === field) ?? this.question;
    return `“${named.label}”`;
  }

  focus() {
    const inputs = [...this.element.querySelectorAll("input, select, button")];
    inputs.find((one) => one.offsetParent !== null)?.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}
