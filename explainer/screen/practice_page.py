"""The page of practice: exercises, a derivation with a mistake in it, a sheet to be printed."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Part
from explainer.screen.practice_exercise import show_exercise
from explainer.screen.practice_find import show_find
from explainer.screen.practice_sheet import show_sheet
from explainer.screen.widgets import segments

PARTS: Mapping[str, Part[None]] = {
    "": Part("Exercises", show_exercise),
    "find": Part("Find the mistake", show_find),
    "sheet": Part("Worksheet", show_sheet),
}
"""Value of ``View.practice`` -> the part."""


def render_practice() -> None:
    """Show the page."""
    chosen = session.view().practice
    segments("Part of the page", "practice", {name: part.title for name, part in PARTS.items()}, chosen)
    PARTS[chosen].show()
    if not session.view().present:
        way = element("button", {"type": "button", "class": "link", "data-act": "page:check"}, "Check my numbers →")
        show("to_check", element("p", {"class": "hint"}, "Have you computed this network on paper? ", way))
