/** Puts the controls into the printed table, from the rules alone. */
import { button, el, setHidden, setState } from "./dom.js";
import { estimateQuestion, hasControl, makeControl } from "./fields.js";
import { plain } from "./model.js";
import { ListEditor } from "./records.js";

/**
 * @typedef {{chip: HTMLElement, none: HTMLButtonElement | null, estimate: any}} RowView
 *   what the results need of a row
 */

export class Form {
  /**
   * @param {import("./page.js").Page} page @param {import("./model.js").Model} model
   * @param {import("./state.js").State} state @param {(text: string) => void} onUndoable
   */
  constructor(page, model, state, onUndoable) {
    this.page = page;
    this.model = model;
    this.state = state;
    this.onUndoable = onUndoable;
    this.controls = new Map(); // question -> control
    this.lists = new Map(); // list -> ListEditor
    this.lines = new Map(); // clause -> the line of its controls
    /** @type {Map<string, RowView>} */
    this.rows = new Map();
    this.chips = new Map(); // clause -> where its points stand
    this.build();
    this.showAll();
    state.addEventListener("change", ({ detail }) => {
      if (detail.everything) this.showAll();
      else this.showNone();
    });
  }

  build() {
    const { model } = this;
    for (const id of model.placeOf.keys()) {
      const question = model.questions.get(id);
      if (question?.type === "list") this.lists.set(id, this.makeEditor(question));
    }
    for (const id of model.scored) {
      if (model.rows.has(id)) this.buildRow(model.rows.get(id));
      else this.buildGroup(id);
    }
  }

  /** @param {any} question */
  makeEditor(question) {
    return new ListEditor(question, this.model, this.state, this.onUndoable);
  }

  /** The line of controls at a clause. @param {string} id @returns {HTMLElement} */
  line(id) {
    if (!this.lines.has(id)) {
      const line = el("div", { class: "calc-line" });
      this.page.inputs(id).append(line);
      this.lines.set(id, line);
    }
    return this.lines.get(id);
  }

  /** What is asked at a clause. @param {string} id @returns {any[]} */
  askedAt(id) {
    return [...this.model.placeOf]
      .filter(([, place]) => place === id)
      .map(([question]) => this.model.questions.get(question))
      .filter(Boolean);
  }

  /** @param {import("./model.js").Row} row */
  buildRow(row) {
    const asked = this.askedAt(row.id);
    const line = this.line(row.id);
    for (const question of asked) this.ask(question, row.id, line);
    if (row.listed && !this.model.isShared(row.listed)) this.addAdder(row, line);
    const estimate = this.addEstimate(row, line);
    const none = this.needsNone(row) ? this.addNone(row, line) : null;
    this.addChip(row.id, line);
    this.rows.set(row.id, { chip: this.chips.get(row.id), none, estimate });
  }

  /** @param {string} id */
  buildGroup(id) {
    const asked = this.askedAt(id);
    const editable = asked.filter(
      (question) => question.type !== "list" || this.model.isShared(question.id),
    );
    if (editable.length > 0) {
      const line = this.line(id);
      for (const question of editable) this.ask(question, id, line);
    }
    for (const question of asked) {
      if (!editable.includes(question)) this.addOrphans(question, id);
    }
    const { cap, add } = this.model.clauses[id].points;
    const isInside = this.page.entry(id) !== null;
    if (isInside && (cap || add === "best" || editable.length > 0)) this.addChip(id, this.line(id));
  }

  /** @param {any} question @param {string} id @param {HTMLElement} line */
  ask(question, id, line) {
    const about = this.model.clauses[id].title;
    if (question.type === "list") this.askList(question, id, line, about);
    else if (hasControl(question)) {
      const control = makeControl(question, (value) => this.answer(question.id, value), { about });
      this.controls.set(question.id, control);
      line.append(control.element);
    }
  }

