"""Measures what is shown: in sight, not cut, readable, its buttons apart, the focus not covered."""

from typing import Any

from playwright.sync_api import Locator

SMALLEST_TARGET = 43.5  # px; 44 without what browsers round
SMALLEST_GAP = 5.5  # px between two buttons
LEAST_CONTRAST = 4.5

_MEASURE = """
(surface, {height, gap, contrast, forced}) => {
  const found = [];
  const words = (one) => (one.value || one.textContent).trim().slice(0, 20);
  const name = (one) => `${one.localName}.${one.className} “${words(one)}”`;
  const say = (one, what) => found.push(`${name(one)}: ${what}`);
  const isShown = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const isUnseen = (one) =>
    one && (getComputedStyle(one).clipPath === 'inset(50%)' || isUnseen(one.parentElement));
  const channels = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], below) =>
    [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const ground = (one) => {
    if (!one) return [255, 255, 255];
    const own = channels(getComputedStyle(one).backgroundColor);
    return own[3] === undefined ? own : over(own, ground(one.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const between = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  // In sight: nothing beside the window; what floats over the page is in the window as a whole.
  const box = surface.getBoundingClientRect();
  const floats = ['fixed', 'sticky'].includes(getComputedStyle(surface).position);
  if (box.width === 0 || box.height === 0) return ['nothing is shown'];
  if (box.left < -0.5 || box.right > innerWidth + 0.5) say(surface, 'reaches beyond the window');
  if (floats && (box.top < -0.5 || box.bottom > innerHeight + 0.5)) say(surface, 'is cut');

  // Text: neither cut by what holds it nor too faint.
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || !isShown(holder) || holder.closest('option, textarea')) continue;
    if (isUnseen(holder)) continue; // said aloud only
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(({width, height}) => width > 1 && height > 1);
    for (let frame = holder; frame && surface.contains(frame); frame = frame.parentElement) {
      const {overflowX, overflowY, display} = getComputedStyle(frame);
      if (display === 'inline') continue;
      const edge = frame.getBoundingClientRect();
      const cuts = (overflow) => ['hidden', 'clip'].includes(overflow);
      const isNarrow = frame === surface || cuts(overflowX);
      const isCut = rects.some(({left, right, top, bottom}) =>
        (isNarrow && (left < edge.left - 1 || right > edge.right + 1)) ||
        (cuts(overflowY) && (top < edge.top - 3 || bottom > edge.bottom + 3)));
      if (isCut) say(holder, `its text is cut by ${name(frame)}`);
    }
    const below = ground(holder);
    const ratio = between(over(channels(getComputedStyle(holder).color), below), below);
    if (rects.length > 0 && ratio < contrast) say(holder, `contrast of only ${ratio.toFixed(2)}`);
  }

  // Buttons: high enough, with an edge or a ground of their own, apart from each other.
  const buttons = [...surface.querySelectorAll('button, .btn, .calc-radio')].filter(isShown);
  for (const one of buttons) {
    const {height: own} = one.getBoundingClientRect();
    if (own < height) say(one, `only ${own} px high`);
    if (!one.matches('.btn, .calc-radio')) continue; // a picture of its own
    const style = getComputedStyle(one);
    const below = ground(one.parentElement);
    const edge = over(channels(style.borderTopColor), below);
    const hasEdge = parseFloat(style.borderTopWidth) >= 1 && between(edge, below) >= 3;
    const hasGround = between(ground(one), below) >= 3;
    if (!hasEdge && !hasGround && !forced) say(one, 'neither edge nor ground');
  }
  buttons.forEach((one, at) => {
    const mine = one.getBoundingClientRect();
    for (const other of buttons.slice(at + 1)) {
      const its = other.getBoundingClientRect();
      const across = Math.max(mine.left, its.left) - Math.min(mine.right, its.right);
      const down = Math.max(mine.top, its.top) - Math.min(mine.bottom, its.bottom);
      const apart = Math.max(across, down);
      if (apart < gap) say(one, `only ${apart} px to ${name(other)}`);
    }
  });

  // Nothing lies over what has the focus.
  const focused = document.activeElement;
  if (surface.contains(focused) && focused !== surface) {
    const {left, top, width, height: tall} = focused.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + Math.min(tall / 2, 20));
    const isFree = !there || focused.contains(there) || there.contains(focused);
    if (!isFree) say(focused, `has the focus under ${name(there)}`);
  }
  return found;
}
"""


def complaints(surface: Locator, *, forced: bool = False) -> list[str]:
    """What is wrong with a dialog, a notice or another part of the page; empty when nothing is."""
    limits: dict[str, Any] = {
        "height": SMALLEST_TARGET,
        "gap": SMALLEST_GAP,
        "contrast": LEAST_CONTRAST,
        "forced": forced,
    }
    found: list[str] = surface.evaluate(_MEASURE, limits)
    return found
