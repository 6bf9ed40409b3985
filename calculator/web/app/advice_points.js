/** What would add points: the next question, gains best first, and what adds nothing. */
import { clauseLink } from "./check_words.js";
import { button, el, joined } from "./dom.js";
import { BECAUSE, NAMES } from "./words.js";

/** The question that narrows the range most, and those after it. @param {any[]} next
 *  @param {Setting} setting @param {number} most @returns {Node | null} */
export function nextQuestions(next, setting, most) {
  if (next.length === 0) return null;
  const [first, ...others] = next.slice(0, most);
  return el(
    "div",
    { class: "advice-next" },
    el("p", {}, "接下来先答 ", el("strong", { text: first.asked }), first.said ? `：${first.said}。` : "。"),
    el("p", {}, way(first, setting)),
    others.length > 0 ? el("p", { class: "advice-then" }, "然后是 ", ...joined(others.map((one) => way(one, setting, true)))) : null,
  );
}

function way(entry, { way: make }, short = false) {
  const name = entry.asked;
  const target = { question: entry.question, index: entry.index, field: entry.field };
  return make(target, short ? name : NAMES.answer, short ? "" : name);
}

/** What no points help against comes before them. @param {string[]} bars @returns {HTMLElement[]} */
export function barLines(bars) {
  return bars.map((text) => el("p", { class: "calc-alert", text }));
}

/** Steps that add points. @param {any[]} gains @param {Setting} setting @param {number} most shown at once */
export function gainList(gains, setting, most) {
  const list = el("ol", { class: "advice-gains" }, ...gains.slice(0, most).map((gain) => gainItem(gain, setting)));
  const rest = gains.slice(most);
  if (rest.length === 0) return el("div", {}, list);
  const more = button(`再看 ${rest.length} 项`, () => {
    const items = rest.map((gain) => gainItem(gain, setting));
    list.append(...items);
    more.remove();
    items[0].querySelector("a, button")?.focus();
  }, { class: "btn btn-quiet" });
  return el("div", {}, list, more);
}

/** @param {any} gain @param {Setting} setting */
function gainItem(gain, { model, way: make, evidence }) {
  const { title, above } = model.nodes.get(gain.clause);
  const bring = evidence.get(gain.clause) ?? [];
  return el(
    "li",
    { class: "advice-gain" },
    el("strong", { class: "advice-rise", text: gain.said }),
    el(
      "div",
      {},
      el("p", { class: "advice-row" }, above ? `${above}　` : null, el("strong", { text: title }), "　", clauseLink(model, gain.clause)),
      el("p", { text: `${gain.step}。` }),
      gain.formula ? el("p", { class: "calc-bite", text: gain.formula }) : null,
      ...gain.reasons.map(({ text }) => el("p", { class: "advice-reason", text })),
      bring.length > 0 ? el("p", { class: "advice-reason", text: bring.join("；") }) : null,
    ),
    make(placeOf(gain), "去填", title),
  );
}

/** Where it is filled in: what is there, or was not answered, is asked in its own place.
 *  @param {any} gain @returns {Target} */
function placeOf({ kind, clause, list, places, field }) {
  if (places) return { question: list, index: places[0], field };
  return kind === "list" ? { question: list } : { row: clause };
}

/** What the first steps come to, all taken. @param {{said: string} | null} together */
export function togetherLine(together) {
  return together && el("p", { class: "advice-together", text: together.said });
}

/** What adds nothing, and the limit that is the reason. @param {any[]} nothing @param {Setting} setting */
export function nothingList(nothing, { model }) {
  if (nothing.length === 0) return null;
  const lines = nothing.map((entry) =>
    el(
      "li",
      {},
      el("span", { text: model.clauses[entry.clause].title }),
      "　",
      clauseLink(model, entry.clause),
      el("p", { class: "advice-reason", text: entry.formula || BECAUSE[entry.because] || "" }),
      ...entry.reasons.map(({ text }) => el("p", { class: "advice-reason", text })),
    ),
  );
  return el(
    "details",
    { class: "advice-nothing", open: nothing.length <= 3 },
    el("summary", { text: `再加一项也不多得分的 ${nothing.length} 行，和原因` }),
    el("ul", {}, ...lines),
  );
}

/** Buttons that lead to an input of the same page. @param {(target: Target) => void} lead
 *  @returns {Setting["way"]} */
export function waysHere(lead) {
  return (target, text, about) => button(text, () => lead(target), wayProps(text, about));
}

/** Links to where something is filled in on other pages. @param {Model} model
 *  @param {(question: string) => string} elsewhere address of one that the points table does not ask
 *  @returns {Setting["way"]} */
export function waysThere(model, elsewhere) {
  return ({ row, question, index, field }, text, about) => {
    const parts = [question, index, field].filter((one) => one !== undefined);
    const place = question === undefined ? `q-row-${row}` : `q-to-${parts.join("~")}`;
    const isThere = question === undefined || question in model.places;
    return el("a", { href: isThere ? `../calculator/#${place}` : elsewhere(question), text, ...(about ? wayProps(text, about) : {}) });
  };
}

function wayProps(text, about) {
  return { class: "btn btn-quiet advice-way", "aria-label": about ? `${text}：${about}` : null };
}

/** What proves each row, from the score. @param {any} score @returns {Map<string, string[]>} */
export function evidenceOf(score) {
  return new Map((score?.nodes ?? []).map((node) => [node.id, node.evidence ?? []]));
}
