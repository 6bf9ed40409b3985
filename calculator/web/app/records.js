/**
 * The records of one list: cards that say what was given and what it counts, with an editor.
 * Every change is kept at once; there is nothing to submit and nothing to lose.
 */
import { button, el, fill, setText } from "./dom.js";
import { estimateQuestion, hasControl, makeControl } from "./fields.js";
import { plain, presets } from "./model.js";
import { say } from "./values.js";
import { isAsked } from "./when.js";

export class ListEditor {
  /**
   * @param {any} question the list @param {import("./model.js").Model} model
   * @param {import("./state.js").State} state @param {(text: string) => void} onRemoved
   */
  constructor(question, model, state, onRemoved) {
    this.question = question;
    this.model = model;
    this.state = state;
    this.onRemoved = onRemoved;
    this.places = new Map(); // row or group id -> the element that holds cards there
    this.adders = new Map(); // row or group id -> its button
    this.cards = new Map(); // record key -> Card
    this.addedAt = new Map(); // record key -> row where it was added
    this.effects = []; // by index: [{row, item}] of the latest result
  }

  get list() {
    return this.question.id;
  }

  /** The place for records that belong to no row. */
  get home() {
    return this.model.placeOf.get(this.list);
  }

  /** @param {string} id @returns {HTMLElement} where cards of this row or group are shown */
  makePlace(id) {
    const place = el("ul", { class: "calc-records", hidden: true });
    this.places.set(id, place);
    return place;
  }

  /** @param {string} id row or group @param {string} about @returns {HTMLButtonElement} */
  makeAdder(id, about) {
    const text = `添加${this.question.item ?? this.question.label}…`;
    const adder = button(text, () => this.add(id), {
      class: "btn calc-add",
      "aria-label": `${text}（${about}）`,
    });
    this.adders.set(id, adder);
    return adder;
  }

  /** @param {string} id the row or group whose button was used */
  add(id) {
    const row = this.model.rows.get(id);
    const isOwn = row && !this.model.isShared(this.list);
    const given = isOwn ? presets(row.where, this.question) : { fixed: {}, limited: {} };
    const drawing = isOwn ? [id] : (this.model.rowsOf.get(this.list) ?? []);
    this.state.setNone(drawing, false);
    const key = this.state.addRecord(this.list, given.fixed);
    this.addedAt.set(key, id);
    this.arrange();
    const decides = this.model.decidingFields(this.list, isOwn ? id : undefined);
    this.cards.get(key).open(given, decides);
  }

  /** Give the whole list an answer: there are none. @param {boolean} none */
  declareNone(none) {
    this.state.set(this.list, none ? [] : undefined);
  }

  /** @param {number} key */
  remove(key) {
    const index = this.state.indexOf(this.list, key);
    const place = this.cards.get(key).element.parentElement;
    this.state.keep(`删除了${this.question.item ?? "一条记录"}`);
    this.state.shiftEstimates(this.model.rowsOf.get(this.list) ?? [], index);
    this.effects.splice(index, 1);
    this.state.removeRecord(this.list, key);
    this.arrange();
    this.adderNear(place)?.focus();
    this.onRemoved(`已删除${this.question.item ?? "一条记录"}`);
  }

  /** @param {Element | null} place */
  adderNear(place) {
    const id = [...this.places].find(([, element]) => element === place)?.[0];
    return this.adders.get(id) ?? [...this.adders.values()][0];
  }

  /** What the latest result says about each record. @param {{row: string, item: any}[][]} effects */
  showEffects(effects) {
    this.effects = effects;
    this.arrange();
  }

