"""What lights up in every drawing for a step: what it is about, and what that is made of."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import NetworkError, chain
from backprop.terms import Recipe
from explainer.notation.display import Display
from explainer.notation.families import traits


def lit_by(display: Display, key: str) -> frozenset[str]:
    """Return the terms that light up for a step: itself, and its factors, or every factor on its paths."""
    recipe = display.trace.recipe(key)
    if recipe.family in OF_UPDATE and recipe.parameter is not None:
        name = recipe.parameter.name
        return frozenset({key, name, display.trace.names.gradient(name), *_way_from_gradient(display, recipe)})
    if recipe.family == "gradient" and recipe.parameter is not None:
        try:
            paths = chain(display.trace, recipe.parameter.name).paths
        except NetworkError:
            # Too many paths to light: what the example that is shown adds lights up at the parameter itself.
            own = display.trace.names.gradient(recipe.parameter.name, display.example)
            return frozenset({key, own, *_made_of(display, display.trace.recipe(own))})
        return frozenset({key, *(f for path in paths if path.example == display.example for f in path.factors)})
    return frozenset({key, *_made_of(display, recipe)})


OF_UPDATE = {
    "alone", "decay", "penalized", "complement", "correction", "kept_memory", "squared", "added_memory", "new_memory",
    "corrected", "root", "direction", "step", "new",
}  # fmt: skip
"""Families of what leads from a gradient to the new parameter."""


def _way_from_gradient(display: Display, recipe: Recipe) -> Iterator[str]:
    """Yield what a term of an update is made of, down to gradients and given numbers."""
    for factor in recipe.factors:
        inner = display.trace.recipe(factor)
        yield factor
        if inner.family in OF_UPDATE:
            yield from _way_from_gradient(display, inner)


def _made_of(display: Display, recipe: Recipe) -> Iterator[str]:
    """Yield the factors of a term; of one that has no place of its own in a drawing, those that it passes on."""
    for factor in recipe.factors:
        yield factor
        inner = display.trace.recipe(factor)
        if inner.family in {"log_y_hat", "log_1_minus_y_hat"}:
            # Computed from z where that is safer; a reader knows it as the logarithm of the output.
            yield display.trace.names.a(display.trace.structure.depth - 1, *inner.place)
        elif traits(inner).passing:
            yield from _made_of(display, inner)
