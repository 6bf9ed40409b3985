// Elements by their attributes and words, for the scripts of every page.

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] @returns {any} */
function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** @param {Record<string, string>} attributes @param {() => void} click @param {string} [text] */
function madeButton(attributes, click, text) {
  const button = made("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", click);
  return button;
}
