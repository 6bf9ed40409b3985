/** Working everybody out in small steps, so that the page stays alive and can be stopped. */
import { button, el, fill, setText } from "./dom.js";
import { applicants } from "./ranges.js";
import { troubleWords } from "./trouble.js";
import { NAMES } from "./words.js";

/** People worked out in one request: a second or two on a slow phone. */
const STEP = 8;
const MOST_PEOPLE = 1_000;
/** What the engine says when it lost its worker. */
const WHY = { stopped: "核对程序停了，正在重新准备，请再选一次文件。" };

export class Run {
  /** @param {HTMLElement} place @param {Engine} engine
   *  @param {import("./batch_results.js").Results} results */
  constructor(place, engine, results) {
    this.engine = engine;
    this.results = results;
    this.number = 0; // of the run; an older one stops by itself
    this.cancel = button("停止", () => this.stop(), { class: "btn", hidden: true });
    this.retry = button(NAMES.again, () => engine.start(), { class: "btn", hidden: true });
    this.bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "核对进度" });
    this.said = el("p", { role: "status" });
    fill(place, this.cancel, this.retry, this.bar, this.said);
    place.hidden = false;
  }

  /** @param {EngineState} status */
  showEngine(status) {
    this.retry.hidden = status.state !== "failed";
    if (status.state === "failed") this.say(troubleWords(status));
    else if (status.state === "ready" && !this.running) this.say("");
    else if (!this.running) this.say("核对程序正在准备，可以先选择文件。");
  }

  /** @param {string} words */
  say(words) {
    setText(this.said, words);
  }

  get running() {
    return !this.cancel.hidden;
  }

  /** @param {Tables} tables */
  async begin(tables) {
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
    const why = status.state === "failed" ? troubleWords(status) : WHY[error.message] ?? error.message;
    this.show(false, `没有核对完：${why}`);
    this.results.finish();
  }

  /** @param {number} number @param {Tables} tables */
  async work(number, tables) {
    const read = await this.engine.request({ people: tables });
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
    if (done === 0) return "表里没有可以核对的行：请看下面的问题，或者检查表头和编号。";
    const left = all > done ? `一次最多核对 ${applicants(MOST_PEOPLE)}，后面 ${applicants(all - done)}没有核对，请分成几个文件。` : "";
    return `核对完了，共 ${applicants(done)}。${left}`;
  }

  progress(done, all) {
    this.bar.max = all;
    this.bar.value = done;
    this.say(`已核对 ${done} / ${applicants(all)}`);
  }

  stop() {
    this.number += 1;
    this.show(false, `已停止，下面是已经核对的 ${applicants(this.results.count)}。`);
    this.results.finish();
    this.results.bringIntoSight();
  }

  /** @param {boolean} running @param {string} words */
  show(running, words) {
    this.cancel.hidden = !running;
    this.bar.hidden = !running;
    if (running) this.bar.removeAttribute("value");
    this.say(words);
  }
}
