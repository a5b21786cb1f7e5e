"""The page on which a network is trained."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.screen.part import Part, Shown, render_parts
from explainer.screen.training_compare import show_compare
from explainer.screen.training_run import show_run
from explainer.screen.training_sweep import show_sweep

PARTS: Mapping[str, Part[Shown]] = {
    "": Part("Train", show_run),
    "compare": Part("Two runs side by side", show_compare),
    "sweep": Part("Many learning rates", show_sweep),
}
"""Value of ``View.training`` -> the part."""


def render_training() -> None:
    """Show the page."""
    render_parts("training", "Part of the page", "training", PARTS)
