/**
 * The records of one list: where their cards stand, and the buttons that add one. Every change
 * is kept at once; there is nothing to submit and nothing to lose.
 */
import { Card, summaryOf } from "./card.js";
import { button, el, setHidden } from "./dom.js";
import { NAMES } from "./words.js";

export class ListEditor {
  /**
   * @param {any} question the list @param {import("./model.js").Model} model
   * @param {import("./state.js").State} state @param {(text: string) => void} onRemoved
   */
  constructor(question, model, state, onRemoved) {
    this.question = question;
    this.model = model;
    this.state = state;
    this.onRemoved = onRemoved;
    /** @type {((effects: any[]) => Node[]) | null} what is said of a record */
    this.describe = null;
    this.places = new Map(); // row or group id -> the element that holds cards there
    this.adders = new Map(); // row or group id -> its button
    this.cards = new Map(); // record key -> Card
    this.addedAt = new Map(); // record key -> row where it was added
    this.problems = new Map(); // by path, of the latest result
    this.effects = []; // by index: [{row, item}] of the latest result
  }

  get list() {
    return this.question.id;
  }

  /** The place for records that belong to no row. */
  get home() {
    return this.model.home(this.list);
  }

  /** @param {string} id @returns {HTMLElement} where cards of this row or group are shown */
  makePlace(id) {
    const place = el("ul", { class: "calc-records", hidden: true });
    this.places.set(id, place);
    return place;
  }

  /** @param {string} id row or group @param {string} about @returns {HTMLButtonElement} */
  makeAdder(id, about) {
    const what = `${this.question.item ?? this.question.label}…`;
    const adder = button("添加", () => this.add(id), {
      class: "btn calc-add",
      "aria-label": `添加${what}（${about}）`,
    });
    adder.append(el("span", { class: "calc-add-what", text: what })); // not on a phone
    this.adders.set(id, adder);
    return adder;
  }

  /** @param {string} id the row or group whose button was used */
  add(id) {
    const row = this.model.row(id);
    const own = row?.adds === this.list ? row : null;
    this.state.setNone(own ? [id] : this.model.rowsOf(this.list), false);
    const key = this.state.addRecord(this.list, own?.fixed ?? {});
    this.addedAt.set(key, id);
    this.arrange();
    this.cards.get(key).open(own ?? this.wholly());
  }

  /** Every field that decides something, none of them settled. */
  wholly() {
    return { fixed: {}, limited: {}, decides: this.model.decidingFields(this.list) };
  }

  /** Give the whole list an answer: there are none. @param {boolean} none */
  declareNone(none) {
    this.state.set(this.list, none ? [] : undefined);
  }

  /** @param {number} key */
  remove(key) {
    const index = this.state.indexOf(this.list, key);
    const place = this.cards.get(key).element.parentElement;
    this.state.keep(`删除了${this.question.item ?? NAMES.record}`);
    this.state.shiftEstimates(this.model.rowsOf(this.list), index);
    this.effects.splice(index, 1);
    this.problems = new Map(); // their indices are no longer right
    this.state.removeRecord(this.list, key);
    this.arrange();
    this.adderNear(place)?.focus();
    this.onRemoved(`已删除${this.question.item ?? NAMES.record}`);
  }

  /** @param {Element | null} place */
  adderNear(place) {
    const id = [...this.places].find(([, element]) => element === place)?.[0];
    return this.adders.get(id) ?? [...this.adders.values()][0];
  }

  /** What the latest result says about each record. @param {{row: string, item: any}[][]} effects */
  showEffects(effects) {
    this.effects = effects;
    this.arrange();
  }

  /** What each record still lacks, in words. @param {string[]} lacks by index */
  showLacks(lacks) {
    this.state.recordKeys(this.list).forEach((key, index) => this.cards.get(key)?.showLack(lacks[index]));
  }

  /** Every record has a card, at the place where it counts; open editors stay where they are. */
  arrange() {
    const focused = document.activeElement;
    const keys = this.state.recordKeys(this.list);
    for (const [key, card] of this.cards) {
      if (keys.includes(key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    keys.forEach((key, index) => {
      if (!this.cards.has(key)) this.cards.set(key, new Card(this, key));
      const card = this.cards.get(key);
      card.show(index, this.effects[index]);
      if (!card.isOpen) this.put(card, this.placeFor(key, index));
      else if (!card.element.parentElement) this.put(card, this.addedAt.get(key) ?? this.home);
    });
    for (const place of this.places.values()) this.tidy(place);
    // A card that moves loses the focus, and what is hidden does not take it.
    if (focused instanceof HTMLElement && document.activeElement !== focused) focused.focus();
    const most = this.question.most ?? Infinity;
    for (const adder of this.adders.values()) setHidden(adder, keys.length >= most);
  }

  /** @param {Card} card @param {string} id */
  put(card, id) {
    const place = this.places.get(id) ?? this.places.get(this.home);
    if (card.element.parentElement !== place) place.append(card.element);
  }

  /** @param {HTMLElement} place */
  tidy(place) {
    setHidden(place, place.childElementCount === 0);
    const orphans = place.closest(".calc-orphans");
    if (orphans) setHidden(orphans, place.hidden);
  }

  /** The row that a record counts in, may count in, or was added at. */
  placeFor(key, index) {
    const effects = this.effects[index];
    if (effects) {
      const best = effects.find(({ item }) => item.counted === "yes") ?? effects[0];
      return best ? best.row : this.home;
    }
    return this.addedAt.get(key) ?? this.rowThatFits(this.state.records(this.list)[index]);
  }

  /** Before the first result: the row whose fixed fields the record has. @param {any} record */
  rowThatFits(record) {
    for (const id of this.places.keys()) {
      const row = this.model.row(id);
      if (!row) continue;
      const same = Object.entries(row.fixed).every(([field, value]) => record[field] === value);
      const among = Object.entries(row.limited).every(([field, ids]) => ids.includes(record[field]));
      if (same && among) return id;
    }
    return this.home;
  }

  /** A record in words. @param {number} index */
  summaryAt(index) {
    return summaryOf(this.question, this.state.records(this.list)[index] ?? {});
  }

  /** Show problems the core found, by path. @param {Map<string, string>} problems */
  mark(problems) {
    this.problems = problems;
    for (const card of this.cards.values()) card.mark();
  }
}
