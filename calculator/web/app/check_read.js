/**
 * Answers read from what a person has at hand: a picture's file, a text to be counted. Both stay on
 * this device and are let go at once; the core reads them, only its answer is kept.
 */
import { button, el, filePicker, setText } from "./dom.js";
import { questionWords } from "./parts.js";
import { sayPhoto } from "./values.js";

const HEAD_BYTES = 2_000_000; // what the core looks at; the file's size is told beside it
const PAUSE = 400; // milliseconds without typing before a text is counted

/** @param {import("./check_ask.js").Ask} ask @param {Session} session */
export function makeReader(ask, session) {
  if (ask.question.type === "photo") return new PhotoReader(ask, session);
  return ask.question.counts ? new TextCounter(ask, session) : null;
}

/** @param {Blob} blob @returns {Promise<string>} its bytes as base64 */
export function base64(blob) {
  return new Promise((resolve, refuse) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => refuse(reader.error);
    reader.readAsDataURL(blob);
  });
}

class PhotoReader {
  constructor(ask, session) {
    this.ask = ask;
    this.session = session;
    this.words = el("p", { class: "check-read", "aria-live": "polite" });
    this.file = filePicker("image/*", (file) => this.read(file), `选择${ask.question.label}`);
    this.pick = button("", () => this.file.click(), { class: "btn" });
    this.drop = button("不看这张了", () => this.forget(), {});
    const slot = ask.element.querySelector('[data-slot="input"]');
    const line = el("p", { class: "calc-buttons" }, this.pick, this.drop, this.file);
    slot.prepend(...questionWords(ask.question), line, this.words);
    this.show();
  }

  /** @param {File} file */
  async read(file) {
    setText(this.words, `正在读“${file.name}”……`);
    try {
      const photo = await base64(file.slice(0, HEAD_BYTES));
      const request = { photo, size: file.size, name: file.name, question: this.ask.question.id };
      const { answer, said, notes } = await this.session.engine.request(request);
      this.session.state.set(this.ask.question.id, answer);
      this.show();
      setText(this.words, `读到了“${file.name}”：${said}。${notes.join("")}`); // the name is not kept
    } catch {
      setText(this.words, "这张照片没有读成，请再选一次；计算程序没有装好的，先按“再试一次”。");
    }
  }

  forget() {
    this.session.state.set(this.ask.question.id, undefined);
    this.show();
    this.pick.focus();
  }

  show() {
    const facts = this.session.state.get(this.ask.question.id);
    setText(this.pick, facts ? "换一张" : "选择照片");
    this.drop.hidden = !facts;
    setText(this.words, facts ? `读到了照片：${sayPhoto(facts)}。` : "");
  }
}

class TextCounter {
  constructor(ask, session) {
    this.ask = ask;
    this.session = session;
    this.timer = 0;
    this.area = el("textarea", { class: "calc-input check-text-area", rows: 6, "aria-label": `粘贴文字，数${ask.question.label}` });
    this.area.addEventListener("input", () => this.later());
    this.words = el("p", { class: "check-read", "aria-live": "polite" });
    const details = el("details", { class: "check-whole check-count" }, el("summary", { text: "粘贴文字来数" }), this.area, this.words);
    ask.control.element.after(details);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.count(), PAUSE);
  }

  async count() {
    const text = this.area.value;
    const { id } = this.ask.question;
    try {
      const { answer } = await this.session.engine.request({ text, question: id });
      if (text !== this.area.value) return;
      const given = text === "" ? undefined : answer;
      this.session.state.set(id, given);
      this.ask.control.show(given);
      setText(this.words, text === "" ? "" : `一共 ${answer} 个字符。`);
    } catch {
      setText(this.words, "没有数成，请稍后再试；粘贴的文字还在。");
    }
  }
}
