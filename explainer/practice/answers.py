"""An exercise: the reader finds one gradient alone; the answer is checked, and a wrong one understood.

Nothing a reader types is repeated; what is said names the terms their number fits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from backprop.numerals import written_digits
from explainer.notation.display import Display
from explainer.notation.numbers import parse_number
from explainer.practice.mistakes import mistakes

FEWEST_DIGITS = 2
"""Significant digits that an answer needs; with one, too many numbers would fit."""


@dataclass(frozen=True)
class Judgement:
    """What is to be said about an answer.

    Attributes:
        kind: "right", "more digits", "no number", "mistake" (one that is understood) or "wrong".
        sentence: what is said, text or markup.
    """

    kind: str
    sentence: str


def judge(display: Display, key: str, text: str) -> Judgement:
    """Return what is to be said about an answer.

    Args:
        display: the trace that holds the right answer, and how its terms are written.
        key: the gradient of a weight that was asked for, such as ``dL_dw1_21``.
        text: what the reader typed.
    """
    value, name = parse_number(text), display.written(key).html
    if value is None:
        return Judgement("no number", "This is not a number yet. Write it with a point or a comma, such as 0.0123.")
    fits = _Fit(text, value)
    if fits(display.trace[key]):
        if fits.digits >= FEWEST_DIGITS:
            return Judgement("right", Markup("Right: this is {}.").format(name))
        return Judgement(
            "more digits", "This fits, but so do other numbers: give at least two digits that are not leading zeros."
        )
    for candidate, sentence in mistakes(display, key):
        if candidate and fits(candidate) and fits.digits >= FEWEST_DIGITS:
            return Judgement("mistake", sentence)
    return Judgement("wrong", Markup("This is not {} yet, and none of the usual mistakes leads to it.").format(name))


class _Fit:
    """Whether a value is what a text says, up to one unit of its last digit."""

    def __init__(self, text: str, value: float) -> None:
        self.value, self.digits, self.unit = value, 0, 0.0
        if value:
            self.digits, self.unit = written_digits(text)

    def __call__(self, exact: float) -> bool:
        return math.isfinite(exact) and abs(self.value - exact) <= self.unit * (1 + 1e-9)
