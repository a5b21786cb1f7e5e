"""A slider and a box for every number that a reader may change."""

from __future__ import annotations

import math

from markupsafe import Markup

from backprop import Problem, values_by_name
from backprop.names import example_of
from explainer.browser.markup import Attributes, element
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS

SLOWEST, FASTEST = 0.0001, 10.0


def control_panel(display: Display, start: Problem, chosen: str = "") -> Markup:
    """Return a slider and a box for each parameter, the learning rate, and the numbers of the shown example.

    Where there are many, the browser brings those of the ``chosen`` parameter into view.
    """
    before, now = values_by_name(start), values_by_name(display.trace.problem)
    shown = (name for name in now if example_of(name) in {None, display.example})
    controls = [_control(display, name, before[name], now[name], name == chosen) for name in shown]
    return element("div", {"class": "controls", "role": "group", "aria-label": "Numbers of the network"}, *controls)


def _control(display: Display, name: str, start: float, value: float, chosen: bool) -> Markup:
    if name == "learning_rate":
        low, high, scale, key_step = SLOWEST, FASTEST, "log", 0.05
        position, least, most = math.log10(max(value, low)), math.log10(low), math.log10(high)
    else:
        low, high = _range(display, name, start)
        scale, key_step = "linear", 0.01 if high <= 2 else 0.1
        position, least, most = value, min(low, value), max(high, value)
    shown = repr(value).replace("-", MINUS)
    slider: Attributes = {
        "type": "range",
        "step": "any",
        "min": least,
        "max": most,
        "value": position,
        "aria-label": name,
        "aria-valuetext": shown,
        "title": f"Double-click: back to {start:g}",
        "data-slider": name,
        "data-scale": scale,
        "data-low": low,
        "data-high": high,
        "data-start": repr(start),
        "data-decimals": 3,
        "data-keystep": key_step,
        "style": f"--filled:{100 * (position - least) / (most - least):.2f}%",
    }
    box: Attributes = {
        "type": "text",
        "inputmode": "decimal",
        "autocomplete": "off",
        "maxlength": 60,
        "value": shown,
        "aria-label": f"{name}, exact number",
        "data-box": name,
    }
    symbol = element("span", {"class": "symbol", "aria-hidden": "true"}, display.written(name).html)
    control: Attributes = {"class": "control", "data-chosen": chosen}
    return element("div", control, symbol, element("input", slider), element("input", box))


def _range(display: Display, name: str, start: float) -> tuple[float, float]:
    """Return the ends of a slider: wide enough to play, the same as long as the start is."""
    if name.startswith("y") and display.trace.structure.activations[-1] in {"sigmoid", "softmax"}:
        return 0.0, 1.0
    reach = float(max(1, math.ceil(2 * abs(start))))
    return -reach, reach
