// What offline.js has to say: one quiet box at the foot of the window, which can be put away.

let reloading = false;

/** A new version is complete and waits. @param {ServiceWorkerRegistration} registration */
function offerVersion(registration) {
  notice("version", "网站有了新版本。换过去以后，您填的内容都还在。", "换成新版本", () => {
    reloading = true;
    registration.waiting?.postMessage({ type: "take" });
    notice("taking", "正在换成新版本，稍等……"); // the build before may be in the middle of a download
  });
}

/** Another page of this site has changed to the new version, or this one asked for it. */
function offerReload() {
  if (reloading) return reload();
  notice("changed", "网站已经换成新版本，本页还是上一版。您填的内容都还在。", "重新载入", reload);
}

function sayUnfinished() {
  notice("unfinished", "网站有新版本，但没有下载完整；现在看到的还是上一版。联网稳定时刷新本页再试。");
}

/** Those who hold what was typed keep it first. */
function reload() {
  document.dispatchEvent(new CustomEvent("site-reload"));
  location.reload();
}

/** @param {string} kind @param {string} words @param {string} [label] @param {() => void} [deed] */
function notice(kind, words, label, deed) {
  const box = noticeBox();
  if (box.dataset.kind === kind && !box.hidden) return;
  box.dataset.kind = kind;
  const control = (text, click) => madeButton({ class: "btn btn-quiet" }, click, text);
  const close = control(label ? "先不换" : "知道了", () => {
    box.hidden = true;
  });
  box.replaceChildren(made("p", {}, words), ...(label ? [control(label, deed), close] : [close]));
  box.hidden = false;
}

function noticeBox() {
  let box = document.getElementById("site-notice");
  if (!box) {
    box = made("div", { id: "site-notice", class: "site-notice md-typeset", role: "status", hidden: "" });
    document.body.append(box);
  }
  return box;
}
