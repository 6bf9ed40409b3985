/** Above the table: where answers are kept; print; and, folded, save, open, hand over, clear. */
import { ask } from "./dialog.js";
import { button, el, filePicker, fill } from "./dom.js";
import { fileText, readAnswers, textOf } from "./files.js";
import { handOut, printPage, selectable } from "./handover.js";
import { linkTo } from "./link.js";
import { reveal } from "./page.js";
import { countWords } from "./slip_answers.js";
import { NAMES } from "./words.js";

const KEEPING = {
  kept: "",
  off: "现在不留存：关掉或刷新本页，填的内容就没有了。要留下，请保存到文件。",
  refused: "这个浏览器不让网页留存内容，或者已经存满：关掉本页，填的内容就没有了。要留下，请保存到文件。",
};
const LINK_WORDS =
  "这个链接里有您填的全部答案：谁拿到它，谁就能看到。发给信得过的人，不要贴到公开的地方。答案写在链接末尾，打开时不会发给本网站的服务器。";

export class Tools {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.state = session.state;
    this.storage = session.storage;
    this.policy = session.state.policy;
    this.root = session.page.root;
    this.privacy = el("p", { class: "calc-privacy" });
    this.keep = el("input", { type: "checkbox", on: { change: () => this.switchKeeping() } });
    this.picker = filePicker(".json,application/json", (file) => this.open(file));
    this.text = el("div", { class: "calc-text", hidden: true });
    fill(reveal(session.page.slot("intro")), ...this.build());
    this.showKeeping(this.storage.isOff ? "off" : this.storage.refused ? "refused" : "kept");
    // What was handed out holds the answers as they were.
    this.state.addEventListener("change", () => this.putAway());
  }

  build() {
    const keep = el("label", { class: "calc-keep" }, this.keep, "在这台设备上记住我填的内容");
    const { calculator, total } = this.root.dataset;
    const slip = calculator === "slip" ? null : this.tool("结果单…", this.goToSlip);
    const sheet = total ? this.tool("下载自评表（CSV）", this.sheet) : null; // where there are points
    const printing = button(this.root.dataset.print, () => this.print(), { class: "btn" });
    const menu = el(
      "details",
      { class: "calc-menu" },
      el("summary", { class: "btn", text: "保存、打开、转交" }),
      group("自己留着", [this.tool("保存到文件", this.save), button("打开文件…", () => this.picker.click(), { class: "btn" })]),
      group("转交别人", [this.tool("复制链接", this.link), slip, sheet]),
      group("重新填", [this.tool("全部清空…", this.clear)]),
    );
    const tools = el("div", { class: "calc-tools", role: "group", "aria-label": "打印、保存、打开、清空" }, printing, menu);
    return [this.privacy, keep, tools, this.picker, this.text];
  }

  /** @param {string} text @param {() => any} deed */
  tool(text, deed) {
    const made = button(text, () => this.at(made, deed), { class: "btn" });
    return made;
  }

  /** What a button hands out stands below its group. @param {HTMLElement} made @param {() => any} deed */
  at(made, deed) {
    made.closest(".calc-menu-group").after(this.text);
    return deed.call(this);
  }

  /** @param {import("./storage.js").Keeping} keeping */
  showKeeping(keeping) {
    this.keeping = keeping;
    this.privacy.textContent = KEEPING[keeping];
    this.privacy.classList.toggle("calc-wrong", keeping === "refused");
    this.keep.checked = keeping === "kept";
    this.keep.disabled = keeping === "refused";
  }

  switchKeeping() {
    this.storage.setOff(!this.keep.checked);
    this.showKeeping(this.storage.keep(this.state.file));
  }

  /** Words and a text to select. @param {(onClose: () => void) => HTMLElement} make */
  put(make) {
    fill(this.text, make(() => this.putAway()));
    this.text.hidden = false;
    this.text.scrollIntoView({ block: "nearest" });
  }

  putAway() {
    if (this.text.hidden) return;
    this.text.hidden = true;
    fill(this.text);
  }

  /** @param {string} text @param {string} name @param {string} label @param {string} [type] */
  hand(text, name, label, type) {
    this.put((onClose) => handOut(text, { name, label, type, onClose }));
  }

  save() {
    this.hand(textOf(this.state.file), `${this.policy.id}-${this.policy.edition}-answers.json`, "答案文件的内容");
  }

  /** @param {File} file */
  async open(file) {
    const source = { what: "打开文件", name: file.name };
    const { opening } = this.session;
    await opening.attempt(async () => opening.take(readAnswers(await fileText(file)), source));
  }

  async link() {
    const address = await linkTo(this.state.file, new URL(this.root.dataset.result, location.href).href);
    if (address) this.put((onClose) => selectable(address, { words: LINK_WORDS, label: "带答案的链接", onClose, copies: true }));
    else this.session.bar.notify("填的内容太多，放不进一个链接。请用“保存到文件”，把文件发给对方。");
  }

  /** The slip's page reads what this device keeps; where it keeps nothing, a link brings it. */
  async goToSlip() {
    const page = new URL("../slip/", location.href).href;
    const address = this.keeping === "kept" ? page : await linkTo(this.state.file, page);
    location.assign(address ?? page);
  }

  async sheet() {
    try {
      const { name, csv } = await this.session.engine.request({ sheet: true, answers: this.state.file });
      this.hand(csv, name, "自评表的内容", "text/csv;charset=utf-8");
    } catch {
      this.session.bar.notify("自评表没有做成：计算程序还没有启动。您填的都还在。");
    }
  }

  async print() {
    if (!(await printPage())) this.session.bar.notify("这里不能打印，请在浏览器里打开本页再打印。");
  }

  async clear() {
    if (this.state.isEmpty) return this.session.bar.notify("还没有填任何内容。");
    const lost = `现在填的（${countWords(this.state.file)}）都会清空，各项自查用的是同一份。清空以后马上可以撤销；离开或刷新本页，就找不回来了。`;
    const details = [el("p", { text: lost })];
    if (!(await ask({ title: "清空全部答案吗？", details, stay: NAMES.stay, go: "清空全部答案", loses: true }))) return;
    this.state.keep(NAMES.clear);
    this.state.replace({});
    this.storage.clear();
    this.session.bar.notify("已全部清空", true);
  }
}

/** @param {string} title @param {(Node | null)[]} tools */
function group(title, tools) {
  return el(
    "div",
    { class: "calc-menu-group", role: "group", "aria-label": title },
    el("p", { class: "calc-menu-title", text: title }),
    el("div", { class: "calc-menu-tools" }, ...tools),
  );
}
