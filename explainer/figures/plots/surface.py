"""The loss over two parameters as a map with contour lines, and as a surface in space."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from backprop.arrays import Array
from explainer.figures.plots.landscape import Landscape
from explainer.figures.plots.style import INKS, SIZE, axis, figure
from explainer.notation.symbols import Written

RISE = [[0.0, INKS["page"]], [1.0, INKS["loss"]]]
"""From the lowest loss to the highest."""

MOST_DRAWN = 500
"""Points of a path that are drawn: of a long one, some of them."""

MOST_IN_SPACE = 48
"""Steps along a side of the surface in space, about; a browser without a graphics card draws it slowly."""

ARROW = 0.17
"""Length of an arrow, as a share of the side."""


def contour_map(seen: Landscape, first: Written, second: Written, size: int = SIZE, step: bool = True) -> go.Figure:
    """Return the map: contour lines, the path, where we are, the gradient, and which way the step goes.

    Args:
        seen: what is seen.
        first: how the first parameter is written.
        second: how the second one is.
        size: of type, in pixels.
        step: whether the way of the step is shown.
    """
    losses = drawable(seen.losses)
    hill = go.Contour(
        x=seen.at_first,
        y=seen.at_second,
        z=losses,
        colorscale=RISE,
        **_pale(losses),
        showscale=False,
        ncontours=32,
        contours={"showlabels": True, "labelfont": {"size": round(0.85 * size), "color": INKS["text"]}},
        line={"color": INKS["quiet"], "width": 1},
        hoverinfo="skip",
    )
    # With margins that are known Plotly draws the map once and not, to find them, several times.
    on_map = {"showgrid": False, "constrain": "domain", "automargin": False}
    arrows = [_arrow(seen, seen.gradient, "gradient", "gradient", size)]
    if step:
        arrows.append(_arrow(seen, seen.step, "step", "parameter", size))
    return figure(
        hill,
        *_level(seen, losses),
        _places(seen, first, second),
        *_path(seen),
        size=size,
        margin={"l": 4 * size, "r": size, "t": size, "b": 4 * size, "pad": 0},
        xaxis=axis(str(first.html), size, range=_ends(seen.at_first), **on_map),
        yaxis=axis(str(second.html), size, range=_ends(seen.at_second), **on_map, scaleanchor="x", scaleratio=1),
        annotations=[part for arrow in arrows for part in arrow],
        hovermode="closest",
        dragmode=False,
        uirevision=f"{seen.first} {seen.second} {_ends(seen.at_first)} {_ends(seen.at_second)}",
    )


def relief(seen: Landscape, first: Written, second: Written, loss: Written, size: int = SIZE) -> go.Figure:
    """Return the surface in space, and the path at the heights that it really had.

    Args:
        seen: what is seen.
        first: how the first parameter is written.
        second: how the second one is.
        loss: how the loss is.
        size: of type, in pixels.
    """
    shown = _drawn(seen.updates)
    x, y, z = seen.path[shown, 0], seen.path[shown, 1], drawable(seen.heights[shown])
    thinned = slice(None, None, max(1, len(seen.at_first) // MOST_IN_SPACE))
    hill = go.Surface(
        x=seen.at_first[thinned],
        y=seen.at_second[thinned],
        z=drawable(seen.losses[thinned, thinned]),
        colorscale=RISE,
        showscale=False,
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.0},
        contours={"z": {"show": True, "color": INKS["quiet"], "width": 1}},
        hovertemplate=_hover(first.html, second.html, loss.html, "z"),
    )
    way = go.Scatter3d(x=x, y=y, z=z, mode="lines", line={"color": INKS["text"], "width": 5}, hoverinfo="skip")
    here = go.Scatter3d(
        x=x[-1:],
        y=y[-1:],
        z=z[-1:],
        mode="markers",
        marker={"color": INKS["text"], "size": 6},
        hovertemplate=f"here<br>{loss.html} %{{z:.4~g}}<extra></extra>",
    )
    in_space = {"backgroundcolor": INKS["page"], "showbackground": True, "nticks": 5}
    return figure(
        hill,
        way,
        here,
        size=size,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": _in_space(str(first.html), size, range=_ends(seen.at_first), **in_space),
            "yaxis": _in_space(str(second.html), size, range=_ends(seen.at_second), **in_space),
            "zaxis": _in_space(str(loss.html), size, **in_space),
            "aspectmode": "manual",
            "aspectratio": {"x": 1.0, "y": 1.0, "z": 0.75},
            "camera": {"eye": {"x": 1.05, "y": -1.75, "z": 0.95}, "center": {"x": 0.0, "y": 0.0, "z": -0.15}},
            "dragmode": "turntable",
        },
        uirevision=f"{seen.first} {seen.second}",
    )


def _in_space(title: str, size: int, **more: Any) -> dict[str, Any]:
    """Return an axis of a plot in space, whose type is drawn larger than it says."""
    small = {name: value for name, value in axis(title, size, **more).items() if name != "automargin"}
    type_of = {"size": round(0.8 * size), "color": INKS["text"]}
    return {**small, "title": {"text": title, "font": {**type_of, "size": size}}, "tickfont": type_of}


def drawable(losses: Array) -> Array:
    """Return losses with a gap where one is not finite, in the digits that a picture has."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = losses.astype(np.float32)
    found[~np.isfinite(found)] = np.nan
    return found  # type: ignore[return-value]  # half as many bytes for the browser


