"""Every parameter over the updates of a run, the chosen one strong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from backprop.arrays import Array
from explainer.figures.plots.losses import epoch_marks, updates_axis
from explainer.figures.plots.style import DASHES, INKS, SERIES, SIZE, axis, figure, series
from explainer.figures.plots.thinning import MOST_POINTS, thinned

MOST_APART = 8
"""Parameters up to which each has a line that looks its own way, and a name in the legend."""

MOST_IN_ALL = 20_000
"""Points of all lines together that a browser gets."""


@dataclass(frozen=True)
class History:
    """A parameter over the updates.

    Attributes:
        name: how it is written, in the markup that Plotly knows.
        values: after 0, 1, 2, ... updates, as far as they are shown.
    """

    name: str
    values: Array


def histories_figure(
    histories: Sequence[History],
    chosen: int | None,
    here: int,
    end: int,
    epoch: int = 0,
    size: int = SIZE,
    run: object = "",
) -> go.Figure:
    """Return the lines of some parameters.

    Of a few, each has a colour and a kind of line of its own. Of many, all look alike but for the chosen one, and say
    their name under the pointer.

    Args:
        histories: of the parameters that are shown.
        chosen: which of them is the chosen one, if it is among them.
        here: how many updates have been taken.
        end: where the axis of the updates ends.
        epoch: updates of an epoch whose end is marked, or 0.
        size: of the type, in pixels.
        run: what a zoom of the reader's belongs to.
    """
    most = max(min(MOST_POINTS, MOST_IN_ALL // max(len(histories), 1)), 4)
    if len(histories) <= MOST_APART:
        order = sorted(range(len(histories)), key=lambda number: number == chosen)  # the chosen one lies on top
        lines = [_line(histories[number], number, number == chosen, most) for number in order]
    else:
        others = [history for number, history in enumerate(histories) if number != chosen]
        lines = [_alike(others, most)]
        if chosen is not None:
            lines.append(_line(histories[chosen], 0, True, most))
    marker = {"color": INKS["text"], "size": 0.6 * size, "line": {"color": INKS["page"], "width": 1.5}}
    values = [float(history.values[here]) for history in histories]
    places = go.Scatter(
        x=[here] * len(values),
        y=values,
        mode="markers",
        showlegend=False,
        marker=marker,
        customdata=[history.name for history in histories],
        hovertemplate=HOVER,
        cliponaxis=False,
    )
    return figure(
        *lines,
        places,
        size=size,
        xaxis=updates_axis(end, epoch, size),
        yaxis=axis("value", size, exponentformat="power"),
        shapes=epoch_marks(end, epoch),
        showlegend=True,
        uirevision=repr(run),
    )


HOVER = "%{customdata} after %{x} updates: %{y:.6g}<extra></extra>"


def _line(history: History, number: int, strong: bool, most: int) -> go.Scatter:
    places = thinned(history.values, most)
    return go.Scatter(
        x=places,
        y=history.values[places],
        mode="lines",
        name=f"<b>{history.name}</b>" if strong else history.name,
        legendrank=number,
        line=_look(number, 5 if strong else 1.8),
        hovertemplate=HOVER.replace("%{customdata}", history.name),
    )


def _look(number: int, width: float) -> dict[str, Any]:
    """Return a line unlike that of any other of a few: where colours come again, they come with another dash."""
    return {**series(number, width)["line"], "dash": DASHES[(number + number // len(SERIES)) % len(DASHES)]}


def _alike(histories: Sequence[History], most: int) -> go.Scatter:
    """Return many lines as one, with a gap between each two of them."""
    places = [thinned(history.values, most) for history in histories]
    gap = [np.nan]
    return go.Scatter(
        x=np.concatenate([part for some in places for part in (some, gap)]),
        y=np.concatenate(
            [part for history, some in zip(histories, places, strict=True) for part in (history.values[some], gap)]
        ),
        mode="lines",
        name=f"{len(histories)} others",
        line={"color": INKS["quiet"], "width": 1},
        customdata=[
            history.name for history, some in zip(histories, places, strict=True) for _ in range(len(some) + 1)
        ],
        hovertemplate=HOVER,
    )
