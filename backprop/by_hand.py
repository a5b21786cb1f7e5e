"""The same trace as a student writes it: every number rounded before the next one is made of it.

Where a lecture rounds and goes on with what it wrote down, its last digits are these and not the
exact ones. The difference is the drift.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from backprop.derive import SIGNIFICANT, every_recipe, remade
from backprop.operations import LEAF
from backprop.terms import Recipe
from backprop.trace import Trace

WITHIN_A_LINE = {
    "product", "dL_da_via", "example_dL_da_via", "delta_via", "example_delta_via", "gradient_via", "loss_part",
    "loss_of_example", "log_y_hat", "log_1_minus_y_hat", "y_sum",
}  # fmt: skip
"""Families that nobody writes down by themselves: in w1 x1 + w2 x2 + b only the sum is rounded."""

EXACT = {"scale", "factor"}
"""Families that are made of the counts alone: who divides by 3 does not multiply by 0.33."""


def by_hand(trace: Trace, digits: int) -> dict[str, float]:
    """Return key -> value for every term that is not late, computed from the rounded values of its factors.

    What is given, and the counts, stay as they are. The loss after the update is that of a forward
    pass at full precision with the rounded new parameters, rounded at its end.

    Args:
        trace: what to compute by hand.
        digits: decimals that are written down, see ``round_half_up``.

    >>> from backprop import load_preset, trace
    >>> by_hand(trace(load_preset("worked")), digits=2)["dL_dw5"]
    0.08
    """
    carried: dict[str, float] = {}
    written: dict[str, float] = {}
    for recipe in every_recipe(trace.structure):
        round_on(trace, recipe, digits, carried, written)
    return written


def round_on(trace: Trace, recipe: Recipe, digits: int, carried: dict[str, float], written: dict[str, float]) -> None:
    """Write down one term, whose factors are written down already.

    Args:
        trace: where it comes from.
        recipe: the term.
        digits: decimals that are written down.
        carried: key -> what the next terms are made of, not rounded within a line; it grows.
        written: key -> what is written down; it grows.
    """
    key, is_leaf = recipe.key, recipe.operation == LEAF
    value = trace[key] if is_leaf else remade(trace, recipe, carried.__getitem__)
    given = is_leaf or recipe.operation == "same" or recipe.family in EXACT
    written[key] = value if given else round_half_up(value, digits)
    carried[key] = value if recipe.family in WITHIN_A_LINE else written[key]


LEAST = -3
"""Power of ten below which two digits that count are kept."""


def round_half_up(value: float, digits: int) -> float:
    """Round as at school: to places after the point, and a 5 goes up, away from zero.

    A number smaller than the last place, or than a thousandth, keeps two digits that count: nobody goes
    on with 0.00, and a lecture of four places writes 0.00067.

    It rounds the decimal number that is meant, not the float that stores it, which may lie just
    below. Infinities, and what is not a number, stay what they are.

    Args:
        value: any float.
        digits: decimals to keep.

    >>> round_half_up(0.14549999999999999, 3), round_half_up(-0.0912, 2), round_half_up(0.000668396, 2)
    (0.146, -0.09, 0.00067)
    """
    if not math.isfinite(value) or value == 0.0:
        return value
    meant = Decimal(f"{value:.{SIGNIFICANT - 1}e}")
    is_small = meant.adjusted() < max(-digits, LEAST)
    places = max(digits, 1 - meant.adjusted()) if is_small else digits
    if places + meant.adjusted() >= SIGNIFICANT:
        return float(meant)  # there is nothing behind those places
    return float(meant.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
