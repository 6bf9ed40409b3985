"""One Python for many tests: their pages are new and empty, what they ask is answered elsewhere.

Starting Python costs more than most tests do. In the context that is shared, a tab of its own keeps
the site's worker, and a page that starts one is given a way to that one. Whatever looks at the
start itself asks for a context of its own.
"""

from playwright.sync_api import Browser, Page

# In every page of the context; `keep()` is for the tab that keeps the workers.
SCRIPT = """
(() => {
  const Own = Worker;
  const NAME = "python";

  globalThis.Worker = class extends EventTarget {
    constructor(url, options) {
      if (!String(url).endsWith("/worker.js")) return new Own(url, options);
      super();
      this.url = new URL(url, location).href;
      this.page = `${performance.timeOrigin} ${Math.random()}`;
      this.channel = new BroadcastChannel(NAME);
      this.channel.onmessage = ({ data: { page, data, error } }) => {
        if (page !== this.page) return;
        if (data) this.dispatchEvent(new MessageEvent("message", { data }));
        else this.dispatchEvent(new ErrorEvent("error", { message: error, cancelable: true }));
      };
    }
    postMessage(data) {
      this.channel.postMessage({ page: this.page, url: this.url, data });
    }
    terminate() {
      this.channel.close();
    }
    set onmessage(_) {
      throw new Error("only listeners hear a shared Python: ask for a context of its own");
    }
  };

  globalThis.keep = () => {
    const channel = new BroadcastChannel(NAME);
    const pythons = new Map(); // by the worker's address and its rules
    const ofPages = new Map();

    class Python {
      constructor(key, url, start) {
        this.said = []; // until it was ready: those that come later hear it, too
        this.pages = [];
        this.asked = []; // whose requests are in its hands, the first one first
        this.worker = new Own(url, { type: "module" });
        const end = (last) => {
          pythons.delete(key);
          this.worker.terminate();
          for (const page of this.pages) channel.postMessage({ page, ...last });
        };
        this.worker.onerror = ({ message }) => end({ error: message });
        this.worker.onmessage = ({ data }) => {
          if (data.type === "failed") return end({ data });
          if (data.type === "result") {
            return channel.postMessage({ page: this.asked.shift(), data });
          }
          this.said.push(data);
          for (const page of this.pages) channel.postMessage({ page, data });
        };
        this.worker.postMessage(start);
      }
      welcome(page) {
        this.pages.push(page);
        for (const data of this.said) channel.postMessage({ page, data });
      }
      run(page, data) {
        this.asked.push(page);
        this.worker.postMessage(data);
      }
    }

    channel.onmessage = ({ data: { page, url, data } }) => {
      if (data.type !== "start") return ofPages.get(page).run(page, data);
      const key = `${url} ${data.rules}`;
      if (!pythons.has(key)) pythons.set(key, new Python(key, url, data));
      ofPages.set(page, pythons.get(key));
      pythons.get(key).welcome(page);
    };
  };
})();
"""


class WarmSite:
    """A site in a context that stays, and whose tabs find Python started."""

    def __init__(self, browser: Browser, address: str, *, touch: bool = False) -> None:
        self.context = browser.new_context(
            base_url=address, locale="zh-CN", service_workers="block", has_touch=touch
        )
        self.context.add_init_script(SCRIPT)
        self.keeper = self.context.new_page()
        self.keeper.goto("/404.html")
        self.keeper.evaluate("keep()")

    @property
    def tabs(self) -> list[Page]:
        return [page for page in self.context.pages if page != self.keeper]

    def clean(self) -> None:
        """Close all tabs and forget what they kept, were allowed and were refused."""
        self.context.unroute_all(behavior="ignoreErrors")
        for page in self.tabs:
            page.close()
        self.context.clear_permissions()
        self.context.clear_cookies()
        self.keeper.evaluate("localStorage.clear()")
