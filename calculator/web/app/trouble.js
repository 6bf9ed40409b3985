/** What went wrong with a download, told apart as far as a browser can tell, and in plain words. */

/** A download that cannot be used. */
export class Trouble extends Error {
  /** @param {keyof typeof WORDS} kind @param {string} url @param {number} [status] */
  constructor(kind, url, status = 0) {
    super(`${kind} ${status || ""} ${url}`);
    this.kind = kind;
    this.url = url;
    this.status = status;
  }
}

/** @param {string} url @returns {Trouble} when no answer came at all */
export function unanswered(url) {
  return new Trouble(navigator.onLine === false ? "offline" : "unreachable", url);
}

/** @param {Response} response one that is not ok @returns {Trouble} */
export function refusal({ status, url }) {
  if (status === 404 || status === 410) return new Trouble("missing", url, status);
  return new Trouble(status >= 500 ? "server" : "refused", url, status);
}

/** Trouble that a copy kept by the browser may cause: asking again must pass it by. */
export const MAY_BE_KEPT = new Set(["cut", "missing", "page", "other"]);

const WORDS = {
  offline: "现在没有网络，计算程序还没有存到这台设备上。连上网以后再试一次。",
  unreachable: "连不上网站。请看看网络通不通、公共无线网络要不要先登录，再试一次。",
  cut: "计算程序只下载到一部分就断了。请在网络稳一些的地方再试一次。",
  still: "等了很久没有收到内容，可能是网络太慢。请在网络稳一些的地方再试一次。",
  missing: "网站上找不到计算程序的一个文件，可能网站正在更新。请再试一次；还不行，过一会儿刷新本页。",
  refused: "网站没有给出计算程序。请再试一次；一直这样，请告诉本站的维护者。",
  server: "网站的服务器现在出了错。请过一会儿再试一次。",
  page: "收到的是一个网页，不是计算程序：多半是公共无线网络要先登录。请先登录网络，再试一次。",
  other: "收到的内容和本站发布的不一样，没有使用。再试一次会重新下载；一直这样，请换一个网络试试。",
};

const STAGES = {
  quiet: "等了很久没有动静，可能是网络太慢，也可能是设备太忙。请再试一次。",
  worker: "浏览器没有让计算程序运行，可能是内存不够。请关掉一些别的网页，再试一次。",
  start: "计算程序没有启动，可能是内存不够。请关掉一些别的网页，再试一次。",
  run: "计算时出了错。请再试一次。",
};

/**
 * @param {{kind?: string, stage?: string, status?: number}} what a Trouble, or the engine's status
 * @returns {string} what happened and what to try
 */
export function troubleWords({ kind, stage, status }) {
  const words = WORDS[kind] ?? STAGES[stage] ?? "计算程序没有启动。请再试一次。";
  return status ? `${words}（${status}）` : words;
}
