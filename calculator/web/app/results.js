/** Shows the core's result in the table: nothing is computed here, only put into words. */
import { el, fill, setText } from "./dom.js";
import { plain } from "./model.js";

/** "12" or "0–20". @param {any} low @param {any} high */
export function range(low, high) {
  return String(low) === String(high) ? String(low) : `${low}–${high}`;
}

/** @param {any} node @returns {string} */
export function points(node) {
  return `${range(node.low, node.high)} 分`;
}

/** A number only for lengths of bars. @param {any} value exact text, perhaps a fraction */
export function rough(value) {
  const [top, bottom = "1"] = String(value).split("/");
  return Number(top) / Number(bottom);
}

export class Results {
  /** @param {import("./page.js").Page} page @param {import("./model.js").Model} model
   *  @param {import("./form.js").Form} form */
  constructor(page, model, form) {
    this.page = page;
    this.model = model;
    this.form = form;
    for (const editor of form.lists.values()) {
      editor.describe = (effects) => effects.map((effect) => this.describe(effect, editor.list));
    }
  }

  /** @param {any} result */
  show(result) {
    const nodes = new Map(result.score.nodes.map((node) => [node.id, node]));
    for (const [id, chip] of this.form.chips) this.showNode(id, chip, nodes.get(id));
    for (const editor of this.form.lists.values()) {
      editor.showEffects(this.effectsOf(editor.list, result.score.nodes));
    }
    this.form.mark(new Map((result.problems ?? []).map(({ path, message }) => [path, message])));
  }

  /** By record: the rows that count it, may count it, or say why not. */
  effectsOf(list, nodes) {
    const effects = this.form.state.records(list).map(() => []);
    for (const node of nodes) {
      for (const item of node.items ?? []) {
        if (item.list === list) effects[item.index]?.push({ row: node.id, item });
      }
    }
    return effects;
  }

  /** @param {string} id @param {HTMLElement} chip @param {any} node */
  showNode(id, chip, node) {
    if (!node) return;
    const isRow = this.form.rows.has(id);
    setText(chip, isRow ? rowWords(node) : `小计 ${points(node)}`);
    chip.dataset.state = node.state ?? "";
    const view = this.form.rows.get(id);
    if (view?.none) view.none.hidden = node.state === "filled";
    if (view?.estimate) view.estimate.element.hidden = node.state !== "filled";
    const details = this.page.scores(id);
    if (details) fill(details, ...this.details(node));
  }

  /** @param {any} node @returns {Node[]} */
  details(node) {
    const lines = [];
    const plainly = String(node.formula) === String(node.low) || node.state !== "filled";
    if (node.formula && !plainly) {
      const bites = node.bites === "yes" || node.bites === "maybe";
      lines.push(
        el("p", { class: bites ? "calc-bite" : "calc-formula" }, this.bitesWords(node), node.formula),
      );
    }
    const own = String(node.own);
    const judged = this.form.rows.get(node.id)?.estimate || node.own !== node.low;
    if (judged && own !== String(node.low)) {
      lines.push(el("p", { class: "calc-own", text: `按您的估计：${own} 分` }));
    }
    return lines;
  }

  /** @param {any} node */
  bitesWords(node) {
    const words = { yes: "已到上限：", maybe: "可能到上限：" }[node.bites];
    return words ? el("strong", { text: words }) : null;
  }

  /** What one row says about one record. @param {{row: string, item: any}} effect */
  describe({ row, item }) {
    const title = el("a", { href: `#${row}`, text: this.model.clauses[row].title });
    const words = {
      yes: ["计入", title, `：${item.formula ?? points(item)}`],
      open: ["待定，可能计入", title, `：${points(item)}`],
      no: ["不计入", title],
    }[item.counted];
    const reasons = (item.reasons ?? []).map((reason) => this.reason(reason));
    return el("p", { class: `calc-effect calc-effect-${item.counted}` }, ...words, ...reasons);
  }

  /** A reason with a link to its clause. @param {{clause: string, text: string}} reason */
  reason({ clause, text }) {
    const { number, title } = this.model.clauses[clause] ?? {};
    const link = number
      ? el("a", { href: this.model.clauseAddress(clause), text: `${number} ${title ?? ""}`.trim() })
      : null;
    return el("span", { class: "calc-reason" }, `　${text}`, link ? "（" : null, link, link ? "）" : null);
  }
}

/** @param {any} node */
function rowWords(node) {
  if (node.state === "none") return "没有，0 分";
  if (node.state === "unanswered") return "未填，按 0 分";
  return points(node);
}

/** The cap of a node as a number of points, null when the source sets none. @param {any} node */
export function capOf(node) {
  return node.cap ? plain(node.cap) : null;
}
