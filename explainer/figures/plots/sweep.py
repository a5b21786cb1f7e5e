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
from explainer.figures.plots.style import INKS, LOG, SIZE, axis, figure

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
    return figure(level, size=size, dragmode=False, **_axes(rates, start > 0.0, size), **_marked(marks, size))


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
    log = bool((heights > 0.0).all())
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
        **_axes(rates.tolist(), log, size),
        **_marked(marks, size),
        hovermode="closest",
        dragmode=False,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": -0.25, "yanchor": "top", "font": {"size": size}},
    )


def _axes(rates: Sequence[float], log: bool, size: int) -> dict[str, Any]:
    """Return both axes, logarithmic where that can be."""
    low, high = math.log10(rates[0]), math.log10(rates[-1])
    return {
        "xaxis": axis("learning rate", size, range=[low - 0.3, high + 0.3], **LOG),
        "yaxis": axis("loss at the end", size, **(LOG if log else {})),
        "uirevision": repr((low, high)),
    }


def _marked(marks: Sequence[tuple[dict[str, Any], dict[str, Any]]], size: int) -> dict[str, Any]:
    """Return lines with their names, and room for these above the plot."""
    return {
        "shapes": [line for line, _ in marks],
        "annotations": [name for _, name in marks],
        "margin": {"l": size, "r": size, "t": round(1.6 * size * (len(marks) + 0.5)), "b": size, "pad": 0},
    }


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
    """Return a line at a learning rate, and what it is called above the plot, each at a height of its own."""
    line = {"color": INKS["text"], "width": 1.5, "dash": "solid" if said == NOW else "dash"}
    shape = {"type": "line", "x0": rate, "x1": rate, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
    label = {
        "x": math.log10(rate),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": round(1.5 * size * place),
        "text": said,
        "showarrow": False,
        "font": {"size": size, "color": INKS["text"]},
        "bgcolor": INKS["page"],
    }
    return shape, label
