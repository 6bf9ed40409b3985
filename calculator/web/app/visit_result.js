/** The page that closes a visit: the verdict, what it rests on, what it gives, all answers. */
import { AdvicePanel } from "./advice_panel.js";
import { waysThere } from "./advice_points.js";
import { noteWords } from "./bar.js";
import { isBlank, nameOf, shortOf } from "./check_hours.js";
import { clauseLink, mark, reasonList } from "./check_words.js";
import { button, el, fillFolds, joined } from "./dom.js";
import { Meter } from "./meter.js";
import { reveal } from "./page.js";
import { overLine, widest } from "./parts.js";
import { rangeWords } from "./ranges.js";
import { capWords, points } from "./results.js";
import { saidOf } from "./slip_answers.js";
import { awaitedLines, stepList } from "./visit_left.js";
import { forget, recall, remember } from "./tab_memory.js";
import { NAMES, NEEDED } from "./words.js";

const PLACE = "visit:place";

/** @param {string} title @param {...(Node | null)} content */
function part(title, ...content) {
  return el("section", { class: "visit-part" }, el("h3", { text: title }), ...content);
}

/** @param {Node[]} lines */
function list(lines) {
  return lines.length > 0 ? el("ul", { class: "visit-lines" }, ...lines) : null;
}

/** @param {string} text @param {...(Node | null)} content */
function fold(text, ...content) {
  return el("details", { class: "visit-fold" }, el("summary", { text }), ...content);
}

/** The way to the self-check of a part. @param {string} page @param {string} text */
function way(page, text) {
  return el("p", { class: "visit-way" }, el("a", { href: `../${page}/`, text }));
}

export class VisitResult {
  /** @param {Parts & {questions: Visit}} parts */
  constructor({ page, model, state, session, questions }) {
    const slot = (name) => page.root.querySelector(`[data-slot="${name}"]`);
    this.slot = reveal(slot("found"));
    this.visit = questions;
    this.model = model;
    this.state = state;
    this.readings = JSON.parse(page.root.dataset.readings);
    const ways = waysThere(model, (question) => `#q-ask-${question}`);
    window.addEventListener("pagehide", () => remember(PLACE, String(window.scrollY)));
    this.advice = model.nodes.size > 0 && slot("advice") ? new AdvicePanel(slot("advice"), session, ways) : null;
  }

  /** @param {import("./told.js").Result} result @param {{href: string, text: string}[]} alerts */
  show(result, alerts) {
    if (!result.checklist) return; // it is asked for when somebody looks
    const { headline, visit } = result;
    fillFolds(
      this.slot,
      el("p", { class: "visit-sentence", text: `${headline.text}。` }),
      ...headline.beside.map((text) => el("p", { class: "visit-beside", text: `${text}。` })),
      headline.text.includes(this.model.policy.over) ? null : overLine(this.model),
      alerts.length > 0 ? el("p", { class: "calc-alert" }, ...alerts.map(({ href, text }) => el("a", { href, text }))) : null,
      this.left(result),
      this.needs(result),
      this.points(result),
      ...this.hours(result.hours),
      this.items(result),
      this.ways(result),
      this.answers(visit),
    );
    this.advice?.show(result);
    this.comeBack();
  }

  /** Whoever looked at a clause comes back to where she was. */
  comeBack() {
    const place = recall(PLACE);
    if (place === null) return;
    forget(PLACE);
    window.scrollTo(0, Number(place));
  }

  /** The route that the sentence speaks of: how its years count, what is not met, and what is.
   *  @param {import("./told.js").Result} result */
  needs({ headline, routes, conditions, visit, hours, ways }) {
    const route = routes.find(({ id }) => id === headline.routes[0]);
    if (!route) return null;
    const line = ({ clause }) => {
      const { verdict, reasons } = conditions[clause];
      const cited = [clause, ...route.needs.filter(({ follows }) => follows.includes(clause)).map((need) => need.clause)];
      const title = el("span", {}, mark(verdict), this.model.conditionTitle(clause), " ", ...joined(cited.map((one) => clauseLink(this.model, one))));
      if (verdict === "met") return el("li", {}, title);
      const own = reasons.filter((reason) => !(reason.clause in hours));
      const ledger = reasons.find((reason) => reason.clause in hours)?.clause;
      const isGiven = ledger && hours[ledger].given;
      const below = isGiven
        ? el("p", {}, el("a", { href: "#visit-short", text: NAMES.lacking_hours }))
        : el("p", { class: "visit-way" }, el("a", { href: `#q-ask-${this.model.ledgers[ledger]?.entries}`, text: NAMES.answer }));
      // How many hours are short stands below, once for all.
      return el("li", {}, title, own.length < reasons.length ? below : reasonList(this.model, own, clause, verdict));
    };
    const met = route.needs.filter(({ verdict }) => verdict === "met");
    // What another condition lacks is told there, once.
    const others = route.needs.filter(({ verdict, follows }) => verdict !== "met" && follows.length === 0);
    // Of a choice, which of its clauses.
    const chosen = ways.find(({ id }) => id === route.id)?.parts.filter(({ clause, verdict }) => verdict === "met" && !route.needs.some((need) => need.clause === clause));
    return part(
      `按“${this.model.titleOf(route.id)}”途径`,
      list((chosen ?? []).map((one) => this.clauseLine(one))),
      list((visit.reckoning[route.id] ?? []).map((text) => el("li", { class: "visit-years", text }))),
      list(others.map(line)),
      met.length > 0 ? fold(others.length > 0 ? `另有 ${met.length} 条满足` : `${met.length} 条条件都满足`, list(met.map(line))) : null,
    );
  }

