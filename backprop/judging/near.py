"""Near misses: numbers that are the right one but for a sign, a power of ten, or what stands below the fraction bar."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from backprop.judging.finding import Finding
from backprop.judging.printed import ROUNDING_WITHIN, SLACK
from backprop.judging.rule import FEWEST_DIGITS, fits_wrong_value
from backprop.numerals import Numeral

FURTHEST = 12
"""Places that a point is moved at most before it is another number."""

Places = Callable[[float], int]
"""A value that stands for a term -> to how many decimals it is asked for."""

SHARE = 0.02
"""How far rounding on the way takes a number, of the number itself; see also ``ROUNDING_WITHIN``."""

ROUNDING = "rounding"

NEAR = {ROUNDING, "zero", "sign", "power_of_ten", "reciprocal"}
"""Ids of what is found here."""


def near_misses(number: Numeral, value: float, places: Places) -> Iterator[Finding]:
    """Yield what makes a wrong number nearly the right one.

    Args:
        number: what was typed.
        value: the right value, which it is not.
        places: see ``Places``.
    """
    if not value:
        return
    asked = places(value)
    if not number.value:
        if number.places is not None and number.places > 0 and abs(value) <= 0.5 * 10.0**-number.places:
            yield Finding("zero", "It is small, but it is not 0: give digits after the zeros too.")
        return
    if _differs_by_rounding(number, value, asked):
        yield Finding(ROUNDING, "Rounding explains the difference: keep more digits on the way, round only the result.")
    if fits_wrong_value(-number, value, asked):
        yield Finding("sign", "The size is right, the sign is not: look at the sign of each factor once more.")
    moved = round(math.log10(abs(value)) - math.log10(abs(number.value)))
    if 0 < abs(moved) <= FURTHEST and fits_wrong_value(number.times_ten_to(moved), value, asked):
        yield _power_of_ten(moved)
    if math.isfinite(1 / value) and fits_wrong_value(number, 1 / value, places(1 / value)):
        yield Finding("reciprocal", "This is 1 divided by the right value: numerator and denominator are exchanged.")


def _differs_by_rounding(number: Numeral, value: float, asked: int) -> bool:
    """Whether a number is so near that something on the way to it has been rounded, or cut off."""
    if number.coarsest is None or number.digits < FEWEST_DIGITS:
        return False
    unit = 10.0 ** -min(number.coarsest, asked)
    return abs(number.value - value) <= min((ROUNDING_WITHIN + SLACK) * unit, SHARE * abs(value))


def _power_of_ten(moved: int) -> Finding:
    count, side = abs(moved), "right" if moved > 0 else "left"
    much = "one place" if count == 1 else f"{count} places"
    return Finding("power_of_ten", f"The digits are right, the point is not: it belongs {much} further to the {side}.")
