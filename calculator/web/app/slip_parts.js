/** Parts of a result slip as they are printed: scores by rows, routes, hours, things to bring. */
import { endsOf, namedLink } from "./check_words.js";
import { el } from "./dom.js";
import { bringWords, cardTable, folded } from "./parts.js";
import { rangeWords, unfilledWords } from "./ranges.js";
import { capOf, points } from "./results.js";
import { BARS, NAMES, NEEDED, STANDING, VERDICT } from "./words.js";

const table = (titles, rows) => folded(rows.length, cardTable("slip-table", titles, rows));

/** How many are met, not met, open. @param {string[]} said */
function counted(said) {
  const counts = Object.entries(VERDICT).map(([code, word]) => [word, said.filter((one) => one === code).length]);
  const text = counts.filter(([, count]) => count).map(([word, count]) => `${word} ${count} 项`).join("；");
  return el("p", { text: `${text}。` });
}

/** @param {string} title @param {...(Node | null)} content */
export function section(title, ...content) {
  return el("section", { class: "slip-section" }, el("h2", { text: title }), ...content);
}

/** A row of the points table by its number and title. */
function row(model, id) {
  const { number, title } = model.clauses[id];
  return el("a", { href: model.clauseAddress(id), text: `${number ?? ""} ${title}`.trim() });
}

/** Every row that was filled in or declared empty, and the groups above. @param {any} score */
export function scoreSection(model, score) {
  if (!score || score.nodes.length === 0) return null;
  const filled = score.nodes.filter((node) => node.state === "filled");
  const rows = filled.map((node) => [row(model, node.id), points(node), formulas(node), String(capOf(node) ?? "")]);
  const own = String(score.own) === String(score.low) ? "" : `按自己的估计是 ${score.own} 分。`;
  return section(
    `自评 ${points(score)}`,
    el("p", { text: `${own}${unfilledWords(score)}。` }),
    rows.length > 0 ? table([NAMES.clause, NAMES.points, NAMES.formula, NAMES.cap], rows) : null,
  );
}

/** How a row came to its points, record by record. @param {any} node */
function formulas(node) {
  const items = (node.items ?? []).filter((item) => item.counted !== "no");
  const said = [...items.map((item) => item.formula), node.formula];
  const plainly = rangeWords(node.low, node.high);
  return [...new Set(said.filter((text) => text && text !== plainly))].join("；");
}

/** Bars that stand, and those that nobody can tell yet. @param {any[]} bars */
export function barSection(model, bars = []) {
  const found = bars.filter(({ standing }) => standing === "yes" || standing === "some");
  const open = bars.filter((bar) => bar.standing === "open").map((bar) => bar.title ?? model.titleOf(bar.clause));
  if (found.length + open.length === 0) return null;
  const rows = found.map((bar) => [bar.title ?? "", namedLink(model, bar.clause), STANDING[bar.standing], endsOf(bar, model).join("；")]);
  return section(
    BARS,
    rows.length > 0 ? table(["情形", NAMES.clause, NAMES.result, NAMES.until], rows) : null,
    open.length > 0 ? el("p", { text: `没有回答，或者答案不够，不能确定是否适用：${open.join("；")}。` }) : null,
  );
}

/** Every route: its verdict, and what it lacks. @param {any[]} routes */
export function routeSection(model, routes = [], headline = null) {
  if (routes.length === 0) return null;
  const shared = sharedNeeds(routes);
  const rows = routes.map((route) => {
    const own = route.needs.filter((need) => !shared.some((one) => one.clause === need.clause));
    return [model.titleOf(route.id), VERDICT[route.verdict], lacking(own, model)];
  });
  const common = lacking(shared, model);
  return section(
    NAMES.routes,
    headline ? el("p", {}, el("strong", { text: `${headline.text}。` })) : null,
    ...(headline?.beside ?? []).map((text) => el("p", { text: `${text}。` })),
    common ? el("p", { text: `各条途径都要的条款里，${common}。` }) : null,
    table([NAMES.route, NAMES.result, "自己的条款里"], rows),
  );
}

/** What all routes ask that have anything in common. @param {any[]} routes */
function sharedNeeds(routes) {
  const asks = (route, clause) => route.needs.some((need) => need.clause === clause);
  const joined = routes.filter(({ apart }) => !apart);
  return (joined[0]?.needs ?? []).filter((need) => joined.every((route) => asks(route, need.clause)));
}

/** "不满足：A；不能确定：B、C". @param {any[]} needs */
function lacking(needs, model) {
  return ["not met", "open"].flatMap((verdict) => {
    const found = needs.filter((need) => need.verdict === verdict).map((need) => model.cite(need.clause));
    return found.length > 0 ? [`${VERDICT[verdict]}：${[...new Set(found)].join("、")}`] : [];
  }).join("；");
}

/** Every demand on hours. @param {Record<string, any>} ledgers */
export function hoursSection(model, ledgers = {}) {
  const demands = Object.values(ledgers).flatMap((ledger) => ledger.requirements);
  if (demands.length === 0) return null;
  const rows = demands.map((one) => {
    const { unit = "" } = one.needed;
    const when = one.year === null ? NAMES.all_years : `${one.year} 年`;
    const most = rangeWords(one.low, one.high);
    return [`${when}　${one.title}`, `${most} / ${one.needed.value} ${unit}`, VERDICT[one.verdict], namedLink(model, one.clause)];
  });
  return section(NAMES.hours, counted(demands.map((one) => one.verdict)), table(["要求", "已有 / 要求", NAMES.result, NAMES.clause], rows));
}

/** Things to bring. @param {any[]} items @param {import("./told.js").Bring} bring */
export function itemSection(model, items = [], bring) {
  const needed = items.filter((item) => item.needed !== "no");
  if (needed.length === 0) return null;
  const rows = needed.map((item) => [item.title ?? model.titleOf(item.clause), NEEDED[item.needed], model.cite(item.clause)]);
  return section(NAMES.items, el("p", { text: `${bringWords(bring).join("；")}。` }), table([NAMES.item, NAMES.result, NAMES.clause], rows));
}