  /** The points of each indicator, what they wait for, the mark to reach, and every row that counts.
   *  @param {import("./told.js").Result} result */
  points({ score, visit }) {
    const { model } = this;
    if (score.nodes.length === 0) return null;
    const nodes = new Map(score.nodes.map((node) => [node.id, node]));
    const meters = model.indicators.map((id) => new Meter(model.clauses[id].title, `../calculator/#${id}`).show(nodes.get(id)).element);
    const rows = score.nodes.filter(({ kind, state, high }) => kind === "row" && state === "filled" && String(high) !== "0");
    const bites = score.nodes.filter(({ bites: bite, formula }) => bite !== "no" && formula);
    const lines = bites.map(({ bites: bite, formula }) => el("li", { class: "calc-bite" }, capWords(bite), formula));
    const awaited = awaitedLines(model, visit.figures.filter(({ waiting }) => waiting.some((id) => nodes.has(id))));
    return part(
      `自评 ${points(score)}`,
      el("p", { text: `${noteWords(score)}。` }),
      el("ul", { class: "calc-meters" }, ...meters),
      list(lines),
      awaited.length > 0 ? el("div", { class: "visit-more" }, el("p", { text: "答了这些，得分可以更确定：" }), el("ul", {}, ...awaited)) : null,
      ...this.passMarks(),
      rows.length > 0 ? fold(`这些分怎样得来：${rows.length} 行`, list(rows.map((row) => this.row(row)))) : null,
    );
  }

  /** A row with its points, and what the source leaves open about it. @param {any} row */
  row({ id, low, high }) {
    const link = el("a", { href: `../calculator/#${id}`, text: this.model.fullTitle(id) });
    const notes = String(low) === String(high) ? [] : this.notes(id);
    return el("li", {}, link, `：${points({ low, high })}`, ...notes);
  }

  /** Where the source can be read in several ways, or says nothing. @param {string} clause */
  notes(clause) {
    return (this.readings[clause] ?? []).flatMap(([text, href]) => ["　", el("a", { class: "check-gap", href, text })]);
  }

  /** How many points are asked for, where somebody knows. */
  passMarks() {
    const open = this.model.marksFor(this.state).filter(({ question }) => question && this.state.get(question) === undefined);
    return open.map(({ clause, question }) => {
      const { label } = this.model.questions.get(question);
      return el("p", {}, `${label}：未填写，不判断是否达到。`, el("a", { class: "visit-way", href: `#q-ask-${question}`, text: "知道的，填写" }), ...this.notes(clause));
    });
  }

  /** What is short of hours, else the sum of each year. @param {Record<string, any>} hours */
  hours(hours) {
    return Object.values(hours).filter(({ given }) => given).map(({ requirements, room }) => {
      const isShort = requirements.some(({ verdict }) => verdict !== "met");
      const blanks = requirements.filter((one) => one.scope === "each_year" && isBlank(one));
      const blank = blanks.filter((one) => !blanks.some(({ year, kinds }) => year === one.year && kinds.length < one.kinds.length));
      // What follows from another shortage is no further one.
      const short = room.map((one) => requirements.find(({ id, year }) => id === one.requirement && year === one.year));
      const lines = (isShort ? short : widest(requirements)).map((one) => {
        const lack = one.verdict === "met" ? "" : `，${shortOf(one)}`;
        return el("li", {}, mark(one.verdict), `${nameOf(one)}：${rangeWords(one.low, one.high)} / ${one.needed.value} ${one.needed.unit}${lack}`);
      });
      if (blank.length > 0) lines.push(el("li", {}, mark("open"), `${blank.map(nameOf).join("、")}：${NAMES.blank}`));
      const title = !isShort ? NAMES.reached : short.length > 0 ? NAMES.lacking_hours : NAMES.reached_or_not;
      const found = part(title, list(lines), isShort && !this.model.policy.over ? way("hours", "可以用哪些途径补") : null);
      if (isShort) found.id = "visit-short";
      return found;
    });
  }

