/** Hours: what each entry earns, totals against what is demanded, and ways with room left. */
import { clauseLink, reasonList, setMark } from "./check_words.js";
import { placeOf } from "./check_model.js";
import { el, fillFolds } from "./dom.js";
import { Meter, drawTrack, makeTrack } from "./meter.js";
import { cardTable, overLine, problemsOf, widest } from "./parts.js";
import { rangeWords } from "./ranges.js";
import { COUNTED, NAMES, RANGE } from "./words.js";

export class HoursScreen {
  /** @param {Parts} parts */
  constructor({ page, model, state, bar, questions }) {
    this.model = model;
    this.state = state;
    this.bar = bar;
    this.questions = questions;
    this.ledgers = new Map();
    for (const element of page.root.querySelectorAll("[data-ledger]")) {
      this.ledgers.set(element.dataset.ledger, element);
    }
    for (const [id, element] of this.ledgers) this.prepare(id, element);
  }

  /** What entries say about themselves; the demands' table gives way to the one with totals. */
  prepare(id, element) {
    const rule = this.model.ledgers[id];
    const { editor } = this.questions.asks.get(rule.entries) ?? {};
    if (editor) editor.describe = (effects) => effects.flatMap(({ item }) => this.describe(item, rule.unit));
    element.querySelector(".check-demands").classList.add("check-printed-only");
  }

  /** @param {Result} result @param {How} [how] */
  show(result, how) {
    this.questions.show(result.asking ?? [], problemsOf(result));
    for (const [id, element] of this.ledgers) this.showLedger(id, element, result.hours[id]);
    this.showSummary(result.hours, how);
  }

  showLedger(id, element, ledger) {
    const rule = this.model.ledgers[id];
    this.showEntries(rule.entries, ledger);
    this.fillSlot(element, "totals", this.totals(ledger));
    this.fillSlot(element, "room", this.rooms(rule, ledger));
  }

  fillSlot(element, name, nodes) {
    const slot = element.querySelector(`[data-slot="${name}"]`);
    slot.hidden = nodes.length === 0;
    fillFolds(slot, ...nodes);
  }

  showEntries(list, ledger) {
    const { editor } = this.questions.asks.get(list) ?? {};
    if (!editor) return;
    const effects = this.state.records(list).map(() => []);
    for (const entry of ledger.entries) {
      const way = ledger.ways.find((one) => one.way === entry.way && one.year === entry.year);
      effects[entry.index]?.push({ row: placeOf(list), item: { ...entry, cell: way } });
    }
    editor.showEffects(effects);
  }

  /** What one entry counts, and why not all of it. */
  describe(entry, unit) {
    const { counted, low, high, formula, reasons, cell: way } = entry;
    const sum = formula && counted === "yes" ? `${formula} ${unit}` : rangeWords(low, high, unit);
    const words = counted === "no" ? "" : `：${sum}`;
    const lines = [
      el(
        "p",
        { class: `calc-effect calc-effect-${counted}` },
        el("strong", { text: COUNTED[counted] }),
        words,
        entry.clause ? "　" : null,
        entry.clause ? clauseLink(this.model, entry.clause) : null,
      ),
    ];
    if (way && way.bites !== "no") {
      const verb = way.bites === "yes" ? "已到上限，超出的不计：" : NAMES.near_cap;
      lines.push(el("p", { class: "calc-bite" }, el("strong", { text: verb }), `这一年这种途径一共 ${way.formula}`));
    }
    const list = reasonList(this.model, reasons, entry.clause);
    return list ? [...lines, list] : lines;
  }

  /** A table of years by demand, and one of what all years need together. */
  totals(ledger) {
    const yearly = ledger.requirements.filter((one) => one.scope === "each_year");
    const over = ledger.requirements.filter((one) => one.scope !== "each_year");
    const titles = [...new Set(yearly.map((one) => one.title))];
    const rows = ledger.years.map((year) => {
      const cells = titles.map((title) => this.demand(yearly.find((one) => one.title === title && one.year === year)));
      return [`${year} 年`, ...cells];
    });
    const sums = over.map((one) => [one.title, this.demand(one)]);
    const found = [];
    if (rows.length > 0) found.push(cardTable("check-years", [NAMES.year, ...titles], rows));
    if (sums.length > 0) found.push(cardTable("check-sums", [NAMES.sum, "已有和要求"], sums));
    return found;
  }

