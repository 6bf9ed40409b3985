"""How the site is looked at: at a phone's width and a desk's, in light and in dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}

# Decorates a test that runs at both widths; it takes `viewport`, or only `page`.
both_widths = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["390px", "1280px"])


# The theme's search and drawer glide to their new places, and reach out of the page on the way.
# Those of what is hidden meanwhile have ended and are still listed.
STILL = """() => document.getAnimations().every(
  (one) => !(one instanceof CSSTransition) || one.playState === "finished")"""


def resize(page: Page, size: ViewportSize) -> None:
    """The page at another size, when nothing moves any longer."""
    page.set_viewport_size(size)
    page.wait_for_function(STILL)


def at_both_widths(page: Page) -> Iterator[str]:
    """The page at a phone's width, then at a desk's: for what looks at it, and only CSS differs."""
    for size in (PHONE, DESK):
        resize(page, size)
        yield f"{size['width']}px"


def in_each_look(page: Page) -> Iterator[str]:
    """The page at both widths, each in light and in dark."""
    for width in at_both_widths(page):
        for scheme in in_each_scheme(page):
            yield f"{width}, {scheme}"


def in_each_scheme(page: Page) -> Iterator[str]:
    """The page in light, then in dark, each when the theme has changed to it."""
    for scheme, name in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        expect(page.locator(f"body[data-md-color-scheme={name}]")).to_have_count(1)
        yield scheme
