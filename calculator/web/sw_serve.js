// Answering requests: from the store what this build holds, everything else from the network.

/** @param {URL} url @returns {string | null} the path below the site; null for other places */
function pathOf(url) {
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return null;
  try {
    return decodeURIComponent(url.pathname.slice(SCOPE.pathname.length));
  } catch {
    return null;
  }
}

/** The search adds `?h=` to addresses: only the path says which page is meant. */
async function servePage(request, path) {
  const address = new URL(request.url);
  if (`${path}/index.html` in FILES && !path.endsWith("/") && path !== "") {
    address.pathname += "/";
    return Response.redirect(address.href, 302);
  }
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  const page = await stored(file);
  if (takeWaiting()) return againPage(page?.headers);
  return page ?? fetch(request).catch(() => awayPage());
}

let asked = null;

/**
 * A build that is complete and waits takes over when a page is opened: what is opened is always of
 * the newest. Pages that are open already keep the files of their own build (see `tidy`).
 * @returns {boolean} whether the page has to wait for it; once only, because a build that is busy
 *   (with a download, for the most part) goes on for minutes
 */
function takeWaiting() {
  const { waiting } = self.registration;
  waiting?.postMessage({ type: "take" });
  if (!waiting || waiting === asked) return false;
  asked = waiting;
  return true;
}

/** @param {Request} request @param {string} path */
async function serveFile(request, path) {
  // “Reload” is asked for when a copy was bad.
  const kept = request.cache === "reload" ? undefined : await stored(path);
  return kept ?? fetch(request);
}

/** See sw_again.js. @param {Headers} [given] those of the page */
function againPage(given) {
  const { script, hash } = BUILD.again;
  const policy = `default-src 'none'; img-src data:; script-src '${hash}'`;
  const headers = new Headers({ ...HTML, "Content-Security-Policy": policy });
  // A page of another group of windows would not get what the tab remembers.
  const group = given?.get(GROUP);
  if (group) headers.set(GROUP, group);
  return new Response(pageOf(`<body><script>${script}</script>`), { headers });
}

const GROUP = "Cross-Origin-Opener-Policy";
const HTML = { "Content-Type": "text/html; charset=utf-8" };

function awayPage() {
  const text = pageOf(`<title>现在没有网络</title>
<h1>现在没有网络</h1>
<p>这个页面没有存到这台设备上。连上网络以后再打开；已经存下的页面现在就能看。</p>
<p><a href="${SCOPE.pathname}">回到首页</a></p>`);
  return new Response(text, { status: 503, headers: HTML });
}

/** @param {string} rest behind what every page says of itself */
function pageOf(rest) {
  return `<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">${rest}`;
}
