// Every page: a button beside each clause that copies its address, one that prints a form alone, and
// a menu for the keyboard.

const COPIED = "已复制";
const SHOWN_FOR = 2000; // ms

document.documentElement.classList.add("js");
addCopyButtons();
addPrintButtons();
openByKeyboard();
openFolds();

// Long pages come folded (`calculator/publish/fold.py`): open where there is room, and where a link
// leads. Browsers that open the part around a link's target by themselves do nothing twice.
function openFolds() {
  const wide = matchMedia("(min-width: 76.25em)").matches;
  if (wide) for (const fold of document.querySelectorAll("details.fold")) fold.setAttribute("open", "");
  const arrive = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // A link that was cut within a sign leads nowhere.
    }
    const fold = target?.closest("details.fold:not([open])");
    if (!fold) return;
    fold.setAttribute("open", "");
    target.scrollIntoView();
  };
  arrive();
  window.addEventListener("hashchange", arrive);
}

function addCopyButtons() {
  for (const heading of document.querySelectorAll(".clause[id]")) {
    // The heading of a folded part is a control itself; the button stands in the part.
    const fold = heading.closest("summary");
    if (fold) {
      fold.after(copyButton(heading.id, heading.textContent));
      continue;
    }
    const line = made("div", { class: "clause-head" });
    heading.before(line);
    line.append(heading, copyButton(heading.id, heading.textContent));
  }
  // A row's name is its first cell; the button stands in the last, or it would be read as part of
  // the name. The calculator has controls enough.
  for (const row of document.querySelectorAll("table.points tr[id]")) {
    if (!row.closest("#calculator")) {
      const name = row.querySelector(".points-name").textContent;
      row.lastElementChild.append(copyButton(row.id, name));
    }
  }
}

function copyButton(id, name) {
  const words = { title: "复制本条的链接", "aria-label": `复制链接：${name.trim()}` };
  const button = madeButton({ class: "copy-link", ...words }, () => copy(id, button));
  return button;
}

async function copy(id, button) {
  const address = new URL(`#${id}`, location.href);
  address.search = "";
  try {
    await navigator.clipboard.writeText(address.href);
    say(button, COPIED);
  } catch {
    // No clipboard over plain HTTP and in some apps: show the address to be copied by hand.
    show(address.href, button);
  }
}

function say(button, words) {
  const live = liveRegion();
  live.textContent = words;
  button.dataset.said = words;
  setTimeout(() => {
    delete button.dataset.said;
    live.textContent = "";
  }, SHOWN_FOR);
}

function show(address, button) {
  let field = button.parentElement.querySelector(".copy-field");
  if (!field) {
    field = made("input", { class: "copy-field", readonly: "", "aria-label": "本条的链接，请长按或用键盘复制" });
    button.after(field);
  }
  field.value = address;
  field.focus();
  field.select();
}

function liveRegion() {
  let region = document.getElementById("site-live");
  if (!region) {
    region = made("div", { id: "site-live", class: "visually-hidden", role: "status" });
    document.body.append(region);
  }
  return region;
}

function addPrintButtons() {
  if (typeof window.print !== "function") return;
  for (const form of document.querySelectorAll(".paper-form")) {
    const line = made("p", { class: "paper-form__print" });
    line.append(madeButton({ class: "btn" }, () => printAlone(form), "只打印这张表"));
    form.after(line);
  }
}

function printAlone(form) {
  const page = document.documentElement;
  const over = () => {
    page.classList.remove("print-form");
    delete form.dataset.printing;
  };
  page.classList.add("print-form");
  form.dataset.printing = "";
  window.addEventListener("afterprint", over, { once: true });
  window.print();
}

// The theme opens its menu and its search with labels of hidden boxes, which no key reaches:
// buttons take their place. The theme's styles know them by the attribute `for`.
function openByKeyboard() {
  const names = { __drawer: "菜单", __search: "搜索" };
  for (const [id, name] of Object.entries(names)) {
    const box = document.getElementById(id);
    for (const label of document.querySelectorAll(`.md-header__button[for="${id}"]`)) {
      label.replaceWith(buttonFor(box, label, name));
    }
  }
}

function buttonFor(box, label, name) {
  const states = { "aria-label": name, "aria-expanded": String(box.checked) };
  const button = madeButton({ class: label.className, for: label.htmlFor, ...states }, () => {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    if (box.checked && box.id === "__search") {
      document.querySelector(".md-search__input").focus();
    }
  });
  button.append(...label.childNodes);
  box.addEventListener("change", () => button.setAttribute("aria-expanded", String(box.checked)));
  // Before the theme, which closes only the search, and leaves the focus nowhere.
  document.addEventListener("keydown", (event) => closeByEscape(event, box, button), true);
  return button;
}

function closeByEscape({ key, isComposing }, box, button) {
  if (key !== "Escape" || isComposing || !box.checked || !button.offsetParent) return;
  box.checked = false;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  button.focus();
}
