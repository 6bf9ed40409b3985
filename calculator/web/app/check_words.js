/** Verdicts as people read them: a mark with its word, reasons with their clauses, the whole tree. */
import { el } from "./dom.js";
import { sayDate } from "./values.js";
import { NAMES, VERDICT } from "./words.js";

const MOST_REASONS = { "not met": 3, open: 1 };

/** @param {string} verdict @param {string} [words] */
export function mark(verdict, words) {
  return el("span", { class: "check-verdict", "data-verdict": verdict, text: words ?? VERDICT[verdict] });
}

/** Put a mark into its place, without stirring what has not changed. */
export function setMark(place, verdict, words) {
  const old = place.querySelector(":scope > .check-verdict");
  const text = words ?? VERDICT[verdict];
  if (old?.dataset.verdict === verdict && old.textContent === text) return;
  old?.remove();
  place.prepend(mark(verdict, words));
}

/** @param {Model} model @param {string} clause */
export function clauseLink(model, clause) {
  return el("a", { href: model.clauseAddress(clause), text: model.cite(clause) });
}

/** The same with its title. @param {Model} model @param {string} clause */
export function namedLink(model, clause) {
  return el("a", { href: model.clauseAddress(clause), text: model.named(clause) });
}

/** The way to the calculator that works out points. @param {string} clause */
export function pointsLink(clause) {
  return el("a", { href: `../calculator/#${clause}`, class: "check-points", text: `去${NAMES.score}` });
}

/** The points that a tree of verdicts compares. @param {any} why @returns {string[]} clauses */
export function pointsIn(why, clauses) {
  const own = why.kind === "compare" && clauses[why.clause]?.points ? [why.clause] : [];
  return [...own, ...(why.of ?? []).flatMap((part) => pointsIn(part, clauses))];
}

/**
 * Reasons as a list; clauses other than the one at hand are linked.
 * @param {Model} model
 * @param {{clause: string, text: string}[]} reasons @param {string} at the clause at hand
 * @param {string} [verdict] an open one needs fewer words: the questions say what is missing
 */
export function reasonList(model, reasons, at, verdict = "not met") {
  if (reasons.length === 0) return null;
  const most = MOST_REASONS[verdict] ?? reasons.length;
  const lines = reasons.slice(0, most).map(({ clause, text }) => {
    const link = clause !== at ? clauseLink(model, clause) : null;
    return el("li", {}, text, link ? "（" : null, link, link ? "）" : null);
  });
  const more = reasons.length - most;
  if (more > 0) lines.push(el("li", { text: verdict === "open" ? `还有 ${more} 处不能确定` : `还有 ${more} 处` }));
  return el("ul", { class: "check-reasons" }, ...lines);
}

/**
 * The day on which only time brings it, held against the reference day.
 * @param {{verdict: string, day: string | null, day_at_latest?: boolean}} report
 * @param {string} reference @returns {string}
 */
export function dayWords({ verdict, day, day_at_latest: atLatest }, reference) {
  if (!day || verdict === "met") return "";
  const late = isAfter(day, reference);
  const when = `${atLatest ? NAMES.latest : ""}${sayDate(day)}`;
  if (!late) return `只差时间：${when}满足。`;
  return `只差时间：${when}才满足，晚于计算截止日 ${sayDate(reference)}，本次来不及。`;
}

/**
 * Until when a bar stands: one day, or one for each route where it stands on some only.
 * @param {any} bar @param {Model} model @param {string[]} [of] these routes alone @returns {string[]}
 */
export function endsOf(bar, model, of) {
  if (bar.standing === "no") return [];
  const end = ({ until }) => (until ? `到 ${sayDate(until)}解除` : "");
  if (bar.standing !== "some") return [end(bar)].filter(Boolean);
  const ends = new Map();
  for (const [route, one] of Object.entries(bar.routes)) {
    if (one.standing === "yes" && (!of || of.includes(route))) ends.set(end(one), [...(ends.get(end(one)) ?? []), model.titleOf(route)]);
  }
  return [...ends].map(([text, titles]) => `${titles.join("、")}${text}`);
}

/** Whether a day (or month, or year) lies after another for certain. */
export function isAfter(day, other) {
  return day.slice(0, other.length) > other.slice(0, day.length);
}

const GROUPS = {
  all: () => "下面各项都要满足",
  any: () => "满足下面任意一项",
  at_least: (why) => `下面至少满足 ${why.needed} 项（现在 ${why.met} 项，不能确定 ${why.open} 项）`,
  exactly_one: () => "下面正好满足一项",
  not: () => "下面这一项不能成立",
};

/**
 * Everything that led to a verdict, folded; what it holds is built when it is opened.
 * @param {Model} model @param {any} why @param {Record<string, any>} conditions reports by clause
 */
export function whole(model, why, conditions) {
  const details = el("details", { class: "check-whole" }, el("summary", { text: "逐项看" }));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) {
      details.append(el("ul", { class: "check-tree" }, branch(model, why, conditions, [])));
    }
  });
  return details;
}

/** @param {string[]} above clauses that this stands below */
function branch(model, why, conditions, above) {
  if (why.kind === "met") return clauseBranch(model, why, conditions, above);
  const words = GROUPS[why.kind]?.(why) ?? why.text ?? model.conditionTitle(why.clause);
  const parts = (why.of ?? []).map((part) => branch(model, part, conditions, above));
  const link = why.clause ? clauseLink(model, why.clause) : null;
  return el(
    "li",
    {},
    mark(why.verdict),
    ` ${words} `,
    link,
    model.clauses[why.clause]?.points ? pointsLink(why.clause) : null,
    parts.length > 0 ? el("ul", {}, ...parts) : null,
  );
}

function clauseBranch(model, why, conditions, above) {
  const { clause } = why;
  const inner = above.includes(clause) ? null : conditions[clause]?.why;
  const parts = inner ? el("ul", {}, branch(model, inner, conditions, [...above, clause])) : null;
  return el("li", {}, mark(why.verdict), ` ${model.conditionTitle(clause)} `, clauseLink(model, clause), parts);
}
