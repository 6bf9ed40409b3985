/** A term of working days as a calendar: which days count, the last one, the day after it. */
import { el, fill } from "./dom.js";
import { sayDate } from "./values.js";

const WEEK = ["一", "二", "三", "四", "五", "六", "日"];
const KINDS = { weekend: "休息", holiday: "放假", made_up: "补班", workday: "" };

/** Monday is 0. @param {string} day */
function weekday(day) {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function named(day) {
  return `${sayDate(day)}（周${WEEK[weekday(day)]}）`;
}

/** @param {HTMLElement} slot @param {any} term */
export function showTerm(slot, term) {
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
