"""How a long sum is written: shortened in its middle, or in brackets behind what all of it is multiplied by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.equations.breaking import terms
from explainer.notation.display import Display
from explainer.notation.families import traits

SCALE = re.compile(r"\\frac\{[^{}]*\}\{[^{}]*\} ")
"""A fraction of counts before what it divides."""

MAX_SUMMANDS = 13  # twelve inputs and a bias
"""Summands that are written out; of more the first ones and the last."""


def summed(summands: list[str], most: int = MAX_SUMMANDS) -> str:
    """Write a + b + ...; a fraction that all of them begin with is written once, before brackets."""
    flat = [term.removeprefix("+ ") for summand in summands for term in terms(summand)]
    found = SCALE.match(flat[0])
    if found is None or len(flat) == 1 or not all(term.startswith(found[0]) for term in flat):
        return scaled_sum("", summands, most)
    return scaled_sum(found[0], [term.removeprefix(found[0]) for term in flat])


def scaled_sum(scale: str, summands: list[str], most: int = MAX_SUMMANDS) -> str:
    """Write scale * (a + b + ...); without a scale there are no brackets."""
    total = " + ".join(shortened(summands, most))
    if not scale:
        return total
    # A sum may go on below itself, and brackets that grow hold together what is in them.
    size = r"\bigg" if r"\frac" in total else r"\big"
    return rf"{scale.strip()} {size}( {total} {size})"


def shortened(summands: list[str], most: int = MAX_SUMMANDS) -> list[str]:
    """Leave out the middle of a very long sum, and say how many summands that are."""
    if len(summands) <= most:
        return summands
    left_out = rf"\underset{{{len(summands) - most + 1} \text{{ more}}}}{{\cdots}}"
    return [*summands[: most - 2], left_out, summands[-1]]


def most_summands(display: Display, factors: Iterable[str]) -> int:
    """Return how many summands are written out, where each may be written as a sum of its own parts."""
    recipes = map(display.trace.recipe, factors)
    longest = max((len(r.factors) for r in recipes if not traits(r).symbol and r.operation == "sum"), default=1)
    return max(3, MAX_SUMMANDS // longest)
