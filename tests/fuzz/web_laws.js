/**
 * What the page's own readers make of hostile input, in the words of `web_readers.py`: every
 * function gives back data, and throws only what a visitor would meet as a crash.
 */
import { summaryOf } from "./app/card.js";
import { makeControl } from "./app/fields.js";
import { FileProblem, isForeign, readAnswers, readFile, sorted, textOf } from "./app/files.js";
import { readFragment } from "./app/link.js";
import { answerList, countWords } from "./app/slip_answers.js";
import { State, emptyFile } from "./app/state.js";
import { Storage } from "./app/storage.js";
import { say } from "./app/values.js";
import { UNCOVERED, VERDICT } from "./app/words.js";

const POLICY = { id: "tiny", edition: "2031", short: "合唱团" };
const WORDS = JSON.stringify({ ...VERDICT, uncovered: UNCOVERED });
const KEY = `calculator:${POLICY.id}:${POLICY.edition}`;
const laws = { link, file, storage, shownAnswer, search, highlight, routeMap };
const [matching, ...searching] = await sources(
  "text_match.js", "search_sections.js", "search_results.js", "search.js", "highlight.js", "made.js", "route_map.js",
);
const [lighting, making, marking] = [searching.pop(), searching.pop(), searching.pop()];

/** @param {string[]} names */
function sources(...names) {
  return Promise.all(names.map(async (name) => (await fetch(name)).text()));
}

/** @param {string} asked [law, its arguments] as JSON @returns {Promise<string>} JSON */
export async function answer(asked) {
  const [law, given] = JSON.parse(asked);
  try {
    return JSON.stringify({ found: await laws[law](...given) });
  } catch (problem) {
    if (problem instanceof FileProblem) return JSON.stringify({ refused: problem.message });
    return JSON.stringify({ crash: String(problem?.stack ?? problem) });
  }
}

function link(fragment) {
  return readFragment(fragment);
}

/** An opened file, as it would be saved again. */
function file(text) {
  const data = readAnswers(text);
  const foreign = isForeign(data, POLICY);
  const state = new State(POLICY);
  state.replace(sorted(data, POLICY).file);
  const saved = textOf(state.file);
  return { saved, again: textOf(readFile(saved, POLICY)), words: countWords(state.file), foreign };
}

/** What a visit finds on the device and in the tab, and what the next visit finds after it. */
function storage({ kept, off, remembered, denied }) {
  localStorage.clear();
  const state = remembered === null ? null : { [KEY]: remembered };
  if (state || history.state) history.replaceState(state, ""); // the dearest step of all
  if (kept !== null) localStorage.setItem(KEY, kept);
  if (off !== null) localStorage.setItem("calculator:off", off);
  const { setItem } = Storage_.prototype;
  if (denied) Storage_.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  try {
    return visit(new Storage(POLICY));
  } finally {
    Storage_.prototype.setItem = setItem;
  }
}
const Storage_ = globalThis.Storage;

function visit(storage) {
  const text = storage.read();
  let opened = emptyFile(POLICY);
  let problem = null;
  if (text !== null) {
    try {
      opened = readFile(text, POLICY);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      problem = error.message;
      storage.putAside(text);
    }
  }
  const keeping = storage.keep(opened);
  const aside = localStorage.getItem(`${KEY}:broken`);
  return { text, problem, aside, keeping, opened: JSON.stringify(opened), next: storage.read() };
}

/** An answer in its control, in a line and in a list: what the page shows of it. */
function shownAnswer(question, value) {
  const control = makeControl(question, () => {});
  const plain = control.element.querySelectorAll("*").length;
  control.show(value);
  const list = { id: "l", label: "表", type: "list", fields: [question] };
  const model = { questions: new Map([[question.id, question], ["l", list]]), clauses: {} };
  const opened = sorted({ answers: { [question.id]: value, l: [{ [question.id]: value }, value] } }, POLICY).file;
  const [record] = opened.answers.l;
  const said = [say(question, value), summaryOf(list, record), answerList(model, opened).textContent];
  return { said, more: control.element.querySelectorAll("*").length - plain };
}

/** A query's result, with the HTML in it laid open. */
function search(docs, query) {
  const make = new Function("self", `${matching}\n${searching.join("\n")}\nreturn { search, buildSections };`);
  const worker = make({ addEventListener() {} });
  const { items, notice } = worker.search(worker.buildSections(docs), query);
  const found = structuredClone(items).flat();
  const shown = found.flatMap(({ title, text, tags = [] }) => [title, text, ...tags]);
  const places = found.map(({ location }) => new URL(location, "http://web.test/site/").href);
  return { count: found.length, notice, tags: shown.flatMap(elements), places };
}

/** Each element of some HTML, with its attributes. @param {string} html @returns {string[]} */
function elements(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.querySelectorAll("*")].map((one) =>
    [one.localName, ...one.getAttributeNames()].join(" "),
  );
}

/** Marks in a page, and the page without them. @param {any[]} tree see `web_readers.pages` */
function highlight(tree, query) {
  const main = document.querySelector("main");
  main.className = "md-content__inner";
  main.replaceChildren(...tree.map(grown));
  main.normalize();
  const before = main.innerHTML;
  const search = `?h=${encodeURIComponent(query.toWellFormed())}`;
  new Function("location", `${matching}\n${marking}`)({ search });
  const marks = [...main.querySelectorAll("mark")];
  const marked = marks.map((mark) => mark.textContent);
  for (const mark of marks) mark.replaceWith(...mark.childNodes);
  for (const details of main.querySelectorAll("details")) details.removeAttribute("open");
  main.normalize();
  const after = main.innerHTML;
  main.replaceChildren();
  return { marked, same: before === after };
}

/** "text" or ["tag", ...children]. @param {any} one */
function grown(one) {
  if (typeof one === "string") return document.createTextNode(one);
  const [tag, ...children] = one;
  const element = document.createElement(tag);
  element.append(...children.map(grown));
  return element;
}

/** What a reading page makes of verdicts kept on the device. @param {string} kept */
function routeMap(kept) {
  localStorage.setItem(`${KEY}:verdicts`, kept);
  const main = document.querySelector("main");
  main.innerHTML = `<p hidden></p><div class="routes" data-map="${KEY}" data-words='${WORDS}'><div data-route="a"><b class="route__title">A</b></div></div>`;
  new Function(making + lighting)();
  const said = [...main.querySelectorAll("span")].map((span) => span.textContent);
  const count = main.querySelectorAll("*").length;
  main.replaceChildren();
  localStorage.clear();
  return { said, count };
}
