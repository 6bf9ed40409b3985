/**
 * The page's side of the worker: starts it, keeps at most one request in flight and only the
 * newest waiting, notices when it hangs or dies, and starts it again. Documents asked for beside
 * the result (`request`) are all answered, one after the other, when no result is waited for.
 */
import { checkWorkerScripts } from "./hashes.js";
import { MAY_BE_KEPT } from "./trouble.js";

/** A result that is longer in coming (ms) is said to be on its way. */
const SLOW = 2_000;

/** No sign of life for so long means that the worker is stuck. */
const QUIET_LIMIT = { loading: 60_000, running: 20_000, document: 60_000 };

export class Engine extends EventTarget {
  /**
   * @param {string} workerUrl
   * @param {string} rules text of the rules file
   */
  constructor(workerUrl, rules) {
    super();
    this.workerUrl = workerUrl;
    this.rules = rules;
    this.worker = null;
    this.timer = 0;
    this.slowTimer = 0;
    this.nextId = 1;
    this.running = null; // the request in flight
    this.waiting = null; // the newest request not yet sent
    this.documents = []; // requests that are each answered on their own, with whom to tell
    this.restarted = false; // one silent restart until a result arrives
    this.starts = 0; // so that a start that was overtaken goes no further
    this.bad = new Set(); // addresses of which the browser may keep a bad copy
    /** @type {EngineState} */
    this.status = { state: "loading" };
  }

  /** Start or restart the worker; a waiting request is sent when it is ready. */
  async start() {
    this.stop();
    this.report({ state: "loading" });
    const number = ++this.starts;
    try {
      await checkWorkerScripts(this.bad);
      if (number === this.starts) this.startWorker();
    } catch (error) {
      const { kind, url, status, message } = error;
      if (number === this.starts) this.fail({ stage: "worker", kind, url, status, message });
    }
  }

  startWorker() {
    this.worker = new Worker(this.workerUrl, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail({ stage: "worker", message: event.message ?? "" });
    });
    this.worker.postMessage({ type: "start", rules: this.rules, fresh: [...this.bad] });
    this.expectLife(QUIET_LIMIT.loading);
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.slowTimer);
    this.slowTimer = 0;
    this.worker?.terminate();
    this.worker = null;
    const { running } = this;
    if (running?.refuse) running.refuse(new Error("stopped"));
    else if (running && !this.waiting) this.waiting = running;
    this.running = null;
  }

  /** Ask for a result; of several requests only the newest is answered. @param {string} request */
  ask(request) {
    this.waiting = { id: this.nextId++, request };
    this.send();
  }

  /**
   * Ask for a document beside the result: it waits until no result is waited for.
   * @param {object} asked the request @returns {Promise<any>} the document; fails with an Error
   *   when the core refuses or the worker cannot answer
   */
  request(asked) {
    return new Promise((resolve, refuse) => {
      if (this.status.state === "failed") return refuse(new Error(this.status.stage));
      this.documents.push({ id: this.nextId++, request: JSON.stringify(asked), resolve, refuse });
      this.send();
    });
  }

  /** @returns {boolean} whether no result is waited for */
  get idle() {
    return !this.waiting && (!this.running || Boolean(this.running.resolve));
  }

  send() {
    if (this.status.state !== "ready") return;
    this.noteSlow();
    if (this.running) return;
    const next = this.waiting ?? this.documents.shift();
    if (!next) return;
    if (next === this.waiting) this.waiting = null;
    this.running = next;
    this.worker.postMessage({ type: "run", id: next.id, request: next.request });
    this.expectLife(next.resolve ? QUIET_LIMIT.document : QUIET_LIMIT.running);
  }

  receive(data) {
    clearTimeout(this.timer);
    if (data.type === "failed") return this.fail(data);
    if (data.type === "result") return this.finish(data.response);
    if (data.type === "ready") {
      this.bad.clear();
      this.report({ state: "ready" });
      return this.send();
    }
    this.expectLife(QUIET_LIMIT.loading);
    const starting = data.type === "starting";
    this.report({ state: "loading", loaded: data.loaded, total: data.total, starting });
  }

  /** @param {string} response */
  finish(response) {
    const { resolve, refuse } = this.running;
    this.running = null;
    this.restarted = false;
    if (!resolve) this.endSlow();
    this.send();
    const detail = JSON.parse(response);
    if (!resolve) this.dispatchEvent(new CustomEvent("result", { detail }));
    else if (detail.ok) resolve(detail.result);
    else refuse(new Error(detail.error));
  }

  /**
   * A worker that dies after it was ready is started again once, without troubling anyone.
   * @param {{stage: string, message?: string, kind?: string, url?: string, status?: number}} what
   */
  fail({ stage, message, kind, url, status }) {
    const wasReady = this.status.state === "ready";
    this.stop();
    if (MAY_BE_KEPT.has(kind)) this.bad.add(url);
    if (wasReady && !this.restarted) {
      this.restarted = true;
      this.start();
    } else {
      this.report({ state: "failed", stage, message, kind, status });
      for (const { refuse } of this.documents.splice(0)) refuse(new Error(stage));
    }
  }

  /** @param {number} limit milliseconds */
  expectLife(limit) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail({ stage: "quiet" }), limit);
  }

  /** While a result is long in coming, say so: what is shown is the one before. */
  noteSlow() {
    if (this.slowTimer || this.idle) return;
    this.slowTimer = setTimeout(() => this.report({ state: "ready", slow: true }), SLOW);
  }

  endSlow() {
    clearTimeout(this.slowTimer);
    this.slowTimer = 0;
    if (this.status.slow) this.report({ state: "ready" });
  }

  /** @param {EngineState} status */
  report(status) {
    this.status = status;
    this.dispatchEvent(new CustomEvent("status", { detail: status }));
  }
}
