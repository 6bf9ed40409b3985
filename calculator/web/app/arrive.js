/**
 * Leading to an input of the points calculator: from advice on the same page, and from links of
 * other pages (`#q-row-CLAUSE`, `#q-to-QUESTION`, `#q-to-LIST~INDEX~FIELD`).
 */

import { openRow } from "./row_folds.js";

const ROW = "#q-row-";
const QUESTION = "#q-to-";

/** @param {string} hash @returns {Target | null} */
export function targetOf(hash) {
  const text = decoded(hash);
  if (text.startsWith(ROW)) return { row: text.slice(ROW.length) };
  if (!text.startsWith(QUESTION)) return null;
  const [question, index, field] = text.slice(QUESTION.length).split("~");
  return { question, index: index === undefined ? undefined : Number(index), field };
}

/** @param {string} hash */
function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return "";
  }
}

/**
 * Bring an input into sight and put the focus on it.
 * @param {Form} form @param {Target} target
 */
export function goTo(form, { row, question, index, field }) {
  const editor = form.lists.get(question);
  if (editor && index !== undefined) return openRecord(editor, index, field);
  const place = row ? form.lines.get(row) : (form.controls.get(question)?.element ?? editor?.adders.values().next().value);
  const at = row ?? place?.closest("[data-entry]")?.dataset.entry;
  if (at) openRow(at);
  const input = place?.matches("button") ? place : place?.querySelector(".calc-field :is(input, select), button");
  input?.focus();
  (input ?? document.getElementById(row))?.scrollIntoView({ block: "center" });
}

/** @param {ListEditor} editor @param {number} index @param {string} [field] */
function openRecord(editor, index, field) {
  const key = editor.state.recordKeys(editor.list)[index];
  const card = editor.cards.get(key);
  if (!card) return;
  if (!card.isOpen) card.reopen();
  const control = card.controls.get(field)?.element;
  control?.closest("details")?.setAttribute("open", "");
  control?.querySelector("input, select")?.focus();
  (control ?? card.element).scrollIntoView({ block: "center" });
}
