/**
 * What the core tells of the rules (calculator/core/form/model.py), by its ids. Nothing is worked
 * out here.
 */
export class Model {
  /** @param {FormModel} told */
  constructor({ questions, nodes, ...told }) {
    this.policy = told.policy;
    this.clauses = told.clauses;
    this.indicators = told.indicators;
    this.places = told.places;
    this.passMarks = told.pass_marks;
    this.ledgers = told.ledgers;
    this.questions = new Map(questions.map((question) => [question.id, question]));
    /** @type {Map<string, NodeForm>} rows and groups of the points table, in its order */
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.otherWords = "其他情况（不影响本表得分，可以不填）";
  }

  /** @param {string} id @returns {RowForm | undefined | null} */
  row(id) {
    return this.nodes.get(id)?.row;
  }

  /** Where the records of a list stand. @param {string} list @returns {string} */
  home(list) {
    return this.places[list].at;
  }

  /** The rows that draw on a question or a list. @param {string} id @returns {string[]} */
  rowsOf(id) {
    return this.places[id]?.rows ?? [];
  }

  /** Whether a list is edited in one place for all its rows. @param {string} list */
  isShared(list) {
    return this.places[list]?.shared ?? true;
  }

  /** Whether it is asked before the table. @param {string} id */
  isFirst(id) {
    return this.places[id]?.first ?? false;
  }

  /** Fields of a list that decide something. @param {string} list @returns {string[]} */
  decidingFields(list) {
    return this.places[list].decides;
  }

  /** The marks to reach on the way that is chosen, or on any while none is. @param {State} state */
  marksFor(state) {
    return this.passMarks.filter(({ passed_by: passed }) =>
      Object.entries(passed).every(([question, options]) => !options.includes(state.get(question))),
    );
  }

  /** What people come for: a route, a bar, a thing to bring, a clause. @param {string} id */
  titleOf(id) {
    return this.clauses[id]?.called ?? id;
  }

  /** A clause as a condition. @param {string} id */
  conditionTitle(id) {
    return this.clauses[id]?.condition ?? id;
  }

  /** A row with the title above it. @param {string} id */
  fullTitle(id) {
    const { above, title } = this.nodes.get(id);
    return above ? `${above}，${title}` : title;
  }

  /** A clause by its document and its printed number. @param {string} id */
  cite(id) {
    return this.clauses[id]?.cited ?? id;
  }

  /** The same with its title. @param {string} id */
  named(id) {
    return this.clauses[id]?.named ?? id;
  }

  /** Address of a clause's text, relative to the calculator's page. @param {string} id */
  clauseAddress(id) {
    return `../${this.clauses[id]?.address}`;
  }
}
