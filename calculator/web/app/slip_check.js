/** Checking a result slip that somebody hands over: it is worked out again, here. */
import { button, el, filePicker, fill } from "./dom.js";
import { FileProblem } from "./files.js";
import { cardTable } from "./parts.js";
import { EMPTY } from "./words.js";

export const CHECKING = "核对一份结果单…";
const MOST_BYTES = 3_000_000;
const MOST_CHANGES = 12;

export class SlipCheck {
  /** @param {HTMLElement} place @param {import("./session.js").Session} session
   *  @param {Node[]} buttons that stand beside */
  constructor(place, session, buttons) {
    this.session = session;
    this.picker = filePicker(".json,application/json", (file) => this.open(file), "要核对的结果单文件");
    this.said = el("div", { class: "slip-said", role: "status" });
    const pick = button(CHECKING, () => this.picker.click(), { class: "btn" });
    fill(place, el("p", { class: "calc-buttons" }, ...buttons, pick), this.picker, this.said);
  }

  /** @param {...Node} nodes */
  tell(...nodes) {
    fill(this.said, ...nodes);
  }

  /** @param {File} file */
  async open(file) {
    this.tell(el("p", { text: `正在重新计算 ${file.name}…` }));
    try {
      const slip = await readSlip(file);
      const report = await this.session.engine.request({ verify: slip });
      this.tell(...this.words(file.name, report, slip));
    } catch (problem) {
      const known = problem instanceof FileProblem;
      this.tell(verdict("unreadable", file.name), el("p", { text: known ? problem.message : "计算程序没有回答，请刷新本页再试。" }));
    }
  }

  /** @param {string} name @param {any} report of the core @param {any} slip @returns {Node[]} */
  words(name, report, slip) {
    const kind = report.readable ? (report.same ? "same" : "different") : "unreadable";
    const findings = report.findings.map(({ message }) => el("li", { text: message }));
    const open = report.readable
      ? button("打开里面的答案…", () => this.session.opening.offer(slip, { what: "打开结果单里的答案", name }), { class: "btn" })
      : null;
    return [
      verdict(kind, name),
      findings.length > 0 ? el("ul", { class: "slip-findings" }, ...findings) : null,
      report.changes.length > 0 ? changeTable(report) : null,
      el("p", { class: "slip-notice", text: report.notice }),
      open,
    ].filter(Boolean);
  }
}

/** @param {File} file @returns {Promise<any>} */
async function readSlip(file) {
  if (file.size > MOST_BYTES) throw new FileProblem("这个文件太大，不像是结果单。");
  try {
    return JSON.parse((await file.text()).replace(/^\uFEFF/, ""));
  } catch {
    throw new FileProblem("这个文件读不出来：不是结果单，或者没有保存完整。");
  }
}

const VERDICTS = {
  same: ["met", "相同", "重新计算，得到同样的结果。"],
  different: ["not met", "不同", "重新计算的结果，与文件上的不一样，或者文件改动过。"],
  unreadable: ["open", "核对不了", ""],
};

/** @param {"same" | "different" | "unreadable"} kind @param {string} name of the file */
function verdict(kind, name) {
  const [mark, word, words] = VERDICTS[kind];
  return el(
    "p",
    { class: "slip-verdict" },
    el("span", { class: "check-verdict", "data-verdict": mark, text: word }),
    words ? `${name}：${words}` : name,
  );
}

/** What differs. @param {{changes: any[], more: number}} report */
function changeTable({ changes, more }) {
  const shown = changes.slice(0, MOST_CHANGES);
  const left = changes.length - shown.length + more;
  const rows = shown.map(({ path, old, new: now }) => [path, sayValue(old), sayValue(now)]);
  const table = cardTable("slip-table", ["哪一处", "文件上", "现在算"], rows);
  return el("div", {}, table, left > 0 ? el("p", { text: `还有 ${left} 处不同。` }) : null);
}

/** A value of any shape in a few signs. @param {unknown} value */
function sayValue(value) {
  if (value === undefined) return EMPTY.none;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
