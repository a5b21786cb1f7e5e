"""The loss as a function of one parameter: its slope, the step against it, and what a nudge tells."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.browser.messages import Curve
from explainer.equations.along import along, nudge_quotient
from explainer.equations.html import lines_html
from explainer.figures.network.drawing import all_gradients
from explainer.figures.slope import curve_shown, slope_svg
from explainer.notation.display import Display
from explainer.notation.spoken import letters
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.walk_bar import hide_button
from explainer.screen.widgets import choice, typed
from explainer.view.view import View
from explainer.walk.alone import how_near, not_seen, nudges, question, seen
from explainer.walk.tables import gradient_table

BOX = "landing"

HINT = (
    "Drag the point, any slider or any number; double-click a slider to go back. Click a row to choose its parameter."
)


def show_slope() -> Shown:
    """Show the part."""
    view, display = session.view(), session.display()
    parameter = view.shown_parameter
    drawn = _drawn(view, display)
    figure = session.made("slope", lambda: slope_svg(display, drawn) + not_seen(display, parameter), drawn)
    legend = session.made("seen", lambda: seen(display, parameter))
    gradients = NOTHING if view.present else session.made("gradients", lambda: gradient_table(display, parameter))
    asked = session.made("slope_asked", lambda: question(display, parameter))
    lines = session.made("slope_lines", lambda: lines_html(along(display, parameter), display))
    nudged = session.made("nudges", lambda: nudges(display, parameter))
    with st.container(key="figures"):
        left, right = st.columns([1, 1] if view.present else [3, 2], gap="small")
        with left:
            show("slope_figure", figure + legend)
            if gradients:
                show("table", gradients)
        with right:
            show("slope_asked", asked)
            with st.container(key="slope_looks", horizontal=True, vertical_alignment="center", gap="small"):
                _parameter_choice(view, display)
                hide_button()
            if view.hide:
                _prediction(view, display)
            show("slope_lines", lines)
            show("nudges", nudged)
    markup = figure + legend + gradients + asked + lines + nudged
    return Shown(
        markup, frozenset({parameter, "learning_rate"}), all_gradients(display), _lines, curve=drawn, hint=HINT
    )


def _lines(shown: Display) -> object:
    """Return what follows no term: the digits of the lines, and which part of the curve is drawn."""
    view = session.view()
    return along(shown, view.shown_parameter), nudge_quotient(shown, view.shown_parameter), _drawn(view, shown)


def _drawn(view: View, display: Display) -> Curve:
    name, now = view.shown_parameter, display.trace
    return curve_shown(now.structure, name, view.start_values[name], now[name], now[now.names.new(name)])


def _parameter_choice(view: View, display: Display) -> None:
    """Let the reader choose another parameter by its name."""
    names = list(view.names.by_name)
    choice(
        "Parameter", "parameter", names, view.shown_parameter, lambda name: letters(display.written(name)), hidden=True
    )


def _prediction(view: View, display: Display) -> None:
    """Ask where the step lands, and say how near the reader's answer is; it is shown then."""
    key = view.names.new(view.shown_parameter)
    name = f"{BOX} {view.shown_parameter} {display.trace[key]!r}"
    answer = session.kept().typed.get(name, "")

    def check() -> None:
        text = typed(BOX)
        if text:
            actions.keep_typed(name, text)
            actions.choose(f"reveal:{key}")

    st.session_state[BOX] = answer
    with (
        st.form("landing_form", border=False, width="content"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            f"Where will {letters(display.written(view.shown_parameter))} land?", key=BOX, max_chars=40, width=200
        )
        st.form_submit_button("Check", type="primary", on_click=session.unbroken(check))
    if answer:
        said = Markup("You said {}. {}").format(answer, how_near(display, view.shown_parameter, answer))
        show("judgement", element("p", {"class": "said", "role": "status"}, said))
