"""Numbers as a reader sees them: enough digits to be useful, none that are noise."""

from __future__ import annotations

import math

from backprop.numerals import NumeralError, read_number
from backprop.precision import LARGEST_FIXED, decimals, exponent_of, finest, precise_after

MINUS = "−"
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SMALLEST_FIXED = 1e-6
FROM_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
DIGITS = (2, 3, 4, 6, 8)
DEFAULT_DIGITS = 4


def format_number(value: float, digits: int = DEFAULT_DIGITS, least: int | None = None) -> str:
    """Return ``value`` with ``digits`` decimals, but never fewer than ``digits`` significant digits.

    A small number is as much a factor as a large one is: with fewer digits that count, what is made of
    it by hand would not be what is shown.

    Args:
        value: any float.
        digits: decimals for numbers of ordinary size, and significant digits for small ones.
        least: decimals that it has at least, counted from the point even where a power of ten is written.

    >>> format_number(0.7513650695), format_number(0.000668396), format_number(-0.0226)
    ('0.7514', '0.0006684', '−0.02260')
    >>> format_number(6.68396e-08), format_number(0.0), format_number(float("inf"))
    ('6.684×10⁻⁸', '0', '∞')
    >>> format_number(0.7513650695, least=6)
    '0.751365'
    """
    if math.isnan(value):
        return "undefined"
    sign = MINUS if value < 0 else ""
    size = abs(value)
    if size == 0.0:
        return "0"
    if math.isinf(size):
        return f"{sign}∞"
    wanted = decimals(size, digits)
    places = min(wanted if least is None else max(wanted, least), finest(size))
    if not SMALLEST_FIXED <= size < LARGEST_FIXED:
        significand, exponent = f"{size:.{max(1, places + exponent_of(size))}e}".split("e")
        return f"{sign}{significand}×10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return f"{sign}{size:.{places}f}"


def decimals_in(text: str) -> int:
    """Return how many decimals a written number has, counted from the point.

    >>> decimals_in("0.7514"), decimals_in("6.684×10⁻⁸"), decimals_in("0")
    (4, 11, 0)
    """
    significand, _, exponent = text.partition("×10")
    return len(significand.partition(".")[2]) - int(exponent.translate(FROM_SUPERSCRIPTS) or 0)


def number_in(text: str) -> float:
    """Return the number that a text of ours shows; what is not finite is not a number.

    >>> number_in("−0.0226"), number_in("6.684×10⁻⁸")
    (-0.0226, 6.684e-08)
    """
    significand, _, exponent = text.replace(MINUS, "-").partition("×10")
    try:
        return float(f"{significand}e{exponent.translate(FROM_SUPERSCRIPTS) or 0}")
    except ValueError:
        return math.nan


def format_given(value: float, digits: int = DEFAULT_DIGITS, least: int | None = None) -> str:
    """Return a number that the reader chose, as it would be written by hand: 0.05, 0.40, 1.

    Trailing zeros go, but one that makes two decimals stays, so that columns align; digits beyond
    ``digits`` are rounded.

    >>> format_given(0.4), format_given(0.15), format_given(0.0001), format_given(1.0), format_given(1e-8)
    ('0.40', '0.15', '0.0001', '1', '1×10⁻⁸')
    """
    text = format_number(value, digits, least)
    if not math.isfinite(value) or "." not in text:
        return text
    significand, power, exponent = text.partition("×10")
    if power:
        return f"{significand.rstrip('0').rstrip('.')}{power}{exponent}"
    if value == int(value):
        return text.split(".")[0]
    whole, fraction = text.split(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def format_after_step(value: float, step: float, digits: int = DEFAULT_DIGITS, least: int = 0) -> str:
    """Return a number that a small step has just moved, with two significant digits of the step.

    >>> format_after_step(0.3999917833, 8.2167e-06)
    '0.3999918'
    """
    return format_number(value, digits, max(least, precise_after(value, step, digits)))


def round_above(count: int) -> int:
    """Return the next round number, 1, 2 or 5 with zeros, that is not below a count.

    >>> round_above(1), round_above(30), round_above(501)
    (1, 50, 1000)
    """
    zeros = "0" * (len(str(count)) - 1)
    return next(number for number in (int(f"{digit}{zeros}") for digit in (1, 2, 5, 10)) if number >= count)


def parse_number(text: str) -> float | None:
    """Return the number a reader typed, or None where there is none, or could be two.

    >>> parse_number("0,4"), parse_number("−2"), parse_number("1/4"), parse_number("banana"), parse_number("1,000")
    (0.4, -2.0, 0.25, None, None)
    """
    try:
        return read_number(text)
    except NumeralError:
        return None


def why_unclear(text: str) -> str:
    """Say why a text that looks like a number is not read as one, or nothing.

    >>> why_unclear("1,000"), why_unclear("banana"), why_unclear("0,5")
    ('it can mean 1.000 or 1000, so write one of these', '', '')
    """
    try:
        read_number(text)
    except NumeralError as error:
        return f"it {error}".replace("; ", ", so ") if error.is_near else ""
    return ""
