/**
 * The answers: one object in the shape of the answers file. Every change goes through here and
 * is told to whoever listens ("change"; `detail.everything` when all may differ).
 */

const MOST_KEPT = 20; // steps that can be undone

/** @param {Policy} policy */
export function emptyFile(policy) {
  const { id, edition } = policy;
  return { format: 1, policy: id, edition, answers: {}, none: [], closed: [], estimates: {} };
}

export class State extends EventTarget {
  /** @param {Policy} policy */
  constructor(policy) {
    super();
    this.policy = policy;
    this.file = emptyFile(policy);
    this.keys = new Map(); // list id -> one lasting key for each record, in their order
    this.past = []; // files to go back to, with what was done since
    this.lastKey = 0;
  }

  get isEmpty() {
    const { answers, none, closed, estimates } = this.file;
    return [answers, none, closed, estimates].every((part) => Object.keys(part).length === 0);
  }

  /** @param {string} question */
  get(question) {
    return this.file.answers[question];
  }

  /** @param {string} question @param {any} value undefined takes the answer away */
  set(question, value) {
    this.put(this.file.answers, question, value);
  }

  put(part, key, value) {
    if (value === undefined) delete part[key];
    else part[key] = value;
    this.tell();
  }

  // Records

  /** @param {string} list @returns {any[]} */
  records(list) {
    const given = this.file.answers[list];
    return Array.isArray(given) ? given : [];
  }

  /** The lasting keys of a list's records, in order. @param {string} list @returns {number[]} */
  recordKeys(list) {
    const keys = this.keys.get(list) ?? [];
    while (keys.length < this.records(list).length) keys.push((this.lastKey += 1));
    this.keys.set(list, keys);
    return keys;
  }

  /** @param {string} list @param {number} key @returns {number} -1 when it is gone */
  indexOf(list, key) {
    return this.recordKeys(list).indexOf(key);
  }

  /** @param {string} list @param {object} record @param {(key: number) => void} [take] takes the
   *  record's key before anybody hears of it @returns {number} its key */
  addRecord(list, record, take = () => {}) {
    this.file.answers[list] = [...this.records(list), { ...record }];
    const key = this.recordKeys(list).at(-1);
    take(key);
    this.tell();
    return key;
  }

  /** Say whether the records of a list are all there are. @param {string} list @param {boolean} closed */
  close(list, closed) {
    const others = this.file.closed.filter((id) => id !== list);
    this.file.closed = closed ? [...others, list] : others;
    this.tell();
  }

  /** @param {string} list @param {number} key @param {string} field @param {any} value */
  setField(list, key, field, value) {
    const index = this.indexOf(list, key);
    if (index < 0) return;
    // Another record in its place: what was made of the old one holds for that only.
    const { [field]: _, ...rest } = this.records(list)[index];
    const changed = value === undefined ? rest : { ...rest, [field]: value };
    this.file.answers[list] = this.records(list).map((one, at) => (at === index ? changed : one));
    this.tell();
  }

  /** @param {string} list @param {number} key */
  removeRecord(list, key) {
    const index = this.indexOf(list, key);
    const rest = this.records(list).filter((_, place) => place !== index);
    this.recordKeys(list).splice(index, 1);
    if (rest.length > 0) this.file.answers[list] = rest;
    else delete this.file.answers[list];
    this.tell();
  }

  // Rows that the person declares empty

  /** @param {string} row */
  isNone(row) {
    return this.file.none.includes(row);
  }

  /** @param {string[]} rows @param {boolean} none */
  setNone(rows, none) {
    const others = this.file.none.filter((id) => !rows.includes(id));
    const next = none ? [...others, ...rows] : others;
    if (next.length === this.file.none.length && next.every((id) => this.isNone(id))) return;
    this.file.none = next;
    this.tell();
  }

  // Own estimates of what experts judge

  /** @param {string} key "row" or "row#index" */
  estimate(key) {
    return this.file.estimates[key];
  }

  /** @param {string} key @param {any} value */
  setEstimate(key, value) {
    this.put(this.file.estimates, key, value);
  }

  /**
   * Estimates name a record by its place: keep them with their records when one goes.
   * @param {string[]} rows rows that draw on the list @param {number} removed
   */
  shiftEstimates(rows, removed) {
    const moved = {};
    for (const [key, value] of Object.entries(this.file.estimates)) {
      const [row, place] = key.split("#");
      const index = Number(place);
      if (place === undefined || !rows.includes(row) || index < removed) moved[key] = value;
      else if (index > removed) moved[`${row}#${index - 1}`] = value;
    }
    this.file.estimates = moved;
  }

  // The whole file

  /** Remember the answers before something that takes them away. @param {string} what */
  keep(what) {
    this.past.push({ what, text: JSON.stringify(this.file) });
    this.past.splice(0, this.past.length - MOST_KEPT);
  }

  /** Back to before the last thing kept. @returns {string} what was undone, "" for nothing */
  undo() {
    const last = this.past.pop();
    if (!last) return "";
    this.replace(JSON.parse(last.text));
    return last.what;
  }

  /** @param {any} file in the shape of `emptyFile` */
  replace(file) {
    this.file = { ...emptyFile(this.policy), ...file };
    this.keys = new Map();
    this.tell(true);
  }

  tell(everything = false) {
    this.dispatchEvent(new CustomEvent("change", { detail: { everything } }));
  }
}
