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

/**
 * @param {Doc} doc
 * @param {number} order
 */
function sectionOf(doc, order) {
  const { location, archived, kind } = doc;
  const title = fold(plainText(doc.title));
  const text = fold(plainText(doc.text));
  const words = (doc.words ?? []).map(fold);
  const foldedNames = [title, ...words].map((name) => name.text).join(BOUNDARY);
  const foldedAll = foldedNames + BOUNDARY + text.text;
  return { order, location, title, text, words, archived, kind, foldedNames, foldedAll };
}

/**
 * Prepares the sections; the first of a page is its article.
 * @param {Doc[]} docs
 */
function buildSections(docs) {
  const articles = new Map();
  return docs.map((doc, order) => {
    const section = sectionOf(doc, order);
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
  const rank = [Number(adjoining), count, -first];
  const marks = adjoining ? [phrase] : terms;
  return { section, tier: tierOf(section, terms), rank, marks, missing: [] };
}

/**
 * Orders hits: tier, then the finer ranks, then the order of the index.
 * @param {Hit} a
 * @param {Hit} b
 */
function byRank(a, b) {
  if (a.tier !== b.tier) return b.tier - a.tier;
  for (let i = 0; i < a.rank.length; i++) {
    if (a.rank[i] !== b.rank[i]) return b.rank[i] - a.rank[i];
  }
  return a.section.order - b.section.order;
}

/**
 * @param {Section[]} sections
 * @param {string[]} terms folded
 * @returns {Hit[]} best first
 */
function exactHits(sections, terms) {
  return sections
    .map((section) => exactHit(section, terms))
    .filter(Boolean)
    .sort(byRank);
}

/* ---- Near matches, for when no section has all terms ---- */

/**
 * Cuts a term into the overlapping pieces by which near matches are found: pairs of characters;
 * three Latin letters; the single characters of a term of two. A shorter term is one piece.
 * @param {string} term folded
 * @returns {string[]} distinct
 */
function gramsOf(term) {
  const latin = /^[ -~]*$/.test(term);
  const chars = [...term]; // whole ones: half of a rare character is none
  const size = Math.min(chars.length, latin ? 3 : chars.length > 2 ? 2 : 1);
  const grams = new Set();
  for (let at = 0; at + size <= chars.length; at++) grams.add(chars.slice(at, at + size).join(""));
  return [...grams];
}

/**
 * What to look for in place of the whole terms: a term that occurs somewhere stays in one piece.
 * @param {Section[]} sections
 * @param {string[]} terms folded
 * @returns {string[]} distinct
 */
function piecesOf(sections, terms) {
  const occurs = (term) => sections.some((section) => section.foldedAll.includes(term));
  return [...new Set(terms.flatMap((term) => (occurs(term) ? [term] : gramsOf(term))))];
}

/**
 * Weighs each piece by its length and rarity; pieces that occur nowhere are left out.
 * @param {Section[]} sections
 * @param {string[]} pieces
 */
function weigh(sections, pieces) {
  const weights = new Map();
  for (const piece of pieces) {
    const count = sections.filter((section) => section.foldedAll.includes(piece)).length;
    if (count > 0) weights.set(piece, piece.length * Math.log(1 + sections.length / count));
  }
  return weights;
}

/**
 * @param {Section} section
 * @param {string[]} terms folded
 * @param {Map<string, number>} weights
 * @returns {Hit} with its weight as only rank
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
  return { section, tier: NEAR_TIER, rank: [weight], marks, missing };
}

/**
 * Offers the sections that share most with the query.
 * @param {Section[]} sections
 * @param {string[]} terms folded
 * @returns {Hit[]} best first, few
 */
function nearHits(sections, terms) {
  const weights = weigh(sections, piecesOf(sections, terms));
  const hits = sections
    .map((section) => nearHit(section, terms, weights))
    .filter((hit) => hit.rank[0] > 0)
    .sort(byRank);
  return hits.filter((hit) => hit.rank[0] >= NEAR_SHARE * hits[0].rank[0]).slice(0, NEAR_LIMIT);
}
