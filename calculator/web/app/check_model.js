/** The same for a self-check: its page says which questions it asks, and which fields decide there. */
import { Model } from "./model.js";

/** Where the records of a list stand on the page. @param {string} list */
export function placeOf(list) {
  return `q-ask-${list}`;
}

export class CheckModel extends Model {
  /** @param {FormModel} told @param {HTMLElement} root */
  constructor(told, root) {
    super(told);
    /** @type {Map<string, {element: HTMLElement, fields: string[]}>} */
    this.asked = new Map();
    for (const element of root.querySelectorAll("[data-question]")) {
      const fields = (element.dataset.fields ?? "").split(" ").filter(Boolean);
      this.asked.set(element.dataset.question, { element, fields });
    }
    this.otherWords = "其他情况（不影响这里的结果，可以不填）";
  }

  /** @param {string} list */
  home(list) {
    return placeOf(list);
  }

  /** No record is edited in a row of the points table here. */
  isShared() {
    return true;
  }

  /** The ledger that takes totals of a certificate among the records of a list. @param {string} list */
  statedIn(list) {
    return Object.values(this.ledgers).find(({ entries, stated }) => stated && entries === list);
  }

  /** @param {string} list */
  decidingFields(list) {
    return this.asked.get(list)?.fields ?? [];
  }
}
