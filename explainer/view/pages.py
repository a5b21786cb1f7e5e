"""The pages there are, and what each is called where nobody sees which step it shows."""

from __future__ import annotations

from explainer.notation.notation import Notation
from explainer.notation.spoken import letters
from explainer.view.view import View
from explainer.view.where import step_on
from explainer.walk.steps import PAGES as WALKED

NAME = "Backprop, step by step"

TITLES = {
    "": "Start",
    "forward": "Forward",
    "chain_rule": "Chain rule",
    "update": "Update",
    "intuition": "Intuition",
    "training": "Training",
    "matrix": "Matrix",
    "lecture_notes": "Lecture notes",
    "your_network": "Your network",
    "practice": "Practice",
    "check": "Check my numbers",
}
"""Path of a page -> its title."""

BESIDE = ("check",)
"""Pages that others lead to, and that have no place among those in the header."""


def title_of(view: View, page: str) -> str:
    """Return what a browser calls a page, in its tab and in its history."""
    if not page:
        return NAME
    if page not in WALKED:
        return f"{TITLES[page]} · {NAME}"
    notation = Notation(view.shown_notation, view.problem.structure)
    return f"{TITLES[page]}: {letters(notation.written(step_on(view, page).key))} · {NAME}"