  /** A list that is edited in one place for all its rows. */
  askList(question, id, line, about) {
    const editor = this.lists.get(question.id);
    if (!this.model.isShared(question.id)) return;
    const title = el("p", { class: "calc-label", text: question.label });
    const help = question.help ? el("p", { class: "calc-help", text: question.help }) : null;
    const none = button("没有", () => editor.declareNone(none.ariaPressed !== "true"), {
      class: "btn btn-quiet calc-none",
      "aria-pressed": "false",
      "aria-label": `没有（${question.label}）`,
    });
    editor.none = none;
    const words = el("div", { class: "calc-list" }, title, help);
    line.append(words, editor.makePlace(id), editor.makeAdder(id, about), none);
  }

  /** A list that is edited row by row. */
  addAdder(row, line) {
    const editor = this.lists.get(row.listed);
    line.append(editor.makePlace(row.id), editor.makeAdder(row.id, row.title));
  }

  /** Where records go that no row takes. @param {any} question @param {string} id */
  addOrphans(question, id) {
    const editor = this.lists.get(question.id);
    const place = editor.makePlace(id);
    const text = `下面的记录没有归入任何一行，请检查填写的内容（${question.label}）：`;
    const box = el("div", { class: "calc-orphans", hidden: true }, el("p", { text }), place);
    this.page.inputs(id).append(box);
  }

  /** @param {import("./model.js").Row} row @param {HTMLElement} line */
  addEstimate(row, line) {
    const limit = plain(row.points.experts);
    if (limit === undefined) return null;
    const answer = (value) => this.state.setEstimate(row.id, value);
    const control = makeControl(estimateQuestion(limit), answer, { about: row.title });
    control.element.classList.add("calc-estimate");
    line.append(control.element);
    return control;
  }

  /** Rows that a yes/no question or a complete list answers need no button of their own. */
  needsNone(row) {
    if (row.listed) return !this.model.isShared(row.listed);
    return row.scalars.some((id) => this.model.questions.get(id)?.type !== "yesno");
  }

  /** @param {import("./model.js").Row} row @param {HTMLElement} line */
  addNone(row, line) {
    const none = button("没有", () => this.state.setNone([row.id], none.ariaPressed !== "true"), {
      class: "btn btn-quiet calc-none",
      "aria-pressed": "false",
      "aria-label": `没有（${row.title}）`,
    });
    line.append(none);
    return none;
  }

  /** @param {string} id @param {HTMLElement} line */
  addChip(id, line) {
    const kind = this.model.rows.has(id) ? "" : " calc-chip-group";
    const chip = el("p", { class: `calc-chip${kind}` });
    line.append(chip);
    this.chips.set(id, chip);
  }

  /** @param {string} question @param {any} value */
  answer(question, value) {
    if (value !== undefined) this.state.setNone(this.model.rowsOf.get(question) ?? [], false);
    this.state.set(question, value);
  }

  /** Show what the state holds in every control. */
  showAll() {
    for (const [id, control] of this.controls) control.show(this.state.get(id));
    for (const [id, { estimate }] of this.rows) estimate?.show(this.state.estimate(id));
    for (const editor of this.lists.values()) {
      editor.effects = [];
      editor.arrange();
    }
    this.showNone();
  }

  showNone() {
    for (const [id, { none }] of this.rows) press(none, this.state.isNone(id));
    for (const editor of this.lists.values()) {
      const given = this.state.get(editor.list);
      press(editor.none, Array.isArray(given) && given.length === 0);
      if (editor.none) setHidden(editor.none, Array.isArray(given) && given.length > 0);
    }
  }

  /** @param {Map<string, string>} problems path -> message */
  mark(problems) {
    for (const [id, control] of this.controls) control.mark(problems.get(id) ?? "");
    for (const [id, { estimate }] of this.rows) {
      estimate?.mark(problems.get(`estimates.${id}`) ?? "");
    }
    for (const editor of this.lists.values()) editor.mark(problems);
  }
}

/** @param {HTMLButtonElement | null | undefined} toggle @param {boolean} pressed */
function press(toggle, pressed) {
  if (toggle) setState(toggle, "aria-pressed", pressed);
}
