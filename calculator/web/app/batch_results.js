/** What came out: a line a person, everything about one on request, the cells to mend. */
import { WhyRow, gist } from "./batch_person.js";
import { button, el, fill, setText } from "./dom.js";
import { ELSEWHERE, copyText, handOut, printPage } from "./handover.js";
import { cardTable } from "./parts.js";
import { applicants } from "./ranges.js";
import { NAMES } from "./words.js";

/** With more, the list of cells to mend is folded. */
const MOST_OPEN = 8;
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PROBLEM_HEADERS = [NAMES.cell, NAMES.code, NAMES.problem];

export class Results {
  /** @param {HTMLElement} place @param {Engine} engine
   *  @param {{short: string}} policy @param {string} printText */
  constructor(place, engine, policy, printText) {
    this.place = place;
    this.engine = engine;
    this.policy = policy;
    this.printText = printText;
    this.clear();
  }

  clear() {
    this.people = [];
    this.problems = [];
    this.columns = null;
    this.place.hidden = true;
    fill(this.place);
  }

  get count() {
    return this.people.length;
  }

  /** @param {[string, string][]} columns header and what it holds @param {any[][]} problems */
  begin(columns, problems) {
    this.columns = columns;
    this.gists = gist(columns);
    this.problems = [...problems];
    this.head = el("h2", { text: NAMES.reviewed, id: "calc-batch-result" });
    this.sum = el("p", { class: "batch-sum" });
    this.wrong = el("p", { class: "calc-help" });
    this.tools = el("div", { class: "batch-tools", hidden: true });
    this.said = el("div", { class: "calc-help batch-said", role: "status" });
    this.mend = el("div", {});
    fill(this.place, this.head, this.sum, this.wrong, this.tools, this.said, this.table(), this.mend);
    this.showProblems();
  }

  table() {
    this.frame = cardTable("batch-people", [...this.gists.map(({ header }) => header), "详情"], []);
    this.frame.querySelector("th:last-child").classList.add("batch-more-cell");
    this.body = this.frame.querySelector("tbody");
    return this.frame;
  }

  /** @param {any[]} people */
  add(people) {
    for (const person of people) {
      this.people.push(person);
      this.problems.push(...person.problems);
      this.body.append(...new WhyRow(person, this.columns, this.gists).rows);
    }
    this.place.hidden = false;
  }

  finish() {
    if (!this.columns) return; // stopped before anything was read
    this.place.hidden = this.count === 0 && this.problems.length === 0;
    this.frame.hidden = this.count === 0;
    this.tools.hidden = this.count === 0;
    const wrong = this.problems.length > 0 ? `有 ${this.problems.length} 处要改，列在后面；其余的照样算了。` : "没有要改的单元格。";
    setText(this.wrong, this.count > 0 ? `${this.policy.short}，共 ${applicants(this.count)}。${wrong}` : "");
    fill(
      this.tools,
      button("下载结果（Excel）", () => this.save(), { class: "btn btn-primary" }),
      button("复制结果", () => this.copy(), { class: "btn" }),
      button(this.printText, () => this.print(), { class: "btn" }),
    );
    this.showProblems();
  }

  showProblems() {
    if (this.problems.length === 0) return fill(this.mend);
    const table = cardTable("batch-problems", PROBLEM_HEADERS, this.problems);
    const many = this.problems.length > MOST_OPEN;
    const words = el("summary", { text: `要改的单元格（${this.problems.length} 处）` });
    fill(this.mend, el("details", { class: "batch-table", open: !many }, words, table));
    this.place.hidden = false;
  }

  /** All that came out, for the core to write down. */
  get lines() {
    return {
      people: this.people.map((one) => one.cells),
      places: this.people.map((one) => one.told.place),
      problems: this.problems,
    };
  }

  /** One line over everybody, in the core's words. @returns {Promise<string>} */
  async sumUp() {
    const { said } = await this.engine.request({ lines: { places: this.lines.places } });
    setText(this.sum, said);
    return said && `${said}。`;
  }

  /** What was worked out may stand far below the button that asked for it. */
  bringIntoSight() {
    this.place.focus({ preventScroll: true });
    this.place.scrollIntoView({ block: "start" });
  }

  async save() {
    const reasons = this.people.flatMap((one) => one.reasons);
    try {
      const { name, base64 } = await this.engine.request({ lines: { ...this.lines, reasons, workbook: true } });
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      fill(this.said, handOut(bytes, { name, type: WORKBOOK, instead: "用“复制结果”" }));
    } catch (error) {
      setText(this.said, `没有写成：${error.message}。结果都还在。`);
    }
  }

  /** As cells to paste into a spreadsheet. */
  async copy() {
    const flat = (cell) => String(cell).replace(/[\t\r\n]+/g, " ");
    const lines = [this.columns.map(([header]) => header), ...this.people.map((one) => one.cells)];
    const done = await copyText(lines.map((cells) => cells.map(flat).join("\t")).join("\n"));
    setText(this.said, done ? "已复制，可以粘贴到 Excel 或 WPS" : "这里不能自动复制，请用“下载结果（Excel）”");
  }

  async print() {
    if (!(await printPage())) setText(this.said, `这里不能打印。${ELSEWHERE}再打印。`);
  }
}