  /** Every record has a card, at the place where it counts; open editors stay where they are. */
  arrange() {
    const keys = this.state.recordKeys(this.list);
    for (const [key, card] of this.cards) {
      if (keys.includes(key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    keys.forEach((key, index) => {
      if (!this.cards.has(key)) this.cards.set(key, new Card(this, key));
      const card = this.cards.get(key);
      card.show(index, this.effects[index]);
      if (!card.isOpen) this.put(card, this.placeFor(key, index));
      else if (!card.element.parentElement) this.put(card, this.addedAt.get(key) ?? this.home);
    });
    for (const place of this.places.values()) this.tidy(place);
    const most = Number(plain(this.question.at_most) ?? Infinity);
    for (const adder of this.adders.values()) adder.hidden = keys.length >= most;
  }

  /** @param {Card} card @param {string} id */
  put(card, id) {
    const place = this.places.get(id) ?? this.places.get(this.home);
    if (card.element.parentElement === place) return;
    const focused = card.element.contains(document.activeElement) ? document.activeElement : null;
    place.append(card.element);
    focused?.focus(); // moving an element takes the focus away from it
  }

  /** @param {HTMLElement} place */
  tidy(place) {
    place.hidden = place.childElementCount === 0;
    const orphans = place.closest(".calc-orphans");
    if (orphans) orphans.hidden = place.hidden;
  }

  /** The row that a record counts in, may count in, or was added at. */
  placeFor(key, index) {
    const effects = this.effects[index];
    if (effects) {
      const best = effects.find(({ item }) => item.counted === "yes") ?? effects[0];
      return best ? best.row : this.home;
    }
    return this.addedAt.get(key) ?? this.rowByPresets(this.state.records(this.list)[index]);
  }

  /** Before the first result: the row whose fixed fields the record has. @param {any} record */
  rowByPresets(record) {
    for (const id of this.places.keys()) {
      const row = this.model.rows.get(id);
      if (!row) continue;
      const { fixed, limited } = presets(row.where, this.question);
      const same = Object.entries(fixed).every(([field, value]) => record[field] === value);
      const among = Object.entries(limited).every(([field, ids]) => ids.includes(record[field]));
      if (same && among) return id;
    }
    return this.home;
  }

  /** A record in words. @param {number} index */
  summaryAt(index) {
    return summaryOf(this.question, this.state.records(this.list)[index] ?? {});
  }

  /** Show problems the core found, by path. @param {Map<string, string>} problems */
  mark(problems) {
    for (const card of this.cards.values()) card.mark((path) => problems.get(path) ?? "");
  }
}

class Card {
  /** @param {ListEditor} editor @param {number} key */
  constructor(editor, key) {
    this.editor = editor;
    this.key = key;
    this.controls = new Map();
    this.estimates = new Map(); // row -> control
    this.text = el("span", { class: "calc-record-text" });
    this.change = button("修改", () => this.reopen());
    this.drop = button("删除", () => editor.remove(key));
    const buttons = el("span", { class: "calc-record-buttons" }, this.change, this.drop);
    this.effects = el("div", { class: "calc-effects" });
    this.form = el("form", { class: "calc-editor", novalidate: true, hidden: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    this.head = el("div", { class: "calc-record-head" }, this.text, buttons);
    this.element = el("li", { class: "calc-record" }, this.head, this.form, this.effects);
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
    const summary = summaryOf(this.editor.question, this.record);
    setText(this.text, summary);
    const name = `第 ${index + 1} 条：${summary.split("；")[0]}`;
    this.change.setAttribute("aria-label", `修改${name}`);
    this.drop.setAttribute("aria-label", `删除${name}`);
    const { describe } = this.editor;
    if (!effects || !describe) return;
    fill(this.effects, ...describe(effects));
    this.showEstimates(index, effects.map(({ row }) => row));
  }

  /** Rows where experts judge every record: room for an own estimate of this one. */
  showEstimates(index, rows) {
    const { model, state } = this.editor;
    for (const id of rows) {
      const limit = plain(model.rows.get(id).points.experts_each);
      if (limit !== undefined && !this.estimates.has(id)) {
        this.estimates.set(id, this.makeEstimate(id, limit));
      }
    }
    for (const [id, control] of this.estimates) {
      control.element.hidden = !rows.includes(id);
      control.show(state.estimate(`${id}#${index}`));
    }
  }

  /** @param {string} id row @param {string} limit */
  makeEstimate(id, limit) {
    const { model, state, list } = this.editor;
    const answer = (value) => state.setEstimate(`${id}#${state.indexOf(list, this.key)}`, value);
    const control = makeControl(estimateQuestion(limit), answer, { about: model.clauses[id].title });
    control.element.classList.add("calc-estimate");
    this.element.append(control.element);
    return control;
  }

  /**
   * @param {{fixed: object, limited: Record<string, string[]>}} given what the row settles
   * @param {Set<string>} decides fields that decide something
   */
  open(given, decides) {
    this.controls.clear();
    const asked = this.editor.question.fields.filter(hasControl);
    const main = asked.filter(
      (field) => !(field.id in given.fixed) && (decides.has(field.id) || field.type === "text"),
    );
    const others = asked.filter((field) => !decides.has(field.id) && field.type !== "text");
    fill(
      this.form,
      this.editorTitle(given.fixed),
      ...main.map((field) => this.control(field, given.limited[field.id])),
      others.length > 0 ? this.otherFields(others) : null,
      this.editorButtons(),
    );
    this.form.hidden = false;
    this.head.hidden = true;
    this.form.querySelector("input, select, button")?.focus();
  }

  /** Everything may be changed; what the row once settled too. */
  reopen() {
    const { model, list } = this.editor;
    this.open({ fixed: {}, limited: {} }, model.decidingFields(list));
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
    control.element.hidden = !isAsked(field, this.record);
    this.controls.set(field.id, control);
    return control.element;
  }

  /** Some fields are asked for only with certain answers in others. */
  showAsked() {
    for (const field of this.editor.question.fields) {
      const control = this.controls.get(field.id);
      if (control) control.element.hidden = !isAsked(field, this.record);
    }
  }

  /** Fields that this calculator does not read. @param {any[]} fields */
  otherFields(fields) {
    return el(
      "details",
      { class: "calc-other" },
      el("summary", { text: this.editor.model.otherWords ?? "其他情况（不影响本表得分，可以不填）" }),
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

  /** @param {(path: string) => string} problemOf a problem by the path of what was answered */
  mark(problemOf) {
    const { list, state } = this.editor;
    const index = state.indexOf(list, this.key);
    for (const [field, control] of this.controls) {
      control.mark(problemOf(`${list}[${index}].${field}`));
    }
    for (const [id, control] of this.estimates) control.mark(problemOf(`estimates.${id}#${index}`));
  }
}

/** Everything given, in the order of the fields; options speak for themselves. */
function summaryOf(question, record) {
  const parts = question.fields
    .filter((field) => record[field.id] !== undefined)
    .map((field) => {
      const said = say(field, record[field.id]);
      return field.options || field.type === "text" ? said : `${field.label}：${said}`;
    });
  return parts.join("；") || "还没有填写";
}
