"""Check my numbers: the whole pass, with a box beside each term."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.screen.live import show_still


def render_check() -> None:
    """Show the page."""
    show_still("check", element("h1", None, "Check my numbers"))
