"""What to think of a printed number beside the exact one: agreement, rounding, or a slip.

A sheet that was computed by hand is never exact. What counts is whether rounding can explain
the difference, and if not, whether one simple factor can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

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
    return float(_decimal(printed))


def places(printed: str) -> int:
    """Return how many decimals are printed.

    >>> places("0.40"), places("1")
    (2, 0)
    """
    return -int(_decimal(printed).as_tuple().exponent)


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace("−", "-"))


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


@dataclass(frozen=True)
class Factor:
    """A number that a whole matrix was multiplied by, and what that means.

    Attributes:
        value: the number.
        formula: how it is made of the counts, such as "1/N".
        meaning: what was done to the gradient, in a few words.
    """

    value: float
    formula: str
    meaning: str


def candidates(N: int, K: int) -> tuple[Factor, ...]:
    """Return the factors that are easily gained or lost, for N examples and K outputs."""
    listed = (
        Factor(-1.0, "−1", "the sign is the opposite one"),
        Factor(2.0, "2", "the half in front of the squared difference is left out"),
        Factor(0.5, "1/2", "it is halved once too often"),
        Factor(1 / N, "1/N", "it is divided by N a second time: 1/N² instead of 1/N"),
        Factor(1 / K, "1/K", "it is the mean over examples and outputs: 1/(N·K) instead of 1/N"),
        Factor(1 / (N * K), "1/(N·K)", "it is divided by N·K once too often"),
        Factor(float(N), "N", "it is not divided by N: the sum over the examples"),
        Factor(float(K), "K", "it is multiplied by the number of outputs"),
        Factor(float(N * K), "N·K", "it is the sum over examples and outputs"),
    )
    # With a single example or output, a factor of 1 says nothing.
    return tuple(factor for factor in listed if factor.value != 1.0)


def find_factors(printed: Texts, exact: Values, N: int, K: int) -> tuple[Factor, ...]:
    """Return the factor that turns a whole exact matrix into the printed one, in all its readings.

    Args:
        printed: rows of printed texts.
        exact: rows of exact values, of the same shape.
        N: number of examples.
        K: number of outputs.

    Returns:
        Every reading of the one value that explains *all* entries; nothing where the matrix agrees
        as it is, or where no value or more than one would do.

    >>> [factor.formula for factor in find_factors([["0.023", "0.003"]], [[0.0687, 0.0087]], N=3, K=3)]
    ['1/N', '1/K']
    """
    if _all_agree(printed, exact, 1.0):
        return ()
    found = tuple(factor for factor in candidates(N, K) if _all_agree(printed, exact, factor.value))
    return found if len({factor.value for factor in found}) == 1 else ()


def _all_agree(printed: Texts, exact: Values, factor: float) -> bool:
    return all(
        verdict(text, value * factor) == "agrees"
        for texts, values in zip(printed, exact, strict=True)
        for text, value in zip(texts, values, strict=True)
    )
