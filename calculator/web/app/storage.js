/**
 * Keeping the answers on this device. The browser may refuse, be full, or hand back something
 * broken: then the page still works and says so.
 */

/** @typedef {"kept" | "off" | "refused"} Keeping */

export class Storage {
  /** @param {{id: string, edition: string}} policy */
  constructor(policy) {
    this.key = `calculator:${policy.id}:${policy.edition}`;
    this.offKey = "calculator:off";
    this.refused = false;
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
    this.attempt(() => {
      if (off) {
        localStorage.setItem(this.offKey, "1");
        localStorage.removeItem(this.key);
        localStorage.removeItem(`${this.key}:broken`);
      } else {
        localStorage.removeItem(this.offKey);
      }
    }, undefined);
  }

  /** @param {object} file @returns {Keeping} */
  keep(file) {
    if (this.isOff) return "off";
    const text = JSON.stringify(file);
    return this.attempt(() => {
      localStorage.setItem(this.key, text);
      return "kept";
    }, "refused");
  }

  /** @returns {string | null} the text kept */
  read() {
    return this.attempt(() => localStorage.getItem(this.key), null);
  }

  /** Put text that could not be read aside, so that nothing is overwritten. @param {string} text */
  putAside(text) {
    this.attempt(() => localStorage.setItem(`${this.key}:broken`, text), undefined);
  }

  clear() {
    this.attempt(() => {
      localStorage.removeItem(this.key);
      localStorage.removeItem(`${this.key}:broken`);
    }, undefined);
  }
}
