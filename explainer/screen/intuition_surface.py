"""The loss over two parameters, and the way down so far."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import number
from explainer.figures.plots.landscape import Landscape, landscape
from explainer.figures.plots.style import PROJECTED, SIZE
from explainer.figures.plots.surface import contour_map, relief
from explainer.figures.plots.told import answer, moves, path_told, told, ways_of
from explainer.notation.display import Display
from explainer.notation.symbols import in_text
from explainer.screen import actions, session
from explainer.screen.charts import chart
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.widgets import choice, radio
from explainer.view.view import usable

GUESS = "guess_of_the_step"
"""Where what the reader expects of the step is kept, beside the place that it was said of."""

ALONE = "This network has a single parameter: its loss is a curve, which stands under “Slope and step”."


def show_surface() -> Shown:
    """Show the part."""
    display, view = session.display(), session.view()
    if not view.shown_against:
        markup = element("h1", None, "Which way is down?") + element("p", {"class": "sentence"}, ALONE)
        show("intuition_surface", markup)
        return Shown(markup)
    size = PROJECTED if view.present else SIZE
    left, *middle, right = st.columns([5, 4] if view.present else [5, 4, 3], gap="small")
    with right:
        markup = _words(display)
        show("intuition_surface", markup)
        if not view.present:
            _choices(display)
        question = st.container()
        if view.present:
            _choices(display)
        working = st.container(height=24, border=False)
    with working, st.spinner("Computing the surface"):
        seen = landscape(display.trace, view.run(view.updates), view.updates, view.shown_parameter, view.shown_against)
    with question:
        if not middle:  # projected, the map has the room alone
            show("surface_path", element("p", {"class": "after"}, path_told(display, seen)))
        guessed = _question(display, seen)
    first, second = display.written(seen.first), display.written(seen.second)
    with left:
        chart(
            contour_map(seen, first, second, size, step=guessed),
            "surface_map",
            told(display, seen),
            on_pick=lambda x, y: _put(seen, x, y),
            hint="Click a place to put the network there.",
        )
    for place in middle:
        with place:
            chart(
                relief(seen, first, second, display.notation.loss, size), "surface_in_space", path_told(display, seen)
            )
    return Shown(markup, frozenset({seen.first, seen.second}), lines=lambda _: _drawn())


def _drawn() -> tuple[object, ...]:
    """Return what the plots are made of beside the form of the network: with other numbers they are others."""
    view = session.view()
    return (view.values, view.updates, view.learning)


def _words(display: Display) -> Markup:
    """Say where we are, in numbers that follow a drag."""
    view, n = session.view(), display.trace.names
    parts = []
    for name in (view.shown_parameter, view.shown_against):
        gradient = display.written(n.gradient(name)).html
        parts.append(
            element(
                "p",
                {"class": "after"},
                Markup("{} = {}, {} = {}").format(
                    display.written(name).html, number(display, name), gradient, number(display, n.gradient(name))
                ),
            )
        )
    loss = Markup("{} = {}").format(display.notation.loss.html, number(display, "loss"))
    said = (
        "The gradient points to where the loss rises fastest, at right angles to the contour line. "
        "Arrows show directions, not lengths."
    )
    return (
        element("div", {"class": "heading"}, element("h1", None, "Which way is down?"))
        + element("p", {"class": "after"}, loss)
        + Markup("").join(parts)
        + (NOTHING if view.present else element("p", {"class": "sentence"}, said))
    )


def _choices(display: Display) -> None:
    """Let the reader choose the two parameters, and take an update."""
    view = session.view()
    everywhere = [parameter.name for parameter in display.trace.names.parameters]

    def title(name: str) -> str:
        return in_text(display.written(name).html)

    others = [name for name in everywhere if name != view.shown_parameter]
    with st.container(horizontal=True, gap="small"):
        choice("Across", "parameter", everywhere, view.shown_parameter, title)
        choice("Up", "against", others, view.shown_against, title)
    with st.container(horizontal=True, gap="small"):
        st.button("Take an update", on_click=session.unbroken(actions.take_update), shortcut="U", key="update")
        st.button("Take 10", on_click=session.unbroken(actions.take_update), args=(10,), key="update_10")


def _put(seen: Landscape, x: float, y: float) -> None:
    """Put the network at a place of the map."""
    if usable(seen.first, x) and usable(seen.second, y):
        session.remember()
        session.put(session.view().change({seen.first: x, seen.second: y}))


def _question(display: Display, seen: Landscape) -> bool:
    """Ask which way the step goes, and say whether that has been answered here."""
    if not moves(seen):
        show("surface_answer", element("p", {"class": "sentence"}, "The next update changes neither of the two."))
        return False
    ways = ways_of(display, seen)
    place = str(hash((tuple(sorted(session.view().values.items())), seen.updates, seen.first, seen.second)))
    kept_place, _, guess = session.kept().typed.get(GUESS, "").rpartition("|")
    here = kept_place == place and guess in ways
    radio(
        "Which way does the step go from here?",
        "surface_guess",
        ways,
        guess if here else None,
        lambda way: actions.keep_typed(GUESS, f"{place}|{way}"),
    )
    if here:
        show("surface_answer", element("p", {"class": "sentence", "role": "status"}, answer(display, seen, guess)))
    return here
