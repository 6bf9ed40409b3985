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
  if (takeWaiting()) {
    const headers = { ...HTML, Refresh: `0; url=${address.href}` };
    return new Response('<!doctype html><link rel="icon" href="data:,">', { headers });
  }
  if (`${path}/index.html` in FILES && !path.endsWith("/") && path !== "") {
    address.pathname += "/";
    return Response.redirect(address.href, 302);
  }
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return (await stored(file)) ?? fetch(request).catch(() => awayPage());
}

/**
 * A build that is complete and waits takes over when a page is opened: what is opened is always of
 * the newest. Pages that are open already keep the files of their own build (see `tidy`).
 * @returns {boolean} whether the page has to be asked for again
 */
function takeWaiting() {
  const { waiting } = self.registration;
  waiting?.postMessage({ type: "take" });
  return Boolean(waiting);
}

/** @param {Request} request @param {string} path */
async function serveFile(request, path) {
  // “Reload” is asked for when a copy was bad.
  const kept = request.cache === "reload" ? undefined : await stored(path);
  return kept ?? fetch(request);
}

const HTML = { "Content-Type": "text/html; charset=utf-8" };

function awayPage() {
  const text = `<!doctype html>
<html lang="zh"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>现在没有网络</title></head><body>
<h1>现在没有网络</h1>
<p>这个页面没有存到这台设备上。连上网络以后再打开；已经存下的页面现在就能看。</p>
<p><a href="${SCOPE.pathname}">回到首页</a></p>
</body></html>`;
  return new Response(text, { status: 503, headers: HTML });
}
