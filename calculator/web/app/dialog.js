/** Asking before something is taken away. */
import { el, freshId } from "./dom.js";

/** @param {Warning} question @returns {Promise<boolean>} whether to go on */
export function ask(question) {
  const shown = { ...question, details: question.details.filter(Boolean) };
  return typeof HTMLDialogElement === "function" ? askInPage(shown) : askInWords(shown);
}

/** @param {Warning} question */
function askInPage({ title, details, stay, go, loses }) {
  return new Promise((resolve) => {
    const [titleId, whyId] = [freshId(), freshId()];
    const dialog = el("dialog", { class: "calc-dialog", "aria-labelledby": titleId, "aria-describedby": whyId });
    const choice = (text, answer, look) =>
      el("button", { type: "button", class: `btn ${look}`, text, on: { click: () => dialog.close(answer) } });
    const looks = ["btn-primary", "btn-quiet"];
    const safe = choice(stay, "", looks[loses ? 0 : 1]);
    dialog.append(
      el("h2", { class: "calc-dialog-title", id: titleId, text: title }),
      el("div", { class: "calc-dialog-why", id: whyId }, ...details),
      el("div", { class: "calc-dialog-buttons" }, safe, choice(go, "go", looks[loses ? 1 : 0])),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go");
    });
    document.body.append(dialog);
    dialog.showModal();
    safe.focus();
  });
}

/** The browser's own box has buttons of its own: its words say what each does. @param {Warning} question */
function askInWords({ title, details, stay, go }) {
  const parts = [title, ...details.map((node) => node.textContent), `按“确定”：${go}。按“取消”：${stay}。`];
  return Promise.resolve(window.confirm(parts.join("\n\n")));
}
