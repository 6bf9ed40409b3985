"use strict";
// Marks on the page what the visitor searched for: the search worker hands it over as `?h=`.
// The theme's own highlighter misses words that markup divides and spellings that differ in width.

/** Elements that are none inside a line of text: words may run across the edges of those. */
const BLOCK =
  ":not(a, abbr, b, bdi, bdo, cite, code, data, del, dfn, em, i, ins, kbd, mark, q, s, small, span, strong, sub, sup, time, u, var)";

/** Left alone: what is no text, and controls that a script may hold on to. */
const SKIPPED = "script, style, svg, math, template, noscript, form, button, select, textarea, output, .headerlink";

/**
 * Collects the text of a page, as runs of adjacent text nodes of one block.
 * @param {Element} root
 */
function textRuns(root) {
  const runs = [];
  let last = null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement.closest(SKIPPED)) continue;
    const block = node.parentElement.closest(BLOCK);
    if (block === last) runs.at(-1).push(node);
    else runs.push([node]);
    last = block;
  }
  return runs;
}

/**
 * Wraps part of a text node in a mark.
 * @param {Text} node
 * @param {number} start
 * @param {number} end
 */
function wrap(node, start, end) {
  const hit = node.splitText(start);
  hit.splitText(end - start);
  const mark = document.createElement("mark");
  hit.replaceWith(mark);
  mark.append(hit);
  return mark;
}

/**
 * Marks ranges of a run, from the last to the first, so that earlier offsets stay true.
 * @param {Text[]} run
 * @param {[number, number][]} ranges offsets in the run's text, ascending
 */
function markRun(run, ranges) {
  const marks = [];
  let base = run.reduce((sum, node) => sum + node.data.length, 0);
  for (const node of [...run].reverse()) {
    const { length } = node.data;
    base -= length;
    for (const [start, end] of [...ranges].reverse()) {
      const from = Math.max(0, start - base);
      const to = Math.min(length, end - base);
      if (from < to) marks.push(wrap(node, from, to));
    }
  }
  return marks;
}

/**
 * Marks all terms below an element, and opens what hides them.
 * @param {Element} root
 * @param {string[]} terms folded
 */
function markTerms(root, terms) {
  for (const run of textRuns(root)) {
    const folded = fold(run.map((node) => node.data).join(""));
    for (const mark of markRun(run, matchRanges(folded, terms))) {
      mark.closest("details:not([open])")?.setAttribute("open", "");
    }
  }
}

const highlighted = foldedTerms(wordsOf(new URLSearchParams(location.search).get("h") ?? ""));
if (highlighted.length > 0) {
  for (const root of document.querySelectorAll(".md-content__inner")) markTerms(root, highlighted);
}
