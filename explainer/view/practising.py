"""The exercise that a view asks for, and the view of the same network with the exercise's numbers."""

from __future__ import annotations

from dataclasses import replace

from explainer.practice.exercises import Exercise, exercise
from explainer.view.view import View

FOUND_IN = "gradient"
"""The task whose numbers a derivation with a mistake in it has."""


def practised(view: View) -> tuple[View, Exercise]:
    """Return a view with the numbers of its exercise, and the exercise.

    New numbers are drawn for the network as it was put on the table: what the reader has changed since changes none.
    """
    task = FOUND_IN if view.practice == "find" else view.task
    if view.numbers == "table":
        return view, exercise(view.problem, task, view.exercise, nice=False, blanks=view.blanks)
    found = exercise(view.ready, task, view.exercise, blanks=view.blanks)
    return replace(view, values={}, updates=0).change(found.values), found
