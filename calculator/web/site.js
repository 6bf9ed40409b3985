// Reading pages: a button beside each clause that copies its address.

const COPIED = "已复制";
const SHOWN_FOR = 2000; // ms

document.documentElement.classList.add("js");

for (const heading of document.querySelectorAll(".clause[id]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-link";
  button.title = "复制本条的链接";
  button.setAttribute("aria-label", `复制链接：${heading.textContent.trim()}`);
  button.addEventListener("click", () => copy(heading, button));
  const line = document.createElement("div");
  line.className = "clause-head";
  heading.before(line);
  line.append(heading, button);
}

async function copy(heading, button) {
  const address = new URL(`#${heading.id}`, location.href);
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
    field = document.createElement("input");
    field.className = "copy-field";
    field.readOnly = true;
    field.setAttribute("aria-label", "本条的链接，请长按或用键盘复制");
    button.after(field);
  }
  field.value = address;
  field.focus();
  field.select();
}

function liveRegion() {
  let region = document.getElementById("site-live");
  if (!region) {
    region = document.createElement("div");
    region.id = "site-live";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  return region;
}
