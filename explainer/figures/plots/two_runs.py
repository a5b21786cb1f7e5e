"""The losses of two runs from the same start, in one plot."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from backprop.arrays import Array
from explainer.figures.plots.style import INKS, SIZE, axis, figure, logarithmic, series

MOST_DRAWN = 500
"""Points of a curve that are drawn."""

FAR = 1e3
"""How many times as large as the lowest loss the highest is where only a logarithmic axis shows both."""

TOP = 1e3
"""How many times as large as the loss at the start a loss may be and still have room in the plot."""


def leaves(losses: Array) -> bool:
    """Whether a curve leaves the plot at the top, since all others would be pressed together below it.

    >>> leaves(np.array([1.0, 0.5, 1e9])), leaves(np.array([1.0, 0.5]))
    (True, False)
    """
    return bool((losses > _top(losses)).any())


def _top(losses: Array) -> float:
    return TOP * abs(float(losses[0]))


def needs_log(*curves: Array) -> bool:
    """Whether losses that have room in the plot are so far apart that only a logarithmic axis shows all of them.

    >>> needs_log(np.array([1.0, 0.5])), needs_log(np.array([1.0, 1e9])), needs_log(np.array([-1.0, 1e9]))
    (False, True, False)
    """
    low, high = _range(curves)
    return low > 0.0 and high >= FAR * low


def _range(curves: tuple[Array, ...]) -> tuple[float, float]:
    """Return the lowest and the highest loss that has room in the plot."""
    seen = np.concatenate(curves)
    seen = np.minimum(seen[np.isfinite(seen)], _top(curves[0]))
    return (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)


def start_figure(start: float, updates: int, size: int = SIZE) -> go.Figure:
    """Return where two runs begin, and room for their curves.

    Args:
        start: the loss there.
        updates: how far the runs go.
        size: of type, in pixels.
    """
    place = {"color": INKS["text"], "size": size}
    dot = go.Scatter(
        x=[0], y=[start], mode="markers", marker=place, hovertemplate="the start: %{y:.4~g}<extra></extra>"
    )
    room = [min(0.0, 1.5 * start), max(0.0, 1.5 * start) or 1.0] if np.isfinite(start) else [0.0, 1.0]
    yaxis = axis("loss", size, range=room)
    return figure(dot, size=size, xaxis=_updates(updates, size), yaxis=yaxis, dragmode=False, uirevision="start")


def two_runs_figure(curves: tuple[Array, Array], names: tuple[str, str], size: int = SIZE) -> go.Figure:
    """Return both curves, each with its name beside it.

    Args:
        curves: the losses of each run after 0, 1, 2, ... updates; one that is not finite is a gap.
        names: what the runs are called.
        size: of type, in pixels.
    """
    log = needs_log(*curves)
    drawn = [_curve(number, curve, name) for number, (curve, name) in enumerate(zip(curves, names, strict=True))]
    labels = [_label(number, curves, name, log, size) for number, name in enumerate(names)]
    end = len(curves[0]) - 1
    return figure(
        *drawn,
        size=size,
        xaxis=_updates(end, size),
        yaxis=axis("loss", size, **(logarithmic(*_room(curves, log)) if log else {"range": _room(curves, log)})),
        annotations=[label for label in labels if label],
        hovermode="x unified",
        uirevision=repr((names, log, end)),
    )


def _room(curves: tuple[Array, Array], log: bool) -> list[float]:
    """Return where the axis of the losses begins and ends."""
    low, high = np.log10(_range(curves)) if log else _range(curves)
    margin = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    return [float(low - margin), float(high + margin)]


def _updates(end: int, size: int) -> dict[str, Any]:
    return axis("updates", size, range=[-0.02 * end, 1.02 * end])


def _curve(number: int, losses: Array, name: str) -> go.Scatter:
    shown = np.unique(np.linspace(0, len(losses) - 1, MOST_DRAWN).round().astype(int))
    y = np.where(np.isfinite(losses[shown]), losses[shown], np.nan)
    look = {"line": series(number)["line"]}
    return go.Scatter(x=shown, y=y, mode="lines", name=name, **look, hovertemplate=f"%{{y:.4~g}} {name}<extra></extra>")


def _label(number: int, curves: tuple[Array, Array], name: str, log: bool, size: int) -> dict[str, Any] | None:
    """Return the name of a curve, at the place along it where the two are furthest apart, on its own side."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mine, others = (np.log10(curve) if log else curve for curve in (curves[number], curves[1 - number]))
    low, high = _room(curves, log)
    seen = np.flatnonzero((mine >= low) & (mine <= high))
    if not seen.size:
        return None
    # Not at the ends, where there is no room for a name.
    end = len(mine) - 1
    middle = seen[(seen >= 0.3 * end) & (seen <= 0.75 * end)]
    places = middle if middle.size else seen[-1:]
    apart = np.nan_to_num(np.abs(mine[places] - others[places]), nan=0.0, posinf=0.0)
    at = int(places[int(apart.argmax())])
    is_above = bool(mine[at] > others[at]) or (number == 0 and not mine[at] < others[at])
    # A name that would leave the plot stands on the other side of its curve.
    room = (float(mine[at]) - low) / (high - low)
    above = room < 0.2 or (is_above and room < 0.8)
    return {
        "x": at,
        "y": float(mine[at]),
        "text": name,
        "showarrow": True,
        "arrowhead": 0,
        "arrowcolor": INKS["quiet"],
        "ax": 0 if middle.size else 3 * size,
        "ay": -2 * size if above else 2 * size,
        "font": {"size": size, "color": series(number)["line"]["color"]},
        "bgcolor": INKS["page"],
    }
