/** The boxes to paste into: one a table, with its empty form to take away. */
import { TableProblem, tableText } from "./batch_files.js";
import { button, el, fill, freshId, setText } from "./dom.js";
import { ELSEWHERE, copyText, download, selectable } from "./handover.js";
import { NAMES } from "./words.js";

export class Tables {
  /** @param {HTMLElement} root @param {{tables: any[], short: string[]}} empty of the core: the
   *  tables, and the headers of the short one */
  constructor(root, { tables, short }) {
    this.boxes = [];
    for (const template of tables.map((one) => (one.list ? one : { ...one, headers: short }))) {
      const place = root.querySelector(`.batch-table[data-table="${CSS.escape(template.list)}"]`);
      if (place) this.boxes.push(new Box(place, template));
    }
  }

  /** What was pasted, for the core. @returns {{name: string, text: string}[]} */
  get filled() {
    return this.boxes
      .filter((box) => box.text.trim() !== "")
      .map((box) => ({ name: box.template.name, text: box.text }));
  }
}

class Box {
  /** @param {HTMLElement} place @param {any} template */
  constructor(place, template) {
    this.template = template;
    this.place = place;
    this.state = place.querySelector('[data-slot="state"]');
    this.area = el("textarea", {
      id: freshId(),
      class: "batch-box",
      rows: 5,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      wrap: "off",
      on: { input: () => this.count(), paste: () => this.showStart() },
    });
    this.picker = el("input", {
      type: "file",
      accept: ".csv,.txt,.tsv,text/csv,text/plain",
      hidden: true,
      on: { change: () => this.open() },
    });
    this.said = el("p", { class: "batch-said", role: "status" });
    this.extra = el("div", { class: "calc-text", hidden: true });
    const slot = place.querySelector('[data-slot="input"]');
    fill(slot, this.label(), this.area, this.buttons(), this.said, this.picker, this.extra);
    slot.hidden = false;
    this.area.setAttribute("aria-describedby", (this.said.id = freshId()));
  }

  get text() {
    return this.area.value;
  }

  label() {
    const words = `粘贴“${this.template.name}”表，连表头一起`;
    return el("label", { class: "batch-label", for: this.area.id, text: words });
  }

  buttons() {
    const about = (what) => ({ class: "btn", "aria-label": `${what}：${this.template.name}` });
    return el(
      "div",
      { class: "batch-tools" },
      button("打开 CSV…", () => this.picker.click(), about("打开 CSV")),
      button("下载空表", () => this.handOut(), about("下载空表")),
      button("复制表头", () => this.copyHeaders(), about("复制表头")),
      button(NAMES.clear, () => this.clear(), about(NAMES.clear)),
    );
  }

  /** Rows that hold something, the header aside. */
  count() {
    const lines = this.text.split(/\r?\n/).filter((line) => line.trim() !== "").length;
    const words = lines === 0 ? "" : lines === 1 ? "只有表头" : `约 ${lines - 1} 行`;
    setText(this.said, words);
    if (this.state) setText(this.state, words);
  }

  /** The headers, rather than the end of what was pasted. */
  showStart() {
    requestAnimationFrame(() => this.area.scrollTo(0, 0));
  }

  async open() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file) return;
    try {
      this.area.value = await tableText(file);
      this.showStart();
      this.count();
      setText(this.said, `已打开 ${file.name}，${this.said.textContent || "里面没有内容"}`);
    } catch (problem) {
      if (!(problem instanceof TableProblem)) throw problem;
      setText(this.said, problem.message);
    }
  }

  /** The empty table as a file, with its text to select where nothing can be downloaded. */
  handOut() {
    const { csv, file } = this.template;
    const done = download(csv, file, "text/csv;charset=utf-8");
    const words = done
      ? `已交给浏览器下载，文件名 ${file}。没有下载时，复制下面的文字，存成 CSV；或者${ELSEWHERE}。`
      : `这里不能下载。复制下面的文字，存成 CSV；或者${ELSEWHERE}。`;
    const box = selectable(csv, { words, label: `空表“${this.template.name}”`, onClose: () => this.fold() });
    fill(this.extra, box);
    this.extra.hidden = false;
  }

  async copyHeaders() {
    const done = await copyText(this.template.headers.join("\t"));
    const words = done ? "表头已复制，粘贴到空白工作表的第一行即可" : "这里不能自动复制，请用“下载空表”";
    setText(this.said, words);
  }

  fold() {
    this.extra.hidden = true;
  }

  clear() {
    this.area.value = "";
    this.count();
    setText(this.said, "已清空");
    this.area.focus();
  }
}
