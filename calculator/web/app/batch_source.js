/** What is to be checked: a filled file, or a table that was pasted. The core reads both. */
import { base64 } from "./check_read.js";
import { button, el, filePicker, fill, freshId } from "./dom.js";

const MOST_BYTES = 20_000_000;
const PASTE = "没有文件，或者选不了文件？直接粘贴表格";

export class Source {
  /** @param {HTMLElement} place @param {string} name of the persons' table
   *  @param {import("./batch_run.js").Run} run */
  constructor(place, name, run) {
    this.name = name;
    this.run = run;
    // Old formats, too: what to do with one is told, where a grey name would tell nothing.
    const picker = filePicker(".xlsx,.xlsm,.xls,.et,.csv,.txt", (file) => this.open(file), "填好的表");
    const choose = button("选择填好的表…", () => picker.click(), { class: "btn btn-primary" });
    this.area = el("textarea", {
      id: freshId(), class: "batch-box", rows: 5, spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off",
    });
    const label = el("label", { class: "calc-label", for: this.area.id, text: `粘贴“${name}”表，连表头一起` });
    const begin = button("核对粘贴的表", () => this.paste(), { class: "btn" });
    const pasting = el("details", { class: "batch-fold" }, el("summary", { text: PASTE }), label, this.area, begin);
    fill(place, el("p", { class: "batch-tools" }, choose, picker), pasting);
    place.hidden = false;
  }

  /** @param {File} file */
  async open(file) {
    if (file.size > MOST_BYTES) this.run.say("这个文件太大，请分成几个文件。");
    else this.run.begin({ name: file.name, file: await base64(file) });
  }

  paste() {
    const text = this.area.value;
    if (text.trim() === "") return this.run.say(`还没有粘贴“${this.name}”表。`);
    this.run.begin({ tables: [{ name: this.name, text }] });
  }
}
