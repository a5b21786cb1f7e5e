"""One number by which many terms are wrong together: a whole matrix, or all gradients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backprop.judging.rule import USUAL_DIGITS, fit
from backprop.numerals import Numeral
from backprop.precision import decimals


@dataclass(frozen=True)
class Factor:
    """A number that many terms were multiplied by, and what that means.

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


def find_factors(numbers: Sequence[Numeral], exact: Sequence[float], N: int, K: int) -> tuple[Factor, ...]:
    """Return the factor that turns all exact values into the numbers that were written, in all its readings.

    Args:
        numbers: what was written.
        exact: the values in whose place they stand.
        N: number of examples.
        K: number of outputs.

    Returns:
        Every reading of the one value that explains *all* of them; nothing where they are right as they are, or
        where no value or more than one would do.

    >>> from backprop.numerals import numeral
    >>> [found.formula for found in find_factors([numeral("0.023"), numeral("0.003")], [0.0687, 0.0087], N=3, K=3)]
    ['1/N', '1/K']
    """
    if _all_fit(numbers, exact, 1.0):
        return ()
    found = tuple(factor for factor in candidates(N, K) if _all_fit(numbers, exact, factor.value))
    return found if len({factor.value for factor in found}) == 1 else ()


def _all_fit(numbers: Sequence[Numeral], exact: Sequence[float], factor: float) -> bool:
    values = (factor * value for value in exact)
    return all(
        fit(number, value, decimals(abs(value), USUAL_DIGITS)) for number, value in zip(numbers, values, strict=True)
    )
