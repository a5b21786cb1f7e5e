"""A slider and a box for every number that a reader may change."""

from __future__ import annotations

import html
import math

from backprop import load_preset, values_by_name
from backprop.names import example_of
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS

SLOWEST, FASTEST = 0.0001, 10.0


def control_panel(display: Display, preset: str, chosen: str = "") -> str:
    """Return a slider and a box for each parameter, the learning rate, and the numbers of the shown example.

    Where there are many, the browser brings those of the ``chosen`` parameter into view.
    """
    start, now = values_by_name(load_preset(preset)), values_by_name(display.trace.problem)
    shown = (name for name in now if example_of(name) in {None, display.example})
    controls = [_control(display, name, start[name], now[name], name == chosen) for name in shown]
    return f'<div class="controls" role="group" aria-label="Numbers of the network">{"".join(controls)}</div>'


def _control(display: Display, name: str, start: float, value: float, chosen: bool) -> str:
    symbol = display.written(name).html
    if name == "learning_rate":
        low, high, scale, key_step = SLOWEST, FASTEST, "log", 0.05
        position, least, most = math.log10(max(value, low)), math.log10(low), math.log10(high)
    else:
        low, high = _range(display, name, start)
        scale, key_step = "linear", 0.01 if high <= 2 else 0.1
        position, least, most = value, min(low, value), max(high, value)
    filled = 100 * (position - least) / (most - least)
    shown = html.escape(repr(value).replace("-", MINUS))
    mark = " data-chosen" if chosen else ""
    return (
        f'<div class="control"{mark}><span class="symbol" aria-hidden="true">{symbol}</span>'
        f'<input type="range" step="any" min="{least}" max="{most}" value="{position}" aria-label="{name}" '
        f'aria-valuetext="{shown}" title="Double-click: back to {start:g}" data-slider="{name}" data-scale="{scale}" '
        f'data-low="{low}" data-high="{high}" data-start="{start!r}" data-decimals="3" data-keystep="{key_step}" '
        f'style="--filled:{filled:.2f}%">'
        f'<input type="text" inputmode="decimal" autocomplete="off" maxlength="60" value="{shown}" '
        f'aria-label="{name}, exact number" data-box="{name}"></div>'
    )


def _range(display: Display, name: str, start: float) -> tuple[float, float]:
    """Return the ends of a slider: wide enough to play, the same as long as the preset is."""
    if name.startswith("y") and display.trace.structure.activations[-1] in {"sigmoid", "softmax"}:
        return 0.0, 1.0
    reach = float(max(1, math.ceil(2 * abs(start))))
    return -reach, reach