  /** What to bring for certain, then what an answer decides, with the way to it.
   *  @param {import("./told.js").Result} result */
  items({ checklist, visit }) {
    const of = (needed) => checklist.filter((item) => item.needed === needed && !item.aside);
    const lines = (found, state, words) => list(found.map(({ title }) => el("li", {}, mark(state, words), title)));
    const aside = checklist.filter((item) => item.aside);
    const parts = [
      lines(of("yes"), "needed", NEEDED.yes),
      list(this.openItems(of("open"), visit.figures)),
      aside.length > 0 ? fold(`${NAMES.aside}的 ${aside.length} 样`, lines(aside, "not-needed", NAMES.aside)) : null,
    ];
    return parts.some(Boolean) ? part(NAMES.items, ...parts, way("checklist", "逐样说明、打勾")) : null;
  }

  /** Things that wait for the same questions in one line. @param {any[]} items @param {any[]} figures */
  openItems(items, figures) {
    const alike = new Map();
    for (const { clause, title, reasons } of items) {
      const entries = figures.filter(({ waiting }) => waiting.includes(clause));
      const key = entries.length > 0 ? [...new Set(entries.map(({ question }) => question))].join() : reasons[0]?.text;
      const line = alike.get(key) ?? { titles: [], entries: [], reason: entries.length > 0 ? "" : key };
      alike.set(key, { ...line, titles: [...line.titles, title], entries: [...line.entries, ...entries] });
    }
    return [...alike.values()].map(({ titles, entries, reason }) => {
      const awaited = entries.length > 0 ? el("ul", {}, ...awaitedLines(this.model, entries)) : reason && el("p", { text: reason });
      return el("li", {}, mark("open"), titles.join("、"), entries.length > 0 ? "，看：" : "", awaited);
    });
  }

  /** Steps that were left for later. @param {import("./told.js").Result} result */
  left({ visit, asking }) {
    const open = visit.steps.filter(({ waiting }) => waiting.length > 0);
    if (open.length === 0) return null;
    return el("div", { class: "visit-left" }, el("p", { text: "还没有答完的：" }), stepList(this.model, open, asking));
  }

  /** @param {{clause: string, verdict: string}} part of a way */
  clauseLine({ clause, verdict }) {
    return el("li", {}, mark(verdict), this.model.conditionTitle(clause), " ", clauseLink(this.model, clause));
  }

  /** What there is of every other route: a line each, with its own conditions folded.
   *  @param {import("./told.js").Result} result */
  ways({ ways, headline, visit: { aside } }) {
    const others = ways.filter(({ id }) => id !== headline.routes[0]);
    if (others.length === 0 || headline.kind === "empty") return null;
    const lines = others.map(({ id, text, parts }) => {
      const way = fold(`${this.model.titleOf(id)}：${text}`, list(parts.map((one) => this.clauseLine(one))));
      way.dataset.of = id;
      return el("li", { class: "visit-other" }, way);
    });
    const words = `已有途径的自身条件都满足，上面有 ${aside} 条没有接着问。`;
    const more = () => button("也看其余途径", () => this.visit.askOthers(), { class: "btn btn-quiet" });
    return part("其余途径", list(lines), aside > 0 ? el("p", { class: "visit-aside" }, words, more()) : null);
  }

  /** Everything that was answered, each step with the way back to it. */
  answers({ steps }) {
    const given = steps
      .map((step) => ({ ...step, said: step.questions.flatMap((id) => this.said(id)) }))
      .filter(({ said }) => said.length > 0);
    if (given.length === 0) return null;
    const parts = given.flatMap(({ id, title, said }) => [
      el("p", { class: "visit-answers__head" }, el("strong", { text: title }), el("a", { href: `#visit-${id}`, text: NAMES.change, "aria-label": `修改：${title}` })),
      el("dl", {}, ...said.flatMap(([label, words]) => [el("dt", { text: label }), ...words.map((text) => el("dd", { text }))])),
    ]);
    return fold("我的回答", ...parts);
  }

  /** A question and its answer in words, if there is one. @param {string} id */
  said(id) {
    const question = this.model.questions.get(id);
    const value = this.state.get(id);
    return value === undefined ? [] : [[question.label, saidOf(question, value)]];
  }
}
