"use strict";
// The site search: a classic worker that speaks the theme's search worker protocol in place of
// the built-in one, which cuts Chinese into words and so misses common terms. Sections are found
// by substring, folded as text_match.js says; terms separated by spaces must all occur.
// publish/search.py puts text_match.js, search_sections.js and search_results.js in front.

/** The protocol's message types. */
const MESSAGE = { SETUP: 0, READY: 1, QUERY: 2, RESULT: 3 };

/** A term of its own that turns the search to old editions, which are otherwise left out. */
const ARCHIVE_TERM = "旧版";
const ARCHIVE_PROMPT = `“${ARCHIVE_TERM}”后面请接着输入要查的词`;

/**
 * Says that nothing has all words, and what is shown instead.
 * @param {Section[]} sections
 * @param {string[]} words as typed
 * @param {boolean} near whether near matches follow
 */
function missNotice(sections, words, near) {
  const occurs = (term) => sections.some((section) => section.foldedAll.includes(term));
  const absent = words.filter((word) => !occurs(fold(word).text));
  const quoted = (absent.length > 0 ? absent : words).map((word) => `“${word}”`).join("");
  const miss = absent.length > 0 ? `没有找到${quoted}` : `没有一处同时含有${quoted}`;
  return near ? `${miss}，下面是相近的内容` : `${miss}，也没有相近的内容`;
}

/**
 * The spelling of a term that the sections have: in a name, else anywhere, else as typed.
 * @param {Section[]} sections
 * @param {string} term folded
 */
function asWritten(sections, term) {
  const spellings = spellingsOf(term);
  const named = (spelling) => sections.some(({ foldedNames }) => standsIn(foldedNames, spelling));
  const occurs = (spelling) => sections.some(({ foldedAll }) => standsIn(foldedAll, spelling));
  return spellings.find(named) ?? spellings.find(occurs) ?? term;
}

/**
 * Searches one set of sections.
 * @param {Section[]} sections
 * @param {string[]} words as typed, at least one
 */
function searchIn(sections, words) {
  const terms = foldedTerms(words).map((term) => asWritten(sections, term));
  const exact = exactHits(sections, terms);
  if (exact.length > 0) return { hits: exact, notice: null };
  const near = nearHits(sections, terms);
  return { hits: near, notice: missNotice(sections, words, near.length > 0) };
}

/**
 * Points to old editions that have what the editions in force lack.
 * @param {Section[]} archived
 * @param {string[]} words as typed
 */
function archiveHint(archived, words) {
  const count = exactHits(archived, foldedTerms(words)).length;
  return count > 0 ? `（旧版中有 ${count} 处：在搜索词前加“${ARCHIVE_TERM} ”可查）` : "";
}

/**
 * Answers a query.
 * @param {Section[]} sections
 * @param {string} query as typed
 * @returns {{items: object[][], notice: string | null}} the protocol's result, and a sentence for
 *   search_notice.js to show in place of the theme's count, if any
 */
function search(sections, query) {
  const [current, archived] = byEdition(sections);
  const typed = wordsOf(query);
  const words = archived.length > 0 ? typed.filter((word) => word !== ARCHIVE_TERM) : typed;
  const inArchive = words.length < typed.length;
  if (words.length === 0) return { items: [], notice: inArchive ? ARCHIVE_PROMPT : null };

  const { hits, notice } = searchIn(inArchive ? archived : current, words);
  const items = groupsOf(hits);
  if (inArchive) return { items, notice: notice ?? `旧版中有 ${items.length} 页，只供查考` };
  return { items, notice: notice && notice + archiveHint(archived, words) };
}

/**
 * Parts the editions in force from the old ones.
 * @param {Section[]} sections
 */
function byEdition(sections) {
  const isOld = (section) => section.archived !== undefined;
  return [sections.filter((section) => !isOld(section)), sections.filter(isOld)];
}

/** @type {Section[]} */
let allSections = [];

/**
 * Answers one message of the protocol.
 * @param {{type: number, data: any}} message
 */
function answer(message) {
  switch (message.type) {
    case MESSAGE.SETUP:
      allSections = buildSections(message.data.docs);
      return { type: MESSAGE.READY };
    case MESSAGE.QUERY:
      return { type: MESSAGE.RESULT, data: search(allSections, message.data) };
    default:
      throw new TypeError(`Unknown search message: ${message.type}`);
  }
}

self.addEventListener("message", ({ data }) => self.postMessage(answer(data)));
