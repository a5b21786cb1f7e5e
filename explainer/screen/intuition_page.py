"""The page on why a gradient points where it does."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.screen.intuition_check import show_check
from explainer.screen.intuition_flow import show_flow
from explainer.screen.intuition_slope import show_slope
from explainer.screen.intuition_surface import show_surface
from explainer.screen.part import Part, Shown, render_parts

PARTS: Mapping[str, Part[Shown]] = {
    "": Part("Slope and step", show_slope),
    "check": Part("Gradient check", show_check),
    "surface": Part("Loss surface", show_surface),
    "flow": Part("Where the gradient goes", show_flow),
}
"""Value of ``View.look`` -> the part."""


def render_intuition() -> None:
    """Show the page."""
    render_parts("intuition", "Part of the page", "look", PARTS)
