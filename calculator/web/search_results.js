"use strict";
// What the search worker shows: hits become the groups of HTML snippets that the theme renders.
// One part of the worker: publish/search.py joins the parts.

const EXCERPT = 100;
const EXCERPT_LEAD = 24;
const RANGES_WEIGHED = 20;
const SHOWN_PER_PAGE = 3;

/**
 * @param {string} text
 * @returns {string} HTML
 */
function escapeHtml(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * Marks ranges of a text, between two offsets.
 * @param {string} text
 * @param {[number, number][]} ranges ascending, apart from each other
 * @param {number} from
 * @param {number} to
 * @returns {string} HTML
 */
function markHtml(text, ranges, from = 0, to = text.length) {
  const show = (a, b) => escapeHtml(text.slice(a, b).replaceAll(BOUNDARY, " "));
  let html = "";
  let at = from;
  for (const [start, end] of ranges) {
    if (start < from || end > to) continue;
    html += `${show(at, start)}<mark>${show(start, end)}</mark>`;
    at = end;
  }
  return html + show(at, to);
}

/**
 * Marks all terms in a text.
 * @param {Folded} text
 * @param {string[]} marks folded
 * @returns {string} HTML
 */
function markedHtml(text, marks) {
  return markHtml(text.source, matchRanges(text, marks));
}

/**
 * Chooses where the excerpt begins: at the match whose surroundings hold most marked text.
 * @param {[number, number][]} ranges ascending
 */
function excerptStart(ranges) {
  let best = 0;
  let bestHeld = 0;
  for (const [start] of ranges) {
    const held = ranges
      .filter(([from, to]) => from >= start && to <= start + EXCERPT - EXCERPT_LEAD)
      .reduce((sum, [from, to]) => sum + to - from, 0);
    if (held > bestHeld) [best, bestHeld] = [start, held];
  }
  return Math.max(0, best - EXCERPT_LEAD);
}

/**
 * Cuts a marked excerpt out of a section's text.
 * @param {Folded} text
 * @param {string[]} marks folded
 * @returns {string} HTML
 */
function excerptHtml(text, marks) {
  const { source } = text;
  if (source === "") return "";
  const ranges = matchRanges(text, marks);
  const from = excerptStart(ranges.slice(0, RANGES_WEIGHED));
  const to = Math.min(source.length, from + EXCERPT);
  const before = from > 0 ? "…" : "";
  const after = to < source.length ? "…" : "";
  return `<p>${before}${markHtml(source, ranges, from, to)}${after}</p>`;
}

/**
 * Adds the highlighted strings to a location, where highlight.js finds them.
 * @param {Section} section
 * @param {string[]} marks folded
 */
function landing(section, marks) {
  const present = marks.filter((mark) => section.foldedAll.includes(mark));
  if (present.length === 0) return section.location;
  const [page, anchor] = section.location.split("#");
  const query = `?h=${encodeURIComponent(present.join(" "))}`;
  return anchor === undefined ? page + query : `${page}${query}#${anchor}`;
}

/**
 * Labels a result: the everyday words that led here, unless the section itself has what was
 * searched for; on the page itself, its edition when old.
 * @param {Pick<Hit, "section" | "marks">} hit
 * @returns {string[]} HTML
 */
function labels({ section, marks }) {
  const unseen = marks.filter((mark) => ![section.title, section.text].some(holds(mark)));
  const words = section.words
    .filter((word) => unseen.some((mark) => holds(mark)(word)))
    .map((word) => `常用说法：${markedHtml(word, marks)}`);
  const isOldPage = section === section.article && section.archived !== undefined;
  return isOldPage ? [escapeHtml(section.archived), ...words] : words;
}

/** @param {string} mark folded */
function holds(mark) {
  return (text) => text.text.includes(mark);
}

/**
 * Turns a hit into an item of the protocol.
 * @param {Pick<Hit, "section" | "marks" | "missing">} hit
 * @param {number} score
 */
function itemOf(hit, score) {
  const { section, marks, missing } = hit;
  const tags = labels(hit);
  return {
    location: landing(section, marks),
    title: markedHtml(section.title, marks),
    text: excerptHtml(section.text, marks),
    score,
    terms: Object.fromEntries([
      ...marks.map((term) => [term, true]),
      ...missing.map((term) => [term, false]),
    ]),
    ...(tags.length > 0 && { tags }),
  };
}

/**
 * Turns the hits of one page into a group of the protocol. The theme shows those that score as
 * high as the first and folds the rest away as matches, so the score is the tier, lowered after a
 * few; near matches, which are none, stay in sight. The page itself must be in every group; when
 * it comes first, its excerpt is shown only if it stands alone above the others.
 * @param {Section} article
 * @param {Hit[]} hits of this page, best first
 */
function groupOf(article, hits) {
  const near = hits[0].rank[0] === NEAR_TIER;
  const lowered = (at) => (near || at < SHOWN_PER_PAGE ? 0 : 0.5);
  const items = hits.map((hit, at) => itemOf(hit, hit.rank[0] - lowered(at)));
  if (!hits.some(({ section }) => section === article)) {
    items.push(itemOf({ section: article, marks: [], missing: [] }, NEAR_TIER - 1));
  } else if (hits[0].section === article) {
    if (near) items.push(items.shift());
    else items[0].score += 0.25;
  }
  return items;
}

/**
 * Groups hits by page; a page stands where its best hit does.
 * @param {Hit[]} hits best first
 */
function groupsOf(hits) {
  const pages = new Map();
  for (const hit of hits) {
    const { article } = hit.section;
    if (!pages.has(article)) pages.set(article, []);
    pages.get(article).push(hit);
  }
  return Array.from(pages, ([article, pageHits]) => groupOf(article, pageHits));
}
