"""What to think of a number in print beside the exact one: agreement, rounding, or a slip.

A sheet that was computed by hand is never exact. What counts is whether rounding can explain the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from backprop.numerals import numeral

Verdict = Literal["agrees", "rounding", "slip"]

AGREES_WITHIN, ROUNDING_WITHIN = 0.5, 2.0
"""In units of the last printed place: rounded once; rounded or cut off on the way."""

SLACK = 1e-9
"""In the same units: a half may come out a little larger than a half."""

Texts = Sequence[Sequence[str]]
Values = Sequence[Sequence[float]]


def printed_value(printed: str) -> float:
    """Return the number a printed text stands for; the true minus sign is understood.

    >>> printed_value("−0.09")
    -0.09
    """
    return numeral(printed).value


def places(printed: str) -> int:
    """Return how many decimals are printed.

    >>> places("0.40"), places("1")
    (2, 0)
    """
    return numeral(printed).places or 0


def verdict(printed: str, exact: float) -> Verdict:
    """Return what explains the difference between a printed number and the exact one.

    Args:
        printed: the text as it is printed; its decimals say how precise it wants to be.
        exact: the value it stands for.

    Returns:
        "agrees" within half a unit of the last printed place, "rounding" within two units (some
        number on the way was rounded or cut off), "slip" beyond.

    >>> verdict("0.0822", 0.08216704), verdict("0.4499", 0.44999173), verdict("0.2417", 0.24061342)
    ('agrees', 'rounding', 'slip')
    """
    units = abs(printed_value(printed) - exact) * 10.0 ** places(printed)
    if units <= AGREES_WITHIN + SLACK:
        return "agrees"
    return "rounding" if units <= ROUNDING_WITHIN + SLACK else "slip"


def verdicts(printed: Texts, exact: Values) -> tuple[tuple[Verdict, ...], ...]:
    """Return the verdict on every entry of a printed matrix, beside exact values of the same shape."""
    return tuple(
        tuple(verdict(text, value) for text, value in zip(texts, values, strict=True))
        for texts, values in zip(printed, exact, strict=True)
    )
