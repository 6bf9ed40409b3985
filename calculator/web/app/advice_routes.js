/** What each route still asks for: the smallest sets of conditions that would open it. */
import { clauseLink, dayWords, setMark } from "./check_words.js";
import { el } from "./dom.js";
import { NAMES } from "./words.js";

const MOST_SETS = 4;

export class RouteAdvice {
  /** @param {CheckModel} model @param {Record<string, string>} inputs
   *  question -> address of its input @param {string} reference the reference day */
  constructor(model, inputs, reference) {
    this.model = model;
    this.inputs = inputs;
    this.reference = reference;
  }

  /** @param {any[]} routes @returns {Node[]} */
  show(routes) {
    const shut = routes.filter((route) => route.verdict !== "met");
    const met = routes.filter((route) => route.verdict === "met");
    const common = commonSteps(shut);
    const nearest = [...shut].sort((a, b) => (a.fewest ?? Infinity) - (b.fewest ?? Infinity));
    return [
      met.length > 0 ? el("p", {}, el("strong", { text: `已经满足：${met.map((route) => this.model.titleOf(route.id)).join("、")}` })) : null,
      common.length > 0 ? this.commonBlock(common) : null,
      ...nearest.map((route) => this.routeBlock(route, common)),
    ].filter(Boolean);
  }

  /** @param {any[]} common */
  commonBlock(common) {
    return el(
      "details",
      { class: "advice-route" },
      el("summary", { text: `各条途径都要的，还有 ${common.length} 项` }),
      el("ol", { class: "advice-steps" }, ...common.map((step) => this.step(step))),
    );
  }

  /** @param {any} route @param {any[]} common steps said above */
  routeBlock(route, common) {
    const said = new Set(common.map(keyOf));
    const own = route.steps.filter((step) => !said.has(keyOf(step)));
    const shared = route.steps.length - own.length;
    const title = this.model.titleOf(route.id);
    if (route.fewest === null) {
      return el("p", { class: "advice-shut" }, el("strong", { text: title }), "：按现在的回答走不通，补什么也不行；要改的是已经回答的内容。");
    }
    const beside = shared > 0 ? `（其中 ${shared} 项各条都要）` : "";
    const summary = el("summary", {}, el("span", {}, el("strong", { text: title }), `：至少还差 ${route.fewest} 项${beside}`));
    setMark(summary.firstChild, route.verdict);
    const steps = own.length > 0
      ? el("ol", { class: "advice-steps" }, ...own.map((step) => this.step(step)))
      : el("p", { text: "除了上面各条都要的，没有别的了。" });
    return el("details", { class: "advice-route" }, summary, steps);
  }

  /** One step: any one of its sets will do. @param {any} step */
  step({ sets, complete }) {
    const [only] = sets;
    if (sets.length === 1 && complete) return el("li", {}, ...this.demands(only));
    const shown = sets.slice(0, MOST_SETS);
    const more = !complete || shown.length < sets.length;
    return el(
      "li",
      {},
      el("p", { text: "下面做到一组就行：" }),
      el("ul", {}, ...shown.map((demands) => el("li", {}, ...this.demands(demands)))),
      more ? el("p", { class: "advice-reason", text: "还有别的办法，填了上面的再看。" }) : null,
    );
  }

  /** @param {any[]} demands all of them are needed */
  demands(demands) {
    return demands.map((demand, place) => this.demand(demand, place > 0 ? "并且 " : ""));
  }

  /** @param {any} demand @param {string} before */
  demand(demand, before) {
    const { model } = this;
    const turned = demand.want === "met" ? "" : "不能成立：";
    const ledger = model.ledgers[demand.clause];
    const words = ledger ? `达到“${demand.text}”的各项要求` : demand.text;
    const day = dayWords(demand, this.reference);
    const address = this.inputs[demand.question ?? demand.list ?? ledger?.entries];
    const link = address
      ? el("a", { href: address, class: "advice-way", text: NAMES.answer, "aria-label": `去回答：${demand.text}` })
      : null;
    const source = clauseLink(model, demand.clause);
    if (model.clauses[demand.clause]?.number) source.append(` ${model.conditionTitle(demand.clause)}`);
    return el("p", {}, `${before}${turned}${words}（`, source, "） ", link, day ? el("span", { class: "check-day", text: day }) : null);
  }
}

/** A step by what it asks. */
function keyOf(step) {
  return JSON.stringify(step.sets);
}

/** Steps that all routes with anything in common ask for, in order. @param {any[]} routes */
function commonSteps(routes) {
  const open = routes.filter((route) => route.fewest !== null);
  const keys = open.map((route) => new Set(route.steps.map(keyOf)));
  const isJoined = (own, at) => keys.some((other, place) => place !== at && [...own].some((key) => other.has(key)));
  const joined = open.filter((_, at) => isJoined(keys[at], at));
  if (joined.length < 2) return [];
  return joined[0].steps.filter((step) => joined.every((route) => route.steps.some((one) => keyOf(one) === keyOf(step))));
}
