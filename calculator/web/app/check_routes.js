/** The route map lit up with the visitor's own answers, condition by condition, and the bars beside. */
import { clauseLink, dayWords, endsOf, isAfter, pointsIn, pointsLink, reasonList, setMark, whole } from "./check_words.js";
import { el, fill, joined } from "./dom.js";
import { reveal } from "./page.js";
import { fillDetails, problemsOf } from "./parts.js";
import { sayDate } from "./values.js";
import { RESULT } from "./visit.js";
import { VisitResult } from "./visit_result.js";
import { NAMES, STANDING, UNCOVERED, VERDICT } from "./words.js";

const STANDS = { yes: "not met", some: "not met", no: "met", open: "open" };
const UNKNOWN = ["uncovered", UNCOVERED];

export class RoutesScreen {
  /** @param {Parts & {questions: Visit}} parts */
  constructor({ page, model, state, bar, questions, session }) {
    this.model = model;
    this.state = state;
    this.bar = bar;
    this.questions = questions;
    this.session = session;
    this.root = page.root;
    this.reference = model.policy.reference_day;
    this.routes = new Map();
    for (const element of this.root.querySelectorAll("[data-route]")) {
      this.routes.set(element.dataset.route, element);
    }
    questions.onClosing = () => session.ask();
    this.found = new VisitResult({ page, model, state, bar, questions, session });
    const shared = this.root.querySelectorAll(".routes-stem [data-need], .routes-shared [data-need]");
    this.shared = new Set([...shared].map((element) => element.dataset.need));
  }

  request() {
    const { others, isClosing } = this.questions;
    const parts = isClosing ? ["routes", "bars", "score", "hours", "checklist"] : ["routes", "bars"];
    return { parts, ...(others ? { others: true } : {}), ...(isClosing ? { ways: true } : {}) };
  }

  /** Whoever follows a link with answers comes to see their result. */
  arrived() {
    this.questions.go(RESULT);
  }

  /** @param {Result} result @param {How} [how] */
  show(result, how) {
    this.uncovered = this.findUncovered();
    this.unjudged = new Set(result.routes.filter(({ uncovered }) => uncovered).map(({ id }) => id));
    this.questions.show(result.visit, result.asking, problemsOf(result));
    this.showUncovered();
    for (const element of this.root.querySelectorAll("[data-need]")) this.showNeed(element, result);
    this.byRoute = new Set(result.bars.filter(({ routes }) => routes).map(({ clause }) => clause));
    for (const route of result.routes) this.showRoute(route);
    for (const bar of result.bars) this.showBar(bar);
    this.showSummary(result, how);
    if (!how?.quiet) this.session.storage.keepVerdicts(this.state.isEmpty ? null : this.verdicts(result));
  }

  /** @returns {Record<string, string>} what the route map of reading pages shows */
  verdicts(result) {
    const word = ({ id, verdict }) => (this.unjudged.has(id) ? UNKNOWN[0] : verdict);
    const ofRoutes = result.routes.map((route) => [route.id, word(route)]);
    return Object.fromEntries([["", result.headline?.text ?? ""], ...ofRoutes]);
  }

  /** Answers that the edition says nothing about. Clause -> what to say. */
  findUncovered() {
    const found = new Map();
    for (const [id, { element }] of this.model.asked) {
      const question = this.model.questions.get(id);
      const option = question.options?.find((one) => one.id === this.state.get(id));
      if (option?.uncovered) {
        found.set(question.clause, { option, links: element.querySelectorAll(".check-gap") });
      }
    }
    return found;
  }

  showUncovered() {
    const slot = this.root.querySelector('[data-slot="uncovered"]');
    slot.hidden = this.uncovered.size === 0;
    const lines = [...this.uncovered.values()].map(({ option, links }) => {
      const gaps = [...links].map((link) => link.cloneNode(true));
      const words = el("strong", { text: `${option.label}：` });
      return el("p", {}, words, `${option.settles ?? UNCOVERED}。下面的途径不是为这种情况定的，不作判断。`, ...gaps);
    });
    fill(slot, ...lines);
  }

  /** @param {HTMLElement} element @param {Result} result */
  showNeed(element, result) {
    const { need: clause } = element.dataset;
    const report = result.conditions[clause];
    if (!report) return;
    const title = element.querySelector(".check-need__title");
    const [verdict, words] = this.uncovered.has(clause) ? UNKNOWN : [report.verdict, undefined];
    setMark(title, verdict, words);
    const day = dayWords(report, this.reference);
    const parts = [
      day ? el("p", { class: "check-day", text: day }) : null,
      report.verdict === "met" ? null : reasonList(this.model, report.reasons, clause, report.verdict),
      ...pointsIn(report.why, this.model.clauses).map((points) => el("p", {}, pointsLink(points))),
      whole(this.model, report.why, result.conditions),
    ];
    fillDetails(element, parts, [verdict, report]);
  }

