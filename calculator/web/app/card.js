/**
 * One record as a card: what was given in a line, what it counts, and an editor that opens in it.
 */
import { button, el, fill, renew, setHidden, setText } from "./dom.js";
import { hasControl, makeControl } from "./fields.js";
import { say } from "./values.js";
import { NAMES } from "./words.js";

export class Card {
  /** @param {import("./records.js").ListEditor} editor @param {number} key */
  constructor(editor, key) {
    this.editor = editor;
    this.key = key;
    this.controls = new Map();
    this.estimates = new Map(); // row -> control
    this.text = el("span", { class: "calc-record-text" });
    this.change = button(NAMES.change, () => this.reopen());
    this.drop = button(NAMES.remove, () => editor.remove(key));
    const buttons = el("span", { class: "calc-record-buttons" }, this.change, this.drop);
    this.effects = el("div", { class: "calc-effects" });
    this.lack = el("p", { class: "check-missing", hidden: true });
    this.name = ""; // the record in words, with its number
    this.form = el("form", { class: "calc-editor", novalidate: true, hidden: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    this.head = el("div", { class: "calc-record-head" }, this.text, buttons);
    this.element = el("li", { class: "calc-record" }, this.head, this.lack, this.form, this.effects);
  }

  get isOpen() {
    return !this.form.hidden;
  }

  get record() {
    const { state, list } = this.editor;
    return state.records(list)[state.indexOf(list, this.key)] ?? {};
  }

  /** @param {number} index @param {{row: string, item: any}[] | undefined} effects */
  show(index, effects) {
    this.showSummary(index, this.editor.summaryAt(index));
    const { describe } = this.editor;
    if (!effects || !describe) return;
    renew(this.effects, effects, () => describe(effects));
    this.showEstimates(index, effects.map(({ row }) => row));
  }

  /** @param {string} words what it lacks, "" for nothing */
  showLack(words) {
    setText(this.lack, words);
    setHidden(this.lack, words === "");
  }

  /** @param {number} index @param {string} summary */
  showSummary(index, summary) {
    setText(this.text, summary);
    const name = `第 ${index + 1} 条：${summary.split("；")[0]}`;
    if (name === this.name) return;
    this.name = name;
    this.change.setAttribute("aria-label", `修改${name}`);
    this.drop.setAttribute("aria-label", `删除${name}`);
  }

  /** Rows where experts judge every record: room for an own estimate of this one. */
  showEstimates(index, rows) {
    const { model, state } = this.editor;
    for (const id of rows) {
      const each = model.row(id)?.each;
      if (each && !this.estimates.has(id)) this.estimates.set(id, this.makeEstimate(id, each));
    }
    for (const [id, control] of this.estimates) {
      setHidden(control.element, !rows.includes(id));
      control.show(state.estimate(`${id}#${index}`));
    }
  }

  /** @param {string} id row @param {any} each what to ask */
  makeEstimate(id, each) {
    const { model, state, list } = this.editor;
    const answer = (value) => state.setEstimate(`${id}#${state.indexOf(list, this.key)}`, value);
    const control = makeControl(each, answer, { about: model.clauses[id].title });
    control.element.classList.add("calc-estimate");
    this.element.append(control.element);
    return control;
  }

  /**
   * @param {{fixed: object, limited: Record<string, any[]>, decides: string[]}} given what the row
   *   settles, and the fields that decide something there
   */
  open({ fixed, limited, decides }) {
    this.controls.clear();
    const asked = this.editor.question.fields.filter(hasControl);
    const main = asked.filter(
      (field) => !(field.id in fixed) && (decides.includes(field.id) || field.type === "text"),
    );
    const others = asked.filter((field) => !decides.includes(field.id) && field.type !== "text");
    fill(
      this.form,
      this.editorTitle(fixed),
      ...main.map((field) => this.control(field, limited[field.id])),
      others.length > 0 ? this.otherFields(others) : null,
      this.editorButtons(),
    );
    this.mark();
    this.form.hidden = false;
    this.head.hidden = true;
    this.form.querySelector("input, select, button")?.focus();
  }

  /** Everything may be changed; what the row once settled too. */
  reopen() {
    this.open(this.editor.wholly());
  }

  /** What this is, and what the row has settled. @param {object} fixed */
  editorTitle(fixed) {
    const { question } = this.editor;
    const said = question.fields
      .filter((field) => field.id in fixed)
      .map((field) => `${field.label}：${say(field, fixed[field.id])}`);
    const title = el("strong", { text: question.item ?? question.label });
    return el("p", { class: "calc-editor-title" }, title, said.length > 0 ? `（${said.join("；")}）` : "");
  }

  /** @param {any} field @param {string[]} [only] */
  control(field, only) {
    const { state, list, question } = this.editor;
    const about = question.item ?? question.label;
    const answer = (value) => {
      state.setField(list, this.key, field.id, value);
      this.showAsked();
    };
    const control = makeControl(field, answer, { about, only });
    control.show(this.record[field.id]);
    setHidden(control.element, !isAsked(field, this.record));
    this.controls.set(field.id, control);
    return control.element;
  }

  /** Some fields are asked for only with certain answers in others. */
  showAsked() {
    for (const field of this.editor.question.fields) {
      const control = this.controls.get(field.id);
      if (control) setHidden(control.element, !isAsked(field, this.record));
    }
  }

  /** Fields that this calculator does not read. @param {any[]} fields */
  otherFields(fields) {
    return el(
      "details",
      { class: "calc-other" },
      el("summary", { text: this.editor.model.otherWords }),
      ...fields.map((field) => this.control(field)),
    );
  }

  editorButtons() {
    const done = el("button", { type: "submit", class: "btn btn-primary", text: "完成" });
    const drop = button("删除这一条", () => this.editor.remove(this.key));
    return el("p", { class: "calc-editor-buttons" }, done, drop);
  }

  close() {
    this.form.hidden = true;
    this.head.hidden = false;
    fill(this.form);
    this.controls.clear();
    this.editor.arrange();
    this.change.focus();
  }

  /** Problems of the latest result. */
  mark() {
    const { list, problems, state } = this.editor;
    const problemOf = (path) => problems.get(path) ?? "";
    const index = state.indexOf(list, this.key);
    for (const [field, control] of this.controls) {
      control.mark(problemOf(`${list}[${index}].${field}`));
    }
    for (const [id, control] of this.estimates) control.mark(problemOf(`estimates.${id}#${index}`));
  }
}

/**
 * Whether a field is asked for: always, with some answers in others, or because it was answered.
 * @param {any} field @param {Record<string, any>} record
 */
export function isAsked({ id, asked_with: ways }, record) {
  const isGiven = (way) => Object.entries(way).every(([other, value]) => record[other] === value);
  return !ways || record[id] !== undefined || ways.some(isGiven);
}

const summaries = new WeakMap(); // record -> its words; a change makes another record

/** Everything given, in the order of the fields; options speak for themselves. */
export function summaryOf(question, record) {
  if (!summaries.has(record)) summaries.set(record, inWords(question, record));
  return summaries.get(record);
}

function inWords(question, record) {
  const parts = question.fields
    .filter((field) => record[field.id] !== undefined)
    .map((field) => {
      const said = say(field, record[field.id]);
      return field.options || field.type === "text" ? said : `${field.label}：${said}`;
    });
  return parts.join("；") || "还没有填写";
}
