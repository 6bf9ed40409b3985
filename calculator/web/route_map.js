// The route map of reading pages, lit up with what the self-check of routes found on this device.

{
  /** The verdicts by route, and the headline under ""; null when there are none, or the browser gives nothing away. */
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
    const words = JSON.parse(map.dataset.words); // by verdict
    for (const route of map.querySelectorAll("[data-route]")) {
      const verdict = kept[route.dataset.route];
      if (typeof verdict !== "string" || !Object.hasOwn(words, verdict)) continue;
      const mark = made("span", { class: "check-verdict", "data-verdict": verdict }, words[verdict]);
      route.dataset.verdict = verdict;
      route.querySelector(".route__title").prepend(mark);
    }
    const said = map.previousElementSibling.querySelector("[data-headline]");
    if (said && typeof kept[""] === "string") said.textContent = `${kept[""]}。`;
    map.previousElementSibling.hidden = false;
  };

  for (const map of document.querySelectorAll(".routes[data-map]")) light(map);
}
