// On pages that compute: says so when the browser is too old for them or has WebAssembly turned off,
// when the page was opened from a disk, or when their scripts did not arrive. Written so that
// browsers of many years ago can read it: no syntax after ES5.
(function () {
  "use strict";

  var OLD =
    "这个浏览器太旧，不能在这里计算。请换一个新的浏览器打开本页；在应用里打开的，请点右上角的菜单，" +
    "选“在浏览器打开”。也可以把本页打印出来，用笔填。";
  var LOCKED =
    "这个浏览器关闭了 WebAssembly，不能在这里计算：可能开着“锁定模式”，也可能是浏览器或单位的设置。" +
    "请在锁定模式的设置里把本站列为例外，或者换一个浏览器打开本页。也可以把本页打印出来，用笔填。";
  var REFUSED =
    "浏览器没有让本页运行 WebAssembly，不能在这里计算：可能是浏览器旧了，也可能是网站的服务器或单位的网络改了网页的安全策略。" +
    "请换一个新的浏览器打开本页；换了还这样，请告诉本站的维护者。也可以把本页打印出来，用笔填。";
  var DISK =
    "本页是从磁盘直接打开的，浏览器不让这样打开的页面运行计算程序。计算要从网站上打开：" +
    "请用本站的网址；要在自己的电脑上用，请在项目文件夹里运行 python3 dev.py serve，再打开它给出的地址。" +
    "本页的内容照样可以看，也可以打印。";
  var LOST =
    "计算程序没有下载完整，可能是网络断了，也可能是公共无线网络要先登录。本页的内容照样可以看，也可以打印。";
  var LATE =
    "等了很久，计算程序还没有下载完，可能是网络太慢。本页的内容照样可以看，也可以打印；换个网络好一些的地方再试。";
  var PATIENCE = 60 * 1000; // ms
  var OURS = "/assets/calculator/";

  var root = document.getElementById("calculator");
  if (!root) return;
  var unable =
    location.protocol === "file:" ? DISK : !isRecent() ? OLD : !hasWebAssembly() ? LOCKED : !mayRun() ? REFUSED : "";
  if (unable) {
    root.setAttribute("data-state", "old");
    addPenColumn();
    tell(unable, "打印本页", function () {
      window.print();
    });
    return;
  }
  window.addEventListener("error", onError, true);
  // The page's own scripts came, and could not begin (session.js).
  root.addEventListener("lost", function (event) {
    fail(event.detail);
  });
  setTimeout(function () {
    lost(LATE);
  }, PATIENCE);

  // What came last to each browser of what the scripts need: whoever has these has the rest.
  function isRecent() {
    return (
      typeof Object.hasOwn === "function" &&
      (typeof WebAssembly !== "object" || hasWebAssembly()) &&
      hasModuleWorkers() &&
      looksBehind()
    );
  }

  // Exceptions of WebAssembly (Tag) came last of what Pyodide needs.
  function hasWebAssembly() {
    return (
      typeof WebAssembly === "object" &&
      typeof WebAssembly.compileStreaming === "function" &&
      typeof WebAssembly.Tag === "function"
    );
  }

  // The smallest module there is. A policy put beside ours forbids it, and Chrome before 97 knows no
  // policy that allows this alone.
  function mayRun() {
    try {
      new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
      return true;
    } catch (error) {
      return false;
    }
  }

  // The address is no address, so that no worker starts; the options are read all the same.
  function hasModuleWorkers() {
    var asked = false;
    var options = Object.defineProperty({}, "type", {
      get: function () {
        asked = true;
        return "module";
      },
    });
    try {
      new Worker("http://[", options);
    } catch (error) {
      return asked;
    }
    return asked;
  }

  // Pyodide is written with class static blocks. They cannot be tried out here, but came together
  // with this to the last browser that got them.
  function looksBehind() {
    try {
      return new RegExp("(?<=a)b").test("ab");
    } catch (error) {
      return false;
    }
  }

  // A script that did not arrive or was cut: the printed page stays, but nobody would say why.
  function onError(event) {
    var source = event.filename || (event.target && event.target.src) || "";
    if (source.indexOf(OURS) >= 0) lost(LOST);
  }

  function lost(words) {
    if (!root.getAttribute("data-state")) fail(words);
  }

  function fail(words) {
    root.setAttribute("data-state", "failed");
    tell(words, "重新载入本页", again);
  }

  // A bad copy may be kept for a year, which a reload alone does not ask for again.
  function again() {
    var scripts = document.querySelectorAll("link[rel=modulepreload], script[type=module]");
    var fetched = Array.prototype.map.call(scripts, function (one) {
      return fetch(one.href || one.src, { cache: "reload" }).then(function (response) {
        return response.blob();
      });
    });
    Promise.all(fetched).then(reload, reload);
  }

  function reload() {
    location.reload();
  }

  function tell(words, label, deed) {
    var box = made("div", "calc-guard", "");
    box.setAttribute("role", "alert");
    box.appendChild(made("p", "calc-wrong", words));
    var button = box.appendChild(made("button", "btn btn-quiet", label));
    button.type = "button";
    button.addEventListener("click", deed);
    root.insertBefore(box, root.firstChild);
  }

  // The printed table becomes a score sheet: room for the points of each row, on paper only.
  function addPenColumn() {
    /** @type {NodeListOf<any>} */
    var rows = root.querySelectorAll("table.points tr");
    for (var index = 0; index < rows.length; index++) {
      var row = rows[index];
      if (row.cells.length < 2) continue;
      var isHead = row.parentNode.nodeName === "THEAD";
      row.appendChild(made(isHead ? "th" : "td", "points-pen", isHead ? "自评分" : ""));
    }
  }

  /** @returns {any} */
  function made(name, look, words) {
    var element = document.createElement(name);
    element.className = look;
    element.textContent = words;
    return element;
  }
})();
