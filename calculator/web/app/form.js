/** Puts the controls into the printed table, from the rules alone. */
import { button, el, setHidden, setState, setText, toggleButton } from "./dom.js";
import { hasControl, makeControl } from "./fields.js";
import { questionWords } from "./parts.js";
import { ListEditor } from "./records.js";
import { openRow } from "./row_folds.js";
import { EMPTY, NAMES } from "./words.js";

export class Form {
  /** @param {Page} page @param {Model} model @param {State} state @param {Say} onUndoable */
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
    for (const [id, question] of model.questions) {
      if (question.type !== "list" || !model.places[id]) continue;
      this.lists.set(id, new ListEditor(question, model, this.state, this.onUndoable));
    }
    for (const node of model.nodes.values()) {
      for (const id of node.asks.filter((asked) => model.isFirst(asked))) this.askFirst(id, node);
      if (node.row) this.buildRow(node, node.row);
      else this.buildGroup(node);
    }
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

  /** @param {any} node @param {any} row what makes it a row */
  buildRow(node, row) {
    const line = this.line(node.id);
    const own = node.asks.filter((id) => !this.model.isFirst(id));
    for (const id of own) this.ask(id, node, line);
    const opener = own.some((id) => this.controls.has(id)) ? fillIn(node) : null;
    if (opener) line.append(opener);
    const editor = this.lists.get(row.adds); // of a list that is edited row by row
    if (editor) line.append(editor.makePlace(node.id), editor.makeAdder(node.id, node.title));
    const estimate = row.estimate ? this.addEstimate(row.estimate, node, line) : null;
    const none = row.may_be_none ? this.addNone(node, line) : null;
    this.addChip(node.id, line);
    this.rows.set(node.id, { chip: this.chips.get(node.id), none, estimate, opener });
  }

  buildGroup({ id, asks, strays, is_summed: isSummed, title }) {
    for (const question of asks.filter((one) => !this.model.isFirst(one))) this.ask(question, { id, title }, this.line(id));
    for (const list of strays) this.addOrphans(this.model.questions.get(list), id);
    if (isSummed && this.page.entry(id)) this.addChip(id, this.line(id));
  }

  /** @param {string} asked question @param {any} node where @param {HTMLElement} line */
  ask(asked, { id, title: about }, line) {
    const question = this.model.questions.get(asked);
    if (question.type === "list") this.askList(question, id, line, about);
    else if (hasControl(question)) {
      const control = makeControl(question, (value) => this.answer(asked, value), { about });
      this.controls.set(asked, control);
      line.append(control.element);
    }
  }

  /** What everybody has comes before the table. @param {string} asked list @param {any} node */
  askFirst(asked, { id, title }) {
    const place = this.page.first();
    const line = el("div", { class: "calc-line" });
    place.append(line);
    this.askList(this.model.questions.get(asked), id, line, title);
    line.querySelector(".calc-list").prepend(el("p", { class: "calc-most", text: this.page.most(id) }));
  }

  /** A list that is edited in one place for all its rows. */
  askList(question, id, line, about) {
    const editor = this.lists.get(question.id);
    const none = toggleButton(EMPTY.none, question.label, (pressed) => editor.declareNone(pressed));
    editor.none = none;
    const words = el("div", { class: "calc-list" }, ...questionWords(question, "h3"));
    line.append(words, editor.makePlace(id), editor.makeAdder(id, about), none);
  }

  /** Where records go that no row takes. @param {any} question @param {string} id */
  addOrphans(question, id) {
    const editor = this.lists.get(question.id);
    const place = editor.makePlace(id);
    const text = `下面的记录没有归入任何一行，请检查填写的内容（${question.label}）：`;
    const box = el("div", { class: "calc-orphans", hidden: true }, el("p", { text }), place);
    this.page.inputs(id).append(box);
  }

  /** @param {any} asked @param {any} node @param {HTMLElement} line */
  addEstimate(asked, { id, title: about }, line) {
    const control = makeControl(asked, (value) => this.state.setEstimate(id, value), { about });
    control.element.classList.add("calc-estimate");
    line.append(control.element);
    return control;
  }

  /** @param {any} node @param {HTMLElement} line */
  addNone({ id, title }, line) {
    const none = toggleButton(EMPTY.none, title, (pressed) => this.state.setNone([id], pressed));
    line.append(none);
    return none;
  }

  /** @param {string} id @param {HTMLElement} line */
  addChip(id, line) {
    const kind = this.model.row(id) ? "" : " calc-chip-group";
    const chip = el("p", { class: `calc-chip${kind}` });
    line.append(chip);
    this.chips.set(id, chip);
  }

  /** @param {string} question @param {any} value */
  answer(question, value) {
    if (value !== undefined) this.state.setNone(this.model.rowsOf(question), false);
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

/** On a phone the fields of a row open by this. @param {any} node */
function fillIn({ id, title }) {
  const open = () => openRow(id)?.querySelector(".calc-field :is(input, select)")?.focus();
  const opener = button("", open, { class: "btn btn-quiet calc-fill" });
  nameOpener(opener, title, false);
  return opener;
}

/** @param {HTMLElement} opener @param {string} title of its row @param {boolean} isFilled */
export function nameOpener(opener, title, isFilled) {
  const deed = isFilled ? NAMES.change : "填写";
  setText(opener, deed);
  setState(opener, "aria-label", `${deed}（${title}）`);
}

/** @param {HTMLButtonElement | null | undefined} toggle @param {boolean} pressed */
function press(toggle, pressed) {
  if (toggle) setState(toggle, "aria-pressed", pressed);
}
