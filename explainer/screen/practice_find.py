"""Find the mistake."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.screen.live import show_still


def show_find() -> None:
    """Show the part."""
    show_still("practice", element("h1", None, "Find the mistake"))
