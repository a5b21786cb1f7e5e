"""The loss that each of many learning rates ends with, and what became of its run."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from backprop.arrays import Array
from backprop.divergence import DIVERGES, FALLS, OSCILLATES, OVERSHOOTS, STILL
from backprop.sweep import Tried
from explainer.figures.plots.style import INKS, SIZE, axis, figure, logarithmic

LOOKS: Mapping[str, tuple[str, str]] = {
    FALLS: ("circle", "value"),
    OVERSHOOTS: ("triangle-up", "parameter"),
    OSCILLATES: ("diamond-wide", "unit"),
    STILL: ("square", "quiet"),
    DIVERGES: ("x", "wrong"),
}
"""What became of a run -> marker and colour of its point."""

NOW = "in use"

FAR = 1e3
"""How many times as large as the loss at the start a loss may be and still be drawn where it is."""

NAMES = 0.04
"""Room for names above the highest point, for each pixel of their size, as a share of the room of all points."""

LEAST = 1e-12
"""What counts as the loss at the start where that is less."""


def waiting_figure(rates: Sequence[float], start: float, present: float, size: int = SIZE) -> go.Figure:
    """Return the room for a sweep: its learning rates, and the loss at which all of them begin.

    Args:
        rates: the learning rates, the smallest first.
        start: the loss at the start.
        present: the learning rate in use.
        size: of type, in pixels.
    """
    line = {"color": INKS["quiet"], "width": 2, "dash": "dot"}
    level = go.Scatter(
        x=[rates[0], rates[-1]],
        y=[start, start],
        mode="lines",
        line=line,
        hovertemplate="the start: %{y:.4~g}<extra></extra>",
    )
    marks = [_mark(present, NOW, 0, size)] if present > 0.0 else []
    return figure(level, size=size, dragmode=False, **_axes(rates, np.array([start]), size), **_marked(marks))


def sweep_figure(
    tried: Sequence[Tried],
    titles: Mapping[str, str],
    present: float,
    edges: Sequence[tuple[float, str]],
    size: int = SIZE,
) -> go.Figure:
    """Return the loss at the end against the learning rate, both on logarithmic axes where that can be.

    Args:
        tried: the runs, the smallest learning rate first.
        titles: what became of a run -> what that is called.
        present: the learning rate in use.
        edges: where something begins to happen, and what.
        size: of type, in pixels.
    """
    heights = drawn_heights(tried)
    rates = np.array([one.rate for one in tried])
    line = go.Scatter(
        x=rates, y=heights, mode="lines", line={"color": INKS["rule"], "width": 2}, hoverinfo="skip", showlegend=False
    )
    points = [
        _points(kind, rates, heights, tried, titles[kind], size)
        for kind in LOOKS
        if any(one.verdict.kind == kind for one in tried)
    ]
    named = [*edges, *([(present, NOW)] if present > 0.0 else [])]
    marks = [_mark(rate, said, place, size) for place, (rate, said) in enumerate(named)]
    return figure(
        line,
        *points,
        size=size,
        **_axes(rates.tolist(), heights, size),
        **_marked(marks),
        hovermode="closest",
        dragmode=False,
        showlegend=True,
    )


def _axes(rates: Sequence[float], heights: Array, size: int) -> dict[str, Any]:
    """Return both axes, logarithmic where that can be, with room for names above the points."""
    low, high = math.log10(rates[0]), math.log10(rates[-1])
    log = bool((heights > 0.0).all())
    bottom, top = (float(end) for end in (np.log10 if log else np.asarray)([heights.min(), heights.max()]))
    span = max(top - bottom, 0.5 if log else 0.1 * abs(top), LEAST)
    room = (bottom - 0.1 * span, top + NAMES * size * span)
    return {
        "xaxis": axis("learning rate", size, **logarithmic(low - 0.3, high + 0.3)),
        "yaxis": axis("loss at the end", size, **(logarithmic(*room) if log else {"range": room})),
        "uirevision": repr((low, high)),
    }


def _marked(marks: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """Return lines with their names."""
    return {"shapes": [line for line, _ in marks], "annotations": [name for _, name in marks]}


def drawn_heights(tried: Sequence[Tried]) -> Array:
    """Return where the loss of each run is drawn.

    A loss that overflowed, or is beyond a thousand times that of the start, is drawn there: in its true place it would
    press all others together.
    """
    ends = np.array([one.end for one in tried])
    top = FAR * max(abs(float(tried[0].losses[0])), LEAST)
    return np.where(np.isfinite(ends), np.minimum(ends, top), top)


def _points(
    kind: str,
    rates: Array,
    heights: Array,
    tried: Sequence[Tried],
    title: str,
    size: int,
) -> go.Scatter:
    """Return the points of the runs that became the same."""
    chosen = [place for place, one in enumerate(tried) if one.verdict.kind == kind]
    symbol, ink = LOOKS[kind]
    marker = {
        "symbol": symbol,
        "color": INKS[ink],
        "size": round(0.9 * size),
        "line": {"color": INKS["page"], "width": 1},
    }
    stays = {"marker": {"opacity": 1}}
    return go.Scatter(
        x=rates[chosen],
        y=heights[chosen],
        customdata=[_said(tried[place].end) for place in chosen],
        mode="markers",
        name=title,
        marker=marker,
        selected=stays,
        unselected=stays,
        hovertemplate=f"learning rate %{{x:.4~g}}<br>loss %{{customdata}}, {title}<extra></extra>",
    )


def _said(end: float) -> str:
    return "not a number" if math.isnan(end) else "∞" if math.isinf(end) else f"{end:.4g}"


def _mark(rate: float, said: str, place: int, size: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a line at a learning rate, and what it is called at the top, each at a height of its own."""
    line = {"color": INKS["text"], "width": 1.5, "dash": "solid" if said == NOW else "dash"}
    shape = {"type": "line", "x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
    label = {
        "x": math.log10(rate),
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -round(1.4 * size * place),
        "text": said,
        "showarrow": False,
        "font": {"size": size, "color": INKS["text"]},
        "bgcolor": INKS["page"],
    }
    return shape, label
