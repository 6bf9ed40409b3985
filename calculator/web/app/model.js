/**
 * What the rules ask for, and where on the page to ask it. Nothing here computes a result: it
 * only reads which questions, lists and fields a row's rule names.
 */

/** @param {any} value a figure object or a plain value */
export function plain(value) {
  return value !== null && typeof value === "object" && "value" in value ? value.value : value;
}

/** @param {any} value */
function isMap(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Collects what a rule names. */
class Uses {
  /** @param {Record<string, any>} clauses */
  constructor(clauses) {
    this.clauses = clauses;
    this.questions = new Set();
    this.lists = new Set();
    this.fields = new Map(); // list -> fields that its rules read
    this.followed = new Set();
  }

  /** @param {string} list @param {string} field */
  addField(list, field) {
    if (!this.fields.has(list)) this.fields.set(list, new Set());
    this.fields.get(list).add(field);
  }

  /**
   * @param {any} rule @param {string | null} list whose record is at hand
   * @param {boolean} follow whether to go on into the clauses named
   */
  walk(rule, list, follow) {
    if (Array.isArray(rule)) rule.forEach((part) => this.walk(part, list, follow));
    if (!isMap(rule)) return;
    // A field named beside `items` (a rank, say) belongs to the list of the items.
    const own = rule.from ?? rule.items?.from;
    const at = typeof own === "string" ? own : list;
    if (typeof rule.from === "string") this.lists.add(rule.from);
    this.readNames(rule, at);
    for (const [key, part] of Object.entries(rule)) {
      if (key === "require" || key === "met") {
        if (follow) this.followClauses([part].flat(), at);
      } else {
        this.walk(part, at, follow);
      }
    }
  }

  /** Names that stand directly in this part of a rule. */
  readNames(rule, list) {
    if (typeof rule.question === "string") this.questions.add(rule.question);
    if (typeof rule.count === "string") this.questions.add(rule.count);
    if (Array.isArray(rule.mean)) rule.mean.forEach((id) => this.questions.add(id));
    if (!list) return;
    for (const key of ["field", "of", "period", "start"]) {
      if (typeof rule[key] === "string") this.addField(list, rule[key]);
    }
    if (isMap(rule.where)) Object.keys(rule.where).forEach((field) => this.addField(list, field));
    if (isMap(rule.years) && !rule.years.start) this.addField(rule.years.from, "period");
  }

  /** @param {string[]} ids @param {string | null} list */
  followClauses(ids, list) {
    for (const id of ids) {
      const mark = `${id} ${list}`;
      if (this.followed.has(mark)) continue;
      this.followed.add(mark);
      this.walk(this.clauses[id]?.condition, list, true);
    }
  }
}

/**
 * What a row fixes about a record: `fixed` values, and `limited` choices.
 * @param {any} where @param {any} question the list
 */
export function presets(where, question) {
  const found = { fixed: {}, limited: {} };
  for (const [id, test] of tests(where)) {
    const field = question.fields.find((candidate) => candidate.id === id);
    const allowed = field && allowedValues(field, test);
    if (!allowed) continue;
    if (allowed.length === 1) found.fixed[id] = allowed[0];
    else if (field.options) found.limited[id] = allowed;
  }
  return found;
}

/** `where` as pairs of field and test. @returns {[string, any][]} */
function tests(where) {
  if (Array.isArray(where)) {
    return where.filter((part) => isMap(part) && part.field).map((part) => [part.field, part]);
  }
  return isMap(where) ? Object.entries(where) : [];
}

/** The values that pass a test, where that is a short list. @returns {any[] | null} */
function allowedValues(field, test) {
  if (Array.isArray(test)) return test.map(plain);
  if (!isMap(test) || "value" in test) return [typed(field, plain(test))];
  if ("is" in test) return [typed(field, plain(test.is))];
  if ("in" in test) return test.in.map(plain);
  if (field.type !== "ordered") return null;
  const ids = field.options.filter((option) => !option.open).map((option) => option.id);
  const low = "at_least" in test ? ids.indexOf(plain(test.at_least)) : 0;
  const high = "at_most" in test ? ids.indexOf(plain(test.at_most)) : ids.length - 1;
  return low < 0 || high < 0 ? null : ids.slice(low, high + 1);
}

/** @param {any} field @param {any} value */
function typed(field, value) {
  return field.type === "count" ? Number(value) : value;
}

/**
 * @typedef {{id: string, title: string, points: any, lists: string[], where: any,
 *            listed: string | null, scalars: string[]}} Row
 *   `listed` is the list whose records the row counts; `where` its selection.
 */

export class Model {
  /** @param {any} rules */
  constructor(rules) {
    this.rules = rules;
    this.policy = rules.policy;
    this.clauses = rules.clauses;
    this.questions = new Map(rules.questions.map((question) => [question.id, question]));
    this.total = plain(rules.policy.total) ?? this.findRoot();
    this.scored = rules.order.filter((id) => this.clauses[id].points && this.isUnder(id));
    /** @type {Map<string, Row>} */
    this.rows = new Map(
      this.scored.filter((id) => !this.clauses[id].points.add).map((id) => [id, this.readRow(id)]),
    );
    this.groups = this.scored.filter((id) => !this.rows.has(id));
    this.indicators = this.readIndicators();
    this.passMark = this.readPassMark();
    this.readPlaces();
  }

  /** The first clause with points whose parent has none. */
  findRoot() {
    const { order } = this.rules;
    return order.find(
      (id) => this.clauses[id].points && !this.clauses[this.clauses[id].parent]?.points,
    );
  }

  /** The parts with a table of their own: the groups under the total, or the total itself. */
  readIndicators() {
    const parts = this.scored.filter((id) => this.clauses[id].parent === this.total);
    const areGroups = parts.length > 0 && parts.every((id) => !this.rows.has(id));
    return areGroups ? parts : [this.total];
  }

  /** @param {string} id @returns {string[]} the clause and its ancestors up to the total */
  ancestors(id) {
    const chain = [];
    for (let at = id; at; at = this.clauses[at]?.parent) {
      chain.push(at);
      if (at === this.total) return chain;
    }
    return [];
  }

  /** @param {string} id */
  isUnder(id) {
    return this.ancestors(id).length > 0;
  }

  /** @param {string} id @returns {Row} */
  readRow(id) {
    const { points, title } = this.clauses[id];
    const uses = new Uses(this.clauses);
    uses.walk(points, null, false);
    const selection = points.items ?? points.years ?? points.bands?.years ?? null;
    return {
      id,
      title,
      points,
      lists: [...uses.lists],
      scalars: [...uses.questions],
      listed: selection?.from ?? null,
      where: selection?.where ?? null,
    };
  }

  /**
   * Fields of a list that decide something: for one row and the bars, or for the whole table.
   * @param {string} list @param {string} [row] @returns {Set<string>}
   */
  decidingFields(list, row) {
    const uses = new Uses(this.clauses);
    const rows = row ? [this.rows.get(row)] : [...this.rows.values()];
    for (const one of rows) uses.walk(one.points, null, true);
    for (const clause of Object.values(this.clauses)) uses.walk(clause.bar, null, true);
    return uses.fields.get(list) ?? new Set();
  }

  /**
   * The clause that asks for so many points in all: a figure, or, where the source lost it, a
   * question that a person may know the answer to.
   * @returns {{clause: string, value: string | null, question: string | null} | null}
   */
  readPassMark() {
    for (const [id, { condition }] of Object.entries(this.clauses)) {
      if (condition?.points !== this.total || !condition.at_least) continue;
      const { question = null, value = null } = condition.at_least;
      return { clause: id, value, question };
    }
    return null;
  }

  /** Where each question is asked. */
  readPlaces() {
    /** @type {Map<string, string[]>} question or list -> rows that ask for it */
    this.rowsOf = new Map();
    for (const row of this.rows.values()) {
      for (const id of [...row.scalars, ...row.lists]) {
        this.rowsOf.set(id, [...(this.rowsOf.get(id) ?? []), row.id]);
      }
    }
    /** @type {Map<string, string>} question or list -> the clause where it is asked */
    this.placeOf = new Map();
    for (const [id, rows] of this.rowsOf) this.placeOf.set(id, this.commonPlace(rows));
    for (const id of this.indirect()) this.placeOf.set(id, this.total);
    if (this.passMark?.question) this.placeOf.set(this.passMark.question, this.total);
  }

  /** Questions that only the conditions behind the rows, or the bars, read. @returns {string[]} */
  indirect() {
    const uses = new Uses(this.clauses);
    for (const row of this.rows.values()) uses.walk(row.points, null, true);
    const ids = [...uses.questions, ...uses.lists, ...this.askedByBars()];
    return [...new Set(ids)].filter((id) => !this.rowsOf.has(id));
  }

  /** Questions of bars that stand on answers of their own; lists of misdeeds are not asked here. */
  askedByBars() {
    const uses = new Uses(this.clauses);
    for (const { bar } of Object.values(this.clauses)) uses.walk(bar?.when, null, true);
    return uses.questions;
  }

  /** The deepest clause above all of these rows (a single row: itself). @param {string[]} rows */
  commonPlace(rows) {
    const [first, ...others] = rows.map((id) => this.ancestors(id));
    return first.find((id) => others.every((chain) => chain.includes(id)));
  }

  /** Whether a list is edited in one place for all its rows. @param {string} list */
  isShared(list) {
    const question = this.questions.get(list);
    return question.whole || this.rowsOf.get(list) === undefined;
  }

  /** Whether rows count the records of a list one by one. @param {string} list */
  countsRecords(list) {
    return [...this.rows.values()].some(({ points }) => points.items?.from === list);
  }

  /** @param {string} indicator @returns {string[]} */
  rowsUnder(indicator) {
    return [...this.rows.keys()].filter((id) => this.ancestors(id).includes(indicator));
  }

  /** Title of a clause behind the one above it, unless it says that already. @param {string} id */
  fullTitle(id) {
    const above = this.titleAbove(id);
    return above ? `${above}，${this.clauses[id].title}` : this.clauses[id].title;
  }

  /** The title above a clause, if its own does not say as much. @param {string} id */
  titleAbove(id) {
    const { parent, title } = this.clauses[id];
    const above = this.clauses[parent]?.title ?? "";
    return title.includes(above) ? "" : above;
  }

  /** A clause by its document and its printed number. @param {string} id */
  cite(id) {
    return this.clauses[id]?.cited ?? id;
  }

  /** The same with its title. @param {string} id */
  named(id) {
    const { number, title } = this.clauses[id] ?? {};
    return number && title ? `${this.cite(id)} ${title}` : this.cite(id);
  }

  /** Address of a clause's text, relative to the calculator's page. @param {string} id */
  clauseAddress(id) {
    return `../${this.clauses[id]?.document}/#${id}`;
  }
}