  /** @param {any} one @returns {(Node | null)[]} what stands in its cell */
  demand(one) {
    const needed = one.needed.value;
    const place = el("p", { class: "check-demand" }, ` ${isBlank(one) ? NAMES.blank : rangeWords(one.low, one.high)} / ${needed} ${one.needed.unit}`);
    setMark(place, one.verdict);
    const bar = makeTrack();
    drawTrack(bar, { low: one.low, high: one.high ?? one.low, cap: one.needed, ceiling: needed });
    const isShort = String(one.short_high) !== "0" && !isBlank(one);
    return [place, bar.track, isShort ? el("p", { class: "check-short", "data-verdict": one.verdict, text: shortOf(one) }) : null];
  }

  /** Ways that can still cover what is short. */
  rooms(rule, ledger) {
    if (ledger.room.length === 0) return [];
    const blocks = ledger.room.map((short) => this.roomOf(rule, ledger, short));
    return [el("h2", { text: "还缺的，可以用哪些途径补" }), overLine(this.model), ...blocks].filter(Boolean);
  }

  roomOf(rule, ledger, { requirement, year, short, ways }) {
    const { title } = ledger.requirements.find((one) => one.id === requirement);
    const name = `${year === null ? "" : `${year} 年，`}${title}：还缺 ${short} ${rule.unit}`;
    const rows = ways.map((way) => this.wayRow(rule, way));
    const head = el("summary", { text: `${name}，${ways.length} 种途径有余量` });
    if (ways.length === 0) return el("p", { text: `${name}；各种途径都到了上限。` });
    return el("details", { class: "check-way-list", "data-of": `${requirement} ${year}` }, head, cardTable("check-ways", [NAMES.route, "还能计", "每份", "补缺要几份"], rows));
  }

  wayRow(rule, { way, clause, room, useful, weighted, rates }) {
    const { unit } = rule;
    const link = el("a", { href: this.model.clauseAddress(clause), text: rule.ways[way] });
    const left = room === null ? RANGE.any : `${room} ${unit}`;
    const name = (option) => (option === null ? "" : `${rule.options[way][option]} `);
    const each = rates.map(({ option, hours: rate }) => `${name(option)}${rate} ${unit}`);
    const units = rates.map(({ option, units: count }) =>
      count === null ? "" : `${name(option)}${count} 份得 ${useful} ${unit}`,
    );
    const shared = weighted ? "（独立完成时；合作的按排名折算）" : "";
    return [link, left, `${each.join("；")}${shared}`, units.filter(Boolean).join("；")];
  }

  /** @param {Record<string, any>} result @param {How} [how] */
  showSummary(result, how) {
    const all = Object.values(result).flatMap((ledger) => ledger.requirements);
    const failing = all.filter((one) => one.verdict === "not met");
    const open = all.filter((one) => one.verdict === "open");
    const total = failing.length > 0 ? NAMES.not_reached : open.length > 0 ? NAMES.reached_or_not : NAMES.reached;
    const short = [...failing, ...open].slice(0, 2).map((one) => `${nameOf(one)}${shortOf(one)}`);
    const more = failing.length + open.length - short.length;
    const note = short.length > 0 ? `${short.join("；")}${more > 0 ? `；还有 ${more} 处` : ""}` : "各项要求都达到";
    this.bar.tell({ total, note, meters: Object.values(result).flatMap((one) => this.meters(one)) }, how);
  }

  /** For each year the widest demand of that year. */
  meters({ requirements }) {
    return widest(requirements).map((one) => {
      const node = { ...one, cap: one.needed };
      return new Meter(`${one.year} 年`, "#calc-demands-1").show(node, { ...node, high: one.high ?? one.low }).element;
    });
  }
}

/** Whether nothing of it was filled in yet. @param {any} one a requirement */
export function isBlank({ low, high }) {
  return String(low) === "0" && high === null;
}

/** @param {any} one a requirement */
export function nameOf({ year, title }) {
  return `${year === null ? "" : `${year} 年`}${title}`;
}

/** What is short; of entries that may go on, as far as they go. @param {any} one a requirement */
export function shortOf(one) {
  if (isBlank(one)) return NAMES.blank;
  return `${one.verdict === "open" ? "按已填的，" : ""}缺 ${rangeWords(one.short_low, one.short_high, one.needed.unit)}`;
}
