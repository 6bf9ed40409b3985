/** Under each indicator's heading: its points, a bar, and one button for all rows left open. */
import { button, el, setHidden, setText } from "./dom.js";
import { drawTrack, makeTrack } from "./meter.js";
import { capOf, points } from "./results.js";
import { NAMES } from "./words.js";

export class Sections {
  /** @param {Page} page @param {Model} model @param {State} state @param {Say} onUndoable */
  constructor(page, model, state, onUndoable) {
    this.model = model;
    this.state = state;
    this.onUndoable = onUndoable;
    this.views = new Map();
    for (const id of model.indicators) {
      const place = page.sectionScore(id);
      if (place) this.views.set(id, this.make(id, place));
    }
  }

  /** @param {string} id @param {Element} place */
  make(id, place) {
    const text = el("p", { class: "calc-section-text" });
    const bite = el("p", { class: "calc-bite", hidden: true });
    const bar = makeTrack();
    const title = this.model.clauses[id].title;
    const rest = button(NAMES.rest, () => this.closeRest(id), {
      class: "btn calc-rest",
      "aria-label": `其余没有（${title}里没有填的各行）`,
    });
    place.append(el("div", { class: "calc-section-line" }, text, bar.track, rest), bite);
    return { text, bite, rest, bar, rows: this.model.nodes.get(id).rows, open: [] };
  }

  /** Every row of the indicator that is not answered becomes "none", if there can be none.
   *  @param {string} id */
  closeRest(id) {
    const { open } = this.views.get(id);
    const title = this.model.clauses[id].title;
    this.state.keep(`把${title}里没有填的 ${open.length} 行记为没有`);
    this.state.setNone(open, true);
    this.onUndoable(`${title}里没有填的 ${open.length} 行，已记为没有`);
  }

  /** @param {Result} result */
  show(result) {
    const nodes = new Map(result.score.nodes.map((node) => [node.id, node]));
    for (const [id, view] of this.views) {
      const node = nodes.get(id);
      const blank = view.rows.filter((row) => nodes.get(row)?.state === "unanswered");
      view.open = blank.filter((row) => !this.model.row(row)?.is_always_some);
      const cap = capOf(node);
      const most = cap === null ? "" : `，最高 ${cap} 分`;
      const left = blank.length > 0 ? `；${blank.length} 行未填` : "；各行都填了";
      setText(view.text, `${points(node)}${most}${left}`);
      drawTrack(view.bar, node);
      setHidden(view.rest, view.open.length === 0);
      setHidden(view.bite, node.bites !== "yes" && node.bites !== "maybe");
      setText(view.bite, node.formula ?? "");
    }
  }
}
