/** Asking before something is taken away. */
import { el } from "./dom.js";

/** @param {string} question @param {string} yes text of the button that goes on
 *  @returns {Promise<boolean>} */
export function confirmWith(question, yes) {
  return askWith(question, [], yes);
}

/**
 * @param {string} question @param {Node[]} details what it rests on @param {string} yes
 * @returns {Promise<boolean>}
 */
export function askWith(question, details, yes) {
  if (typeof HTMLDialogElement !== "function") {
    const said = [question, ...details.map((node) => node.textContent)];
    return Promise.resolve(window.confirm(said.join("\n")));
  }
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "calc-dialog", "aria-label": question });
    const choose = (answer) => () => dialog.close(answer);
    dialog.append(
      el("p", { text: question }),
      ...details,
      el(
        "p",
        { class: "calc-dialog-buttons" },
        el("button", { type: "button", class: "btn", text: "不要", on: { click: choose("") } }),
        el("button", { type: "button", class: "btn btn-primary", text: yes, on: { click: choose("yes") } }),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