def _pale(losses: Array) -> dict[str, float]:
    """Return how the colours are spread, so that what is written on the highest places can be read."""
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return {}
    low, high = float(finite.min()), float(finite.max())
    return {"zmin": low, "zmax": low + 2.0 * (high - low)} if low < high else {}


def _level(seen: Landscape, losses: Array) -> list[go.Contour]:
    """Return the contour line through where we are, to which the gradient stands at right angles."""
    level = float(seen.heights[-1])
    if not math.isfinite(level):
        return []
    line = {"coloring": "none", "start": level, "end": level, "size": 1.0, "showlabels": False}
    look = {"color": INKS["text"], "width": 2, "dash": "dash"}
    drawn = {"x": seen.at_first, "y": seen.at_second, "z": losses, "showscale": False, "hoverinfo": "skip"}
    return [go.Contour(**drawn, contours=line, line=look)]


def _places(seen: Landscape, first: Written, second: Written) -> go.Scatter:
    """Return the places that can be chosen, which nobody sees: Streamlit tells of a click on a marker alone."""
    x, y = np.meshgrid(seen.at_first[seen.places], seen.at_second[seen.places])
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=x.ravel(),
        y=y.ravel(),
        customdata=drawable(seen.losses[seen.places, seen.places]).ravel(),
        mode="markers",
        marker={"opacity": 0, "size": 14},
        selected=unseen,
        unselected=unseen,
        hovertemplate=_hover(first.html, second.html, "loss", "customdata"),
    )


def _hover(first: str, second: str, loss: str, where: str) -> str:
    """Return what stands beside the pointer; ``where`` is what Plotly calls the loss there."""
    return f"{first} = %{{x:.3~f}}<br>{second} = %{{y:.3~f}}<br>{loss} = %{{{where}:.4~g}}<extra></extra>"


def _path(seen: Landscape) -> list[go.Scatter]:
    """Return the way so far, on a rim of the page's colour so that it is seen on any ground, and where we are."""
    shown = _drawn(seen.updates)
    x, y = seen.path[shown, 0], seen.path[shown, 1]
    begun, here = {"symbol": "circle-open", "size": 11}, {"symbol": "circle", "size": 12}
    stays = {"marker": {"opacity": 1}}
    way = [
        go.Scatter(x=x, y=y, mode="lines", line={"color": INKS[ink], "width": width}, hoverinfo="skip")
        for ink, width in (("page", 6), ("text", 2.5))
    ]
    ends = [
        go.Scatter(
            x=x[place],
            y=y[place],
            mode="markers",
            marker={**looks, "color": INKS["text"], "line": {"color": INKS[rim], "width": 2}},
            selected=stays,
            unselected=stays,
            hovertemplate=f"{said}: loss {height:.4g}<extra></extra>",
        )
        for place, looks, rim, said, height in (
            (slice(0, 1), begun, "text", "the start", seen.heights[0]),
            (slice(-1, None), here, "page", "here", seen.heights[-1]),
        )
    ]
    return [*way, *ends] if seen.updates else ends[-1:]


def _drawn(updates: int) -> Array:
    """Return which points of a path are drawn: all of a short one, the first and the last of any."""
    shown: Any = np.unique(np.linspace(0, updates, min(updates + 1, MOST_DRAWN)).round().astype(int))
    return shown  # type: ignore[no-any-return]


def _arrow(seen: Landscape, towards: tuple[float, float], said: str, ink: str, size: int) -> list[dict[str, Any]]:
    """Return an arrow from where we are, of the same length whatever is far or near, and what it is called.

    Where there is no direction there is no arrow.
    """
    length = math.hypot(*towards)
    if not (length > 0.0 and math.isfinite(length)):
        return []
    x, y = seen.path[-1]
    across, up = (part / length * ARROW * seen.side for part in towards)
    placed = {"xref": "x", "yref": "y", "font": {"size": size, "color": INKS[ink]}}
    head = {
        "x": x + across, "y": y + up, "ax": x, "ay": y, "axref": "x", "ayref": "y", "text": "", "showarrow": True,
        "arrowhead": 2, "arrowsize": 1.2, "arrowwidth": 3, "arrowcolor": INKS[ink],
    }  # fmt: skip
    name = {
        "x": x + 1.15 * across, "y": y + 1.15 * up, "text": said, "showarrow": False,
        "xanchor": "left" if across >= 0 else "right", "yanchor": "bottom" if up >= 0 else "top",
        "bgcolor": INKS["page"], "opacity": 0.9,
    }  # fmt: skip
    return [{**placed, **head}, {**placed, **name}]


def _ends(values: Array) -> list[float]:
    return [float(values[0]), float(values[-1])]
