/** The page about what would help most: points first, then what each route still asks for. */
import { barLines, evidenceOf, gainList, nextQuestions, nothingList, togetherLine, waysThere } from "./advice_points.js";
import { RouteAdvice } from "./advice_routes.js";
import { el, fill } from "./dom.js";
import { reveal } from "./page.js";
import { overLine } from "./parts.js";
import { points } from "./results.js";
import { NAMES, NO_GAIN } from "./words.js";

const FIRST_GAINS = 8;
const FIRST_QUESTIONS = 3;

export class AdviceScreen {
  constructor({ page, model, state, bar }) {
    this.state = state;
    this.bar = bar;
    this.root = page.root;
    this.model = model;
    const inputs = JSON.parse(this.root.dataset.inputs);
    this.way = waysThere(model, (question) => inputs[question] ?? "../calculator/");
    this.routes = new RouteAdvice(model, inputs, model.policy.reference_day);
  }

  /** @param {Result} result @param {How} [how] */
  show({ advice, score }, how) {
    const parts = [overLine(this.model), ...barLines(advice.bars), ...this.pointParts(advice, score), ...this.routeParts(advice)];
    fill(reveal(this.root.querySelector('[data-slot="advice"]')), ...parts);
    this.showSummary(advice, score, how);
  }

  pointParts(advice, score) {
    const { model } = this;
    if (model.nodes.size === 0) return [];
    const setting = { model, way: this.way, evidence: evidenceOf(score) };
    const empty = this.state.isEmpty
      ? el("p", { class: "advice-empty", text: "您还没有填任何内容，下面按什么都没有来算：先填已经有的，这里会跟着变。" })
      : null;
    const none = el("p", { text: NO_GAIN });
    return [
      el("h2", { id: "q-gains", text: "再有什么，总分多多少" }),
      empty,
      nextQuestions(advice.next, setting, FIRST_QUESTIONS),
      el("p", { text: "每次只加一项、重新算一遍总分；各级上限已经算进去。先是已经有、还没有定下来或没有填写的，再是新做的；各自从多到少：" }),
      advice.gains.length > 0 ? gainList(advice.gains, setting, FIRST_GAINS) : none,
      togetherLine(advice.together),
      nothingList(advice.nothing, setting),
    ].filter(Boolean);
  }

  routeParts({ routes }) {
    if (routes.length === 0) return [];
    const lead = "每一条途径，最少再满足哪几项就走得通；差得少的排在前面。没有回答的也算还差。";
    return [el("h2", { id: "q-openings", text: "各条途径还差什么" }), el("p", { text: lead }), ...this.routes.show(routes)];
  }

  showSummary({ gains, routes }, score, how) {
    const [best] = gains;
    const found = best ? [`先看${this.model.fullTitle(best.clause)}（${best.said}）`] : [];
    const met = routes.filter((route) => route.verdict === "met").length;
    if (routes.length > 0) found.push(met > 0 ? `${met} 条途径已经满足` : "还没有满足的途径");
    const total = this.model.nodes.size > 0 ? `自评 ${points(score)}` : NAMES.advice;
    this.bar.tell({ total, note: found.join("；") }, how);
  }
}
