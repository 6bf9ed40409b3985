/**
 * A list in a visit: begun by the options of a field, by its rows, or by one empty record; every
 * record stands open with what the core still waits for and what was given.
 */
import { button, el, setHidden, setState, setText } from "./dom.js";
import { hasControl, makeControl } from "./fields.js";
import { isAsked } from "./card.js";
import { say } from "./values.js";
import { EMPTY, NAMES } from "./words.js";

export class VisitList {
  /** @param {any} question @param {string[]} fields that decide something
   *  @param {import("./state.js").State} state @param {(words: string) => void} onRemoved */
  constructor(question, fields, state, onRemoved) {
    this.question = question;
    this.state = state;
    this.onRemoved = onRemoved;
    this.pick = question.fields.find(({ id }) => id === question.pick);
    this.naming = this.pick ?? question.fields[0]; // what tells a record from the others
    this.fields = question.fields.filter((field) => (fields.includes(field.id) || field === this.naming) && hasControl(field));
    this.records = []; // in their order, empty ones last
    this.waits = null; // index -> fields that the core waits for
    this.begins = []; // what stands in records that are begun
    this.chips = (this.pick?.options ?? []).map((option) => this.makeChip(option));
    const { label, item } = question;
    this.place = el("ul", { class: "calc-records" });
    this.adder = button(`添加${item ?? label}`, () => this.add({}), { class: "btn calc-add" });
    this.none = button(EMPTY.none, () => state.set(this.list, isPressed(this.none) ? undefined : []), {
      class: "btn btn-quiet calc-none",
      "aria-pressed": "false",
      "aria-label": `没有（${label}）`,
    });
    this.more = button(NAMES.complete, () => state.close(this.list, !isPressed(this.more)), {
      class: "btn btn-quiet calc-none",
      "aria-pressed": "false",
      "aria-label": `就这些，没有别的了（${label}）`,
    });
    const help = question.help ? el("p", { class: "calc-help", text: question.help }) : null;
    const chips = el("div", { class: "visit-chips", role: "group", "aria-label": label }, ...this.chips.map(({ chip }) => chip), this.none);
    const line = el("p", { class: "calc-buttons" }, this.adder, this.more);
    this.element = el("div", { class: "visit-list" }, el("p", { class: "calc-label", text: label }), help, chips, this.place, line);
  }

  get list() {
    return this.question.id;
  }

  makeChip(option) {
    const chip = button(option.label, () => this.toggle(option.id), { class: "btn visit-chip", "aria-pressed": "false" });
    return { option, chip };
  }

  /** @param {string} value an option of the field to pick from */
  toggle(value) {
    const at = this.state.records(this.list).findIndex((record) => record[this.pick.id] === value);
    if (at < 0) this.add({ [this.pick.id]: value });
    else this.remove(this.state.recordKeys(this.list)[at]);
  }

  /** @param {object} record */
  add(record) {
    const key = this.state.addRecord(this.list, record);
    const made = this.records.find((one) => one.key === key);
    if (!this.pick) made?.element.querySelector("input, select")?.focus();
  }

  /** @param {number} key */
  remove(key) {
    this.state.keep(`删除了${this.question.item ?? NAMES.record}`);
    this.state.removeRecord(this.list, key);
    this.adder.focus();
    this.onRemoved(`已删除${this.question.item ?? NAMES.record}`);
  }

  /** How many empty records stand ready. @param {number} given */
  spare(given) {
    const { rows, most, whole, pick } = this.question;
    if (rows) return Math.max(0, most - given);
    return whole && !pick && given === 0 ? 1 : 0;
  }

