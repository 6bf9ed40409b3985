/** Hours as a certificate states them: one table of years and kinds. */
import { button, el, setHidden, setText } from "./dom.js";
import { makeControl } from "./fields.js";
import { NAMES } from "./words.js";

export class VisitHours {
  /** @param {any} question @param {any} ledger @param {import("./state.js").State} state */
  constructor(question, ledger, state) {
    this.question = question;
    this.ledger = ledger;
    this.state = state;
    this.cells = [];
    const { years, kinds } = ledger.stated;
    const rows = years.map((year) => {
      const cells = kinds.map((kind) => this.makeCell(year, kind));
      const head = el("th", { role: "rowheader", scope: "row", text: `${year} 年` });
      return el("tr", { role: "row" }, head, ...cells);
    });
    const [first] = years;
    this.same = button("各年都与第一年相同", () => this.fill((option) => this.valueAt(first, option)), { class: "btn btn-quiet", hidden: true });
    this.enough = button(NAMES.enough, () => this.fill((option) => ledger.stated.enough[option]), { class: "btn btn-quiet", hidden: true });
    const title = (text) => el("th", { role: "columnheader", scope: "col", text });
    const table = el(
      "table",
      { class: "visit-hours", role: "table", "aria-label": "证明上的合计" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, title(NAMES.year), ...kinds.map((kind) => title(`${kind.title}（${ledger.unit}）`)))),
      el("tbody", { role: "rowgroup" }, ...rows),
    );
    this.others = el("p", { class: "calc-help", hidden: true });
    this.blank = el("p", { class: "check-missing", hidden: true });
    const help = question.help ? el("p", { class: "calc-help", text: question.help }) : null;
    this.element = el("div", { class: "visit-list" }, el("p", { class: "calc-label", text: question.label }), help, this.enough, table, this.blank, this.same, this.others);
  }

  makeCell(year, kind) {
    const asked = { type: "number", label: `${year} 年${kind.title}（${this.ledger.unit}）` };
    const control = makeControl(asked, (value) => this.answer(year, kind.option, value));
    this.cells.push({ year, option: kind.option, control });
    return el("td", { role: "cell" }, control.element);
  }

  /** Whether a record is one of the totals. @param {any} record */
  holds(record) {
    const { years, kinds, fields } = this.ledger.stated;
    return years.includes(record[fields.year]) && kinds.some(({ option }) => option === record[fields.way]);
  }

  /** Where the total of a year and kind is among the records. */
  find(year, option) {
    const { fields } = this.ledger.stated;
    const records = this.state.records(this.question.id);
    return records.findIndex((one) => one[fields.year] === year && one[fields.way] === option);
  }

  answer(year, option, value) {
    const { fields } = this.ledger.stated;
    const list = this.question.id;
    const at = this.find(year, option);
    const key = this.state.recordKeys(list)[at];
    if (value === undefined) {
      if (at >= 0) this.state.removeRecord(list, key);
    } else if (at >= 0) this.state.setField(list, key, fields.quantity, value);
    else this.state.addRecord(list, { [fields.year]: year, [fields.way]: option, [fields.quantity]: value });
  }

  valueAt(year, option) {
    return this.state.records(this.question.id)[this.find(year, option)]?.[this.ledger.stated.fields.quantity];
  }

  /** What is blank. @param {(option: string) => any} value */
  fill(value) {
    for (const { year, option } of this.cells) {
      if (this.find(year, option) < 0) this.answer(year, option, value(option));
    }
  }

  show() {
    for (const { year, option, control } of this.cells) control.show(this.valueAt(year, option));
    const more = this.state.records(this.question.id).filter((record) => !this.holds(record)).length;
    setHidden(this.others, more === 0);
    setText(this.others, `另有按途径填写的 ${more} 条记录。`);
    const { years } = this.ledger.stated;
    const blank = years.filter((year) => this.cells.some((cell) => cell.year === year && this.find(year, cell.option) < 0));
    const isBegun = this.cells.some(({ year, option }) => this.find(year, option) >= 0);
    setHidden(this.blank, !isBegun || blank.length === 0);
    setText(this.blank, `${blank.join("、")} 年还有没填的；没有学时的，填 0。`);
    const [first, ...others] = years;
    const isGiven = (year) => this.cells.filter((cell) => cell.year === year).map((cell) => this.find(year, cell.option) >= 0);
    setHidden(this.enough, !this.ledger.stated.enough || blank.length === 0);
    setHidden(this.same, !isGiven(first).every(Boolean) || others.every((year) => isGiven(year).every(Boolean)));
  }

  /** @param {Map<string, string>} problems */
  markAll(problems) {
    const { fields } = this.ledger.stated;
    for (const { year, option, control } of this.cells) {
      control.mark(problems.get(`${this.question.id}[${this.find(year, option)}].${fields.quantity}`) ?? "");
    }
  }
}
