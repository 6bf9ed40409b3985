/** The rules as a self-check needs them: which questions it asks, and which fields decide there. */
import { Model } from "./model.js";

/** Where the records of a list stand on the page. @param {string} list */
export function placeOf(list) {
  return `q-ask-${list}`;
}

export class CheckModel extends Model {
  /** @param {any} rules @param {HTMLElement} root the page says what it asks, and which fields */
  constructor(rules, root) {
    super(rules);
    this.titles = new Map(rules.routes.map((route) => [route.id, route.title]));
    this.routes = rules.routes;
    /** @type {Map<string, {element: HTMLElement, fields: Set<string>}>} */
    this.asked = new Map();
    for (const element of root.querySelectorAll("[data-question]")) {
      const fields = new Set((element.dataset.fields ?? "").split(" ").filter(Boolean));
      this.asked.set(element.dataset.question, { element, fields });
    }
    this.placeOf = new Map([...this.asked.keys()].map((id) => [id, placeOf(id)]));
    // No record is edited in a row of the points table here.
    this.pointRows = this.rows;
    this.rows = new Map([...this.placeOf.values()].map((id) => [id, { points: {}, where: null }]));
    this.otherWords = "其他情况（不影响这里的结果，可以不填）";
  }

  /** @param {string} list @returns {Set<string>} */
  decidingFields(list) {
    return this.asked.get(list)?.fields ?? new Set();
  }

  /** A list is edited in one place. */
  isShared() {
    return true;
  }

  /** What people come for: a route, a bar, a thing to bring, a clause. @param {string} id */
  titleOf(id) {
    const { bar, item } = this.clauses[id] ?? {};
    return this.titles.get(id) ?? bar?.title ?? item?.title ?? this.conditionTitle(id);
  }

  /** A clause as a condition. @param {string} id */
  conditionTitle(id) {
    const clause = this.clauses[id];
    return clause?.condition?.title ?? clause?.title ?? this.titles.get(id) ?? id;
  }
}
