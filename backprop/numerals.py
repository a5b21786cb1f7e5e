"""Numbers as people write them: with a point or a comma, as a fraction, with a power of ten, with a true minus."""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass, replace
from decimal import Context, Decimal

LONGEST = 40
"""Characters; no number that somebody means is longer."""

FINEST = 400
"""Decimals beyond which no float has a digit."""

_DIGITS = r"(?P<digits>[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"
_E = r"\s*e\s*(?P<e>[+-]?\s*[0-9]+)"
_TIMES = r"\s*[×·⋅*x]\s*"
_RAISED = r"(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_POWER = r"\s*(?:\^|\*\*)\s*(?P<open>\()?\s*(?P<power>[+-]?\s*[0-9]+)(?(open)\s*\))"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?)\s*{_DIGITS}?(?:{_E}|(?(digits){_TIMES})10(?:{_RAISED}|{_POWER}))?", re.IGNORECASE
)
"""A number that is no fraction. A power of ten may stand alone, as in 10^-3."""

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_SEVERAL_COMMAS = re.compile(r"[+-]?\s*[0-9]*(?:,[0-9]*){2,}")
_SEPARATED = re.compile(r"[+-]?\s*[0-9.,]*[0-9][.,]?(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_SIGNS = str.maketrans("−–", "--")
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_QUOTIENTS = Context(prec=60)  # more digits than can be written


class NumeralError(ValueError):
    """A text that is not one number, and only one; its message goes on from the text itself: “… is no number”.

    Attributes:
        is_near: whether it is so like a number that there is something to be said of what may be meant.
    """

    is_near = True


class NoNumeralError(NumeralError):
    """A text that is nothing like a number."""

    is_near = False


class NoFloatError(NumeralError):
    """A number, but none that can be computed with."""


@dataclass(frozen=True)
class Numeral:
    """A number as somebody wrote it; one comma is a decimal comma.

    Attributes:
        value: the number.
        exact: the same as a decimal, with every digit that was written.
        digits: how many digits it is written with, without zeros in front; none of a zero.
        places: how many decimals it has, counted from the point also where there is a power of ten; None of a
            fraction, which is exact.
        doubt: what to say where the comma may part thousands, else "".
    """

    value: float
    exact: Decimal
    digits: int
    places: int | None
    doubt: str = ""

    @property
    def coarsest(self) -> int | None:
        """The decimals that are meant at least: zeros at the end of a whole number may only fill it up."""
        if self.places == 0 and self.exact:
            whole = f"{self.exact:f}"
            return len(whole.rstrip("0")) - len(whole)
        return self.places

    def __neg__(self) -> Numeral:
        return replace(self, value=-self.value, exact=self.exact.copy_negate())

    def times_ten_to(self, power: int) -> Numeral:
        """Return the number with its point moved so many places to the right."""
        exact, places = self.exact.scaleb(power, _QUOTIENTS), self.places
        return replace(self, value=float(exact), exact=exact, places=None if places is None else places - power)


def read_number(text: str) -> float:
    """Return the number that a text is, where it can mean one only.

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
    found = numeral(text)
    if found.doubt:
        raise NumeralError(found.doubt)
    return found.value


def numeral(text: str) -> Numeral:
    """Return a text as the number that it is, one comma taken for a decimal comma.

    Raises:
        NumeralError: if it is none, or nobody can tell which.

    >>> numeral("1,000").value, numeral("1,2·10^-3").places, numeral(" − 1 / 8 ").exact
    (1.0, 4, Decimal('-0.125'))
    >>> numeral("1,234.5")
    Traceback (most recent call last):
    backprop.numerals.NumeralError: has a comma and a point; write one decimal point and nothing else
    """
    plain = text.strip().translate(_SIGNS) if len(text) <= LONGEST else ""
    above, *others = (_part(part.strip()) for part in plain.split("/", 1))
    for below in others:
        if not below.value:
            raise NoFloatError("divides by 0")
        value = _finite(above.value / below.value)
        exact = _QUOTIENTS.divide(above.exact, below.exact)
        return Numeral(value, exact, sys.float_info.dig, None, above.doubt or below.doubt)
    return above


def _part(plain: str) -> Numeral:
    """Return a number that is no fraction."""
    found = _NUMBER.fullmatch(plain)
    if found is None or not (found["digits"] or found["power"] or found["raised"]):
        raise _refusal(plain)
    point = (found["digits"] or "1").replace(",", ".")
    power = "".join((found["e"] or found["power"] or (found["raised"] or "").translate(_LOWERED)).split())
    written = f"{found['sign']}{point}e{power or 0}"
    value = _finite(float(written))
    digits = point.replace(".", "").lstrip("0")
    places = len(point.partition(".")[2]) - int(power or 0)
    return Numeral(
        value,
        Decimal(written) if value else Decimal(0),  # a power that is too low for a float is too low for a decimal
        len(digits),
        max(-FINEST, min(places, FINEST)),
        "" if power or not _THOUSANDS.fullmatch(found["digits"]) else _doubt(found["sign"], found["digits"]),
    )


def _doubt(sign: str, digits: str) -> str:
    return f"can mean {sign}{digits.replace(',', '.')} or {sign}{digits.replace(',', '')}; write one of these"


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise NoFloatError("is too large to compute with")
    return value


def _refusal(plain: str) -> NumeralError:
    """Return what is to be said of a text that is not one number."""
    whole = plain.replace(",", "")
    if "," in plain and "." in plain and _SEPARATED.fullmatch(plain):
        return NumeralError("has a comma and a point; write one decimal point and nothing else")
    if _SEVERAL_COMMAS.fullmatch(plain) and whole.strip("+- "):
        is_grouped = _THOUSANDS.fullmatch(plain.lstrip("+- "))
        return NumeralError(f"has several commas; write {whole if is_grouped else 'one at most'}")
    return NoNumeralError("is no number")