  show(value) {
    const keys = this.state.recordKeys(this.list);
    const isNone = Array.isArray(value) && value.length === 0;
    const spare = isNone ? 0 : this.spare(keys.length);
    const empty = this.records.filter((one) => one.key === null);
    const kept = keys.map((key) => this.records.find((one) => one.key === key) ?? new VisitRecord(this, key));
    while (empty.length < spare) empty.push(new VisitRecord(this, null));
    const given = this.state.records(this.list);
    const isTaken = (begun) => given.some((record) => Object.entries(begun).every(([field, value]) => record[field] === value));
    const left = this.begins.filter((begun) => !isTaken(begun));
    empty.forEach((one, at) => (one.begun = left[at] ?? {}));
    this.records = [...kept, ...empty.slice(0, spare)];
    this.records.forEach((one, index) => one.show(index));
    const wanted = this.records.map(({ element }) => element);
    for (const old of [...this.place.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((element, at) => {
      if (this.place.children[at] !== element) this.place.insertBefore(element, this.place.children[at] ?? null);
    });
    for (const { option, chip } of this.chips) {
      setState(chip, "aria-pressed", this.state.records(this.list).some((record) => record[this.pick.id] === option.id));
    }
    const most = this.question.most ?? Infinity;
    setState(this.none, "aria-pressed", isNone);
    setHidden(this.none, keys.length > 0);
    setHidden(this.adder, spare > 0 || keys.length >= most || (this.pick !== undefined && keys.length === 0));
    setText(this.adder, keys.length > 0 ? `再添${this.question.item ?? this.question.label}` : `添加${this.question.item ?? this.question.label}`);
    setState(this.more, "aria-pressed", this.state.file.closed.includes(this.list));
    setHidden(this.more, keys.length === 0 || Boolean(this.question.whole));
  }

  /** @param {any[]} begins what stands in records that are begun */
  begin(begins) {
    if (JSON.stringify(begins) === JSON.stringify(this.begins)) return;
    this.begins = begins;
    this.show(this.state.get(this.list));
  }

  /** @param {any[]} entries fields of records */
  showWaiting(entries) {
    this.waits = this.state.records(this.list).map(() => new Set());
    for (const { index, field } of entries) this.waits[index]?.add(field);
    this.records.forEach((one, index) => one.showFields(index));
  }

  /** @param {Map<string, string>} problems */
  markAll(problems) {
    this.records.forEach((one, index) => one.mark(index, problems));
  }
}

/** A record, or room for one: it comes to be with its first answer. */
class VisitRecord {
  /** @param {VisitList} list @param {number | null} key */
  constructor(list, key) {
    this.list = list;
    this.key = key;
    this.begun = {}; // what stands in it before its first answer
    this.title = el("span", { class: "calc-record-text" });
    this.drop = button(NAMES.remove, () => list.remove(this.key));
    const head = el("div", { class: "calc-record-head" }, this.title, el("span", { class: "calc-record-buttons" }, this.drop));
    this.controls = new Map();
    for (const field of list.fields) this.controls.set(field, this.makeControl(field));
    const inputs = [...this.controls.values()].map(({ element }) => element);
    this.element = el("li", { class: "calc-record" }, head, ...inputs);
  }

  get given() {
    const { state } = this.list;
    return this.key === null ? this.begun : (state.records(this.list.list)[state.indexOf(this.list.list, this.key)] ?? {});
  }

  makeControl(field) {
    return makeControl(field, (value) => this.answer(field, value), { radios: true, about: this.list.question.item });
  }

  answer(field, value) {
    const { state, list } = this.list;
    if (this.key !== null) state.setField(list, this.key, field.id, value);
    else if (value !== undefined) state.addRecord(list, { ...this.begun, [field.id]: value }, (key) => (this.key = key));
  }

  /** @param {number} index */
  show(index) {
    const { naming, question } = this.list;
    const { given } = this;
    const said = say(naming, given[naming.id]);
    const name = said && !naming.options ? `${naming.label}：${said}` : said;
    setText(this.title, name || `${question.item ?? question.label}（第 ${index + 1} 条）`);
    setHidden(this.drop, this.key === null);
    this.drop.setAttribute("aria-label", `删除第 ${index + 1} 条${name ? `：${name}` : ""}`);
    for (const [field, control] of this.controls) control.show(given[field.id]);
    this.showFields(index);
  }

  /** What was given, what the core waits for; before its word, all that may decide something. */
  showFields(index) {
    const { given } = this;
    const { list, question, state } = this.list;
    // One that stands beside others is not to look as if something were missing in it.
    const others = question.whole && !this.list.pick ? state.records(list) : [];
    const waits = this.key === null ? null : this.list.waits?.[index];
    for (const [field, { element }] of this.controls) {
      const isOpen = waits ? field === this.list.naming || waits.has(field.id) || others.some((record) => record[field.id] !== undefined) || given[field.id] !== undefined : isAsked(field, given);
      setHidden(element, field === this.list.pick || !(isOpen || element.contains(document.activeElement)));
    }
  }

  /** @param {number} index @param {Map<string, string>} problems */
  mark(index, problems) {
    for (const [field, control] of this.controls) {
      control.mark(problems.get(`${this.list.list}[${index}].${field.id}`) ?? "");
    }
  }
}

/** @param {HTMLElement} toggle */
function isPressed(toggle) {
  return toggle.getAttribute("aria-pressed") === "true";
}
