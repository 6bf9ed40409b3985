/**
 * The worker: loads the Python runtime and the core, then answers requests.
 *
 * In:  {type: "start", rules: string}, {type: "run", id: number, request: string}
 * Out: {type: "progress", loaded: number, total: number} (bytes), {type: "starting"},
 *      {type: "ready"}, {type: "result", id: number, response: string},
 *      {type: "failed", stage: "download" | "start" | "run", message: string}
 */
import runtime from "./runtime.js";

/** Addresses of the counted files -> expected bytes. */
const expected = new Map(
  Object.entries(runtime.bytes).map(([path, bytes]) => [address(path), bytes]),
);
const total = [...expected.values()].reduce((sum, bytes) => sum + bytes, 0);
let loaded = 0;
let stage = "download";

/** @type {((request: string) => string) | null} */
let answer = null;

/** @param {string} path relative to this script @returns {string} */
function address(path) {
  return new URL(path, import.meta.url).href;
}

/** @param {string} failedStage @param {unknown} error */
function fail(failedStage, error) {
  self.postMessage({ type: "failed", stage: failedStage, message: String(error) });
}

const plainFetch = self.fetch.bind(self);

/**
 * Fetch, counting the bytes of the files that matter for the progress shown. The type is set
 * here, so that a host with a poor list of types serves WebAssembly all the same.
 * @param {string | URL} input @param {RequestInit} [options] @returns {Promise<Response>}
 */
async function countedFetch(input, options) {
  const url = String(input);
  const response = await plainFetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  if (!expected.has(url) || !response.body) return response;
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      self.postMessage({ type: "progress", loaded, total });
      controller.enqueue(chunk);
    },
  });
  const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": type } });
}

/** Pyodide waits for ever when WebAssembly cannot start: report it ourselves. */
function watchInstantiation() {
  const plain = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      return await plain(source, imports);
    } catch (error) {
      fail(stage, error);
      throw error;
    }
  };
}

/** @param {string} path @returns {Promise<Uint8Array>} */
async function fetchBytes(path) {
  const response = await self.fetch(address(path));
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {string} rules */
async function start(rules) {
  self.fetch = countedFetch;
  watchInstantiation();
  const core = fetchBytes(runtime.core);
  core.catch(() => {}); // awaited below; no report of its own
  const { loadPyodide } = await import(address(`${runtime.runtime}pyodide.js`));
  const python = await loadPyodide({
    indexURL: address(runtime.runtime),
    stdLibURL: address(runtime.library),
    lockFileContents: runtime.lock,
  });
  const archive = await core;
  stage = "start";
  self.postMessage({ type: "starting" });
  python.FS.writeFile("/core.zip", archive);
  python.runPython("import sys; sys.path.insert(0, '/core.zip')");
  answer = python.pyimport("calculator.core.entry").load(rules, runtime.module).run;
  self.postMessage({ type: "ready" });
}

/** @param {number} id @param {string} request */
function run(id, request) {
  self.postMessage({ type: "result", id, response: answer(request) });
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.type === "start") await start(data.rules);
    else run(data.id, data.request);
  } catch (error) {
    fail(answer ? "run" : stage, error);
  }
});
