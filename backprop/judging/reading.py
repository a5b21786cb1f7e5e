"""What somebody typed, read as an answer.

A comma is a decimal comma here, also in 1,000: nobody parts thousands in an exercise, and who does is told so by what
is said of the number.
"""

from __future__ import annotations

from typing import Literal

from backprop.numerals import NoFloatError, NoNumeralError, Numeral, NumeralError, numeral


def read_answer(text: str) -> Numeral:
    """Return the number that an answer is.

    Args:
        text: such as ``0.12``, ``0,12``, ``.12``, ``1/8``, ``1.2e-3`` or ``1,2·10^-3``.

    Raises:
        NumeralError: if it is none, or nobody can tell which.

    >>> read_answer("1,2·10^-3").value, read_answer("1,000").value
    (0.0012, 1.0)
    """
    return numeral(text)


def why_not(error: NumeralError) -> Literal["no_number", "unclear"]:
    """Return which kind of text it was that is no answer: one that can mean several numbers, or one that is none."""
    return "no_number" if isinstance(error, NoNumeralError | NoFloatError) else "unclear"
