"""Other terms of the network: a number that is none of the usual mistakes may be the right one of another term."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from backprop.derive import way_to
from backprop.judging.finding import Finding, listed
from backprop.judging.near import Places
from backprop.judging.rule import FEWEST_DIGITS, fits_wrong_value
from backprop.numerals import Numeral
from backprop.terms import Recipe
from backprop.trace import Trace

MOST = 3
"""Terms that are named; who hears of more hears of none."""

MOST_FACTORS = 4
"""Factors that are named as missing."""

KNOWN = {
    "gradient", "z", "a", "y_hat", "dL_dy_hat", "dL_da", "da_dz", "delta", "loss", "gradient_of_example", "step", "new",
}  # fmt: skip
"""Families whose terms somebody may take for another term."""

COUNTS = {"N", "K", "scale", "factor"}
"""Families of numbers that are no values of the network."""

Fits = Callable[[float], bool]


def other_terms(trace: Trace, key: str, number: Numeral, places: Places) -> list[Finding]:
    """Return the terms whose value a number is: those on the way to the term that was asked for, else others.

    Args:
        trace: where the values stand.
        key: the term that was asked for.
        number: what was typed for it.
        places: see ``Places``.
    """
    if not number.value:
        return []
    coarsest, asked = number.coarsest, places(number.value)
    unit = 1.01 * 10.0 ** -(asked if coarsest is None else min(asked, coarsest))

    def fits(value: float) -> bool:
        return abs(value - number.value) <= unit and fits_wrong_value(number, value, places(value))

    found = list(islice(_on_the_way(trace, key, fits), MOST))
    if found or number.digits < FEWEST_DIGITS:
        return found
    others = (other for other in _known(trace, number.value, unit) if other != key and fits(trace[other]))
    return [_said_of_another(trace, other) for other in islice(others, MOST)]


def _on_the_way(trace: Trace, key: str, fits: Fits) -> Iterator[Finding]:
    """Yield what is to be said of the terms that a term is made of, the nearest first, each number once."""
    recipes = {recipe.key: recipe for recipe in way_to(trace.structure, key).recipes}
    ways: dict[str, tuple[Recipe, ...]] = {key: ()}
    waiting, seen = deque([key]), set[float]()
    while waiting:
        current = waiting.popleft()
        value = trace[current]
        if current != key and value not in seen and trace.recipe(current).family not in COUNTS and fits(value):
            seen.add(value)
            yield _said_of_one_on_the_way(key, current, ways[current])
        recipe = recipes.get(current)
        for factor in recipe.factors if recipe else ():
            if factor not in ways:
                ways[factor] = (*ways[current], recipes[current])
                waiting.append(factor)


def _said_of_one_on_the_way(key: str, found: str, way: tuple[Recipe, ...]) -> Finding:
    """Say which term it is, and which factors are still missing where nothing but factors are."""
    inner = [*(recipe.key for recipe in way[1:]), found]
    missing = [
        factor
        for recipe, taken in zip(way, inner, strict=True)
        for factor in recipe.factors
        if recipe.operation == "product" and factor != taken
    ]
    if not 0 < len(missing) <= MOST_FACTORS or any(recipe.operation not in {"product", "same"} for recipe in way):
        return Finding("term", "This is {}, which is on the way to {}.", (found, key))
    what = "One factor is" if len(missing) == 1 else "Some factors are"
    return Finding("term", f"This is {{}}. {what} still missing: {listed(len(missing))}.", (found, *missing))


def _known(trace: Trace, value: float, unit: float) -> Iterator[str]:
    """Yield the terms that somebody may take for another one and whose value is near a number, gradients first."""
    families = [family for family in trace.catalogue.prompt if family.name in KNOWN]
    for family in sorted(families, key=lambda family: family.name != "gradient"):
        for place in np.flatnonzero(np.abs(family.numbers(trace) - value) <= unit):
            yield family.recipe(int(place)).key


def _said_of_another(trace: Trace, other: str) -> Finding:
    is_gradient = trace.recipe(other).family == "gradient"
    what = "the gradient of another parameter" if is_gradient else "another term of this network"
    return Finding("term", f"This is {{}}, {what}.", (other,))
