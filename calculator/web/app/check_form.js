/** A form filled in from the answers, to be printed alone. */
import { mark } from "./check_words.js";
import { button, el, fill } from "./dom.js";
import { reveal } from "./page.js";

const NEEDED = { yes: ["needed", "要用这张表"], no: ["not-needed", "不用这张表"], open: ["open", "要不要用，不能确定"] };

export class FormSheet {
  /** @param {HTMLElement} element the printed form and what stands around it */
  constructor(element) {
    this.element = element;
    this.tools = reveal(element.querySelector('[data-slot="form"]'));
    this.print = button("打印这张表", () => this.printAlone(), { class: "btn" });
    this.blanks = new Map();
    for (const blank of element.querySelectorAll("[data-blank]")) {
      const place = blank.querySelector("dd");
      this.blanks.set(blank.dataset.blank, { place, hint: place.textContent.trim() });
    }
  }

  /** @param {any} form */
  show(form) {
    const [state, words] = NEEDED[form.needed] ?? [];
    fill(this.tools, state ? mark(state, words) : null, this.print);
    for (const { label, lines } of form.fields) {
      const { place, hint } = this.blanks.get(label) ?? {};
      if (!place) continue;
      const written = lines.map((text) => el("span", { class: "blank__line", text }));
      fill(place, ...written, hint ? el("span", { class: "blank__hint", text: hint }) : null);
    }
  }

  printAlone() {
    const page = document.documentElement;
    const over = () => {
      page.classList.remove("print-form");
      delete this.element.dataset.printing;
    };
    page.classList.add("print-form");
    this.element.dataset.printing = "";
    window.addEventListener("afterprint", over, { once: true });
    window.print();
  }
}
