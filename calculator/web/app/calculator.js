/** The points calculator's page: brings rules, answers, worker and results together. */
import { ResultBar } from "./bar.js";
import { Engine } from "./engine.js";
import { FileProblem, readFile } from "./files.js";
import { Form } from "./form.js";
import { Model } from "./model.js";
import { Page } from "./page.js";
import { Results } from "./results.js";
import { Sections } from "./sections.js";
import { Sheet } from "./sheet.js";
import { State } from "./state.js";
import { Storage } from "./storage.js";
import { Summary } from "./summary.js";
import { Tools } from "./tools.js";

const root = document.querySelector("#calculator");

/** @param {string} address @returns {Promise<string>} */
async function fetchText(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.text();
}

class Calculator {
  /** @param {string} rulesText @param {any} empty the core's answer to an empty form */
  constructor(rulesText, empty) {
    const model = new Model(JSON.parse(rulesText));
    const page = new Page(root);
    this.model = model;
    this.empty = empty;
    this.state = new State(model.policy);
    this.storage = new Storage(model.policy);
    this.bar = new ResultBar(page, model, {
      onRetry: () => this.engine.start(),
      onUndo: () => this.undo(),
    });
    const undoable = (words) => this.bar.notify(words, true);
    this.tools = new Tools(page, this.state, this.storage, model.policy, (words, undo) =>
      this.bar.notify(words, undo),
    );
    this.restore();
    this.form = new Form(page, model, this.state, undoable);
    this.results = new Results(page, model, this.form);
    this.sections = new Sections(page, model, this.state, undoable);
    this.summary = new Summary(page, model, this.state, this.results);
    this.sheet = new Sheet(page);
    this.engine = new Engine(root.dataset.worker, rulesText);
  }

  start() {
    this.state.addEventListener("change", () => this.changed());
    this.engine.addEventListener("result", ({ detail }) => this.receive(detail));
    this.engine.addEventListener("status", ({ detail }) => {
      root.dataset.state = detail.state;
      this.bar.showEngine(detail);
    });
    if (this.state.isEmpty) this.show(this.empty.result, { quiet: true });
    else this.bar.showWaiting();
    this.ask();
    this.engine.start();
  }

  /** Take up the answers of the last visit; what cannot be read is put aside, not overwritten. */
  restore() {
    const text = this.storage.read();
    if (text === null || this.storage.isOff) return;
    try {
      this.state.replace(readFile(text, this.state.policy));
    } catch (problem) {
      if (!(problem instanceof FileProblem)) throw problem;
      this.storage.putAside(text);
      this.bar.notify("上次留在这台设备上的内容读不出来，已放到一边，请重新填写。", false);
    }
  }

  changed() {
    this.tools.showKeeping(this.storage.keep(this.state.file));
    this.ask();
  }

  ask() {
    delete root.dataset.ready;
    this.engine.ask(JSON.stringify({ parts: this.parts(), answers: this.state.file }));
  }

  /** Verdicts of conditions take long: only where the pass mark is known. */
  parts() {
    const mark = this.model.passMark;
    const known = mark && (mark.value !== null || this.state.get(mark.question) !== undefined);
    return known ? ["score", "bars", "routes"] : ["score", "bars"];
  }

  undo() {
    const what = this.state.undo();
    this.bar.notify(what ? `已撤销：${what}` : "没有可以撤销的了", false);
  }

  /** @param {any} response */
  receive(response) {
    if (response.ok) this.show(response.result);
    else this.bar.notify(`没有算成：${response.error}。您填的都还在。`, false);
    if (this.engine.idle) root.dataset.ready = "";
  }

  /** @param {any} result @param {{quiet?: boolean}} [how] */
  show(result, how) {
    this.results.show(result);
    this.sections.show(result);
    this.bar.show(result, how);
    this.summary.show(result, this.bar.alert);
    this.sheet.show(result);
  }
}

try {
  const { rules, empty } = root.dataset;
  const [rulesText, emptyText] = await Promise.all([fetchText(rules), fetchText(empty)]);
  new Calculator(rulesText, JSON.parse(emptyText)).start();
} catch (error) {
  root.dataset.state = "failed";
  const words = document.createElement("p");
  words.className = "calc-wrong";
  words.textContent = "自评程序没有装好，请刷新再试；上面的标准表照样可以看。";
  root.prepend(words);
  throw error;
}
