/** One person of many: the line of the table, and everything below it on request. */
import { mark } from "./check_words.js";
import { button, el, fill, freshId } from "./dom.js";
import { rangeWords } from "./ranges.js";
import { BARS, EMPTY, NAMES, STANDING, VERDICT } from "./words.js";

// Columns that are told in other ways.
const APART = new Set(["code", "routes", "headline", "high", "parts"]);

/**
 * Which columns the line shows, and how; the rest waits below.
 * @param {[string, string][]} columns
 */
export function gist(columns) {
  const kinds = columns.map(([, kind]) => kind);
  const place = (kind) => kinds.indexOf(kind);
  const all = [
    { kind: "code", header: columns[0][0], show: ({ cells }) => [String(cells[0])] },
    {
      kind: "headline",
      header: columns[place("headline")]?.[0],
      show: ({ cells }) => [String(cells[place("headline")])],
    },
    { kind: "routes", header: NAMES.route, show: ({ told }) => [el("ul", {}, ...routeLines(told.routes))] },
    { kind: "low", header: `${NAMES.whole}（${NAMES.as_none}）`, show: ({ told: { ends: [[, low, high]] } }) => [rangeWords(low, high)] },
    { kind: "bars", header: BARS, show: ({ told }) => barLines(told) },
    { kind: "hours", header: NAMES.hours, show: ({ told }) => [mark(told.hours)] },
    {
      kind: "mend",
      header: "要改",
      show: ({ cells }) => [cells[place("mend")] > 0 ? `${cells[place("mend")]} 处` : EMPTY.none],
    },
  ];
  return all.filter(({ kind }) => kinds.includes(kind));
}

/** @param {{bars: string[], open: number}} told */
function barLines({ bars, open }) {
  if (bars.length > 0) return [el("ul", {}, ...bars.map((text) => el("li", { text })))];
  return [open > 0 ? `${open} 项${STANDING.open}` : EMPTY.none];
}

/** Routes that are met by name, the others by number. @param {[string, string][]} routes title, verdict */
function routeLines(routes) {
  return ["met", "open", "not met"].flatMap((verdict) => {
    const found = titlesOf(routes, verdict);
    if (found.length === 0) return [];
    return el("li", {}, mark(verdict), verdict === "met" ? found.join("、") : `${found.length} 条`);
  });
}

/** @param {[string, string][]} routes @param {string} verdict */
function titlesOf(routes, verdict) {
  return routes.filter((route) => route[1] === verdict).map(([title]) => title);
}

export class WhyRow {
  /** @param {any} person @param {[string, string][]} columns @param {ReturnType<typeof gist>} gists */
  constructor(person, columns, gists) {
    this.person = person;
    this.columns = columns;
    const [code, ...rest] = gists;
    this.word = el("span", { text: "展开" });
    this.button = button("", () => this.toggle(), { class: "btn", "aria-expanded": "false" });
    const whose = `编号 ${person.code} 的全部结果和原因`;
    this.button.append(this.word, el("span", { class: "visually-hidden", text: whose }));
    this.line = el(
      "tr",
      { role: "row" },
      el("th", { role: "rowheader", scope: "row" }, ...code.show(person)),
      ...rest.map(({ header, show }) =>
        el("td", { role: "cell", "data-label": header }, ...show(person)),
      ),
      el("td", { role: "cell", class: "batch-more-cell" }, this.button),
    );
    this.cell = el("td", { role: "cell", colspan: gists.length + 1 });
    this.more = el("tr", { role: "row", class: "batch-more", hidden: true, id: freshId() }, this.cell);
    this.button.setAttribute("aria-controls", this.more.id);
  }

  get rows() {
    return [this.line, this.more];
  }

  toggle() {
    const open = this.more.hidden;
    if (this.cell.childElementCount === 0) fill(this.cell, this.everything(), this.whys());
    this.more.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.word.textContent = open ? NAMES.fold : "展开";
  }

  everything() {
    const { cells, told } = this.person;
    const plain = this.columns.flatMap(([header, kind], place) => {
      if (kind === "low") return told.ends.map(([title, low, high]) => [`${title}（${NAMES.as_none}）`, rangeWords(low, high)]);
      return APART.has(kind) ? [] : [[header, cells[place]]];
    });
    const shown = [...this.byVerdict(), ...plain].filter(([, cell]) => cell !== "");
    const line = ([header, cell]) =>
      el("div", {}, el("dt", { text: header }), el("dd", { text: String(cell) }));
    return el("dl", { class: "terms batch-all" }, ...shown.map(line));
  }

  /** The routes' names behind each verdict. @returns {[string, string][]} */
  byVerdict() {
    const { routes } = this.person.told;
    return Object.entries(VERDICT).map(([verdict, word]) => [`${NAMES.route}：${word}`, titlesOf(routes, verdict).join("、")]);
  }

  /** The reasons, folded by what they are about. */
  whys() {
    const groups = new Map();
    this.person.reasons.forEach((reason, at) => {
      const [, about] = reason;
      const line = whyLine(reason, this.person.told.reasons[at]);
      groups.set(about, [...(groups.get(about) ?? []), line]);
    });
    const folded = [...groups].map(([about, lines]) =>
      el(
        "details",
        { class: "batch-why" },
        el("summary", { text: `${about}的原因（${lines.length} 条）` }),
        el("ul", { class: "batch-whys" }, ...lines),
      ),
    );
    return el("div", {}, ...folded);
  }
}

/** @param {any[]} reason code, what it is about, the thing, what is said of it, why, clause
 *  @param {string | null} verdict */
function whyLine([, , what, said, why, where], verdict) {
  return el(
    "li",
    {},
    verdict ? mark(verdict, said) : `${said}　`,
    el("strong", { text: what }),
    where ? el("span", { class: "batch-where", text: `　${where}` }) : null,
    why ? `\n${why}` : null,
  );
}
