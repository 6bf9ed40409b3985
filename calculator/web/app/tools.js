/** Above the table: where answers are kept; save, open, print, clear. */
import { button, el, fill } from "./dom.js";
import { confirmWith } from "./dialog.js";
import { FileProblem, download, fileText, openFile } from "./files.js";
import { reveal } from "./page.js";

const KEEPING = {
  kept: "",
  off: "现在不留存：关掉或刷新本页，填的内容就没有了。要留下，请保存到文件。",
  refused: "这个浏览器不让网页留存内容：关掉或刷新本页，填的内容就没有了。要留下，请保存到文件。",
};

export class Tools {
  /** @param {import("./page.js").Page} page @param {import("./state.js").State} state
   *  @param {import("./storage.js").Storage} storage @param {any} policy
   *  @param {(text: string, undoable: boolean) => void} notify */
  constructor(page, state, storage, policy, notify) {
    this.state = state;
    this.storage = storage;
    this.policy = policy;
    this.notify = notify;
    this.privacy = el("p", { class: "calc-privacy" });
    this.keep = el("input", { type: "checkbox", on: { change: () => this.switchKeeping() } });
    this.picker = el("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      on: { change: () => this.open() },
    });
    this.text = el("div", { class: "calc-text", hidden: true });
    this.printText = page.root.dataset.print ?? "打印自评表";
    fill(reveal(page.slot("intro")), ...this.build());
    this.showKeeping(storage.isOff ? "off" : storage.refused ? "refused" : "kept");
  }

  build() {
    const keep = el("label", { class: "calc-keep" }, this.keep, "在这台设备上记住我填的内容");
    const tools = el(
      "div",
      { class: "calc-tools", role: "group", "aria-label": "保存、打开、打印、清空" },
      button("保存到文件", () => this.save(), { class: "btn" }),
      button("打开文件…", () => this.picker.click(), { class: "btn" }),
      button(this.printText, () => this.print(), { class: "btn" }),
      button("全部清空…", () => this.clear(), { class: "btn" }),
    );
    return [this.privacy, keep, tools, this.picker, this.text];
  }

  /** @param {import("./storage.js").Keeping} keeping */
  showKeeping(keeping) {
    this.privacy.textContent = KEEPING[keeping];
    this.privacy.classList.toggle("calc-wrong", keeping === "refused");
    this.keep.checked = keeping === "kept";
    this.keep.disabled = keeping === "refused";
  }

  switchKeeping() {
    this.storage.setOff(!this.keep.checked);
    this.showKeeping(this.storage.keep(this.state.file));
  }

  /** Download, with the text to copy where a browser cannot. */
  save() {
    const text = fileText(this.state.file);
    const name = `${this.policy.id}-${this.policy.edition}-answers.json`;
    const area = el("textarea", { readonly: true, rows: 6, "aria-label": "答案文件的内容" });
    area.value = text;
    area.addEventListener("focus", () => area.select());
    const how = `已交给浏览器下载，文件名 ${name}。没有下载（例如在微信里打开）时，请在浏览器打开本页，或者复制下面的文字保存。`;
    fill(this.text, el("p", { text: how }), area, button("收起", () => (this.text.hidden = true)));
    this.text.hidden = false;
    download(text, name);
  }

  async open() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    try {
      const opened = await openFile(file, this.policy);
      const replaces = "打开文件会换掉现在填的内容（可以撤销）。要打开吗？";
      if (!this.state.isEmpty && !(await confirmWith(replaces, "打开"))) return;
      this.state.keep("打开文件");
      this.state.replace(opened);
      this.notify(`已打开 ${file.name}`, true);
    } catch (problem) {
      const known = problem instanceof FileProblem;
      const words = known ? problem.message : "这个文件读不出来。";
      this.notify(`${words}您现在填的没有变。`, false);
    }
  }

  print() {
    if (typeof window.print === "function") window.print();
    else this.notify("这里不能打印，请在浏览器里打开本页再打印。", false);
  }

  async clear() {
    if (this.state.isEmpty) return this.notify("还没有填任何内容。", false);
    const sure = "清空本页填的全部内容？清空以后马上可以撤销；离开本页就找不回来了。";
    if (!(await confirmWith(sure, "清空"))) return;
    this.state.keep("清空");
    this.state.replace({});
    this.storage.clear();
    this.notify("已全部清空", true);
  }
}
