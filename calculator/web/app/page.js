import { el } from "./dom.js";

/** The places of the printed page that this script fills. */
export class Page {
  /** @param {HTMLElement} root the calculator */
  constructor(root) {
    this.root = root;
  }

  /** A place beside the whole table, by its name. @param {string} name */
  slot(name) {
    return document.querySelector(`#calculator > [data-slot="${name}"], #calc-${name}`);
  }

  /** The entry under a row or group of the table. @param {string} id @returns {Element | null} */
  entry(id) {
    return this.root.querySelector(`[data-entry="${CSS.escape(id)}"]`);
  }

  /** Where controls of a clause go: its entry, else its section, else above the table. */
  inputs(id) {
    const shared = this.section(id)?.querySelector(':scope > [data-slot="input"]');
    return reveal(this.entry(id)?.querySelector('[data-slot="input"]') ?? shared ?? this.slot("questions"));
  }

  /** Where what every applicant has is asked. @returns {HTMLElement} */
  first() {
    const place = this.slot("first");
    if (place.hidden) place.append(el("h2", { text: "先填这几项" }));
    place.hidden = false;
    return place;
  }

  /** The most that a row or group gives, in the table's words. @param {string} id */
  most(id) {
    const cell = document.getElementById(id)?.querySelector(".points-max");
    return cell?.textContent ? `最高 ${cell.textContent}` : "";
  }

  /** Where the result of a clause goes, if the page has a place. @param {string} id */
  scores(id) {
    const slot = this.entry(id)?.querySelector('[data-slot="score"]');
    return slot ? reveal(slot) : null;
  }

  /** @param {string} id */
  section(id) {
    return this.root.querySelector(`section[data-group="${CSS.escape(id)}"]`);
  }

  /** The result line under a section's heading. @param {string} id */
  sectionScore(id) {
    const slot = this.section(id)?.querySelector(':scope > [data-slot="score"]');
    return slot ? reveal(slot) : null;
  }
}

/** Show a place of the page and the row around it. @param {HTMLElement} slot */
export function reveal(slot) {
  slot.hidden = false;
  const row = slot.closest("[data-entry]");
  if (row) row.hidden = false;
  return slot;
}
