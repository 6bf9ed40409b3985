/** What to bring: each thing needed, not needed or open, evidence for claimed rows, last checks, forms. */
import { makeReader } from "./check_read.js";
import { mark, reasonList, setMark, whole } from "./check_words.js";
import { el, fill, setText } from "./dom.js";
import { reveal } from "./page.js";
import { bringWords, claimed, fillDetails, problemsOf } from "./parts.js";
import { sayDate } from "./values.js";
import { awaitedLines } from "./visit_left.js";
import { NAMES, NEEDED } from "./words.js";

const STATES = { yes: "needed", no: "not-needed", open: "open" };
const OF_FORM = { yes: ["needed", "要用这张表"], no: ["not-needed", "不用这张表"], open: ["open", "要不要用，不能确定"] };
const WEEK = ["一", "二", "三", "四", "五", "六", "日"];
const KINDS = { weekend: "休息", holiday: "放假", made_up: "补班", workday: "" };

export class ItemsScreen {
  /** @param {Parts} parts */
  constructor({ page, model, state, bar, questions, session }) {
    this.model = model;
    this.state = state;
    this.bar = bar;
    this.questions = questions;
    this.root = page.root;
    const slot = (name) => this.root.querySelector(`[data-slot="${name}"]`);
    this.named = slot("not-needed");
    this.places = { open: slot("open"), no: slot("spared") };
    this.items = [...this.root.querySelectorAll("[data-item]")].map((element) => ({ element, home: element.parentElement }));
    this.checks = [...this.root.querySelectorAll("[data-need]")];
    /** @type {any[]} */
    this.readers = [...questions.asks.values()].map((ask) => makeReader(ask, session)).filter(Boolean);
    this.forms = new Map();
    for (const element of this.root.querySelectorAll("[data-form]")) {
      this.forms.set(element.dataset.form, new FormSheet(element));
    }
    state.addEventListener("change", () => this.readers.forEach((reader) => reader.show?.()));
  }

  /** @param {import("./told.js").Result} result @param {{quiet?: boolean}} [how] */
  show(result, how) {
    this.questions.show(result.asking ?? [], problemsOf(result));
    for (const item of result.checklist) this.showItem(item, result.asking ?? []);
    this.arrange(result.bring);
    for (const element of this.checks) this.showCheck(element, result.conditions);
    for (const term of result.terms) this.showTerm(term);
    for (const form of result.forms) this.forms.get(form.clause)?.show(form);
    this.showSummary(result, this.showEvidence(result.score), how);
  }

  /** @param {any} item @param {any[]} asking */
  showItem(item, asking) {
    const element = this.root.querySelector(`[data-item="${CSS.escape(item.clause)}"]`);
    if (!element) return;
    const { needed } = item;
    element.dataset.needed = needed;
    setMark(element.querySelector(".check-need__title"), STATES[needed], item.aside ? NAMES.aside : NEEDED[needed]);
    const reasons = needed === "no" ? item.reasons : [];
    fillDetails(element.firstElementChild, [reasonList(this.model, reasons, item.clause)], item);
    const entries = asking.filter(({ waiting }) => waiting.includes(item.clause));
    fillDetails(element, needed === "open" ? [this.decides(item, entries)] : [], [item, entries]);
  }

  /** What decides whether it is needed: questions, else what the core says. @param {any} item @param {any[]} entries */
  decides({ reasons, clause }, entries) {
    if (entries.length === 0) return reasonList(this.model, reasons, clause, "open");
    return el("ul", { class: "check-decides" }, ...awaitedLines(this.model, entries));
  }

  /** What is needed stands with its kind, then what is not certain; the rest is folded, and on paper
   *  named in a line. @param {import("./told.js").Bring} bring */
  arrange({ open, no }) {
    /** @type {Map<Element, HTMLElement[]>} */
    const found = new Map(this.items.map(({ home }) => [home, []]));
    for (const one of Object.values(this.places)) found.set(one.lastElementChild, []);
    for (const { element, home } of this.items) found.get(this.places[element.dataset.needed]?.lastElementChild ?? home).push(element);
    for (const [list, items] of found) {
      const stands = items.every((item, at) => list.children[at] === item);
      if (!stands || list.children.length > items.length) list.append(...items);
    }
    for (const list of found.keys()) list.parentElement.hidden = found.get(list).length === 0;
    setText(this.places.open.querySelector("h3"), `${NEEDED.open}的 ${open} 样，答了这些才知道`);
    setText(this.places.no.querySelector("summary"), `${NEEDED.no}的 ${no} 样`);
    const spared = [...this.places.no.querySelectorAll("strong")].map((title) => title.textContent);
    this.named.hidden = no === 0;
    setText(this.named, `不用准备：${spared.join("、")}`);
  }

  /** Something to check before handing in: each part of it with its figure, and what helps. */
  showCheck(element, conditions) {
    const { need: clause } = element.dataset;
    const report = conditions[clause];
    if (!report) return;
    const title = element.querySelector(".check-need__title");
    const verdict = report.verdict;
    setMark(title, verdict, this.isUntouched(element) ? NAMES.blank : undefined);
    const slot = element.querySelector('[data-slot="parts"]');
    slot.hidden = this.isUntouched(element);
    const parts = report.why.of ?? [report.why];
    const key = JSON.stringify(report);
    if (slot.key === key) return; // what was opened stays open
    slot.key = key;
    const lines = parts.map((part) =>
      part.text ? this.partLine(part) : el("li", {}, mark(part.verdict), whole(this.model, part, conditions)),
    );
    fill(slot, el("ul", { class: "check-parts" }, ...lines));
  }