  showRoute(route) {
    const element = this.routes.get(route.id);
    if (!element) return;
    const [verdict, words] = this.unjudged.has(route.id) ? UNKNOWN : [route.verdict, undefined];
    element.dataset.verdict = verdict;
    setMark(element.querySelector(".route__title"), verdict, words);
    const slot = reveal(element.querySelector('[data-slot="route"]'));
    fill(slot, ...(verdict === "uncovered" ? [] : [...this.missing(route), ...this.delays(route)]));
  }

  /** The bars that stand for this route and are not the same for every one. @param {any} route */
  delays({ bars }) {
    const standing = bars.filter(({ clause, standing }) => standing === "yes" && this.byRoute.has(clause));
    return standing.map((bar) => {
      const link = el("a", { href: `#q-bar-${bar.clause}`, text: this.model.titleOf(bar.clause) });
      return el("p", { class: "check-day" }, link, bar.until ? `，到 ${sayDate(bar.until)}解除。` : "。");
    });
  }

  /** What stands between the person and a route, beyond its own conditions just above. */
  missing({ verdict, needs }) {
    if (verdict === "met") return [el("p", { class: "check-missing-line", text: "各项条件都满足。" })];
    const failing = needs.filter((need) => need.verdict === "not met");
    const open = needs.filter((need) => need.verdict === "open");
    const lines = [this.sharedLine(VERDICT["not met"], failing), this.sharedLine(VERDICT.open, open)];
    const saidAbove = failing.length === 1 && !this.shared.has(failing[0].clause);
    if (failing.length > 0 && !saidAbove && failing.every((need) => need.day)) {
      lines.push(this.dayLine(failing, open));
    }
    return lines;
  }

  /** Conditions that stand above for several routes. @param {string} verdict @param {any[]} needs */
  sharedLine(verdict, needs) {
    const shared = needs.filter(({ clause }) => this.shared.has(clause));
    if (shared.length === 0) return null;
    const links = joined(shared.map(({ clause }) => clauseLink(this.model, clause)));
    return el("p", { class: "check-missing-line" }, `上面的共同条件，${shared.length} 条${verdict}（`, ...links, "）");
  }

  /** Only time is missing: the latest of the days. */
  dayLine(failing, open) {
    const last = failing.map((need) => need.day).reduce((a, b) => (isAfter(b, a) ? b : a));
    const atLatest = failing.some((need) => need.day_at_latest) ? NAMES.latest : "";
    const rest = open.length > 0 ? "（其余不能确定的也要满足）" : "";
    const late = isAfter(last, this.reference) ? NAMES.late : "";
    const words = `不满足的只差时间，${atLatest}${sayDate(last)}满足${rest}`;
    return el("p", { class: "check-day" }, words, late ? "：" : "。", late ? el("strong", { text: `${late}。` }) : null);
  }

  showBar(bar) {
    const element = this.root.querySelector(`[data-bar="${CSS.escape(bar.clause)}"]`);
    if (!element) return;
    const verdict = STANDS[bar.standing];
    element.dataset.standing = bar.standing;
    setMark(element.querySelector(".check-need__title"), verdict, STANDING[bar.standing]);
    // Where it differs by route, the reasons say for which routes it stands, and until when.
    const ends = bar.standing === "some" ? [] : endsOf(bar, this.model);
    const parts = [
      ...ends.map((text) => el("p", { class: "check-day", text: `${text}。` })),
      bar.standing === "no" ? null : reasonList(this.model, bar.reasons, bar.clause, verdict),
    ];
    fillDetails(element, parts, bar);
  }

  /** @param {Result} result @param {How} [how] */
  showSummary(result, how) {
    const standing = result.bars.filter((bar) => bar.standing === "yes" || bar.standing === "some");
    /** @param {any} bar @param {string[]} [of] the routes that it is told for */
    const alert = (bar, of) => ({ href: `#q-bar-${bar.clause}`, text: [bar.title, ...endsOf(bar, this.model, of)].join("，") });
    const { short, text, note, routes, clauses } = result.headline;
    // Where there is little room, nothing more is said of bars than the sentence says.
    const named = result.routes.filter(({ id }) => routes.includes(id)).flatMap(({ bars }) => bars);
    const said = [...clauses, ...named.filter((bar) => bar.standing === "yes").map(({ clause }) => clause)];
    const mine = standing.filter(({ clause }) => said.includes(clause)).map((bar) => alert(bar, routes));
    const all = standing.map((bar) => alert(bar));
    this.bar.tell({ total: short, whole: text, note, alerts: mine.length > 0 ? [] : all }, how);
    this.found.show(result, mine.length > 0 ? mine : all);
  }
}
