// The route map of reading pages, lit up with what the self-check of routes found on this device.

{
  const WORDS = { met: "满足", "not met": "不满足", open: "未定", uncovered: "本站不能判断" };

  /** The verdicts by route; null when there are none, or the browser gives nothing away. */
  const keptVerdicts = (key) => {
    try {
      const kept = JSON.parse(localStorage.getItem(`${key}:verdicts`));
      return kept && typeof kept === "object" ? kept : null;
    } catch {
      return null;
    }
  };

  const light = (map) => {
    const kept = keptVerdicts(map.dataset.map);
    if (!kept) return;
    for (const route of map.querySelectorAll("[data-route]")) {
      const verdict = kept[route.dataset.route];
      if (typeof verdict !== "string" || !Object.hasOwn(WORDS, verdict)) continue;
      const mark = document.createElement("span");
      mark.className = "route__verdict";
      mark.dataset.verdict = verdict;
      mark.textContent = WORDS[verdict];
      route.dataset.verdict = verdict;
      route.querySelector(".route__title").prepend(mark);
    }
    map.previousElementSibling.hidden = false;
  };

  for (const map of document.querySelectorAll(".routes[data-map]")) light(map);
}
