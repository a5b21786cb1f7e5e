"""What all plots have in common: their colours, their lines, their type.

The figure is made here, the theme is known to the browser alone, and it may change while the figure stands. So a
figure names its colours by what Streamlit calls those of a chart, and in the browser they become those of the theme;
``.streamlit/config.toml`` gives it ours, in the order of ``COLOURS``.
"""

from __future__ import annotations

import json
import math
from typing import Any

import plotly.graph_objects as go

from explainer.notation.palette import ROLES, TONES

COLOURS = ("value", "unit", "parameter", "loss", "quiet", "gradient", "wrong", "dot", "rule", "remark")
"""Names in the palette: those that lines take in turn come first."""

INKS = {
    **{name: f"#0000{number:02}" for number, name in enumerate(COLOURS, start=1)},
    "text": "#000037",
    "page": "#000038",
}
"""Name in the palette -> what stands for it until the browser knows the theme."""

SERIES = ("value", "unit", "parameter", "loss", "quiet", "text")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS = ("circle", "square", "diamond", "cross", "x", "triangle-up")
"""Colour, line and marker of the first line in a plot, of the second, ...; no two are told apart by colour alone."""

SIZE, PROJECTED = 15, 24
"""Of type, in pixels, on a screen and on a projected one."""

MOST_TENS = 7
"""Powers of ten that are written at a logarithmic axis, about; of more, every second, third, ..."""


def logarithmic(low: float, high: float) -> dict[str, Any]:
    """Return what makes an axis logarithmic, with as many powers of ten as can be read.

    Args:
        low: the power of ten at which it begins.
        high: the one at which it ends.
    """
    every = {"dtick": math.ceil((high - low) / MOST_TENS)} if high - low > 2.0 else {}
    return {"type": "log", "exponentformat": "power", "range": [low, high], **every}


def series(number: int, width: float = 2.5) -> dict[str, Any]:
    """Return line and marker of one of several lines in a plot, counted from 0."""
    place = number % len(SERIES)
    ink = INKS[SERIES[place]]
    return {
        "line": {"color": ink, "dash": DASHES[place], "width": width},
        "marker": {"color": ink, "symbol": MARKERS[place], "size": 9},
    }


def axis(title: str, size: int = SIZE, **more: Any) -> dict[str, Any]:
    """Return an axis with its title, in type that can be read.

    Args:
        title: what stands at it; of markup Plotly knows ``<i>``, ``<sub>`` and ``<sup>``.
        size: of its type, in pixels.
        more: what else Plotly is to know of it.
    """
    type_of = {"size": size, "color": INKS["text"]}
    return {
        "title": {"text": title, "font": type_of, "standoff": size},
        "tickfont": type_of,
        "showgrid": True,
        "gridcolor": INKS["rule"],
        "zeroline": False,
        "automargin": True,
        **more,
    }


def figure(*traces: Any, size: int = SIZE, **layout: Any) -> go.Figure:
    """Return a figure of some traces, in which nothing moves by itself and space is not given to what is not there.

    Where it was zoomed or turned it stays so when its numbers change.

    Args:
        traces: what is drawn, the lowest first.
        size: of its type, in pixels.
        layout: what else Plotly is to know of the layout.
    """
    type_of = {"size": size, "color": INKS["text"]}
    common = {
        "template": "none",
        "font": type_of,
        "paper_bgcolor": INKS["page"],
        "plot_bgcolor": INKS["page"],
        "margin": {"l": size, "r": size, "t": size, "b": size, "pad": 0},
        "hoverlabel": {"font": {"size": size, "color": INKS["text"]}, "bgcolor": INKS["page"]},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": type_of},
        "showlegend": False,
        "transition": {"duration": 0},
        "uirevision": "as the reader left it",
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": INKS["quiet"], "activecolor": INKS["text"]},
    }
    return go.Figure(data=list(traces), layout={**common, **layout})


def in_room(drawn: go.Figure, dark: bool) -> Any:
    """Return a figure in the colours of a bright or a dark room, whatever the browser's theme is."""
    text: str = drawn.to_json()
    for name, stands_for in INKS.items():
        colour = {**ROLES, **TONES}[name]
        text = text.replace(stands_for, colour.dark if dark else colour.light)
    return json.loads(text)
