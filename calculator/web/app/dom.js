/** Building elements without markup in strings: nothing typed or opened can become markup. */

/**
 * An element. `props`: `text`, `on` (event -> listener), anything else is an attribute;
 * true sets an empty attribute, false, null and undefined leave it out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "text") element.textContent = value;
    else if (name === "on") listen(element, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** @param {Element} element @param {Record<string, EventListener>} listeners */
function listen(element, listeners) {
  for (const [type, listener] of Object.entries(listeners)) {
    element.addEventListener(type, listener);
  }
}

/**
 * A button. @param {string} text @param {(event: Event) => void} click
 * @param {Record<string, any>} [props]
 */
export function button(text, click, props = {}) {
  return el("button", { type: "button", class: "btn btn-quiet", text, on: { click }, ...props });
}

/**
 * A button that stays pressed, or a second time does not. @param {string} text
 * @param {string} about what it is for, for those who do not see it @param {(pressed: boolean) => void} flip
 */
export function toggleButton(text, about, flip) {
  const props = { class: "btn btn-quiet calc-none", "aria-pressed": "false", "aria-label": `${text}（${about}）` };
  const toggle = button(text, () => flip(toggle.getAttribute("aria-pressed") !== "true"), props);
  return toggle;
}

/** An unseen input for one file, which a button opens. @param {string} accept
 *  @param {(file: File) => void} take @param {string} [label] */
export function filePicker(accept, take, label) {
  const given = () => {
    const [file] = picker.files;
    picker.value = "";
    if (file) take(file);
  };
  const picker = el("input", { type: "file", accept, hidden: true, "aria-label": label, on: { change: given } });
  return picker;
}

/** Nodes with a sign between each two. @param {Node[]} nodes @param {string} [sign] */
export function joined(nodes, sign = "、") {
  return nodes.flatMap((node, place) => (place > 0 ? [sign, node] : [node]));
}

/** Set text only when it differs, so that nothing is announced twice. */
export function setText(element, text) {
  if (element.textContent === text) return;
  const only = element.childNodes.length === 1 ? element.firstChild : null;
  // The same node with other words costs a browser less than another node.
  if (only?.nodeType === Node.TEXT_NODE) only.data = text;
  else element.textContent = text;
}

/** Set an attribute only when it differs. */
export function setState(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Hide or show only when it differs: browsers look for the style of whatever is set again. */
export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Replace what an element holds. @param {Element} element @param {...(Node|string)} children */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child != null));
  return element;
}

/** The same, and what was unfolded of it stays so: folds are told apart by what they are of (`data-of`).
 *  @param {Element} element @param {...(Node|string)} children */
export function fillFolds(element, ...children) {
  const open = new Set([...element.querySelectorAll("details[open][data-of]")].map(({ dataset }) => dataset.of));
  fill(element, ...children);
  for (const one of element.querySelectorAll("details[data-of]")) if (open.has(one.dataset.of)) one.setAttribute("open", "");
}

/**
 * The same where nothing listens to the children: what is equal already stays, down to the words of
 * a text, so that a result costs the browser only what changed in it.
 * @param {Element} element @param {...(Node|string)} children
 */
export function refill(element, ...children) {
  const fresh = document.createElement("template").content;
  fresh.append(...children.filter((child) => child != null));
  hold(element, [...fresh.childNodes]);
  return element;
}

const made = new WeakMap(); // element -> the text of what its content was made of

/**
 * The same again, but nothing is made while what it is made of stays as it was.
 * @param {Element} element @param {any} told all that the content says @param {() => (Node|string)[]} make
 */
export function renew(element, told, make) {
  const text = JSON.stringify(told);
  if (made.get(element) === text) return;
  made.set(element, text);
  refill(element, ...make());
}

/**
 * The same for children of one kind, each by itself: what stays in its place is not made again.
 * @param {Element} element @param {string} tag @param {any[]} told of each child all that it says
 * @param {(one: any) => (Node|string)[]} make
 */
export function renewEach(element, tag, told, make) {
  while (element.childElementCount > told.length) element.lastElementChild.remove();
  while (element.childElementCount < told.length) element.append(el(tag));
  told.forEach((one, at) => renew(element.children[at], one, () => make(one)));
}

/** @param {Element} element @param {Node[]} wanted */
function hold(element, wanted) {
  const now = [...element.childNodes];
  wanted.forEach((node, at) => (at < now.length ? become(now[at], node) : element.append(node)));
  for (const node of now.slice(wanted.length)) node.remove();
}

/** @param {ChildNode} node what is there @param {Node} wanted what is to be there */
function become(node, wanted) {
  if (node.isEqualNode(wanted)) return;
  if (node instanceof Text && wanted instanceof Text) node.data = wanted.data;
  else if (node.cloneNode().isEqualNode(wanted.cloneNode())) hold(/** @type {Element} */ (node), [...wanted.childNodes]);
  else node.replaceWith(wanted);
}

let counter = 0;

/** An id of our own; clause ids never begin with `q-`. @returns {string} */
export function freshId() {
  counter += 1;
  return `q-${counter}`;
}
