"""What the buttons of an exercise do: go on to the next one, or to the walk with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backprop import Structure
from backprop.names import names
from backprop.terms import catalogue
from explainer.practice.score import HINTS
from explainer.screen.answers import answer
from explainer.screen.session import put, remember, view
from explainer.view import moves
from explainer.view.practising import practised
from explainer.view.view import MOST_EXERCISES

NOWHERE = "forward"
"""The page that is shown for a term without a step of its own."""


def follow(detail: str) -> None:
    """Do what a button stands for: "next", or "walk:" and the name of a line, or the key of what it is about."""
    name, _, line = detail.partition(":")
    if name == "next":
        put(replace(view(), exercise=view().exercise % MOST_EXERCISES + 1))
    elif name == "walk":
        before, _, key = line.rpartition("/")
        if before:
            answer(f"{line}{HINTS}:walk")  # where the number stands; what is answered then is not right at first
        _show_walk(key)


def _show_walk(key: str) -> None:
    """Put the numbers of the exercise on the table, as one change to undo, and go to where a line is derived."""
    now = view()
    numbers, exercise = practised(now)
    on_table = replace(now, values=numbers.values, updates=numbers.updates)
    if (on_table.values, on_table.updates) != (now.values, now.updates):
        remember()
    if exercise.matrix:
        on_table = replace(on_table, orientation="rows")  # as the exercise has its matrices
        of_product = moves.choose_product(on_table, "", exercise.matrix) or on_table
        is_cell = of_product.matrices.making(key) is not None
        put((is_cell and moves.choose_cell(of_product, "", key)) or of_product, moves.MATRIX_PAGE)
        return
    if now.structure.examples > 1:
        on_table = replace(on_table, example=exercise.example + 1)
    found = (moves.go_to(on_table, "", step) for step in steps_for(now.structure, key))
    step = next(filter(None, found), None)
    put(step or on_table, None if step else NOWHERE)


def steps_for(structure: Structure, key: str) -> Iterator[str]:
    """Yield the keys of the steps that show a term, the best one first.

    What one example adds to a gradient, what enters on an edge and which way a parameter moves have no step of
    their own: they stand in that of the gradient, or of the update.
    """
    yield key
    recipes, n = catalogue(structure).recipes, names(structure)
    if key not in recipes:
        return
    recipe = recipes[key]
    match recipe.family, recipe.place:
        case "dz_dw", (layer, _, unit, source):
            yield n.gradient(n.w(layer, source, unit))
        case "moved", _ if recipe.parameter:
            yield n.new(recipe.parameter.name)
        case _ if recipe.parameter:
            yield n.gradient(recipe.parameter.name)
