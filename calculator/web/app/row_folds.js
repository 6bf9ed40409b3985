/**
 * On a phone a row is its name, its most and its buttons; how it counts and its fields open under
 * the name. Rows that are filled from what is asked before the table open with their group.
 */
import { button, setState } from "./dom.js";

const MORE = ".points-how, .points-evidence > *, th > p:not(:first-child)";
const ROW = "tr:is(.points-row, .points-group)";
const OWN = ".points-entry :is(button, input, select)";

/** @param {HTMLElement} root the calculator */
export function foldRows(root) {
  const words = root.querySelector(".points-how")?.dataset.label;
  for (const table of root.querySelectorAll("table.points")) {
    const rows = [...table.querySelectorAll(ROW)];
    rows.forEach((row, at) => {
      const below = row.parentElement.classList.contains("is-told") ? [] : rowsBelow(rows, at);
      const told = [row, ...below].some((one) => one.parentElement.querySelector(OWN)) ? [] : below;
      for (const one of told) one.parentElement.classList.add("is-told");
      if (told.length > 0 || row.querySelector(MORE)) addToggle(row, words, told);
    });
  }
}

/** @param {HTMLElement[]} rows @param {number} at */
function rowsBelow(rows, at) {
  const depth = (row) => Number(row.dataset.depth);
  const next = rows.findIndex((row, place) => place > at && depth(row) <= depth(rows[at]));
  return rows.slice(at + 1, next < 0 ? rows.length : next);
}

/** @param {HTMLElement} row @param {string | undefined} words @param {HTMLElement[]} told */
function addToggle(row, words, told) {
  const name = row.querySelector(".points-name").textContent.trim();
  const open = () => {
    const isOpen = row.parentElement.classList.toggle("is-open");
    for (const one of told) one.parentElement.classList.toggle("is-shown", isOpen);
    setState(toggle, "aria-expanded", isOpen);
  };
  const toggle = button("", open, { class: "calc-more", "aria-expanded": "false", "aria-label": `${words}：${name}` });
  row.querySelector("th").append(toggle);
}

/**
 * Open a row, so that what is in it can be reached. @param {string} id
 * @returns {Element | null} the row with its fields
 */
export function openRow(id) {
  const row = document.getElementById(id);
  const body = row?.closest("tbody");
  body?.classList.add("is-shown");
  if (body && !body.classList.contains("is-open")) row.querySelector(".calc-more")?.click();
  return body ?? null;
}
