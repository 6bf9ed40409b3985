"use strict";
// Folding and matching, shared by the search worker (search.js) and by the page (highlight.js).
// It has neither imports nor exports: publish/search.py puts it in front of each of the two.

/** Stands between paragraphs, list items and the like: no match reaches across it. */
const BOUNDARY = "\u2029";

const MAX_WORDS = 32;
const MAX_QUERY = 200;
/** Left out: signs that nobody sees, and halves of characters, which no address can hold. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\ud800-\udfff]/u;
/** Two of one kind have a space between them: “30 K” and “30K” are one. */
const KINDS = [/^[a-z]/, /^[0-9]/];

/** Spellings that mean the same in document numbers and quotations, and that NFKC keeps apart. */
const ALIKE = new Map(/** @type {[string, string][]} */ ([
  ...Array.from("〔【「『《〈", (char) => [char, "["]),
  ...Array.from("〕】」』》〉", (char) => [char, "]"]),
  ...Array.from("“”„‘’", (char) => [char, '"']),
  ...Array.from("‐‑‒–—―−", (char) => [char, "-"]),
]));

/** @type {Map<number, string>} */
const foldedChars = new Map();

/**
 * Folds one character: NFKC, lower case, white space to a plain space, invisible ones to nothing.
 * @param {string} char one code point
 */
function foldChar(char) {
  if (char === BOUNDARY) return char;
  if (INVISIBLE.test(char)) return "";
  if (/\s/.test(char)) return " ";
  return ALIKE.get(char) ?? char.normalize("NFKC").toLowerCase();
}

/**
 * Folds one character and remembers the result.
 * @param {number} code a code point
 */
function foldCode(code) {
  if (!foldedChars.has(code)) foldedChars.set(code, foldChar(String.fromCodePoint(code)));
  return foldedChars.get(code);
}

/**
 * Folds a text character by character. A space stays only between two Latin letters, or between
 * two digits, so that “5 年” and “5年” are one.
 * @param {string} source
 */
function fold(source) {
  let text = "";
  let last = "";
  let space = -1;
  const starts = [];
  for (let at = 0; at < source.length; at++) {
    const start = at;
    const code = source.codePointAt(at);
    if (code > 0xffff) at++;
    const folded = foldCode(code);
    if (folded === " ") space = start;
    if (folded === " " || folded === "") continue;
    if (space >= 0 && KINDS.some((kind) => kind.test(last) && kind.test(folded))) {
      text += " ";
      starts.push(space);
    }
    space = -1;
    last = folded;
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) starts.push(start);
  }
  return { text, starts, source };
}

/**
 * Splits a query at white space.
 * @param {string} query as typed
 * @returns {string[]} its words as typed; those that fold to nothing are left out
 */
function wordsOf(query) {
  const words = query.slice(0, MAX_QUERY).split(/\s+/);
  return words.filter((word) => fold(word).text !== "").slice(0, MAX_WORDS);
}

/**
 * @param {string[]} words as typed
 * @returns {string[]} distinct folded terms
 */
function foldedTerms(words) {
  return [...new Set(words.map((word) => fold(word).text))];
}

const HAN_DIGITS = "零一二三四五六七八九";
/** Numbers of clauses, annexes and quantities: after 第, 附件, 表, 满, or before a unit. */
const NUMBERED = /(第|附件|附表|表|满|近|超过|至少)([零一二三四五六七八九十]{1,3}|\d{1,2})(?!\d)|([零一二三四五六七八九十]{1,3}|\d{1,2})(?=年|条|项|篇|分|学时|人|天|字)/g;

/** The numbers below 100, as “二十三” for 23. */
const HAN = Array.from({ length: 100 }, (_, number) => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const head = tens === 0 ? "" : `${tens === 1 ? "" : HAN_DIGITS[tens]}十`;
  return head + (ones > 0 || tens === 0 ? HAN_DIGITS[ones] : "");
});

/**
 * How else a term may be written: “第7条” is “第七条”, “附件二” is “附件2”, “满三年” is “满3年”.
 * @param {string} term folded
 * @returns {string[]} the term itself first
 */
function spellingsOf(term) {
  const rewritten = (write) =>
    term.replace(NUMBERED, (_, before = "", after, alone) => before + write(after ?? alone));
  const arabic = rewritten((number) => (HAN.includes(number) ? HAN.indexOf(number) : number));
  const han = rewritten((number) => HAN[Number(number)] ?? number);
  return [...new Set([term, arabic, han])];
}

/**
 * Finds every non-overlapping occurrence of a term.
 * @param {string} text folded
 * @param {string} term folded, not empty
 * @returns {number[]} offsets in `text`, ascending
 */
function occurrences(text, term) {
  const found = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
    found.push(at);
  }
  return found;
}

/**
 * Where a match in folded text stands in the source.
 * @param {Folded} folded
 * @param {number} start offset in the folded text
 * @param {number} length in the folded text, at least 1
 * @returns {[number, number]} start and end in the source
 */
function sourceRange({ starts, source }, start, length) {
  const last = starts[start + length - 1];
  const width = source.codePointAt(last) > 0xffff ? 2 : 1;
  return [starts[start], last + width];
}

/**
 * Finds all terms in a text; ranges that touch or overlap become one.
 * @param {Folded} folded
 * @param {string[]} terms folded
 * @returns {[number, number][]} start and end in the source, ascending
 */
function matchRanges(folded, terms) {
  const ranges = terms
    .flatMap((term) =>
      occurrences(folded.text, term).map((at) => sourceRange(folded, at, term.length)),
    )
    .sort(([a], [b]) => a - b);
  /** @type {[number, number][]} */
  const merged = [];
  for (const [start, end] of ranges) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
