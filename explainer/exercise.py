"""An exercise: the reader finds one gradient alone; the answer is checked, and a wrong one understood.

Nothing a reader types is repeated; what is said names the terms their number fits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from backprop import Parameter
from explainer.display import Display
from explainer.equations import equation
from explainer.mathml import lines_html
from explainer.numbers import MINUS, parse_number

FEWEST_DIGITS = 2
"""Significant digits that an answer needs; with one, too many numbers would fit."""

OTHER_TERMS = {"delta", "dL_da", "dL_dy_hat", "da_dz", "a", "y_hat", "z"}
"""Families that an answer is compared with when no mistake of its own explains it."""


@dataclass(frozen=True)
class Judgement:
    """What is to be said about an answer.

    Attributes:
        kind: "right", "more digits", "no number", "mistake" (one that is understood) or "wrong".
        sentence: what is said, as HTML made here and from the notation only.
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
            return Judgement("right", f"Right: this is {name}.")
        return Judgement(
            "more digits", "That fits as far as it goes. Give at least two digits that are not leading zeros."
        )
    for candidate, sentence in _mistakes(display, key):
        if candidate and fits(candidate) and fits.digits >= FEWEST_DIGITS:
            return Judgement("mistake", sentence)
    return Judgement("wrong", f"This is not {name} yet, and none of the usual mistakes leads to it.")


class _Fit:
    """Whether a value is what a text says, up to one unit of its last digit."""

    def __init__(self, text: str, value: float) -> None:
        self.value, self.digits, self.unit = value, 0, 0.0
        if value:
            written = Decimal(text.strip().replace(MINUS, "-").replace(",", ".")).as_tuple()
            self.digits, self.unit = len(written.digits), 10.0 ** int(written.exponent)

    def __call__(self, exact: float) -> bool:
        return math.isfinite(exact) and abs(self.value - exact) <= self.unit * (1 + 1e-9)


@dataclass(frozen=True)
class _Way:
    """The terms on the way to the gradient of a weight.

    Attributes:
        weight: the weight that is asked for.
        source: what it comes from, from 0.
        unit: the unit it leads into, from 0.
        entering: key of dz/dw, what enters on its edge.
        slope: key of da/dz of the unit it leads into.
        delta: key of dL/dz of that unit.
        flow: key of dL/da of that unit; "" at the output, where nothing lies above.
    """

    weight: Parameter
    source: int
    unit: int
    entering: str
    slope: str
    delta: str
    flow: str


def _way(display: Display, key: str) -> _Way:
    n, e = display.trace.names, display.example
    weight = n.by_name[key.removeprefix("dL_d")]
    assert weight.source is not None  # the exercise asks for a weight
    assert weight.unit is not None
    layer, source, unit = weight.layer, weight.source, weight.unit
    is_last = layer == display.trace.structure.depth - 1
    flow = "" if is_last else n.dL_da(layer, e, unit)
    return _Way(
        weight, source, unit, n.dz_dw(layer, e, source, unit), n.da_dz(layer, e, unit), n.delta(layer, e, unit), flow
    )


def _mistakes(display: Display, key: str) -> Iterator[tuple[float, str]]:
    """Yield the numbers that one mistake leads to, likely ones first, and what is to be said then."""
    now, way = display.trace, _way(display, key)
    layer = way.weight.layer
    meets = display.notation.a(layer - 1, None, way.source).html

    def name(term: str) -> str:
        return display.written(term).html

    yield -now[key], "The size is right and the sign is turned around: look at the sign of each factor once more."
    for other in now.names.weights(layer):
        if other.unit == way.unit and other.source is not None and other != way.weight:
            took, gradient = display.notation.a(layer - 1, None, other.source).html, f"dL_d{other.name}"
            yield (
                now[gradient],
                f"This is {name(gradient)}: you took {took}, but {name(way.weight.name)} meets {meets}.",
            )
    yield now[way.delta], f"This is {name(way.delta)}. Nearly there: multiply by {meets}, which enters on that edge."
    if way.flow:
        slope, entering = now[way.slope], now[way.entering]
        missing = f"The factor {name(way.slope)} is missing: what comes back to a unit is multiplied by its slope."
        yield now[way.flow] * entering, missing
        yield now[way.flow], f"This is {name(way.flow)}. Still to come: {name(way.slope)}, and {meets}."
        for above, via in enumerate(now.recipe(way.flow).factors):
            through = display.notation.z(layer + 1, None, above).html
            only = f"This is only the path through {through}. What comes back along all paths has to be added up."
            yield now[via] * slope * entering, only
    for p in now.names.parameters:
        if p != way.weight:
            yield now[f"dL_d{p.name}"], f"This is {name(f'dL_d{p.name}')}, the gradient of another parameter."
    for term in now.values:
        if now.recipe(term).family in OTHER_TERMS:
            yield now[term], f"This is {name(term)}, which is another term of this network."


def question(display: Display, key: str) -> str:
    """Return what is asked."""
    return (
        f'<div class="exercise"><h2>Try it alone</h2><p>Find {display.written(key).html} in two phases: what does the '
        "forward pass leave on that edge, and what does the backward pass bring to the unit it leads into?</p></div>"
    )


def solution(display: Display, key: str, preset: str) -> str:
    """Return the way to the answer in the two phases, then its three linked lines.

    Args:
        display: the trace that holds it.
        key: the gradient of a weight.
        preset: whose numbers these are.
    """
    now, way = display.trace, _way(display, key)

    def says(term: str) -> str:
        return f"{display.written(term).html} = {display.number(term)}"

    # What comes back has been collected unit by unit, from the output down.
    back = [
        now.names.delta(layer, display.example, unit)
        for layer in range(now.structure.depth - 1, way.weight.layer, -1)
        for unit in range(now.structure.sizes[layer + 1])
    ]
    return (
        f'<div class="exercise" data-deck="{preset}"><h3>Forward pass</h3>'
        f"<p>What enters on that edge: {says(way.entering)}.</p>"
        f"<h3>Backward pass</h3><p>What comes back, unit by unit: {', '.join(map(says, [*back, way.delta]))}.</p>"
        f"<h3>Both together</h3><p>{says(key)}, the product of the two. Path by path:</p>"
        f"{lines_html(equation(display, key), display)}</div>"
    )
