/** A bar with what it stands for: a title, the value, the most that it can be. */
import { el, setText } from "./dom.js";
import { rangeWords } from "./ranges.js";
import { capOf, rough } from "./results.js";

export class Meter {
  /** @param {string} title @param {string} href */
  constructor(title, href) {
    this.value = el("span", {});
    this.most = el("span", { class: "calc-meter-most" });
    this.bar = makeTrack();
    const link = el(
      "a",
      { href, class: "calc-meter" },
      el("span", { class: "calc-meter-title", text: title }),
      el("span", { class: "calc-meter-value" }, this.value, this.most),
      this.bar.track,
    );
    this.element = el("li", {}, link);
  }

  /** @param {any} node @param {any} [drawn] where less is drawn than said */
  show(node, drawn = node) {
    const cap = capOf(node);
    setText(this.value, rangeWords(node.low, node.high));
    setText(this.most, cap === null ? " 分" : ` / ${cap}`);
    drawTrack(this.bar, drawn);
    return this;
  }
}

/** A bar of two parts: what is sure, and what may be added. */
export function makeTrack() {
  const sure = el("span", { class: "calc-sure" });
  const maybe = el("span", { class: "calc-maybe" });
  const track = el("span", { class: "calc-track", "aria-hidden": "true" }, sure, maybe);
  return { track, sure, maybe };
}

/** Where nothing limits the points, what is known fills half. @param {{sure: HTMLElement, maybe: HTMLElement}} bar
 *  @param {any} node */
export function drawTrack({ sure, maybe }, node) {
  const { low, high, floor = 0, ceiling } = node;
  const known = lengths(low, high);
  const outer = node.cap ? lengths(capOf(node)) : lengths(floor, ceiling);
  const isLimited = node.cap || outer.length === 2;
  const full = (isLimited ? Math.max(...outer) : 2 * Math.max(...known)) || 1;
  const least = Math.min(...known);
  const most = known.length === 2 ? Math.max(...known) : full;
  sure.style.setProperty("width", `${(100 * least) / full}%`);
  maybe.style.setProperty("width", `${(100 * (most - least)) / full}%`);
}

/** How far the ends that there are lie from nothing. @param {...any} ends */
function lengths(...ends) {
  return ends.filter((end) => end !== null).map((end) => Math.abs(rough(end)));
}
