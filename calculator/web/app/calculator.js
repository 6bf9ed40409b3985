/** The points calculator's page: brings the printed table, the answers and the results together. */
import { AdvicePanel } from "./advice_panel.js";
import { waysHere } from "./advice_points.js";
import { goTo, targetOf } from "./arrive.js";
import { ResultBar } from "./bar.js";
import { Form } from "./form.js";
import { Model } from "./model.js";
import { Page } from "./page.js";
import { Results } from "./results.js";
import { foldRows } from "./row_folds.js";
import { Sections } from "./sections.js";
import { Session, startPage } from "./session.js";
import { Sheet } from "./sheet.js";
import { Summary } from "./summary.js";

const root = document.querySelector("#calculator");

class Calculator {
  /** @param {string} rulesText @param {any} model */
  constructor(rulesText, model) {
    this.model = new Model(model);
    this.page = new Page(root);
    this.session = new Session(root, this.page, rulesText, this.model);
    this.bar = new ResultBar(this.session);
    this.session.open(this.bar);
    this.build();
  }

  build() {
    const { page, model, bar } = this;
    const { state } = this.session;
    const undoable = (words) => bar.notify(words, true);
    this.form = new Form(page, model, state, undoable);
    this.results = new Results(page, model, this.form);
    this.sections = new Sections(page, model, state, undoable);
    this.summary = new Summary(page, model, state, this.results);
    this.sheet = new Sheet(page, model);
    foldRows(root);
    const advised = page.slot("advice");
    this.advice = advised && new AdvicePanel(advised, this.session, waysHere((target) => goTo(this.form, target)));
    if (this.advice) bar.element.querySelector(".calc-head").append(this.advice.makeWay());
    this.arrive();
    window.addEventListener("hashchange", () => this.arrive());
  }

  /** Links of other pages lead to an input here. */
  arrive() {
    const target = targetOf(location.hash);
    if (target) goTo(this.form, target);
  }

  /** The conditions that their line says: the marks to reach that the source or the person gives. */
  request() {
    const { state } = this.session;
    const known = this.model.marksFor(state).filter(({ question }) => !question || state.get(question) !== undefined);
    return { conditions: known.map(({ clause }) => clause) };
  }

  /** @param {Result} result @param {How} [how] */
  show(result, how) {
    this.results.show(result);
    this.sections.show(result);
    this.bar.show(result, how);
    this.summary.show(result, this.bar.alert);
    this.sheet.show(result, this.bar);
    this.advice?.show(result);
  }
}

const BROKEN = "自评程序没有装好，请刷新再试；下面的标准表照样可以看。";

await startPage(root, BROKEN, (rulesText, model, empty) => {
  const calculator = new Calculator(rulesText, model);
  calculator.session.start(calculator, empty);
});
