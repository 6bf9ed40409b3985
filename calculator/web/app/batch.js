/** The page for many people at once: a file to choose, a run in steps, the results. */
import { Source } from "./batch_source.js";
import { Results } from "./batch_results.js";
import { Run } from "./batch_run.js";
import { Engine } from "./engine.js";
import { Page } from "./page.js";
import { startPage } from "./session.js";

const root = document.querySelector("#calculator");

/** @param {string} rulesText @param {any} model */
function begin(rulesText, { policy }) {
  const page = new Page(root);
  const engine = new Engine(root.dataset.worker, rulesText);
  const results = new Results(page.slot("result"), engine, policy, root.dataset.print);
  const run = new Run(page.slot("run"), engine, results);
  new Source(page.slot("input"), root.dataset.name, run);
  engine.addEventListener("status", ({ detail }) => {
    root.dataset.state = detail.state;
    run.showEngine(detail);
  });
  engine.start();
}

await startPage(root, "核对程序没有装好，请刷新再试；表格照样可以下载。", begin);
