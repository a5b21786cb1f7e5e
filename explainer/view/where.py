"""Where a view stands on each page: its step of the walk, its product of matrices and the cell of that."""

from __future__ import annotations

from backprop.matrices import MatrixStep
from explainer.matrices.order import positions
from explainer.view.view import View
from explainer.walk.steps import Step


def page_of(view: View) -> str | None:
    """Return the page that the chosen step is on, or None where none is chosen."""
    step = view.walk.find(view.step) if view.step else None
    return step.page if step else None


def step_on(view: View, page: str) -> Step:
    """Return the chosen step, or where a page begins if none of its steps is chosen."""
    found = view.walk.find(view.step)
    if found and found.page == page and not (page == "chain_rule" and view.mode and not found.parameter):
        return found
    begins = {"chain_rule": view.names.gradient(view.shown_parameter), "update": view.names.new(view.shown_parameter)}
    return view.walk.find(begins.get(page, "")) or view.walk.on(page)[0]


def product_shown(view: View) -> tuple[MatrixStep, str]:
    """Return the step of the matrix pass that is shown, the first if none is chosen, and the cell of its result."""
    gradient = view.names.gradient(view.shown_parameter)
    step = view.matrices.find(view.product) or view.matrices.steps[0]
    cell = next((key for key in (view.cell, gradient) if step.result.find(key)), step.result.keys[0][0])
    return step, cell


def product_place(view: View) -> tuple[int, int]:
    """Return where we are among the products of the matrix page, from 1, and how many places there are."""
    (step, cell), walked = product_shown(view), positions(view.matrices)
    of_step = [place for place, (product, _) in enumerate(walked) if product == step.id]
    exact = [place for place in of_step if walked[place][1] == cell]
    return (exact or of_step)[0] + 1, len(walked)
