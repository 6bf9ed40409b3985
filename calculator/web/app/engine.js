/**
 * The page's side of the worker: starts it, keeps at most one request in flight and only the
 * newest waiting, notices when it hangs or dies, and starts it again.
 */

/** No sign of life for so long means that the worker is stuck. */
const QUIET_LIMIT = { loading: 60_000, running: 20_000 };

/**
 * @typedef {{state: "loading" | "ready" | "failed", loaded?: number, total?: number,
 *            starting?: boolean, stage?: string, message?: string}} EngineState
 */

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
    this.nextId = 1;
    this.running = null; // the request in flight
    this.waiting = null; // the newest request not yet sent
    this.restarted = false; // one silent restart until a result arrives
    /** @type {EngineState} */
    this.status = { state: "loading" };
  }

  /** Start or restart the worker; a waiting request is sent when it is ready. */
  start() {
    this.stop();
    this.report({ state: "loading" });
    try {
      this.worker = new Worker(this.workerUrl, { type: "module" });
    } catch (error) {
      this.fail("worker", String(error));
      return;
    }
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail("worker", event.message ?? "");
    });
    this.worker.postMessage({ type: "start", rules: this.rules });
    this.expectLife(QUIET_LIMIT.loading);
  }

  stop() {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = null;
    if (this.running && !this.waiting) this.waiting = this.running;
    this.running = null;
  }

  /** Ask for a result; of several requests only the newest is answered. @param {string} request */
  ask(request) {
    this.waiting = { id: this.nextId++, request };
    this.send();
  }

  /** @returns {boolean} whether no request is under way */
  get idle() {
    return !this.running && !this.waiting;
  }

  send() {
    if (this.status.state !== "ready" || this.running || !this.waiting) return;
    this.running = this.waiting;
    this.waiting = null;
    this.worker.postMessage({ type: "run", ...this.running });
    this.expectLife(QUIET_LIMIT.running);
  }

  /** @param {any} data */
  receive(data) {
    clearTimeout(this.timer);
    if (data.type === "failed") return this.fail(data.stage, data.message);
    if (data.type === "result") return this.finish(data.response);
    if (data.type === "ready") {
      this.report({ state: "ready" });
      return this.send();
    }
    this.expectLife(QUIET_LIMIT.loading);
    const starting = data.type === "starting";
    this.report({ state: "loading", loaded: data.loaded, total: data.total, starting });
  }

  /** @param {string} response */
  finish(response) {
    this.running = null;
    this.restarted = false;
    this.send();
    this.dispatchEvent(new CustomEvent("result", { detail: JSON.parse(response) }));
  }

  /** A worker that dies after it was ready is started again once, without troubling anyone. */
  fail(stage, message) {
    const wasReady = this.status.state === "ready";
    this.stop();
    if (wasReady && !this.restarted) {
      this.restarted = true;
      this.start();
    } else {
      this.report({ state: "failed", stage, message });
    }
  }

  /** @param {number} limit milliseconds */
  expectLife(limit) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail("quiet", ""), limit);
  }

  /** @param {EngineState} status */
  report(status) {
    this.status = status;
    this.dispatchEvent(new CustomEvent("status", { detail: status }));
  }
}
