"""What is right: the one rule by which every answer is judged, beside a number of the trace or beside a wrong one.

The exact value is rounded to as many digits as were typed, or as are asked for where those are more. So more digits
than asked are never punished, and an answer that is rounded once is right however it is rounded.
"""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Literal

from backprop.numerals import Numeral
from backprop.precision import MOST_SIGNIFICANT, decimals, finest, precise_after
from backprop.rounding import is_rounding
from backprop.trace import Trace

Fit = Literal["right", "zero", "cut", "last_digit", "more_digits", ""]
"""How a number fits a value: it is the value; it is next to nothing, as the value is; it is cut off where it should
be rounded; it is one unit off in the last place that is asked for; it is right as far as it goes; it is another."""

USUAL_DIGITS = 4

FEWEST_DIGITS = 2
"""Digits that a number needs to be taken for a wrong value; with one, too many values would fit."""

TIE = Decimal("1e-12")
"""How far from the middle between two decimals, beside its own size, a float may lie that means the middle."""

_EXACT = Context(prec=1000)


def rule_sentence(digits: int = USUAL_DIGITS) -> str:
    """Return the rule in one sentence, as it stands beside a box.

    >>> rule_sentence(4)[:60]
    'Give 4 decimals, of a small number 4 digits after its zeros;'
    """
    return (
        f"Give {digits} decimals, of a small number {digits} digits after its zeros; "
        "one unit off in the last of them is right, and more digits are too."
    )


def meant(trace: Trace, key: str) -> float:
    """Return the value of a term; 0 of what floats leave over where 0 is meant."""
    return 0.0 if is_rounding(trace, key) else trace[key]


def places_asked(trace: Trace, key: str, digits: int, value: float) -> int:
    """Return to how many decimals a term is asked for, as its number is shown on a page.

    Args:
        trace: where it stands.
        key: the term.
        digits: decimals of an ordinary number, digits that count of a small one.
        value: its value, or another that somebody has in its place.
    """
    recipe, size = trace.recipe(key), abs(value)
    if recipe.family == "new" and recipe.parameter is not None:
        places = precise_after(value, trace[trace.names.step(recipe.parameter.name)], digits)
    else:
        places = decimals(size, digits)
    return min(places, finest(size)) if size else places


def fit(number: Numeral, value: float, places: int) -> Fit:
    """Return how a number that was typed fits a value.

    Args:
        number: what was typed.
        value: the value; nothing fits one that is not finite.
        places: how many decimals of it are asked for.

    >>> from backprop.numerals import numeral
    >>> [fit(numeral(text), 0.08216704, 5) for text in ("0.08217", "0.082167", "0.08216", "0.08218", "0.08", "0.083")]
    ['right', 'right', 'cut', 'last_digit', 'more_digits', '']
    """
    if not math.isfinite(value):
        return ""
    exact, typed = _decimal(value), number.places
    if not exact:
        return _fit_of_zero(number, places)
    if typed is not None and number.exact in _rounded(exact, max(typed, places)):
        return "right"
    if typed is not None and typed < places:
        return "more_digits" if _goes_so_far(number, exact, places) else ""
    mine, theirs = _rounded(number.exact, places), _rounded(exact, places)
    if mine & theirs:
        return "right"
    if number.exact == _cut(exact, places):
        return "cut"
    if any(abs(one - other) <= _unit(places) for one in mine for other in theirs):
        return "last_digit"
    return "more_digits" if _goes_so_far(number, exact, places) else ""


def fits_wrong_value(number: Numeral, value: float, places: int) -> bool:
    """Whether a number may well be a wrong value: by the same rule, and with digits enough to tell."""
    found = fit(number, value, places)
    return bool(found) and found != "zero" and (number.digits >= FEWEST_DIGITS or found == "right")


def _fit_of_zero(number: Numeral, places: int) -> Fit:
    if not number.exact:
        return "right"
    if number.places is not None and number.places < places:
        return ""
    sizes = {abs(rounded) for rounded in _rounded(number.exact, places)}
    return "zero" if min(sizes) <= _unit(places) else ""


def _goes_so_far(number: Numeral, exact: Decimal, places: int) -> bool:
    """Whether a number has the first digits of a value, rounded or cut off, if fewer than are asked for."""
    if number.coarsest is None or not number.exact:
        return False
    first = max(number.coarsest, -exact.adjusted())
    return any(
        number.exact in _rounded(exact, fewer) or number.exact == _cut(exact, fewer) for fewer in range(first, places)
    )


def _decimal(value: float) -> Decimal:
    """Return a float as the decimal that it stands for: with the digits that count."""
    return Decimal(f"{value:.{MOST_SIGNIFICANT - 1}e}")


def _unit(places: int) -> Decimal:
    return Decimal((0, (1,), -places))


def _rounded(exact: Decimal, places: int) -> frozenset[Decimal]:
    """Return a decimal rounded; from the middle between two neighbours both are right."""
    unit = _unit(places)
    below = exact.quantize(unit, ROUND_FLOOR, _EXACT)
    off = _EXACT.subtract(_EXACT.subtract(exact, below), unit / 2)
    above = _EXACT.add(below, unit)
    if abs(off) <= min(abs(exact) * TIE, unit / 100):
        return frozenset((below, above))
    return frozenset((below if off < 0 else above,))


def _cut(exact: Decimal, places: int) -> Decimal:
    size = abs(exact).quantize(_unit(places), ROUND_FLOOR, _EXACT)
    return size.copy_sign(exact)
