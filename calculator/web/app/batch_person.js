/** One person of many: the line of the table, and everything below it on request. */
import { mark } from "./check_words.js";
import { button, el, fill, freshId } from "./dom.js";
import { rangeWords } from "./ranges.js";
import { BARS, RANGE, STANDING, VERDICT } from "./words.js";

// Verdict by word, in the order of what one wishes for.
const VERDICTS = Object.fromEntries(["met", "not met", "open"].map((one) => [VERDICT[one], one]));

/**
 * Which columns the line shows, and how; the rest waits below.
 * @param {[string, string][]} columns
 * @returns {{header: string, show: (cells: any[]) => (Node | string)[]}[]}
 */
export function gist(columns) {
  const at = (kind) => columns.flatMap(([, one], place) => (one === kind ? [place] : []));
  const [low] = at("low");
  const [high] = at("high");
  const found = [];
  const [headline] = at("headline");
  if (headline !== undefined) {
    found.push({ header: columns[headline][0], show: (cells) => [String(cells[headline])] });
  }
  if (at("route").length > 0) {
    found.push({ header: "途径", show: (cells) => routes(columns, at("route"), cells) });
  }
  if (low !== undefined) {
    found.push({ header: "总分", show: (cells) => [span(cells[low], cells[high])] });
  }
  for (const [kind, header] of [["bars", BARS], ["hours", "学时"]]) {
    const [place] = at(kind);
    if (place !== undefined) found.push({ header, show: (cells) => SHOWN[kind](String(cells[place])) });
  }
  const [mend] = at("mend");
  found.push({ header: "要改", show: (cells) => [cells[mend] > 0 ? `${cells[mend]} 处` : "没有"] });
  return [{ header: columns[0][0], show: (cells) => [String(cells[0])] }, ...found];
}

const SHOWN = {
  bars: (text) => {
    const lines = text.split("\n").filter(Boolean);
    const standing = lines.filter((line) => !line.endsWith(`：${STANDING.open}`));
    if (standing.length > 0) return [el("ul", {}, ...standing.map((text) => el("li", { text })))];
    return [lines.length > 0 ? `${lines.length} 项${STANDING.open}` : "没有"];
  },
  hours: (text) => {
    const [verdict] = text.split("\n");
    return verdict in VERDICTS ? [mark(VERDICTS[verdict], verdict)] : [verdict];
  },
};

/** Routes that are met by name, the others by number. */
function routes(columns, places, cells) {
  const of = (word) => places.filter((place) => cells[place] === word);
  const lines = [];
  const met = of(VERDICT.met).map((place) => columns[place][0]);
  if (met.length > 0) lines.push(el("li", {}, mark("met"), met.join("、")));
  for (const verdict of ["open", "not met"]) {
    const count = of(VERDICT[verdict]).length;
    if (count > 0) lines.push(el("li", {}, mark(verdict), `${count} 条`));
  }
  return [el("ul", {}, ...lines)];
}

/** Two cells of a line, of which each says in words that nothing limits it. */
function span(...cells) {
  const [low, high] = cells.map((cell) => (cell === RANGE.any ? null : cell));
  return rangeWords(low, high);
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
    this.button.append(this.word, el("span", { class: "calc-unseen", text: whose }));
    this.line = el(
      "tr",
      { role: "row" },
      el("th", { role: "rowheader", scope: "row" }, ...code.show(person.cells)),
      ...rest.map(({ header, show }) =>
        el("td", { role: "cell", "data-label": header }, ...show(person.cells)),
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
    this.word.textContent = open ? "收起" : "展开";
  }

  everything() {
    const { cells } = this.person;
    const plain = [];
    for (let place = 0; place < cells.length; place += 1) {
      const [header, kind] = this.columns[place];
      const least = /^(.*)（至少）$/.exec(header);
      if (kind === "code" || kind === "route" || kind === "headline") continue;
      if (least) plain.push([least[1], span(cells[place], cells[(place += 1)])]);
      else plain.push([header, cells[place]]);
    }
    const shown = [...this.byVerdict(), ...plain].filter(([, cell]) => cell !== "");
    const line = ([header, cell]) =>
      el("div", {}, el("dt", { text: header }), el("dd", { text: String(cell) }));
    return el("dl", { class: "batch-all" }, ...shown.map(line));
  }

  /** The routes' names behind each verdict. @returns {[string, string][]} */
  byVerdict() {
    const of = (word) =>
      this.columns.filter(([, kind], place) => kind === "route" && this.person.cells[place] === word);
    return Object.keys(VERDICTS).map((word) => {
      const names = of(word).map(([header]) => header);
      return [`途径：${word}`, names.join("、")];
    });
  }

  /** The reasons, folded by what they are about. */
  whys() {
    const groups = new Map();
    for (const reason of this.person.reasons) {
      const [, about] = reason;
      groups.set(about, [...(groups.get(about) ?? []), reason]);
    }
    const folded = [...groups].map(([about, reasons]) =>
      el(
        "details",
        { class: "batch-why" },
        el("summary", { text: `${about}的原因（${reasons.length} 条）` }),
        el("ul", { class: "batch-whys" }, ...reasons.map(whyLine)),
      ),
    );
    return el("div", {}, ...folded);
  }
}

/** @param {any[]} reason code, what it is about, the thing, verdict, why, clause */
function whyLine([, , what, verdict, why, where]) {
  return el(
    "li",
    {},
    VERDICTS[verdict] ? mark(VERDICTS[verdict], verdict) : `${verdict}　`,
    el("strong", { text: what }),
    where ? el("span", { class: "batch-where", text: `　${where}` }) : null,
    why ? `\n${why}` : null,
  );
}
