/** The points calculator's page: brings rules, answers, worker and results together. */
import { Engine } from "./engine.js";

const root = document.querySelector("#calculator");
const rulesText = await (await fetch(root.dataset.rules)).text();
const rules = JSON.parse(rulesText);
const answers = {};
const engine = new Engine(root.dataset.worker, rulesText);
engine.addEventListener("status", ({ detail }) => { root.dataset.state = detail.state; });
engine.addEventListener("result", ({ detail }) => {
  for (const node of detail.result.score.nodes) {
    const slot = root.querySelector(`[data-entry="${node.id}"] [data-slot="score"]`);
    if (slot) slot.textContent = `${node.low} 分`;
  }
  root.dataset.ready = "";
});
for (const [id, clause] of Object.entries(rules.clauses)) {
  const question = clause.points?.count;
  const slot = root.querySelector(`[data-entry="${id}"] [data-slot="input"]`);
  if (!question || !slot) continue;
  const input = document.createElement("input");
  input.inputMode = "numeric";
  input.ariaLabel = clause.title;
  input.addEventListener("input", () => {
    delete root.dataset.ready;
    answers[question] = Number(input.value);
    engine.ask(JSON.stringify({ answers: { answers } }));
  });
  slot.append(input);
  slot.closest("[data-entry]").hidden = false;
}
engine.start();
