/** A form filled in from the answers; `site.js` prints it alone. */
import { mark } from "./check_words.js";
import { el, fill } from "./dom.js";
import { reveal } from "./page.js";

const NEEDED = { yes: ["needed", "要用这张表"], no: ["not-needed", "不用这张表"], open: ["open", "要不要用，不能确定"] };

export class FormSheet {
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
    const [state, words] = NEEDED[form.needed] ?? [];
    fill(this.tools, state ? mark(state, words) : null);
    for (const { label, lines } of form.fields) {
      const place = this.blanks.get(label);
      if (place) fill(place, ...lines.map((text) => el("span", { class: "blank__line", text })));
    }
  }
}
