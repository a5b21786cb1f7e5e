"""The order in which the cells of the matrices are walked, and which term of the network each of them is."""

from __future__ import annotations

from backprop.matrices import MatrixPass
from explainer.notation.display import Display

MOST_ENTRIES = 12
"""Entries of a gradient that are walked through one by one."""


def scalar_step(display: Display, cell: str) -> str:
    """Return the term of the network that has the number of a cell; see ``in_matrices``."""
    recipe, n = display.trace.recipe(cell), display.trace.names
    match recipe.family, recipe.place:
        case "long_delta", (layer, e, j):
            return n.delta(layer, e, j)
        case "example_delta", (layer, e, j):
            return n.back(n.delta(layer, e, j))
        case "example_dL_da", (layer, e, j):
            return n.back(n.dL_da(layer, e, j))
        case _:
            return cell


def in_matrices(display: Display, key: str) -> str:
    """Return the term that stands in the matrices for a term of the network.

    Where the mean over the batch is taken last, what comes back stands there before the scale.
    """
    return next((k for k in (display.trace.names.example(key), key) if k in display.trace.catalogue.recipes), key)


def positions(matrices: MatrixPass) -> tuple[tuple[str, str], ...]:
    """Return (step, cell) in the order in which they are walked: the entries one by one, the rest once."""
    walked: list[tuple[str, str]] = []
    for step in matrices.steps:
        cells = [key for column in zip(*step.result.keys, strict=True) for key in column]
        shown = cells[:MOST_ENTRIES] if step.form == "entries" else cells[:1]
        walked += [(step.id, key) for key in shown]
    return tuple(walked)
