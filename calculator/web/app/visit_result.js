/** The page that closes a visit: the verdict, what was left for later, all answers, what is next. */
import { button, el, fill } from "./dom.js";
import { summaryOf } from "./card.js";
import { shortOf } from "./check_hours.js";
import { clauseLink, mark, reasonList } from "./check_words.js";
import { reveal } from "./page.js";
import { rangeWords } from "./ranges.js";
import { say } from "./values.js";
import { EMPTY, NAMES, NEEDED } from "./words.js";

/** For each year the requirement of the most kinds. @param {any[]} requirements */
function widest(requirements) {
  const years = [...new Set(requirements.map(({ year }) => year))].filter((year) => year !== null);
  const most = (a, b) => (b.kinds.length > a.kinds.length ? b : a);
  return years.map((year) => requirements.filter((one) => one.year === year).reduce(most));
}

/** @param {string} title @param {HTMLElement} content */
function part(title, content) {
  return el("section", { class: "visit-part" }, el("h3", { text: title }), content);
}

export class VisitResult {
  /** @param {HTMLElement} slot @param {import("./visit.js").Visit} visit
   *  @param {import("./check_model.js").CheckModel} model @param {import("./state.js").State} state */
  constructor(slot, visit, model, state) {
    this.slot = reveal(slot);
    this.visit = visit;
    this.model = model;
    this.state = state;
  }

  /** @param {import("./told.js").Result} result */
  show(result) {
    if (!result.checklist) return; // it is asked for when somebody looks
    const { headline, visit } = result;
    const sentence = el("p", { class: "visit-sentence", text: `${headline.text}。` });
    const parts = [this.left(visit), this.needs(result), ...this.hours(result.hours), this.items(result.checklist)];
    fill(this.slot, sentence, ...parts, this.aside(visit), this.answers(visit));
  }

  /** The route that the sentence speaks of, condition by condition, and how its years count.
   *  @param {import("./told.js").Result} result */
  needs({ headline, routes, conditions, visit }) {
    const route = routes.find(({ id }) => id === headline.routes[0]);
    if (!route) return null;
    const years = (visit.reckoning[route.id] ?? []).map((text) => el("li", { text }));
    const lines = route.needs.map(({ clause }) => {
      const { verdict, reasons } = conditions[clause];
      const title = el("span", {}, mark(verdict), this.model.conditionTitle(clause), " ", clauseLink(this.model, clause));
      return el("li", {}, title, verdict === "met" ? null : reasonList(this.model, reasons, clause, verdict));
    });
    return part(`“${this.model.titleOf(route.id)}”途径逐条看`, el("ul", { class: "visit-lines" }, ...years, ...lines));
  }

  /** What is short of hours, else the sum of each year. @param {Record<string, any>} hours */
  hours(hours) {
    return Object.values(hours).filter(({ given }) => given).map(({ requirements }) => {
      const short = requirements.filter(({ verdict }) => verdict !== "met");
      const lines = (short.length > 0 ? short : widest(requirements)).map((one) => {
        const year = one.year === null ? "" : `${one.year} 年`;
        const lack = one.verdict === "met" ? "" : `，${shortOf(one)}`;
        const words = `${year}${one.title}：${rangeWords(one.low, one.high)} / ${one.needed.value} ${one.needed.unit}${lack}`;
        return el("li", {}, mark(one.verdict), words);
      });
      return part(short.length > 0 ? "还缺的学时" : NAMES.reached, el("ul", { class: "visit-lines" }, ...lines));
    });
  }

  /** What to bring: what is open first. @param {any[]} items */
  items(items) {
    const of = (needed) => items.filter((item) => item.needed === needed).map(({ title }) => title);
    const open = of("open");
    const lines = of("yes").map((title) => el("li", {}, mark("needed", NEEDED.yes), title));
    if (open.length > 0) lines.unshift(el("li", {}, mark("open", NEEDED.open), `${open.length} 样：${open.join("、")}`));
    return lines.length > 0 ? part(NAMES.items, el("ul", { class: "visit-lines" }, ...lines)) : null;
  }

  /** Steps that were left for later. */
  left({ steps }) {
    const open = steps.filter(({ waiting }) => waiting.length > 0);
    if (open.length === 0) return null;
    const lines = open.map(({ id, title, waiting }) =>
      el("li", {}, el("a", { href: `#visit-${id}`, text: title }), `：还有 ${waiting.length} 题`),
    );
    return el("div", { class: "visit-left" }, el("p", { text: "还没有答完的：" }), el("ul", {}, ...lines));
  }

  /** Routes that are not asked about, once one is open. */
  aside({ aside }) {
    if (aside === 0) return null;
    const words = `已有途径的自身条件都满足，其余 ${aside} 条途径不再询问。`;
    const more = button("也看其余途径", () => this.visit.askOthers(), { class: "btn btn-quiet" });
    return el("p", { class: "visit-aside" }, words, more);
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
    return el("details", { class: "check-whole visit-answers" }, el("summary", { text: "我的回答" }), ...parts);
  }

  /** A question and its answer in words, if there is one. @param {string} id */
  said(id) {
    const question = this.model.questions.get(id);
    const value = this.state.get(id);
    if (value === undefined) return [];
    if (question.type !== "list") return [[question.label, [say(question, value)]]];
    return [[question.label, value.length === 0 ? [EMPTY.none] : value.map((record) => summaryOf(question, record))]];
  }
}
