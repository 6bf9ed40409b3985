"""One number, one place: every figure's words on the pages come from its node and nowhere else."""

from __future__ import annotations

import pytest

from calculator.loading import Edition, figures
from calculator.publish.pages import pages


def test_every_figure_of_every_edition_is_shown_from_its_node(
    editions: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With each figure's text replaced by a mark of its own, every mark stands on some page."""
    monkeypatch.setattr(figures, "render_figure", lambda figure: f"<<{figure.key}>>")
    written = "\n".join(pages(editions).values()).replace("&lt;", "<").replace("&gt;", ">")
    unseen = [
        f"{edition.policy.id}: {key}"
        for edition in editions
        for key in edition.figures
        if f"<<{key}>>" not in written
    ]
    assert unseen == []
