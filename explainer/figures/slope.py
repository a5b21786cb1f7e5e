"""The loss as a function of one parameter alone: its curve, its tangent, the step and where it lands.

The drawing here has every element, and no place for any of them: which numbers they follow is the browser's to know
(``curve.js``), which draws them from the numbers of the page, at first and whenever one of them moves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from backprop import Structure
from explainer.browser.markup import NOTHING, element
from explainer.browser.messages import Curve
from explainer.browser.sliders import ends_of
from explainer.notation.display import Display

WIDTH, HEIGHT = 640, 290

POINTS = 101
"""Points that a curve is drawn through."""

MOST_TICKS = 8
"""Places for labels on each axis; as many are seen as there are round numbers."""

FARTHEST = 20.0
"""A step is followed with the picture if it is at most so many times as long as the picture was wide."""

MARGIN = 0.06
"""Share of the picture that is kept free beyond the point and the landing where it was made wider for them."""


def curve_shown(structure: Structure, parameter: str, start: float, value: float, new: float) -> Curve:
    """Return which part of a curve is drawn.

    It is what the parameter's slider spans, so that the picture stays while the parameter is dragged. Where the
    parameter or its landing lies beyond that, it goes on to the next round number on that side; a landing that is
    farther away than twenty such pictures is left beyond the edge, for the curve would be a wall.

    Args:
        structure: of the network.
        parameter: its name.
        start: the number it began with, which the slider depends on.
        value: the number it has.
        new: where its step leads.

    >>> from backprop import load_preset
    >>> s = load_preset("worked").structure
    >>> curve_shown(s, "w5", 0.4, 0.4, 0.39), curve_shown(s, "w5", 0.4, 0.4, -3.1)
    (Curve(parameter='w5', low=-1.0, high=1.0), Curve(parameter='w5', low=-4.0, high=1.0))
    """
    low, high = ends_of(structure, parameter, start)
    seen = [value, *([new] if math.isfinite(new) and abs(new - value) <= FARTHEST * (high - low) else [])]
    left, right = min(seen), max(seen)
    margin = MARGIN * (max(right, high) - min(left, low))
    return Curve(
        parameter,
        -_round_above(margin - left) if left < low else low,
        _round_above(right + margin) if right > high else high,
    )


def _round_above(size: float) -> float:
    """Return the next number from here that has one digit, or one and a half."""
    if size <= 0.0:
        return 0.0
    power: float = 10.0 ** math.floor(math.log10(size))
    return next((digit * power for digit in (1, 1.5, 2, 3, 4, 5, 6, 8) if digit * power >= size), 10.0 * power)


@dataclass(frozen=True)
class Point:
    """A number that the drawing follows: what it is there, and the term it comes from."""

    role: str
    key: str


def points_of(display: Display, parameter: str) -> tuple[Point, ...]:
    """Return the terms that the drawing is made from, beside the curve itself."""
    n = display.trace.names
    keys = {
        "value": parameter,
        "loss": n.loss(),
        "gradient": n.gradient(parameter),
        "new": n.new(parameter),
        "landed": n.loss_alone(parameter),
        "predicted": n.predicted_loss(parameter),
        "raised": n.raised(parameter),
        "raisedLoss": n.raised_loss(parameter),
    }
    return tuple(Point(role, key) for role, key in keys.items())


def slope_svg(display: Display, curve: Curve) -> Markup:
    """Return the drawing of a curve, its elements without their places."""
    name, loss = display.written(curve.parameter), display.notation.loss
    said = f"{loss.plain} as a function of {name.plain}, with its tangent and the step against the gradient"
    parts = [
        element("desc", None),
        element("clipPath", {"id": "slope-plot"}, element("rect")),
        *(
            element("g", {"class": f"ticks {axis}"}, *[element("path") + element("text")] * MOST_TICKS)
            for axis in ("x", "y")
        ),
        *(
            element("path", {"class": style, "clip-path": "url(#slope-plot)"})
            for style in ("secant", "tangent", "curve")
        ),
        *(element("path", {"class": style}) for style in ("drop", "gap", "step", "head")),
        *(element("circle", {"class": style, "r": radius}) for style, radius in RADII.items()),
        element("circle", {"class": "hit", "r": 20}),
        element("text", {"class": "axis x"}, name.svg),
        element("text", {"class": "axis y"}, loss.svg),
    ]
    return element(
        "svg",
        {
            "class": "slope",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "aria-label": said,
            "data-curve": curve.parameter,
            "data-low": repr(curve.low),
            "data-high": repr(curve.high),
        },
        *parts,
    )


RADII = {"raised": 4.5, "predicted": 7.0, "landing": 7.0, "point": 8.0}
"""What stands on the curve or beside it -> how large it is."""


def sample(style: str) -> Markup:
    """Return a small drawing of one element, for the words that say what it is."""
    if style in RADII:
        shape = element("circle", {"class": style, "cx": 10, "cy": 9, "r": RADII[style] - 1})
    else:
        shape = element("path", {"class": style, "d": "M1 9 L19 9"})
        shape += element("path", {"class": "head", "d": "M19 9 l-7 -4 v8 z"}) if style == "step" else NOTHING
    return element("svg", {"class": "slope sample", "viewBox": "0 0 20 18", "aria-hidden": "true"}, shape)
