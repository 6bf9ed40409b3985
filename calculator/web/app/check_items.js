/** What to bring: each thing needed, not needed or open, evidence for claimed rows, last checks. */
import { reasonList, setMark, whole } from "./check_words.js";
import { el, fill } from "./dom.js";

const NEEDED = { yes: ["needed", "要准备"], no: ["not-needed", "不用"], open: ["open", "未定"] };

export class ItemsScreen {
  constructor({ page, model, state, bar, questions }) {
    Object.assign(this, { page, model, state, bar, questions });
    this.root = page.root;
  }

  /** @param {any} result @param {{quiet?: boolean}} [how] */
  show(result, how) {
    const problems = new Map((result.problems ?? []).map(({ path, message }) => [path, message]));
    this.questions.show(result.asking ?? [], problems);
    for (const item of result.checklist) this.showItem(item);
    const checks = [...this.root.querySelectorAll("[data-need]")];
    for (const element of checks) this.showCheck(element, result.conditions);
    const claimed = this.showEvidence(result.score);
    this.showSummary(result, checks, claimed, how);
  }

  showItem(item) {
    const element = this.root.querySelector(`[data-item="${CSS.escape(item.clause)}"]`);
    if (!element) return;
    const [state, words] = NEEDED[item.needed];
    element.dataset.needed = item.needed;
    setMark(element.querySelector(".check-need__title"), state, words);
    this.details(element, [reasonList(this.model, item.reasons, item.clause, item.needed === "open" ? "open" : "not met")], JSON.stringify(item));
  }

  details(element, parts, key) {
    let details = element.querySelector(":scope > .check-details");
    if (!details) {
      details = el("div", { class: "check-details" });
      element.append(details);
    }
    if (details.key === key) return;
    details.key = key;
    fill(details, ...parts.filter(Boolean));
  }

  /** Something to check before handing in. */
  showCheck(element, conditions) {
    const { need: clause } = element.dataset;
    const report = conditions[clause];
    if (!report) return;
    setMark(element.querySelector(".check-need__title"), report.verdict);
    const parts = [
      report.verdict === "met" ? null : reasonList(this.model, report.reasons, clause, report.verdict),
      whole(this.model, report.why, conditions),
    ];
    this.details(element, parts, JSON.stringify(report));
  }

  /** Evidence for every row of points that gives or may give some. @returns {number} rows */
  showEvidence(score) {
    const slot = this.root.querySelector('[data-slot="evidence"]');
    if (!slot || !score) return 0;
    const claimed = score.nodes.filter(
      (node) => node.state === "filled" && node.evidence?.length > 0 && String(node.high) !== "0",
    );
    slot.hidden = false;
    const lines = claimed.map((node) => {
      const link = el("a", { href: `../calculator/#${node.id}`, text: this.model.fullTitle(node.id) });
      return el("li", {}, el("p", {}, link, `：${node.evidence.join("、")}`));
    });
    const none = el("p", { text: "评分表里还没有填可以得分的内容。" });
    fill(slot, lines.length > 0 ? el("ul", { class: "checklist" }, ...lines) : none);
    return claimed.length;
  }

  showSummary({ checklist, conditions }, checks, claimed, how) {
    const of = (needed) => checklist.filter((item) => item.needed === needed).length;
    const failing = checks.filter((element) => conditions[element.dataset.need]?.verdict === "not met");
    const alerts = failing.map((element) => ({
      href: "#calc-checks",
      text: `${this.model.conditionTitle(element.dataset.need)}：不满足`,
    }));
    const left = this.questions.waiting.length;
    const parts = [`未定 ${of("open")} 样`, `不用 ${of("no")} 样`];
    if (claimed > 0) parts.push(`另有 ${claimed} 行业绩要佐证`);
    parts.push(left > 0 ? `还有 ${left} 题可能影响结果` : "没有还会影响结果的问题");
    this.bar.tell({ total: `要准备 ${of("yes")} 样`, note: parts.join("；"), alerts }, how);
  }
}
