"use strict";
// Two small mends of the theme's search box: the worker's notice replaces the count of results,
// and every way of typing starts a search, not only a key that goes up.

/** Shows the worker's notice, when it has one, where the theme shows the count of results. */
function showNotices() {
  const meta = document.querySelector(".md-search-result__meta");
  if (!meta || !window.component$) return;
  meta.setAttribute("role", "status");
  // The theme publishes each component's state here, just after it has rendered it.
  window.component$.subscribe(({ ref, notice }) => {
    if (notice && ref.contains(meta)) meta.textContent = notice;
  });
}

/** Pasting, dictation and choosing a candidate with the mouse send no key event: send one. */
function searchOnInput() {
  const input = document.querySelector("[data-md-component=search-query]");
  if (!input) return;
  const notify = () => input.dispatchEvent(new Event("keyup"));
  input.addEventListener("input", (/** @type {any} */ event) => event.isComposing || notify());
  input.addEventListener("compositionend", notify);
}

showNotices();
searchOnInput();
