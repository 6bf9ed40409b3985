"use strict";
// The search worker's index and ranking: which sections answer a query, best first. One part of
// the worker: publish/search.py puts text_match.js before it and search.js after it.

/** The coarse rank of near matches, below that of any section with all terms. */
const NEAR_TIER = -1;
/** A tool whose title or everyday words hold all terms stands before all; remarks on
 * sections stand after those, manuals after all. */
const TOOL_TIER = 4;
const READING_TIER = 0.5;
const MANUAL_TIER = 0;
const NEAR_LIMIT = 10;
const NEAR_SHARE = 0.5;

/* ---- Index ---- */

/**
 * Reduces the index's HTML to text; a block's edge becomes a boundary.
 * @param {string} html
 */
function plainText(html) {
  return html
    .replace(/<[^>]*>/g, (tag) => (/^<\/?(p|li|ol|ul|pre)\b/.test(tag) ? BOUNDARY : ""))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\s*\u2029\s*/g, BOUNDARY)
    .replace(/[^\S\u2029]+/g, " ")
    .trim();
}

/** @param {Doc} doc @returns {Section} */
function sectionOf(doc) {
  const { location, archived, kind } = doc;
  const title = fold(plainText(doc.title));
  const text = fold(plainText(doc.text));
  const words = (doc.words ?? []).map(fold);
  const foldedNames = [title, ...words].map((name) => name.text).join(BOUNDARY);
  const foldedAll = foldedNames + BOUNDARY + text.text;
  return { location, title, text, words, archived, kind, foldedNames, foldedAll };
}

/**
 * Prepares the sections; the first of a page is its article.
 * @param {Doc[]} docs
 */
function buildSections(docs) {
  const articles = new Map();
  return docs.map((doc) => {
    const section = sectionOf(doc);
    const [page] = section.location.split("#");
    if (!articles.has(page)) articles.set(page, section);
    section.article = articles.get(page);
    return section;
  });
}

/* ---- Sections with all terms ---- */

/**
 * Whether a term occurs as more than the tail of a longer number, as “5年” does in “2025年”.
 * @param {string} text folded
 * @param {string} term folded
 */
function standsIn(text, term) {
  if (!/^\d/.test(term)) return text.includes(term);
  return occurrences(text, term).some((at) => at === 0 || !/[\d.]/.test(text[at - 1]));
}

/**
 * The coarse rank of a section that holds all terms.
 * @param {Section} section
 * @param {string[]} terms folded
 * @returns {number} a tool's or a manual's tier, else 3 when title or everyday words hold all, 2 some; 1 when only the text does;
 *   0 when a term is but the tail of a number
 */
function tierOf({ kind, location, foldedNames, foldedAll }, terms) {
  const anchor = fold(location.split("#")[1] ?? "").text;
  const named = terms.filter((term) => standsIn(foldedNames, term)).length;
  if (kind === "manual") return MANUAL_TIER;
  if (kind === "reading" && !terms.includes(anchor)) return READING_TIER;
  if (kind === "tool" && named === terms.length) return TOOL_TIER;
  if (named > 0) return named === terms.length ? 3 : 2;
  return terms.every((term) => standsIn(foldedAll, term)) ? 1 : 0;
}

/**
 * Looks for all terms in one section.
 * @param {Section} section
 * @param {string[]} terms folded
 * @returns {Hit | null} null when a term is missing
 */
function exactHit(section, terms) {
  const { foldedAll } = section;
  if (!terms.every((term) => foldedAll.includes(term))) return null;
  const phrase = terms.join("");
  const adjoining = foldedAll.includes(phrase);
  const count = terms.reduce((sum, term) => sum + occurrences(foldedAll, term).length, 0);
  const first = Math.min(...terms.map((term) => foldedAll.indexOf(term)));
  const rank = [tierOf(section, terms), Number(adjoining), count, -first];
  return { section, rank, marks: adjoining ? [phrase] : terms, missing: [] };
}

/**
 * Orders hits: best first; those of one rank stay in the order of the index.
 * @param {Hit} a
 * @param {Hit} b
 */
function byRank(a, b) {
  const at = a.rank.findIndex((value, place) => value !== b.rank[place]);
  return at < 0 ? 0 : b.rank[at] - a.rank[at];
}

/* ---- Near matches, for when no section has all terms ---- */

