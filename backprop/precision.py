"""To how many decimals a number is written: enough to be useful, and the same on a page and in what is asked."""

from __future__ import annotations

import math

MOST_SIGNIFICANT = 15
"""Digits of a float that count."""

LARGEST_FIXED = 1e6
"""From here on a number is written with a power of ten."""

DIGITS_OF_A_STEP = 2
FINEST_STEP = 12


def exponent_of(size: float) -> int:
    """Return the power of ten of the first digit of a size that is not 0."""
    return math.floor(math.log10(size))


def decimals(size: float, digits: int) -> int:
    """Return how many decimals show ``digits`` significant digits of ``size``: at least as many as that.

    Of a number that is written with a power of ten they are counted from the point all the same, and
    may be less than none.

    >>> decimals(0.7513650695, 4), decimals(0.000668396, 4), decimals(1234567.0, 4)
    (4, 7, -3)
    """
    if size == 0 or not math.isfinite(size):
        return digits
    places = digits - 1 - exponent_of(size)
    return places if size >= LARGEST_FIXED else max(digits, places)


def finest(size: float) -> int:
    """Return the decimals beyond which a float has no more digits to show."""
    return MOST_SIGNIFICANT - 1 - exponent_of(size) if size and math.isfinite(size) else 0


def precise_after(value: float, step: float, digits: int) -> int:
    """Return the decimals of a number that a small step has just moved: two significant digits of the step are seen.

    >>> precise_after(0.3999917833, 8.2167e-06, digits=4)
    7
    """
    usual = decimals(abs(value), digits)
    if not math.isfinite(step) or abs(value) >= LARGEST_FIXED:
        return usual
    return max(usual, min(decimals(abs(step), DIGITS_OF_A_STEP), FINEST_STEP))
