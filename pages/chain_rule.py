"""Chain rule: how the loss answers to each parameter, along its paths, built up, or in two phases."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import element
from explainer.browser.terms import terms_in
from explainer.equations.derivations import two_phases
from explainer.equations.equation import Equation
from explainer.figures.graph.graph import graph_svg
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing, all_gradients
from explainer.figures.phases.phases import backward_phase_svg, forward_phase_svg
from explainer.screen import session
from explainer.screen.live import keep_true
from explainer.screen.panels import show, show_controls
from explainer.screen.switches import looks
from explainer.screen.walk_bar import walk_bar
from explainer.screen.walk_page import PageSpec, render
from explainer.view.where import step_on
from explainer.walk.building import build
from explainer.walk.explanation import sentence_html
from explainer.walk.lit import lit_by
from explainer.walk.narration import Narration, narrate_phases
from explainer.walk.tables import gradient_table


def render_paths() -> None:
    """Show the equation of the current step beside the network, and every gradient."""
    render(
        PageSpec(
            path="chain_rule",
            flow="backward",
            gradients=True,
            unit_step="delta",
            table=lambda display, step: gradient_table(display, step.parameter or session.view().shown_parameter),
        )
    )


def render_build() -> None:
    """Show a chain that is built piece by piece, beside the network and its computation graph."""
    display, view = session.display(), session.view()
    built = build(display, view.shown_parameter, view.stage)
    lit = frozenset(built.factors)
    drawing = Drawing(display, gradients=True, flow="backward", lit=lit, parameter=view.shown_parameter)
    # Before the first factor is in its place, the graph shows the way that is to be gone.
    graph = graph_svg(display, lit or lit_by(display, view.names.gradient(view.shown_parameter)), view.shown_parameter)
    _render_pair(network_svg(drawing), graph, built.words, built.equation)


def render_phases() -> None:
    """Show the two phases: what the forward pass collects, and the network run backwards."""
    display, view = session.display(), session.view()
    parameter = view.shown_parameter
    step = step_on(session.view(), "chain_rule")
    key = view.names.gradient(parameter)
    lit = lit_by(display, key) if step.parameter else frozenset({step.key})
    words = narrate_phases(display, parameter)
    first, second = (draw(display, parameter, lit) for draw in (forward_phase_svg, backward_phase_svg))
    _render_pair(first, second, words, two_phases(display, key))


def _render_pair(left_figure: Markup, right_figure: Markup, words: Narration, lines: Equation) -> None:
    """Show two drawings side by side, and below them the equation that belongs to both."""
    display = session.display()
    derivation = sentence_html(display, words, lines, session.view().hide)
    with st.container(key="figures"):
        heading, switches = st.columns([3, 2], gap="small")
        with heading:
            show("heading", element("h1", None, words.question))
        with switches:
            looks("chain_rule")
        left, right = st.columns(2, gap="small")
        with left:
            show("first_of_two", left_figure)
        with right:
            show("second_of_two", right_figure)
        show("derivation", derivation)
    walk_bar(display, "chain_rule", words.title)
    show_controls(display)
    keep_true(terms_in(left_figure, right_figure, derivation), all_gradients(display))


{"": render_paths, "build": render_build, "phases": render_phases}[session.view().mode]()
