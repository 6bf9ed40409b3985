/** The page for many people at once: boxes to paste tables into, a run in steps, the results. */
import { Tables } from "./batch_tables.js";
import { Results } from "./batch_results.js";
import { Run } from "./batch_run.js";
import { el, fill } from "./dom.js";
import { Engine } from "./engine.js";
import { Page } from "./page.js";
import { startPage } from "./session.js";

const root = document.querySelector("#calculator");
const KEPT = "粘贴的内容只在这台设备上计算，不上传，也不留存：关掉或刷新本页就没有了。";

/** @param {string} rulesText @param {any} model @param {any} empty the empty tables */
function begin(rulesText, { policy }, empty) {
  const page = new Page(root);
  const engine = new Engine(root.dataset.worker, rulesText);
  const intro = page.slot("intro");
  fill(intro, el("p", { class: "calc-privacy", text: KEPT }));
  intro.hidden = false;
  const results = new Results(page.slot("result"), engine, policy, root.dataset.print);
  const tables = new Tables(root, empty.result);
  const run = new Run(page.slot("run"), engine, tables, results);
  engine.addEventListener("status", ({ detail }) => {
    root.dataset.state = detail.state;
    run.showEngine(detail);
  });
  engine.start();
}

await startPage(root, "核对程序没有装好，请刷新再试；下面每张表怎样填照样可以看。", begin);
