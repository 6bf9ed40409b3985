/**
 * A tab's own memory, beside the page's place in its history: it needs no permission, outlives a
 * reload and is gone with the tab. It holds answers that the device does not keep.
 */

/** @param {string} key @param {string} text */
export function remember(key, text) {
  try {
    history.replaceState({ ...history.state, [key]: text }, "");
  } catch {
    // too much, or too often
  }
}

/** @param {string} key @returns {string | null} */
export function recall(key) {
  const text = history.state?.[key];
  return typeof text === "string" ? text : null;
}

/** @param {string} key */
export function forget(key) {
  if (recall(key) === null) return;
  const { [key]: _, ...others } = history.state;
  history.replaceState(others, "");
}