  isUntouched(element) {
    const own = [...element.querySelectorAll("[data-question]")];
    return own.length > 0 && own.every(({ dataset }) => this.state.get(dataset.question) === undefined);
  }

  partLine({ verdict, text, mend }) {
    const help = verdict === "not met" && mend ? el("span", { class: "check-mend", text: `怎样改：${mend}` }) : null;
    return el("li", {}, mark(verdict), text ?? "", help);
  }

  showTerm(term) {
    const place = this.root.querySelector(`[data-need="${CSS.escape(term.clause)}"] [data-slot="term"]`);
    if (place) showTerm(place, term);
  }

  /** Evidence for every row of points that gives or may give some. @returns {number} rows */
  showEvidence(score) {
    const slot = this.root.querySelector('[data-slot="evidence"]');
    if (!slot || !score) return 0;
    const lines = claimed(score, (id) => [`../calculator/#${id}`, this.model.fullTitle(id)]);
    slot.hidden = false;
    const none = el("p", { text: "评分表里还没有填可以得分的内容。" });
    fill(slot, lines.length > 0 ? el("ul", { class: "checklist" }, ...lines) : none);
    return lines.length;
  }

  /** @param {import("./told.js").Result} result @param {number} rows that need evidence @param {any} how */
  showSummary({ bring, conditions }, rows, how) {
    const failing = this.checks.filter((element) => conditions[element.dataset.need]?.verdict === "not met");
    const alerts = failing.map((element) => ({
      href: `#${element.id}`,
      text: `${this.model.conditionTitle(element.dataset.need)}：不满足`,
    }));
    const left = this.questions.waiting.length;
    const [total, ...parts] = bringWords(bring);
    if (rows > 0) parts.push(`另有 ${rows} 行要${this.model.policy.evidence}`);
    parts.push(left > 0 ? `还有 ${left} 题可能影响结果` : "没有还会影响结果的问题");
    this.bar.tell({ total, note: parts.join("；"), alerts }, how);
  }
}

/** A form filled in from the answers; `site.js` prints it alone. */
class FormSheet {
  /** @param {HTMLElement} element the printed form and what stands around it */
  constructor(element) {
    this.tools = reveal(element.querySelector('[data-slot="form"]'));
    this.blanks = new Map();
    for (const blank of element.querySelectorAll("[data-blank]")) {
      this.blanks.set(blank.dataset.blank, blank.querySelector(".blank__lines"));
    }
  }

  /** @param {any} form */
  show(form) {
    const [state, words] = OF_FORM[form.needed] ?? [];
    fill(this.tools, state ? mark(state, words) : null);
    for (const { label, lines } of form.fields) {
      const place = this.blanks.get(label);
      if (place) fill(place, ...lines.map((text) => el("span", { class: "blank__line", text })));
    }
  }
}

/* ---- A term of working days as a calendar ---- */

/** Monday is 0. @param {string} day */
function weekday(day) {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function named(day) {
  return `${sayDate(day)}（周${WEEK[weekday(day)]}）`;
}

/** Which days count, the last one, the day after it. @param {HTMLElement} slot @param {any} term */
function showTerm(slot, term) {
  slot.hidden = false;
  if (!term.last) {
    fill(slot, ...(term.from ? term.reasons.map(({ text }) => el("p", { class: "check-missing", text: `${text}。` })) : []));
    return;
  }
  fill(slot, summary(term), weeks(term));
}

function summary(term) {
  const first = term.first_day_counts ? "起始的那一天是工作日的，算在内" : "从起始的第二天起数";
  const next = term.next === term.next_workday || !term.next_workday
    ? named(term.next)
    : `${named(term.next)}，那天之后的第一个工作日是 ${named(term.next_workday)}`;
  return el(
    "p",
    { class: "check-term__end" },
    `${term.workdays.value} 个工作日（${first}），到 `,
    el("strong", { text: named(term.last) }),
    " 满；没有意见的，最早 ",
    el("strong", { text: next }),
    " 可以办下一步。",
  );
}

function weeks({ title, days }) {
  const rows = [];
  for (const day of days) {
    const place = weekday(day.day);
    if (rows.length === 0 || place === 0) rows.push(WEEK.map(() => null));
    rows.at(-1)[place] = day;
  }
  const head = WEEK.map((text) => el("th", { scope: "col", text: `周${text}` }));
  const body = rows.map((row) => el("tr", {}, ...row.map(cell)));
  return el(
    "table",
    { class: "check-calendar" },
    el("caption", { text: `${title}逐日看` }),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...body),
  );
}

function cell(day) {
  if (!day) return el("td");
  const [, month, date] = day.day.split("-");
  const words = day.number ? `第 ${day.number} 天` : KINDS[day.kind] || "不算";
  const extra = day.number && day.kind === "made_up" ? "（补班）" : "";
  return el(
    "td",
    { "data-kind": day.kind, "data-counts": day.number ? true : null },
    el("span", { class: "check-calendar__day", text: `${Number(month)}/${Number(date)}` }),
    el("span", { class: "check-calendar__word", text: `${words}${extra}` }),
  );
}
