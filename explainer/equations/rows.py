"""How a long sum is carried over to further rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explainer.equations.equation import GOES_ON, Line
from explainer.notation.display import Display
from explainer.notation.families import traits

MAX_SUMMANDS = 13  # twelve inputs and a bias
"""Summands that are written out; of more the first ones and the last."""

MAX_ON_A_LINE = 4
"""Summands on one line; more are carried over to the next."""

MAX_PRODUCTS_ON_A_LINE = 3
"""The same where they are products of numbers, which are wider."""


def sum_rows(left: str, summands: list[str], kind: str) -> list[Line]:
    """Write a sum, carried over to further lines where it is long."""
    most = MAX_PRODUCTS_ON_A_LINE if any(r"\times" in summand for summand in summands) else MAX_ON_A_LINE
    rows = [summands[start : start + most] for start in range(0, len(summands), most)]
    lines = [Line(left, " + ".join(rows[0]), kind)]
    return [*lines, *(Line("", " + ".join(row), kind, relation=GOES_ON) for row in rows[1:])]


def scaled_sum_rows(left: str, scale: str, summands: list[str], kind: str) -> list[Line]:
    """Write scale * (a + b + ...), in rows where it is long."""
    rows = sum_rows(left, shortened(summands), kind)
    if not scale:
        return rows
    opening = rf"{scale} \left( " if len(rows) == 1 else rf"{scale} ( "
    closing = r" \right)" if len(rows) == 1 else " )"
    rows[0] = replace(rows[0], body=opening + rows[0].body)
    return [*rows[:-1], replace(rows[-1], body=rows[-1].body + closing)]


def shortened(summands: list[str], most: int = MAX_SUMMANDS) -> list[str]:
    """Leave out the middle of a very long sum."""
    return summands if len(summands) <= most else [*summands[: most - 2], r"\cdots", summands[-1]]


def most_summands(display: Display, factors: Iterable[str]) -> int:
    """Return how many summands are written out, where each may be written as a sum of its own parts."""
    recipes = map(display.trace.recipe, factors)
    longest = max((len(r.factors) for r in recipes if not traits(r).symbol and r.operation == "sum"), default=1)
    return max(3, MAX_SUMMANDS // longest)
