/**
 * Handing something over where a browser can do little (many apps open pages in one of their
 * own): tries what there is, tells whether it worked, and offers the text to select otherwise.
 */
import { button, el } from "./dom.js";
import { NAMES } from "./words.js";

/** What to try where this browser cannot. */
export const ELSEWHERE = "请点右上角的菜单，选“在浏览器打开”";

/** Printing begins within this time (ms), or this browser does not print. */
const PRINT_BEGINS = 2_000;

/**
 * Hand the text to the browser as a file.
 * @param {string | Uint8Array<ArrayBuffer>} text @param {string} name @param {string} [type]
 * @returns {boolean} false: nothing can be downloaded here. True is no promise: show the text too
 */
function download(text, name, type = "application/json") {
  if (!("download" in HTMLAnchorElement.prototype)) return false; // some apps say it is and do nothing
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}

/** @param {string} text @returns {Promise<boolean>} whether the text is on the clipboard */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // no such clipboard over plain HTTP and in some apps
  }
}

/** The old way, which needs no permission. @param {string} text @returns {boolean} */
function copySelected(text) {
  const focused = document.activeElement;
  const area = el("textarea", { readonly: true, class: "visually-hidden", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

/** Print the page. @returns {Promise<boolean>} false: this browser did nothing */
export function printPage() {
  if (typeof window.print !== "function") return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PRINT_BEGINS);
    const begun = () => {
      clearTimeout(timer);
      resolve(true);
    };
    window.addEventListener("beforeprint", begun, { once: true });
    try {
      window.print();
    } catch {
      clearTimeout(timer);
      resolve(false);
    }
  });
}

/**
 * Hand a file out, and what to do where nothing comes of it: some apps say that they can, and do not.
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @param {{name: string, label?: string, type?: string, instead?: string, onClose?: () => void}} how
 *   `instead` is another way; of a text that is to copy it from a box with this `label`
 * @returns {HTMLElement} words to show
 */
export function handOut(content, { name, label = "", type, instead = "复制文字保存", onClose }) {
  const done = download(content, name, type) ? `已交给浏览器下载，文件名 ${name}。没有下载时` : `这里不能下载 ${name}`;
  const words = `${done}，${ELSEWHERE}，或者${instead}。`;
  return typeof content === "string" ? selectable(content, { words, label, onClose }) : el("p", { text: words });
}

/**
 * Text to hand over, folded: nobody wants to read it. A button copies it, another puts it away.
 * @param {string} text
 * @param {{words: string, label: string, onClose?: () => void, copies?: boolean}} how
 *   `words` stand above, `label` names the box for those who cannot see it; `copies`: at once
 */
export function selectable(text, { words, label, onClose, copies = false }) {
  const area = el("textarea", { readonly: true, rows: 6, "aria-label": label });
  area.value = text;
  area.addEventListener("focus", () => area.select());
  const raw = el("details", { class: "given" }, el("summary", { text: "看这些文字" }), area);
  const said = el("span", { class: "calc-copied", role: "status" });
  const copying = async () => {
    if (await copyText(text)) {
      said.textContent = NAMES.copied;
      return;
    }
    said.textContent = "这里不能自动复制，请长按或用键盘复制选中的文字";
    raw.open = true;
    area.focus();
    area.select();
  };
  const box = el("div", { class: "calc-handover" });
  const close = button(NAMES.fold, () => {
    box.remove();
    onClose?.();
  });
  const buttons = el("div", { class: "calc-handover-buttons" }, button("复制这些文字", copying), close, said);
  box.append(el("p", { text: words }), buttons, raw);
  if (copies) copying();
  return box;
}
