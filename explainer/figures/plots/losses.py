"""The loss over the updates of a run, the place where the reader is, and what lies ahead."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from backprop.arrays import Array
from explainer.figures.plots.style import INKS, SIZE, axis, figure
from explainer.figures.plots.thinning import thinned
from explainer.notation.numbers import round_above

HERE = "here"
TAKEN = "taken"
AHEAD = "still ahead"

MOST_MARKS = 20
"""Epochs whose ends are marked; of more, every second, fifth, tenth, ... of them."""


def losses_figure(
    losses: Array,
    here: int,
    end: int,
    log: bool = False,
    epoch: int = 0,
    size: int = SIZE,
    run: object = "",
    what: str = "loss",
) -> go.Figure:
    """Return the curve of the loss.

    Args:
        losses: after 0, 1, 2, ... updates, as far as it is shown.
        here: how many have been taken.
        end: where the axis of the updates ends.
        log: whether the axis of the loss is logarithmic.
        epoch: updates of an epoch whose end is marked, or 0.
        size: of the type, in pixels.
        run: what a zoom of the reader's belongs to: of another run all is seen.
        what: what the loss is called.
    """
    parts = [_curve(losses, 0, here, TAKEN, {"color": INKS["loss"], "width": 3})]
    if len(losses) > here + 1:
        parts.append(_curve(losses, here, len(losses) - 1, AHEAD, {"color": INKS["quiet"], "width": 2, "dash": "dot"}))
    if np.isfinite(losses[here]):
        parts.append(_place(here, float(losses[here]), size))
    return figure(
        *parts,
        size=size,
        xaxis=updates_axis(end, epoch, size),
        yaxis=axis(what, size, type="log" if log else "linear", exponentformat="power"),
        shapes=epoch_marks(end, epoch),
        showlegend=True,
        uirevision=repr((run, log)),
    )


def updates_axis(end: int, epoch: int, size: int) -> dict[str, Any]:
    """Return the axis of the updates."""
    every = marked_every(end, epoch)
    lines = "every epoch" if every == 1 else f"every {every} epochs"
    title = f"updates (a line after {lines} of {epoch})" if every else "updates"
    return axis(title, size, range=[-0.01 * end, 1.03 * end], tickformat=",d", hoverformat=",d")


def marked_every(end: int, epoch: int) -> int:
    """Return how many epochs lie between two marks, or 0 where there are none to mark.

    >>> marked_every(20, 4), marked_every(1000, 4), marked_every(100, 0)
    (1, 20, 0)
    """
    if not epoch or epoch > end:
        return 0
    return round_above(-(-(end // epoch) // MOST_MARKS))


def epoch_marks(end: int, epoch: int) -> list[dict[str, Any]]:
    """Return a line for the end of every epoch, or of every few of them."""
    step = epoch * marked_every(end, epoch)
    line = {"color": INKS["rule"], "width": 1.5, "dash": "dash"}
    places = range(step, end + 1, step) if step else ()
    return [
        {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
        for x in places
    ]


def _curve(losses: Array, begin: int, end: int, name: str, line: dict[str, Any]) -> go.Scatter:
    chosen = begin + thinned(losses[begin : end + 1])
    values = np.where(np.isfinite(losses[chosen]), losses[chosen], np.nan)
    return go.Scatter(x=chosen, y=values, mode="lines", name=name, line=line, hovertemplate=HOVER)


HOVER = "after %{x} updates: %{y:.6g}<extra></extra>"


def _place(here: int, loss: float, size: int) -> go.Scatter:
    marker = {"color": INKS["loss"], "size": size, "line": {"color": INKS["page"], "width": 2}}
    return go.Scatter(
        x=[here], y=[loss], mode="markers", name=HERE, marker=marker, hovertemplate=HOVER, cliponaxis=False
    )
