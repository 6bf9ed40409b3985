/**
 * Opening answers that come from somewhere: a file, a link, a result slip. Nothing is replaced
 * before the person has seen what would come and agreed; nothing that cannot be used is dropped
 * without a word, and what is replaced can be brought back.
 */
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { FileProblem, answersOf, isForeign, sorted } from "./files.js";
import { checkedText } from "./hashes.js";
import { countWords } from "./slip_answers.js";
import { plainText } from "./values.js";
import { NAMES } from "./words.js";

const MOST_NAMED = 12;
const REPLACED = "换掉以后马上可以撤销；离开或刷新本页，就找不回来了。两份都要留的，请先保留现在的答案，保存到文件，再打开一次。";

/** Nothing is wrong with what was to be opened: it cannot be read yet. */
class NotYet extends FileProblem {}

export class Opening {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
  }

  /** @param {any} data parsed @param {Origin} source */
  offer(data, source) {
    return this.attempt(() => this.take(answersOf(data), source));
  }

  /** @param {() => Promise<unknown>} deed @returns {Promise<boolean>} false: it can be tried again later */
  async attempt(deed) {
    try {
      await deed();
      return true;
    } catch (problem) {
      const known = problem instanceof FileProblem;
      this.session.bar.notify(`${known ? problem.message : "这份答案读不出来。"}您现在填的没有变。`);
      return !(problem instanceof NotYet);
    }
  }

  /** @param {any} data @param {Origin} source @returns {Promise<boolean>} whether it replaced what was there */
  async take(data, source) {
    const { state } = this.session;
    const report = await this.carried(data);
    const { file, left: odd } = sorted(report.file, state.policy);
    report.left.push(...odd.map(({ path }) => ({ path, message: "不是本页能用的样子。" })));
    const mustAsk = source.always || !state.isEmpty || report.left.length + report.check.length > 0;
    if (mustAsk && !(await this.agreed(file, report, source))) {
      this.session.bar.notify("没有打开，您现在填的没有变。");
      return false;
    }
    state.keep(source.what);
    state.replace(file);
    const left = report.left.length > 0 ? `，有 ${report.left.length} 处没有沿用，原样留在文件里` : "";
    const { from } = report;
    const other = from ? `：是 ${brief(from.edition)} 年度的答案，沿用了 ${report.carried} 处，请对照本年度核对` : "";
    this.session.bar.notify(`已打开 ${source.name}${other}${left}`, true);
    return true;
  }

  /** The answers for this edition, and what could not be brought over. @param {any} data */
  async carried(data) {
    const { policy } = this.session.state;
    if (!isForeign(data, policy)) return { file: data, left: [], check: [], from: null };
    const report = await this.asked(data);
    if (report.carried > 0) return report;
    const { policy: id, edition } = report.from;
    throw new FileProblem(`这是另一份政策或另一年度的答案（${brief(id)} ${brief(edition)}），没有能用在“${policy.short}”的内容，没有打开。`);
  }

  async asked(data) {
    try {
      this.session.bar.notify("正在看哪些答案能沿用…");
      const before = await this.rulesOf(data.edition);
      return await this.session.engine.request({ carry: data, ...before });
    } catch (problem) {
      if (this.session.engine.status.state === "ready") throw problem;
      throw new NotYet("别的年度的答案要由计算程序来读，它还没有启动。");
    }
  }

  /** The rules of another year, where this site has them and they can be had. @param {unknown} year */
  async rulesOf(year) {
    const path = this.session.root.getAttribute(`data-rules-${plainText(year)}`);
    if (path === null) return {};
    return checkedText(path).then((text) => ({ before: JSON.parse(text) }), () => ({}));
  }

  /** @param {any} file @param {any} report @param {Origin} source */
  agreed(file, report, { name }) {
    const { state, model: { questions } } = this.session;
    const { edition, short } = state.policy;
    const given = report.from?.edition ?? edition;
    const holds = [`${name}：${countWords(file)}。`, plainText(given) === edition ? `“${short}”的答案。` : `是 ${brief(given)} 年度的答案，本页是 ${edition} 年度。`];
    const details = [
      el("p", { text: holds.join("") }),
      listed("没有能沿用的（原样留在文件里，再保存也不会丢）", report.left, questions),
      listed(NAMES.reread, report.check, questions),
    ];
    if (state.isEmpty) return ask({ title: "打开这份答案吗？", details, stay: "不用这份答案", go: "打开这份答案" });
    details.push(el("p", { text: `现在填的（${countWords(state.file)}）会被换掉。${REPLACED}` }));
    return ask({ title: "换成这份答案吗？", details, stay: NAMES.stay, go: "换成这份答案", loses: true });
  }

}

/** @param {string} title @param {{path: string, message: string}[]} entries */
function listed(title, entries, questions) {
  if (entries.length === 0) return null;
  const lines = entries.slice(0, MOST_NAMED).map(({ path, message }) => el("li", { text: `${placeWords(path, questions)}：${message}` }));
  const more = entries.length - lines.length;
  if (more > 0) lines.push(el("li", { text: `还有 ${more} 处` }));
  return el("div", { class: "calc-left" }, el("p", {}, el("strong", { text: `${title}，${entries.length} 处` })), el("ul", {}, ...lines));
}

/** "answers.papers[0].kind" -> "论文第 1 条的“类别”", as far as the words are known. */
function placeWords(path, questions) {
  const found = /^answers\.([^.[]+)(?:\[(\d+)\])?(?:\.(.+))?$/.exec(path);
  const question = found && questions.get(found[1]);
  if (!question) return brief(path);
  const [, , index, id] = found;
  const record = index === undefined ? "" : `第 ${Number(index) + 1} 条`;
  const field = question.fields?.find((one) => one.id === id)?.label ?? id;
  return `${question.label}${record}${id ? `的“${brief(field)}”` : ""}`;
}

/** @param {unknown} value */
function brief(value) {
  return plainText(value ?? "没有写").slice(0, 40);
}
