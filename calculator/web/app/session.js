/** What every self-check page has: answers, where they are kept, the engine, and what follows a change. */
import { Engine } from "./engine.js";
import { FileProblem, readAnswers, readFile } from "./files.js";
import { checkedText } from "./hashes.js";
import { readFragment, settle, takeFragment, waitingFragment } from "./link.js";
import { Opening } from "./opening.js";
import { State } from "./state.js";
import { Storage } from "./storage.js";
import { Tools } from "./tools.js";
import { Trouble, troubleWords } from "./trouble.js";

export class Session {
  /** @param {HTMLElement} root @param {Page} page @param {string} rulesText @param {Model} model */
  constructor(root, page, rulesText, model) {
    this.root = root;
    this.page = page;
    this.model = model;
    this.state = new State(model.policy);
    this.storage = new Storage(model.policy);
    this.request = JSON.parse(root.dataset.request);
    this.engine = new Engine(root.dataset.worker, rulesText);
    /** @type {ResultScreen | null} */
    this.screen = null;
    this.isAsking = false; // about answers that came in a link
    this.isHeld = false; // until what is half typed is whole, or its box is left
  }

  /** Tools and answers of the last visit; before the screen is built. @param {any} bar */
  open(bar) {
    this.bar = bar;
    const { policy } = this.state;
    this.opening = new Opening(this);
    this.tools = new Tools(this);
    const text = this.storage.read();
    if (text === null) return;
    try {
      this.state.replace(readFile(text, policy));
    } catch (problem) {
      if (!(problem instanceof FileProblem)) throw problem;
      this.storage.putAside(text);
      bar.notify("上次留在这台设备上的内容读不出来，已放到一边，请重新填写。");
    }
  }

  /** @param {ResultScreen} screen @param {any} empty the core's answer to an empty form */
  start(screen, empty) {
    this.screen = screen;
    this.state.addEventListener("change", ({ detail }) => {
      // Until Python has started, what is shown is about the answers that were there before.
      if (detail.everything && this.root.dataset.state !== "ready") this.bar.showWaiting();
      this.tools.showKeeping(this.storage.keep(this.state.file));
      this.isHeld = document.activeElement.hasAttribute("data-half");
      if (!this.isHeld) this.ask();
    });
    this.root.addEventListener("focusout", () => {
      if (this.isHeld) this.ask();
    });
    this.engine.addEventListener("result", ({ detail }) => this.receive(detail));
    this.engine.addEventListener("status", ({ detail }) => {
      this.root.dataset.state = detail.state;
      this.bar.showEngine(detail);
      if (detail.state === "ready") this.openLinks();
    });
    this.follow();
    if (this.state.isEmpty) screen.show(empty.result, { quiet: true });
    else this.bar.showWaiting();
    this.ask();
    this.engine.start();
    this.openLinks();
    window.addEventListener("hashchange", () => this.openLinks());
  }

  /** Answers that came in the address: shown and asked about before they replace anything, one
   *  after the other; what could not be asked about yet goes on waiting. */
  async openLinks() {
    takeFragment();
    if (this.isAsking) return;
    this.isAsking = true;
    for (let next = waitingFragment(); next !== undefined && (await this.openLink(next)); next = waitingFragment()) {
      settle(next);
    }
    this.isAsking = false;
  }

  /** @param {string} fragment @returns {Promise<boolean>} whether it is settled */
  openLink(fragment) {
    const source = { what: "打开链接里的答案", name: "链接里的答案", always: true };
    return this.opening.attempt(async () => {
      const isTaken = await this.opening.take(readAnswers(await readFragment(fragment)), source);
      if (isTaken) this.screen.arrived?.();
    });
  }

  /** The same answers may be open in another tab, or have changed while this page slept. */
  follow() {
    window.addEventListener("storage", (event) => {
      if (event.key === this.storage.key) this.adopt(event.newValue);
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.adopt(this.storage.read());
    });
  }

  /** @param {string | null} text answers kept by another page */
  adopt(text) {
    if (text === null || this.storage.isOff) return;
    try {
      const file = readFile(text, this.state.policy);
      if (JSON.stringify(file) !== JSON.stringify(this.state.file)) this.state.replace(file);
    } catch (problem) {
      if (!(problem instanceof FileProblem)) throw problem;
    }
  }

  ask() {
    delete this.root.dataset.ready;
    this.isHeld = false;
    const request = { ...this.request, ...this.screen.request?.() };
    this.engine.ask(JSON.stringify({ ...request, answers: this.state.file }));
  }

  undo() {
    const what = this.state.undo();
    this.bar.notify(what ? `已撤销：${what}` : "没有可以撤销的了");
  }

  receive(response) {
    if (response.ok) this.screen.show(response.result);
    else this.bar.notify(`没有算成：${response.error}。您填的都还在。`);
    if (this.engine.idle) this.root.dataset.ready = "";
  }
}

/**
 * Fetch what a page rests on and begin; if that fails, say so above the printed page.
 * @param {HTMLElement} root @param {string} broken what to say
 * @param {(rulesText: string, model: FormModel, empty: any) => void} begin
 */
export async function startPage(root, broken, begin) {
  if (root.dataset.state === "old") return; // the page has said so already
  root.querySelector(".calc-guard")?.remove(); // what was missing has come after all
  root.dataset.state = "loading";
  try {
    const { rules, model, empty } = root.dataset;
    const texts = await Promise.all([rules, model, empty].filter(Boolean).map(checkedText));
    begin(texts[0], JSON.parse(texts[1]), JSON.parse(texts[2] ?? "null"));
  } catch (error) {
    const why = error instanceof Trouble ? troubleWords(error) : "";
    root.dispatchEvent(new CustomEvent("lost", { detail: `${broken}${why}` })); // capable.js says so
    if (!why) throw error;
  }
}