/**
 * Cuts a term into the overlapping pieces by which near matches are found: pairs of characters;
 * three Latin letters; the single characters of a term of two. A shorter term is one piece.
 * @param {string} term folded
 */
function gramsOf(term) {
  const latin = /^[ -~]*$/.test(term);
  const chars = [...term]; // whole ones: half of a rare character is none
  const size = Math.min(chars.length, latin ? 3 : chars.length > 2 ? 2 : 1);
  return chars.slice(size - 1).map((_, at) => chars.slice(at, at + size).join(""));
}

/**
 * @param {Section} section
 * @param {string[]} terms folded
 * @param {Map<string, number>} weights
 * @returns {Hit} ranked by its weight
 */
function nearHit(section, terms, weights) {
  let weight = 0;
  const marks = [];
  for (const [piece, value] of weights) {
    if (!section.foldedAll.includes(piece)) continue;
    marks.push(piece);
    weight += section.foldedNames.includes(piece) ? 2 * value : value;
  }
  const lacks = (term) => !section.foldedAll.includes(term);
  const missing = terms.length > 1 ? terms.filter(lacks) : [];
  return { section, rank: [NEAR_TIER, weight], marks, missing };
}

/* ---- The sections that a query is about: those in force, or old ones ---- */

class Sections {
  /** @param {Section[]} all */
  constructor(all) {
    this.all = all;
  }

  /** @param {string} term folded */
  withTerm(term) {
    return this.all.filter(({ foldedAll }) => foldedAll.includes(term));
  }

  /**
   * The sections that have all words, else those that come near, with a notice that says so.
   * @param {string[]} words as typed, at least one
   */
  search(words) {
    const terms = foldedTerms(words).map((term) => this.asWritten(term));
    const exact = this.exactHits(terms);
    if (exact.length > 0) return { hits: exact, notice: null };
    const near = this.nearHits(terms);
    return { hits: near, notice: this.missNotice(words, near.length > 0) };
  }

  /**
   * The spelling of a term that stands here: in a name, else anywhere, else as typed.
   * @param {string} term folded
   */
  asWritten(term) {
    const spellings = spellingsOf(term);
    const stands = (part) => (spelling) => this.all.some((one) => standsIn(one[part], spelling));
    const named = spellings.find(stands("foldedNames"));
    return named ?? spellings.find(stands("foldedAll")) ?? term;
  }

  /**
   * @param {string[]} terms folded
   * @returns {Hit[]} best first
   */
  exactHits(terms) {
    return this.all
      .map((section) => exactHit(section, terms))
      .filter(Boolean)
      .sort(byRank);
  }

  /**
   * The few sections that share most with the query.
   * @param {string[]} terms folded
   */
  nearHits(terms) {
    const weights = this.weigh(terms);
    const weightOf = (hit) => hit.rank[1];
    const hits = this.all.map((section) => nearHit(section, terms, weights)).sort(byRank);
    const least = hits.length > 0 ? NEAR_SHARE * weightOf(hits[0]) : 0;
    return hits.filter((hit) => weightOf(hit) > 0 && weightOf(hit) >= least).slice(0, NEAR_LIMIT);
  }

  /**
   * What to look for in place of the whole terms, each piece weighed by its length and rarity. A
   * term that occurs somewhere stays in one piece; pieces that occur nowhere are left out.
   * @param {string[]} terms folded
   */
  weigh(terms) {
    const weights = new Map();
    const pieces = terms.flatMap((term) => (this.withTerm(term).length > 0 ? [term] : gramsOf(term)));
    for (const piece of pieces) {
      const { length } = this.withTerm(piece);
      if (length > 0) weights.set(piece, piece.length * Math.log(1 + this.all.length / length));
    }
    return weights;
  }

  /**
   * Says that nothing has all words, and what is shown instead.
   * @param {string[]} words as typed
   * @param {boolean} near whether near matches follow
   */
  missNotice(words, near) {
    const absent = words.filter((word) => this.withTerm(fold(word).text).length === 0);
    const quoted = (absent.length > 0 ? absent : words).map((word) => `“${word}”`).join("");
    const miss = absent.length > 0 ? `没有找到${quoted}` : `没有一处同时含有${quoted}`;
    return near ? `${miss}，下面是相近的内容` : `${miss}，也没有相近的内容`;
  }
}
