"""Numbers as a reader sees them: enough digits to be useful, none that are noise."""

from __future__ import annotations

import math

MINUS = "−"
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SMALLEST_FIXED = 1e-6
LARGEST_FIXED = 1e6
DIGITS = (2, 3, 4, 6, 8)
DEFAULT_DIGITS = 4


def format_number(value: float, digits: int = DEFAULT_DIGITS) -> str:
    """Return ``value`` with ``digits`` decimals, but never fewer than two significant digits.

    Args:
        value: any float.
        digits: decimals for numbers of ordinary size.

    >>> format_number(0.7513650695), format_number(0.000668396), format_number(-0.0226)
    ('0.7514', '0.00067', '−0.0226')
    >>> format_number(6.68e-08), format_number(0.0), format_number(float("inf"))
    ('6.7×10⁻⁸', '0', '∞')
    """
    if math.isnan(value):
        return "undefined"
    sign = MINUS if value < 0 else ""
    size = abs(value)
    if size == 0.0:
        return "0"
    if math.isinf(size):
        return f"{sign}∞"
    if not SMALLEST_FIXED <= size < LARGEST_FIXED:
        significand, exponent = f"{size:.{max(1, digits - 3)}e}".split("e")
        return f"{sign}{significand}×10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return f"{sign}{size:.{decimals(size, digits)}f}"


def decimals(size: float, digits: int) -> int:
    """Return how many decimals show at least two significant digits of ``size``."""
    return digits if size == 0 or not math.isfinite(size) else max(digits, 1 - math.floor(math.log10(size)))


def format_given(value: float, digits: int = DEFAULT_DIGITS) -> str:
    """Return a number that the reader chose, as it would be written by hand: 0.05, 0.40, 1.

    Trailing zeros go, but one that makes two decimals stays, so that columns align; digits beyond
    ``digits`` are rounded.

    >>> format_given(0.4), format_given(0.15), format_given(0.0001), format_given(1.0)
    ('0.40', '0.15', '0.0001', '1')
    """
    text = format_number(value, digits)
    if not math.isfinite(value) or "." not in text or "×" in text:
        return text
    if value == int(value):
        return text.split(".")[0]
    whole, fraction = text.split(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def format_after_step(value: float, step: float, digits: int = DEFAULT_DIGITS) -> str:
    """Return a number that a small step has just moved, with two significant digits of the step.

    >>> format_after_step(0.3999917833, 8.2167e-06)
    '0.3999918'
    """
    if not math.isfinite(value) or not math.isfinite(step) or abs(value) >= LARGEST_FIXED:
        return format_number(value, digits)
    places = min(max(decimals(abs(value), digits), decimals(abs(step), digits)), 12)
    text = f"{abs(value):.{places}f}"
    if value and not text.strip("0."):
        return format_number(value, digits)
    return f"{MINUS if value < 0 else ''}{text}"


def parse_number(text: str) -> float | None:
    """Return the number a reader typed, or None where there is none.

    A comma may stand for the decimal point, and the true minus sign for the hyphen.

    >>> parse_number("0,4"), parse_number("−2"), parse_number("banana"), parse_number("1e999")
    (0.4, -2.0, None, None)
    """
    if len(text) > 40:
        return None
    try:
        value = float(text.strip().replace(MINUS, "-").replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
