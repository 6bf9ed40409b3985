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
 * Answers a query.
 * @param {Section[]} sections
 * @param {string} query as typed
 * @returns {{items: object[][], notice: string | null}} the protocol's result, and a sentence for
 *   search_notice.js to show in place of the theme's count, if any
 */
function search(sections, query) {
  const isOld = (section) => section.archived !== undefined;
  const archived = new Sections(sections.filter(isOld));
  const typed = wordsOf(query);
  const hasOld = archived.all.length > 0;
  const words = hasOld ? typed.filter((word) => word !== ARCHIVE_TERM) : typed;
  const inArchive = words.length < typed.length;
  if (words.length === 0) return { items: [], notice: inArchive ? ARCHIVE_PROMPT : null };

  const current = new Sections(sections.filter((section) => !isOld(section)));
  const { hits, notice } = (inArchive ? archived : current).search(words);
  const items = groupsOf(hits);
  if (inArchive) return { items, notice: notice ?? `旧版中有 ${items.length} 页，只供查考` };
  return { items, notice: notice && notice + archiveHint(archived, words) };
}

/**
 * Points to old editions that have what the editions in force lack.
 * @param {Sections} archived
 * @param {string[]} words as typed
 */
function archiveHint(archived, words) {
  const count = archived.exactHits(foldedTerms(words)).length;
  return count > 0 ? `（旧版中有 ${count} 处：在搜索词前加“${ARCHIVE_TERM} ”可查）` : "";
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
