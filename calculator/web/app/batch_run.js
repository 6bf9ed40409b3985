/** Working everybody out in small steps, so that the page stays alive and can be stopped. */
import { button, el, fill, setText } from "./dom.js";
import { troubleWords } from "./trouble.js";
import { NAMES } from "./words.js";

/** People worked out in one request: a second or two on a slow phone. */
const STEP = 8;
const MOST_PEOPLE = 1_000;
/** What the engine says when it lost its worker. */
const WHY = { stopped: "计算程序停了，正在重新准备。" };

export class Run {
  /** @param {HTMLElement} place @param {import("./engine.js").Engine} engine
   *  @param {import("./batch_tables.js").Tables} tables
   *  @param {import("./batch_results.js").Results} results */
  constructor(place, engine, tables, results) {
    this.engine = engine;
    this.tables = tables;
    this.results = results;
    this.number = 0; // of the run; an older one stops by itself
    this.start = button("开始核对", () => this.begin(), { class: "btn btn-primary" });
    this.cancel = button("停止", () => this.stop(), { class: "btn", hidden: true });
    this.retry = button(NAMES.again, () => engine.start(), { class: "btn", hidden: true });
    this.bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "核对进度" });
    this.said = el("p", { role: "status" });
    fill(place, this.start, this.cancel, this.retry, this.bar, this.said);
    place.hidden = false;
  }

  /** @param {import("./engine.js").EngineState} status */
  showEngine(status) {
    this.retry.hidden = status.state !== "failed";
    if (status.state === "failed") setText(this.said, troubleWords(status));
    else if (status.state === "ready" && !this.running) setText(this.said, "");
    else if (!this.running) setText(this.said, "计算程序正在准备，可以先粘贴表格。");
  }

  get running() {
    return !this.cancel.hidden;
  }

  async begin() {
    const tables = this.tables.filled;
    if (tables.length === 0) {
      setText(this.said, "还没有粘贴表格：至少要有“人员”表，连表头一起。");
      return;
    }
    const number = (this.number += 1);
    this.show(true, "正在读表格……");
    this.results.clear();
    try {
      await this.work(number, tables);
    } catch (error) {
      if (number === this.number) this.giveUp(error);
    }
  }

  /** What was worked out stays. @param {Error} error */
  giveUp(error) {
    const { status } = this.engine;
    const why = status.state === "failed" ? troubleWords(status) : WHY[error.message] ?? `${error.message}。`;
    this.show(false, `没有算完：${why}表格都还在，可以再试。`);
    this.results.finish();
  }

  /** @param {number} number @param {{name: string, text: string}[]} tables */
  async work(number, tables) {
    const read = await this.engine.request({ people: { tables } });
    if (number !== this.number) return;
    const people = read.people.slice(0, MOST_PEOPLE);
    this.results.begin(read.columns, read.problems);
    for (let done = 0; done < people.length; done += STEP) {
      this.progress(done, people.length);
      const step = await this.engine.request({ batch: { people: people.slice(done, done + STEP) } });
      if (number !== this.number) return;
      this.results.add(step.people);
    }
    this.results.finish();
    const said = await this.results.sumUp();
    if (number !== this.number) return;
    this.show(false, `${this.ending(people.length, read.people.length)}${said}`);
    this.results.bringIntoSight();
  }

  /** @param {number} done @param {number} all */
  ending(done, all) {
    if (done === 0) return "表里没有可以计算的人：请看下面的问题，或者检查表头和编号。";
    const left = all > done ? `一次最多算 ${MOST_PEOPLE} 人，后面 ${all - done} 人没有算，请分几次。` : "";
    return `算完了，共 ${done} 人。${left}`;
  }

  progress(done, all) {
    this.bar.max = all;
    this.bar.value = done;
    setText(this.said, `已算 ${done} / ${all} 人`);
  }

  stop() {
    this.number += 1;
    this.show(false, `已停止，下面是已经算好的 ${this.results.count} 人。`);
    this.results.finish();
    this.start.focus();
  }

  /** @param {boolean} running @param {string} words */
  show(running, words) {
    const held = document.activeElement === this.start || document.activeElement === this.cancel;
    this.start.hidden = running;
    this.cancel.hidden = !running;
    this.bar.hidden = !running;
    if (running) this.bar.removeAttribute("value");
    setText(this.said, words);
    if (held) (running ? this.cancel : this.start).focus({ preventScroll: true });
  }
}
