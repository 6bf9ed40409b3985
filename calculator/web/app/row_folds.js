/** On a phone a row is its name, its most and its controls; how it counts opens under the name. */
import { button, setState } from "./dom.js";

const MORE = ".points-how, .points-evidence > *, th > p:not(:first-child)";

/** @param {HTMLElement} root the calculator */
export function foldRows(root) {
  const words = root.querySelector(".points-how")?.dataset.label;
  for (const row of root.querySelectorAll("tr:is(.points-row, .points-group)")) {
    if (row.querySelector(MORE)) addToggle(row, words);
  }
}

/** @param {HTMLElement} row @param {string | undefined} words */
function addToggle(row, words) {
  const name = row.querySelector(".points-name").textContent.trim();
  const toggle = button("", () => setState(toggle, "aria-expanded", row.classList.toggle("is-open")), {
    class: "calc-more",
    "aria-expanded": "false",
    "aria-label": `${words}：${name}`,
  });
  row.querySelector("th").append(toggle);
}
