/**
 * Keeping the answers on this device. The browser may refuse, be full, or hand back something
 * broken: then the page still works and says so, and the tab remembers them until it is closed.
 */
import { forget, recall, remember } from "./tab_memory.js";

/** @typedef {"kept" | "off" | "refused"} Keeping */

export class Storage {
  /** @param {Policy} policy */
  constructor(policy) {
    this.key = `calculator:${policy.id}:${policy.edition}`;
    this.offKey = "calculator:off";
    this.refused = false;
    this.latest = null; // text of the answers, when keeping is switched off
    this.inTab = null; // their text, while only the tab remembers it
    // Whoever reloads the page for a new version promises that the answers stay.
    document.addEventListener("site-reload", () => {
      if (this.latest !== null) remember(this.key, this.latest);
    });
    // Another place on the page is another entry of the tab's history, with a memory of its own.
    window.addEventListener("hashchange", () => this.noteInTab(this.inTab));
  }

  /** @param {string | null} text what this page's entry of the history is to remember */
  noteInTab(text) {
    this.inTab = text;
    if (text === null) forget(this.key);
    else remember(this.key, text);
  }

  /** Runs something that a browser may forbid. @template T @param {() => T} deed @param {T} otherwise */
  attempt(deed, otherwise) {
    try {
      return deed();
    } catch {
      this.refused = true;
      return otherwise;
    }
  }

  /** @returns {boolean} whether the person switched keeping off */
  get isOff() {
    return this.attempt(() => localStorage.getItem(this.offKey) === "1", false);
  }

  /** @param {boolean} off switching off also removes what was kept */
  setOff(off) {
    if (!off) return this.attempt(() => localStorage.removeItem(this.offKey), undefined);
    this.attempt(() => localStorage.setItem(this.offKey, "1"), undefined);
    this.clear();
  }

  /** @param {object} file @returns {Keeping} */
  keep(file) {
    const text = JSON.stringify(file);
    this.latest = this.isOff ? text : null;
    if (this.isOff) return "off";
    const kept = this.attempt(() => {
      if (localStorage.getItem(this.key) !== text) localStorage.removeItem(`${this.key}:verdicts`);
      localStorage.setItem(this.key, text);
      return true;
    }, false);
    this.noteInTab(kept ? null : text);
    return kept ? "kept" : "refused";
  }

  /** @returns {string | null} the text kept; what the tab remembers is newer */
  read() {
    const remembered = recall(this.key);
    if (remembered !== null) {
      if (this.isOff) {
        this.latest = remembered;
        this.noteInTab(null); // it was only to outlive one reload
      } else {
        this.inTab = remembered;
      }
      return remembered;
    }
    return this.isOff ? null : this.attempt(() => localStorage.getItem(this.key), null);
  }

  /** Put text that could not be read aside, so that nothing is overwritten. @param {string} text */
  putAside(text) {
    this.attempt(() => localStorage.setItem(`${this.key}:broken`, text), undefined);
  }

  /**
   * What the answers kept came to, for reading pages; gone as soon as the answers change.
   * @param {Record<string, string> | null} verdicts by route
   */
  keepVerdicts(verdicts) {
    if (this.isOff) return;
    this.attempt(() => {
      if (verdicts) localStorage.setItem(`${this.key}:verdicts`, JSON.stringify(verdicts));
      else localStorage.removeItem(`${this.key}:verdicts`);
    }, undefined);
  }

  clear() {
    this.noteInTab(null);
    this.attempt(() => {
      localStorage.removeItem(`${this.key}:verdicts`);
      localStorage.removeItem(this.key);
      localStorage.removeItem(`${this.key}:broken`);
    }, undefined);
  }
}
