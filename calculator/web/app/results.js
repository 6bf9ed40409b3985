/** Shows the core's result in the table: nothing is computed here, only put into words. */
import { namedLink } from "./check_words.js";
import { el, joined, renew, setHidden, setState, setText } from "./dom.js";
import { problemsOf } from "./parts.js";
import { nameOpener } from "./form.js";
import { rangeWords } from "./ranges.js";
import { COUNTED, NAMES } from "./words.js";

/** @param {any} node @returns {string} */
export function points(node) {
  return rangeWords(node.low, node.high, "分");
}

/** A number only for lengths of bars. @param {any} value exact text, perhaps a fraction */
export function rough(value) {
  const [top, bottom = "1"] = String(value).split("/");
  return Number(top) / Number(bottom);
}

const FAVOURABLE_FIRST = ["yes", "open", "no"];

/** Reasons of so many clauses lead to each of them; of more, their number says enough. */
const MOST_LINKS = 2;

/** Each text once, with its clauses. @param {{clause: string, text: string}[]} reasons */
function distinct(reasons) {
  const found = new Map();
  for (const { clause, text } of reasons) found.set(text, (found.get(text) ?? new Set()).add(clause));
  return [...found].map(([text, clauses]) => ({ text, clauses: [...clauses] }));
}

export class Results {
  /** @param {Page} page @param {Model} model @param {Form} form */
  constructor(page, model, form) {
    this.model = model;
    this.form = form;
    this.places = new Map([...form.chips.keys()].map((id) => [id, page.scores(id)]));
    for (const editor of form.lists.values()) {
      editor.describe = (effects) => this.describe(effects);
    }
  }

  /** @param {Result} result */
  show(result) {
    const nodes = new Map(result.score.nodes.map((node) => [node.id, node]));
    for (const [id, chip] of this.form.chips) this.showNode(id, chip, nodes.get(id));
    const effects = this.effectsOf(result.score.nodes);
    for (const [list, editor] of this.form.lists) editor.showEffects(effects.get(list));
    this.form.mark(problemsOf(result));
  }

  /** By list and record: the rows that count it, may count it, or say why not. */
  effectsOf(nodes) {
    const { state, lists } = this.form;
    const effects = new Map([...lists.keys()].map((id) => [id, state.records(id).map(() => [])]));
    for (const node of nodes) {
      for (const item of node.items ?? []) {
        effects.get(item.list)?.[item.index]?.push({ row: node.id, item });
      }
    }
    return effects;
  }

  /** @param {string} id @param {HTMLElement} chip @param {any} node */
  showNode(id, chip, node) {
    if (!node) return;
    const isRow = this.form.rows.has(id);
    const takes = isRow && this.model.row(id).takes;
    setText(chip, isRow ? rowWords(node, takes) : `小计 ${points(node)}`);
    setState(chip, "data-state", node.state ?? "");
    const view = this.form.rows.get(id);
    if (view?.opener) nameOpener(view.opener, this.model.clauses[id].title, node.state === "filled");
    if (view?.none) setHidden(view.none, node.state === "filled");
    if (view?.estimate) setHidden(view.estimate.element, node.state !== "filled");
    const place = this.places.get(id);
    const named = node.items.filter((item) => this.isElsewhere(item)).map((item) => this.summary(item));
    if (place) renew(place, [node, named], () => this.details(node));
  }

  /** A record that is edited elsewhere, in words. @param {any} item */
  summary(item) {
    return this.form.lists.get(item.list)?.summaryAt(item.index) ?? "";
  }

