/** The result slip: answers, results and hashes on one page, to print, to save, to check again. */
import { button, el, fill } from "./dom.js";
import { answerList } from "./slip_answers.js";
import { CHECKING, SlipCheck } from "./slip_check.js";
import { barSection, hoursSection, itemSection, routeSection, scoreSection, section } from "./slip_parts.js";
import { handOut } from "./handover.js";
import { reveal } from "./page.js";
import { blankList } from "./paper_head.js";
import { points } from "./results.js";
import { NAMES } from "./words.js";

const SHORT = 16; // signs of a hash that are printed
const HASHES = { answers: NAMES.answers, rules: NAMES.rules, module: NAMES.module, result: NAMES.result };

export class SlipScreen {
  constructor({ page, model, state, bar, session }) {
    this.model = model;
    this.state = state;
    this.bar = bar;
    this.root = page.root;
    this.form = reveal(this.root.querySelector('[data-slot="slip"]'));
    this.slip = null;
    this.check = new SlipCheck(reveal(this.root.querySelector('[data-slot="verify"]')), session, [
      button("保存结果单文件", () => this.save(), { class: "btn btn-primary" }),
    ]);
  }

  /** @param {any} slip @param {{quiet?: boolean}} [how] */
  show(slip, how) {
    this.slip = slip;
    const { result } = slip;
    const { model } = this;
    const sections = [
      scoreSection(model, result.score),
      barSection(model, result.bars),
      routeSection(model, result.routes, result.headline),
      hoursSection(model, result.hours),
      itemSection(model, result.checklist, result.bring),
      section(NAMES.filled, answerList(model, slip.answers ?? {})),
      this.trust(slip),
    ];
    fill(this.form, ...this.head(), ...sections);
    const total = result.score?.nodes.length > 0 ? `自评 ${points(result.score)}` : NAMES.slip;
    this.bar.tell({ total, note: [result.headline?.short, "下面就是结果单"].filter(Boolean).join("；") }, how);
  }

  head() {
    const { policy } = this.model;
    return [
      el("p", { class: "slip-title", text: "自查结果单" }),
      el("p", { class: "slip-edition", text: policy.title }),
      blankList(policy.blanks),
    ].filter(Boolean);
  }

  /** What it takes to work it out again, and what it is not. @param {any} slip */
  trust({ policy, edition, hashes, notice }) {
    const lines = Object.entries(HASHES).map(([key, label]) =>
      el("li", {}, `${label} `, el("code", { text: (hashes[key] || "还不知道").slice(0, SHORT) })));
    return section(
      "核对用",
      el("p", { text: `政策 ${policy}，年度 ${edition}。下面是各部分校验值的前 ${SHORT} 位，完整的在结果单文件里。` }),
      el("ul", { class: "slip-hashes" }, ...lines),
      el("p", { class: "slip-where", text: `要核对：在 ${location.origin}${location.pathname} 按“${CHECKING}”，选结果单文件。` }),
      el("p", { class: "slip-notice", text: notice }),
    );
  }

  save() {
    const { policy, edition } = this.slip;
    const text = `${JSON.stringify(this.slip, null, 1)}\n`;
    this.check.tell(handOut(text, { name: `${policy}-${edition}-slip.json`, label: "结果单文件的内容" }));
  }
}
