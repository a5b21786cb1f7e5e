"""What became of runs, in sentences: which of two is lower, whether one falls or diverges, where it went wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from markupsafe import Markup

from backprop.arrays import Array
from backprop.divergence import DIVERGES, FALLS, OSCILLATES, OVERSHOOTS, STILL, Fault, Verdict
from backprop.precision import decimals
from backprop.sweep import Edge
from explainer.notation.display import Display
from explainer.notation.numbers import SUPERSCRIPTS, format_number
from explainer.walk.training import counted

SAME = 1e-9
"""Relative difference up to which the losses of two runs are the same."""

NEAR = 0.1
"""Relative difference below which two losses are written with more digits than usual."""

TITLES: Mapping[str, str] = {
    FALLS: "falls",
    OVERSHOOTS: "overshoots, then falls",
    OSCILLATES: "goes up and down without falling",
    DIVERGES: "diverges",
    STILL: "stands still",
}
"""What became of a run -> how that is said of its loss."""


def both(one: float, other: float, digits: int) -> tuple[str, str]:
    """Return two numbers with as many digits as it takes to tell them apart.

    >>> both(0.27481108, 0.27474, 4), both(0.5, 1e80, 4)
    (('0.274811', '0.274740'), ('0.5000', '1.000×10⁸⁰'))
    """
    apart, larger = abs(one - other), max(abs(one), abs(other))
    near = math.isfinite(apart) and SAME * larger < apart < NEAR * larger
    least = max(digits, min(decimals(apart, 2), 12)) if near else None
    return format_number(one, digits, least), format_number(other, digits, least)


def lower(one: Array, other: Array) -> int:
    """Return which of two runs ends with the lower loss, 0 or 1, or -1 where neither does.

    >>> lower(np.array([1.0, 0.5]), np.array([1.0, 0.2])), lower(np.array([0.5]), np.array([np.nan]))
    (1, 0)
    """
    ends = [float(np.nan_to_num(run[-1], nan=np.inf, posinf=np.inf)) for run in (one, other)]
    if ends[0] == ends[1] or (all(map(math.isfinite, ends)) and math.isclose(*ends, rel_tol=SAME)):
        return -1
    return int(ends[1] < ends[0])


def lower_from(one: Array, other: Array) -> int:
    """Return from which update on the run that ends lower has been lower; 0 where neither does.

    >>> lower_from(np.array([1.0, 0.9, 0.8, 0.7]), np.array([1.0, 2.0, 0.5, 0.1]))
    2
    """
    which = lower(one, other)
    if which < 0:
        return 0
    below, above = (other, one) if which else (one, other)
    higher = np.flatnonzero(~(np.nan_to_num(below, nan=np.inf) < np.nan_to_num(above, nan=np.inf)))
    return int(higher[-1]) + 1 if len(higher) else 0


def compared(
    one: Array,
    other: Array,
    names: tuple[str, str],
    digits: int,
    diverged: tuple[int | None, int | None] = (None, None),
) -> str:
    """Say how two runs compare.

    Args:
        one: the losses of the first run after 0, 1, 2, ... updates.
        other: those of the second.
        names: what the runs are called.
        digits: of numbers.
        diverged: at which update each met a number that cannot be used, or None.

    >>> compared(np.array([1.0, 0.9]), np.array([1.0, 0.4]), ("a small rate", "a large one"), 2)
    'After 1 update the loss is 0.90 with a small rate and 0.40 with a large one; the second is lower at every update.'
    """
    updates, which = len(one) - 1, lower(one, other)
    texts = both(float(one[-1]), float(other[-1]), digits)
    first, second = (
        f"{text} with {name}" if at is None else f"without bounds with {name}, which diverges at update {at}"
        for text, name, at in zip(texts, names, diverged, strict=True)
    )
    after = f"After {counted(updates)} the loss is {first} and {second}"
    if which < 0:
        return f"{after}: neither is lower."
    begins = lower_from(one, other)
    since = "at every update" if begins <= 1 else f"from update {begins} on"
    return f"{after}; the {('first', 'second')[which]} is lower {since}."


def verdict_told(verdict: Verdict) -> str:
    """Say what became of a run, and at which update that began.

    >>> verdict_told(Verdict(OVERSHOOTS, 3)), verdict_told(Verdict(STILL, 1))
    ('overshoots, then falls: update 3 makes it rise', 'rises at update 1 and then stands still')
    """
    title = TITLES[verdict.kind]
    if verdict.at is None:
        return title
    if verdict.kind == STILL:
        return f"rises at update {verdict.at} and then {title}"
    if verdict.kind == DIVERGES:
        return f"{title}, at update {verdict.at}"
    return f"{title}: update {verdict.at} makes it rise"


BROKEN: Mapping[str, str] = {
    "overflowed": "overflows: it is larger than the largest number that can be computed with",
    "undefined": "is no number any more: what it is made of is too large to compute with",
    "too_large": "is too large to be shown",
}
"""How a term could not be used -> how that is said of it."""


def fault_told(fault: Fault, display: Display) -> Markup:
    """Say where a run diverged, and why there, in numbers of the run.

    Args:
        fault: where it diverged.
        display: how terms are written.
    """
    where = "At the start" if not fault.update else f"At update {fault.update}"
    value = Markup("") if fault.kind != "too_large" else Markup(" ({})").format(format_number(fault.value, 2))
    return Markup("{} {}{} {}.{}").format(
        where, display.written(fault.key).html, value, BROKEN[fault.kind], _why(fault, display)
    )


def _why(fault: Fault, display: Display) -> Markup:
    """Say what the steps on the way there were like."""
    stride = fault.stride
    if stride is None:
        return Markup("")
    whose = display.written(stride.parameter).html
    of = Markup("the step of {}").format(whose) + (
        "" if stride.update == fault.update else f" at update {stride.update}"
    )
    ratio = stride.ratio
    if ratio is None or not math.isfinite(ratio) or ratio <= 1.0:
        length = format_number(abs(stride.step), 3)
        return Markup(" There {} is {} long: the learning rate is too large for this slope.").format(of, length)
    times = _times(ratio)
    if stride.turned:
        return Markup(
            " There {} is {} as large as the one before and goes the other way: the learning rate is too large for "
            "this slope, so each step lands further up the other side."
        ).format(of, times)
    return Markup(
        " There {} is {} as large as the one before and goes the same way: the slope grows along the way, and each "
        "step with it."
    ).format(of, times)


def _times(ratio: float) -> str:
    """Return a ratio in words.

    >>> _times(3.14159), _times(1.002), _times(1e5)
    ('3.1 times', '1.002 times', '100000 times')
    """
    if ratio >= 1e6:
        return f"{format_number(ratio, 3)} times"
    beyond = -math.floor(math.log10(ratio - 1.0)) if ratio < 1.95 else 1
    return f"{ratio:.{0 if ratio >= 100.0 else min(beyond, 12)}f} times"


def edge_told(edge: Edge, what: str, digits: int = 3) -> str:
    """Say where something begins to happen.

    >>> edge_told(Edge(0.7126, 0.7121), "the loss rises")
    'The loss rises from a learning rate of 0.713 on.'
    """
    begun = what[0].upper() + what[1:]
    if edge.rate is None:
        return f"{begun} for no learning rate up to 10000."
    rate = rate_text(edge.rate, digits)
    if edge.below is None:
        return f"{begun} for the smallest learning rate that was tried, {rate}, already."
    if edge.above is None:
        return f"{begun} from a learning rate of {rate} on."
    again = rate_text(edge.above, digits)
    found = f"The smallest learning rate found for which {what} is {rate}"
    return f"{found}; for some larger ones, such as {again}, it does not."


def rate_text(rate: float, digits: int = 3) -> str:
    """Return a learning rate with so many digits that count.

    >>> rate_text(0.71263483), rate_text(14.699), rate_text(5e-7), rate_text(150.0)
    ('0.713', '14.7', '5×10⁻⁷', '150')
    """
    if rate == 0.0:
        return "0"
    exponent = math.floor(math.log10(rate))
    if not -5 <= exponent < 6:
        significand, power = f"{rate:.{digits - 1}e}".split("e")
        return f"{_short(significand)}×10{str(int(power)).translate(SUPERSCRIPTS)}"
    return _short(f"{rate:.{max(0, digits - 1 - exponent)}f}")


def _short(text: str) -> str:
    """Return a number without zeros that say nothing."""
    return text.rstrip("0").rstrip(".") if "." in text else text
