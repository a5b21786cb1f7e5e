"""How much of the gradient reaches each layer, and what stops it on its way back."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing, edge_marks
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.view import own
from explainer.view.view import View
from explainer.walk.flowing import (
    DEEP,
    chain_of,
    deep_table,
    factor_table,
    size_table,
    slowest,
    slowest_said,
    smallest,
    smallest_said,
    stuck,
    stuck_said,
)
from explainer.words.legend import FLOWS

ANSWER = "slowest"
"""Name under which a session keeps which layer a reader took for the slowest, and in which network."""


def show_flow() -> Shown:
    """Show the part."""
    view, display = session.view(), session.display()
    predicted = _predicted(view)
    asks = view.hide and predicted is None and view.structure.depth > 1
    left, right = st.columns([4, 7] if view.present else [3, 4], gap="small" if view.present else "medium")
    with left:
        sizes = _show_sizes(view, display, predicted, asks)
        chain = session.made("chain", lambda: _chain(display, view.shown_parameter))
        if not view.present:
            show("flow_chain", chain)
    with right:
        flow = "forward" if asks else "delta"
        picture, marks = session.made("flow", lambda: _picture(display, flow, view.present), asks)
        show("diagram", picture)
        if not view.present:
            heading = element("h2", None, "The same depth twice")
            show("flow_deep", heading + deep_table(view.digits, _opened(view)))
    here = frozenset({view.shown_parameter})
    seen = sizes + picture + (NOTHING if view.present else chain)
    return Shown(seen, here, marks, lambda now: _follows(now, session.view().shown_parameter), asks)


def _show_sizes(view: View, display: Display, predicted: str | None, asks: bool) -> Markup:
    """Show how large delta is in each layer; or ask which learns slowest, where answers are hidden."""
    heading = element("h1", None, "Where does the gradient go?")
    if asks:
        show("flow_said", heading)
        _ask(view)
        return NOTHING
    found = slowest(display.trace)
    said = NOTHING
    if predicted and found is not None:
        right = predicted == _layer(found)
        said = element("p", {"class": "judged"}, "✓ Your prediction is right." if right else f"You said {predicted}.")
    sizes = heading + session.made("sizes", lambda: size_table(display) + slowest_said(display)) + said
    show("flow_said", sizes)
    return sizes


def _ask(view: View) -> None:
    """Ask which layer learns slowest, before that is to be seen."""
    key = " ".join(("slowest", str(view.structure.depth)))
    st.pills("Which layer learns slowest?", [_layer(at) for at in range(view.structure.depth)], key=key)

    def look() -> None:
        text = "\n".join((*view.table, session.reported(key) or ""))
        session.change(typed={**session.kept().typed, ANSWER: text}, acted=True)

    st.button("See where the gradient goes", on_click=session.unbroken(look), key="look_at_flow")


def _layer(at: int) -> str:
    return f"Layer {at + 1}"


def _predicted(view: View) -> str | None:
    """Return the layer that the reader took for the slowest in this network; None where they have not looked yet."""
    *table, predicted = session.kept().typed.get(ANSWER, "").split("\n")
    return predicted if tuple(table) == view.table else None


def _picture(display: Display, flow: str, close: bool) -> tuple[Markup, tuple[str, ...]]:
    """Return the network with its stuck units marked, what is to be said of them, and the marks that move."""
    drawing = Drawing(display, flow=flow, captions=True, stuck=True, close=close)
    hint = NOTHING if close else element("p", {"class": "hint"}, FLOWS[flow])
    return network_svg(drawing) + hint + stuck_said(display), (*edge_marks(drawing), *drawing.stuck_marks)


def _chain(display: Display, parameter: str) -> Markup:
    heading = element("h2", None, "Which factor makes it small?")
    return heading + smallest_said(display, parameter) + factor_table(display, parameter)


def _follows(now: Display, parameter: str) -> Hashable:
    """Return what the sentences of this part are made of."""
    return slowest(now.trace), stuck(now), chain_of(now, parameter), now.text(smallest(now, parameter))


def _opened(view: View) -> str:
    return next((name for name in DEEP if view.network == own.begun(name)), "")
