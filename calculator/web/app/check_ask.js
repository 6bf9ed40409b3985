/** One question of a self-check: its input, what is still missing in it, whom it matters to. */
import { placeOf } from "./check_model.js";
import { el, setHidden, setState, setText, toggleButton } from "./dom.js";
import { hasControl, makeControl } from "./fields.js";
import { reveal } from "./page.js";
import { questionWords } from "./parts.js";
import { ListEditor } from "./records.js";
import { VisitHours } from "./visit_hours.js";
import { EMPTY, NAMES } from "./words.js";

const MOST_NAMES = 3;

export class Ask {
  /** @param {any} question @param {HTMLElement} element the printed question
   *  @param {CheckModel} model @param {State} state @param {Say} onRemoved */
  constructor(question, element, model, state, onRemoved) {
    this.question = question;
    this.element = element;
    this.model = model;
    this.state = state;
    this.control = null;
    this.editor = null;
    this.missing = el("p", { class: "check-missing", hidden: true });
    this.matters = el("p", { class: "check-matters", hidden: true });
    const slot = reveal(element.querySelector('[data-slot="input"]'));
    if (question.type === "list") this.buildList(slot, onRemoved);
    else if (hasControl(question)) this.buildControl(slot);
    slot.append(this.missing, this.matters);
    element.classList.add("check-live");
    this.showAnswer({ everything: true });
  }

  get isAnswered() {
    return this.state.get(this.question.id) !== undefined;
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  buildControl(slot) {
    const { question, state } = this;
    this.control = makeControl(question, (value) => state.set(question.id, value), {});
    slot.append(this.control.element);
  }

  buildList(slot, onRemoved) {
    const { question, model, state } = this;
    this.editor = new ListEditor(question, model, state, onRemoved);
    const place = placeOf(question.id);
    const label = question.label;
    this.none = toggleButton(EMPTY.none, label, (pressed) => this.editor.declareNone(pressed));
    this.closed = toggleButton(NAMES.complete, label, (pressed) => state.close(question.id, pressed));
    const ledger = model.statedIn(question.id);
    this.stated = ledger ? new VisitHours(question, ledger, state) : null;
    const head = this.stated ? [this.stated.element] : questionWords(question);
    const buttons = el("p", { class: "calc-buttons" }, this.editor.makeAdder(place, label), this.none, this.closed);
    slot.append(...head, this.editor.makePlace(place), buttons);
  }

  /** @param {{everything?: boolean}} change */
  showAnswer({ everything }) {
    const given = this.state.get(this.question.id);
    if (this.control && everything) this.control.show(given);
    if (!this.editor) return;
    this.stated?.show();
    if (everything) this.editor.effects = [];
    const records = Array.isArray(given) ? given.length : null;
    setState(this.none, "aria-pressed", records === 0);
    this.none.hidden = records > 0;
    setState(this.closed, "aria-pressed", this.state.file.closed.includes(this.question.id));
    this.closed.hidden = !records || Boolean(this.question.whole);
    this.editor.arrange();
    this.hideStated();
  }

  /** What the table of totals shows needs no card. */
  hideStated() {
    if (!this.stated) return;
    const { state, question } = this;
    state.recordKeys(question.id).forEach((key, at) => {
      const card = this.editor.cards.get(key);
      setHidden(card.element, !card.isOpen && this.stated.holds(state.records(question.id)[at]));
    });
  }

  /** What the core still waits for here. @param {any[]} entries */
  showWaiting(entries) {
    this.editor?.showLacks(this.state.records(this.question.id).map((_, at) => this.lackWords(entries.filter(({ index }) => index === at))));
    const isOpen = entries.some((entry) => entry.more);
    setHidden(this.missing, !isOpen);
    setText(this.missing, isOpen ? "如果没有别的了，请按“就这些，没有别的了”。" : "");
    const targets = [...new Set(entries.flatMap((entry) => entry.waiting))];
    this.matters.hidden = targets.length === 0;
    setText(this.matters, targets.length > 0 ? this.mattersWords(targets) : "");
  }

  /** What a record lacks: "还缺“刊物”、“数量”。". @param {any[]} entries about it */
  lackWords(entries) {
    const lacking = entries.filter((entry) => !entry.exact).map((entry) => this.fieldLabel(entry.field));
    const rough = entries.filter((entry) => entry.exact).map((entry) => this.fieldLabel(entry.field));
    const words = lacking.length > 0 ? [`还缺${lacking.join("、")}`] : [];
    if (rough.length > 0) words.push(`${rough.join("、")}能写到日的，请写到日`);
    return words.length > 0 ? `${words.join("，")}。` : "";
  }

  fieldLabel(id) {
    return `“${this.question.fields.find((field) => field.id === id)?.label ?? id}”`;
  }

  mattersWords(targets) {
    const names = targets.slice(0, MOST_NAMES).map((id) => this.model.titleOf(id));
    const more = targets.length > MOST_NAMES ? `等 ${targets.length} 项` : "";
    return `会影响：${names.join("、")}${more}`;
  }

  /** @param {Map<string, string>} problems */
  mark(problems) {
    this.control?.mark(problems.get(this.question.id) ?? "");
    this.editor?.mark(problems);
    this.stated?.markAll(problems);
  }

  focus() {
    const first = this.element.querySelector("input:not([hidden]), select, .calc-add, button");
    first?.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}