  /** @param {any} node @returns {Node[]} */
  details(node) {
    const lines = [];
    const plainly = node.formula === rangeWords(node.low, node.high) || node.state !== "filled";
    if (node.formula && !plainly) {
      const bites = node.bites === "yes" || node.bites === "maybe";
      lines.push(
        el("p", { class: bites ? "calc-bite" : "calc-formula" }, capWords(node.bites), node.formula),
      );
    }
    lines.push(...(node.items ?? []).filter((item) => this.isElsewhere(item)).map((item) => this.fromList(node.id, item)));
    const own = String(node.own);
    const judged = this.form.rows.get(node.id)?.estimate || node.own !== node.low;
    if (judged && own !== String(node.low)) {
      lines.push(el("p", { class: "calc-own", text: `按您的估计：${own} 分` }));
    }
    return lines;
  }

  /** Whether the record is edited at a group above, not in the row. @param {any} item */
  isElsewhere(item) {
    return this.model.isShared(item.list);
  }

  /** A line in a row about a record that is edited above. @param {string} row @param {any} item */
  fromList(row, item) {
    const said = this.summary(item);
    const brings = `${this.sign(row)}${points(item)}`;
    const words = { yes: item.beside ? NAMES.beside : brings, open: `${COUNTED.open}，${brings}`, no: COUNTED.no }[item.counted];
    return el("p", { class: `calc-effect calc-effect-${item.counted}`, text: `${said}：${words}` });
  }

  /** What the rows say about one record. @param {{row: string, item: any}[]} effects */
  describe(effects) {
    const lines = FAVOURABLE_FIRST.flatMap((counted) => {
      const alike = effects.filter(({ item }) => item.counted === counted);
      return alike.length > 0 ? [this.verdictLine(counted, alike)] : [];
    });
    const reasons = effects.flatMap(({ item }) => item.reasons ?? []);
    const list = distinct(reasons).map((reason) => el("li", {}, this.reason(reason)));
    return list.length > 0 ? [...lines, el("ul", { class: "calc-reasons" }, ...list)] : lines;
  }

  /** "计入 A：12 − 1.5 = 10.5 分；…". */
  verdictLine(counted, effects) {
    const parts = effects.map(({ row, item }) => {
      const link = el("a", { href: `#${row}`, text: this.model.clauses[row].title });
      const value = item.beside ? NAMES.beside : `${this.sign(row)}${counted === "yes" && item.formula ? `${item.formula} 分` : points(item)}`;
      return el("span", {}, link, counted === "no" ? "" : `：${value}`);
    });
    const props = { class: `calc-effect calc-effect-${counted}` };
    return el("p", props, el("strong", { text: COUNTED[counted] }), " ", ...joined(parts, "；"));
  }

  /** What stands before points that a row takes away. @param {string} row */
  sign(row) {
    return this.model.row(row)?.takes ? "扣 " : "";
  }

  /** A reason with links to its clauses. @param {{clauses: string[], text: string}} reason */
  reason({ clauses, text }) {
    if (clauses.length > MOST_LINKS) return el("span", { text: `${text}（涉及 ${clauses.length} 处）` });
    const numbered = clauses.filter((clause) => this.model.clauses[clause]?.number);
    const links = numbered.map((clause) => namedLink(this.model, clause));
    return el("span", {}, text, ...(links.length > 0 ? ["（", ...joined(links), "）"] : []));
  }
}

/** That a cap takes away, or may. @param {string} bites */
export function capWords(bites) {
  const words = { yes: "已到上限：", maybe: NAMES.near_cap }[bites];
  return words ? el("strong", { text: words }) : null;
}

/** @param {any} node @param {boolean} takes whether the row takes points away */
function rowWords(node, takes) {
  if (takes && node.state !== "filled") return node.state === "none" ? "没有，不扣分" : "未填，按不扣分";
  if (node.state === "none") return "没有，0 分";
  if (node.state === "unanswered") return "未填，按 0 分";
  return takes ? `扣 ${rangeWords(taken(node.high), taken(node.low), "分")}` : points(node);
}

/** Points taken away are negative: the same without the sign. @param {any} value */
function taken(value) {
  return value === null ? null : String(value).replace("-", "");
}

/** The cap of a node as a number of points, null when the source sets none. @param {any} node */
export function capOf(node) {
  return node.cap?.value ?? null;
}
