/**
 * The worker: loads the Python runtime and the core, then answers requests.
 *
 * In:  {type: "start", rules: string, fresh: string[]} (addresses of which a kept copy was bad),
 *      {type: "run", id: number, request: string}
 * Out: {type: "progress", loaded: number, total: number} (bytes), {type: "starting"},
 *      {type: "ready"}, {type: "result", id: number, response: string},
 *      {type: "failed", stage: "download" | "start" | "run", message: string,
 *       kind?: string, url?: string, status?: number} (the latter of a Trouble)
 */
import { take } from "./downloads.js";
import runtime from "./runtime.js";
import { unanswered } from "./trouble.js";

const SCRIPT = address(`${runtime.runtime}pyodide.js`);
const GLUE = address(`${runtime.runtime}pyodide.asm.js`);
const WASM = address(`${runtime.runtime}pyodide.asm.wasm`);
const LIBRARY = address(runtime.library);
const CORE = address(runtime.core);

const plainFetch = self.fetch.bind(self);
const total = Object.values(runtime.bytes).reduce((sum, bytes) => sum + bytes, 0);
const STEPS = 50; // of the progress, at most: each message costs the page a moment
let loaded = 0;
let told = 0;
let stage = "download";

/** @type {((request: string) => string) | null} */
let answer = null;

/** @param {string} path relative to this script @returns {string} */
function address(path) {
  return new URL(path, import.meta.url).href;
}

/** @param {string} failedStage @param {any} error */
function fail(failedStage, error) {
  const { kind, url, status } = error ?? {};
  const message = String(error);
  self.postMessage({ type: "failed", stage: failedStage, message, kind, url, status });
}

/** @param {number} bytes */
function count(bytes) {
  loaded += bytes;
  if (loaded - told < total / STEPS && loaded < total) return;
  told = loaded;
  self.postMessage({ type: "progress", loaded, total });
}

/** Start all downloads at once. @param {string[]} fresh @returns {Map<string, Promise<Uint8Array>>} */
function downloadAll(fresh, onWasm) {
  const paths = Object.keys(runtime.bytes);
  return new Map(
    paths.map((path) => {
      const url = address(path);
      const file = take(url, {
        size: runtime.bytes[path],
        integrity: runtime.integrity[path],
        fresh: fresh.includes(url),
        onBytes: count,
        onResponse: url === WASM ? onWasm : undefined,
      });
      file.catch(() => {}); // each is awaited below; no report of its own
      return [url, file];
    }),
  );
}

/**
 * Compile while it arrives, also where a host does not know the type.
 * @param {Response} response @returns {Promise<WebAssembly.Module>}
 */
function compile(response) {
  const isKnown = response.headers.get("Content-Type")?.startsWith("application/wasm");
  const headers = { "Content-Type": "application/wasm" };
  const typed = isKnown ? response : new Response(response.body, { headers });
  return WebAssembly.compileStreaming(typed);
}

/**
 * What Pyodide asks for it gets from the checked downloads. WebAssembly is linked as soon as it is
 * compiled; none of it runs before Pyodide has its library, and that waits until every file has
 * passed its check: for ever when one has not. `refuse` reports a WebAssembly that cannot start.
 */
function serve(files, compiled, refuse) {
  const checked = Promise.all(files.values()).then(() => {
    stage = "start";
  });
  const passed = checked.catch(() => new Promise(() => {}));
  self.fetch = async (input, options) => {
    const url = String(input);
    if (url === WASM) return new Response();
    if (url === LIBRARY) await passed;
    const file = files.get(url);
    return file ? new Response(await file) : plainFetch(input, options);
  };
  WebAssembly.instantiateStreaming = /** @type {any} */ (async (_, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      await checked; // a bad file would be the cause
      refuse(error);
      throw error;
    }
  });
}

/** @param {Map<string, Promise<Uint8Array>>} files @param {string} rules */
async function load(files, rules) {
  await Promise.all([files.get(SCRIPT), files.get(GLUE)]);
  const { loadPyodide } = await import(SCRIPT).catch(() => {
    throw unanswered(SCRIPT);
  });
  const python = await loadPyodide({
    indexURL: address(runtime.runtime),
    stdLibURL: LIBRARY,
    lockFileContents: runtime.lock,
  });
  const archive = await files.get(CORE);
  self.postMessage({ type: "starting" });
  python.FS.writeFile("/core.zip", archive);
  // What is loaded here stays: looking through it for garbage would only cost time, now and later.
  python.runPython("import gc, sitecustomize; gc.disable(); sitecustomize.install('/core.zip')");
  answer = python.pyimport("calculator.core.entry").load(rules, runtime.module).run;
  python.runPython("gc.freeze(); gc.enable()");
  self.postMessage({ type: "ready" });
}

/** @param {{rules: string, fresh?: string[]}} message */
async function start({ rules, fresh = [] }) {
  let files;
  const compiled = new Promise((resolve) => {
    files = downloadAll(fresh, (response) => resolve(compile(response)));
  });
  compiled.catch(() => {}); // the check of the download tells why
  const failed = new Promise((_, refuse) => {
    Promise.all(files.values()).catch(refuse);
    serve(files, compiled, refuse);
  });
  await Promise.race([load(files, rules), failed]);
}

/** @param {number} id @param {string} request */
function run(id, request) {
  self.postMessage({ type: "result", id, response: answer(request) });
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.type === "start") await start(data);
    else run(data.id, data.request);
  } catch (error) {
    fail(answer ? "run" : stage, error);
  }
});
