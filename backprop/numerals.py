"""Numbers as people write them: with a point or a comma, as a fraction, with the true minus sign."""

from __future__ import annotations

import math
import re
import sys
from decimal import Decimal

LONGEST = 40
"""Characters; no number that somebody means is longer."""

_PLAIN = r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[+-]?[0-9]+)?"
_NUMBER = re.compile(rf"({_PLAIN})(?:\s*/\s*({_PLAIN}))?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_MINUS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_POWER = re.compile(r"\s*[×·*]\s*10\s*\^?\s*")


class NumeralError(ValueError):
    """A text that is not one number, and only one; its message goes on from the text itself: “… is no number”.

    Attributes:
        is_near: whether it is so like a number that there is something to be said of what may be meant.
    """

    is_near = True


class NoNumeralError(NumeralError):
    """A text that is nothing like a number."""

    is_near = False


def read_number(text: str) -> float:
    """Return the number that a text is.

    Args:
        text: such as ``0.15``, ``.15``, ``0,15``, ``−0.4``, ``1/3``, ``1.2e-3`` or ``1.2×10⁻³``.

    Raises:
        NumeralError: if it is none, or could be two.

    >>> [read_number(text) for text in ("0,15", ".15", "1/4", "−0.4", "1.2e-3", "1.2×10⁻³")]
    [0.15, 0.15, 0.25, -0.4, 0.0012, 0.0012]
    >>> read_number("1,000")
    Traceback (most recent call last):
    backprop.numerals.NumeralError: can mean 1.000 or 1000; write one of these
    """
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain) if len(text) <= LONGEST else None
    if not found and "," in plain and "." in plain and _NUMBER.fullmatch(plain.replace(",", "")):
        raise NumeralError("has a comma and a point; write one decimal point and nothing else")
    if not found and _THOUSANDS.fullmatch(plain):
        raise NumeralError(f"has several commas; write {plain.replace(',', '')}")
    if not found:
        raise NoNumeralError("is no number")
    above, below = (_decimal(part) if part else 1.0 for part in found.groups())
    if below == 0.0:
        raise NumeralError("divides by 0")
    value = above / below
    if not math.isfinite(value):
        raise NumeralError("is too large to compute with")
    return value


def written_digits(text: str) -> tuple[int, float]:
    """Return how many digits a number is written with, and one unit of the last of them.

    A fraction is exact, so that its digits are those of a float.

    >>> written_digits("0,0123"), written_digits("2.50")
    ((3, 0.0001), (3, 0.01))
    """
    plain = _plain(text).replace(",", ".")
    if "/" in plain:
        return sys.float_info.dig, abs(read_number(text)) * sys.float_info.epsilon
    written = Decimal(plain).as_tuple()
    return len(written.digits), 10.0 ** int(written.exponent)


def _plain(text: str) -> str:
    return _POWER.sub("e", text.strip()).translate(_MINUS)


def _decimal(plain: str) -> float:
    point = plain.replace(",", ".")
    if _THOUSANDS.fullmatch(plain):
        raise NumeralError(f"can mean {point} or {plain.replace(',', '')}; write one of these")
    return float(point)
