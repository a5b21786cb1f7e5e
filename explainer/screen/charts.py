"""A plot on a page: as the browser draws it, and as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

import streamlit as st

from explainer.browser.markup import NOTHING, element
from explainer.figures.plots.style import in_room
from explainer.screen import session

CONFIG = {
    "displaylogo": False,
    "showTips": False,
    "scrollZoom": False,  # a wheel or a thumb that scrolls the page does nothing else
    "modeBarButtonsToRemove": [
        *("toImage", "zoom2d", "pan2d", "autoScale2d", "lasso2d", "select2d"),
        *("zoom3d", "pan3d", "orbitRotation", "tableRotation", "resetCameraLastSave3d", "hoverClosest3d"),
    ],
}
"""What Plotly is told: of its buttons zoom in, zoom out, and back are left."""

TOLD = "alt" in signature(st.plotly_chart).parameters
"""Whether this Streamlit can tell a listener what a plot shows."""


def chart(
    figure: Any,
    key: str,
    alt: str,
    height: int = 420,
    on_pick: Callable[[float, float], None] | None = None,
    hint: str = "",
) -> None:
    """Show a plot, and below it the sentence that says the same.

    Args:
        figure: a figure of ``explainer.figures.plots``.
        key: of the widget, and of its sentence.
        alt: what is seen in it.
        height: in pixels.
        on_pick: what a click on a marker of it does, called with where the marker stands.
        hint: what can be done with it, where there is more than a thumb to do it.
    """
    more: dict[str, Any] = {"alt": alt} if TOLD else {}

    def picked() -> None:
        place = place_in(session.reported(key))
        if place is not None and on_pick:
            on_pick(*place)

    if on_pick:
        more |= {"on_select": session.unbroken(picked), "selection_mode": "points"}
    # Streamlit tells Plotly the height only once it stands, and then it is not drawn anew. Nor does a plot that stands
    # take the colours of another theme; one that says which theme it is for is another one then.
    figure.update_layout(height=height, meta=st.context.theme.type)
    room = session.view().room if session.view().present else ""
    if room:
        figure = in_room(figure, room == "dark")
    st.plotly_chart(figure, key=key, height=height, config=CONFIG, **more)
    seen = element("span", {"aria-hidden": "true" if TOLD else None}, alt)
    also = element("span", {"class": "for-pointers"}, f" {hint}") if hint else NOTHING
    st.html(str(element("p", {"class": "sentence"}, seen, also)))


def place_in(reported: Any) -> tuple[float, float] | None:
    """Return where the marker stands that was clicked, as Streamlit tells it, or None where that says nothing.

    >>> place_in({"selection": {"points": [{"x": 0.5, "y": -1}]}}), place_in({"selection": {"points": []}})
    ((0.5, -1.0), None)
    """
    try:
        point = reported["selection"]["points"][0]
        return float(point["x"]), float(point["y"])
    except (KeyError, IndexError, TypeError, ValueError):  # a browser may say anything
        return None
