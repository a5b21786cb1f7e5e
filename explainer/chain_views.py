"""Two more ways of looking at the chain rule: a chain as it is built, and the two phases."""

from __future__ import annotations

import streamlit as st

from explainer import state
from explainer.build import build
from explainer.controls import looks, walk_bar
from explainer.diagram import svg
from explainer.drawing import Drawing
from explainer.equations import Equation, two_phases
from explainer.graph import graph_svg
from explainer.lit import lit_by
from explainer.narration import Narration, narrate_phases
from explainer.parts import all_gradients, live, sentence_html, show, show_controls, terms_in
from explainer.phases import backward_phase_svg, forward_phase_svg


def render_build() -> None:
    """Show a chain that is built piece by piece, beside the network and its computation graph."""
    display, view = state.display(), state.view()
    built = build(display, view.shown_parameter, view.stage)
    lit = frozenset(built.factors)
    drawing = Drawing(display, gradients=True, flow="backward", lit=lit, parameter=view.shown_parameter)
    graph = graph_svg(display, lit, view.shown_parameter)
    _render_pair(svg(drawing), graph, built.words, built.equation)


def render_phases() -> None:
    """Show the two phases: what the forward pass collects, and the network run backwards."""
    display, view = state.display(), state.view()
    parameter = view.shown_parameter
    step = state.current_step("chain_rule")
    key = f"dL_d{parameter}"
    lit = lit_by(display, key) if step.parameter else frozenset({step.key})
    words = narrate_phases(display, parameter)
    first, second = (draw(display, parameter, lit) for draw in (forward_phase_svg, backward_phase_svg))
    _render_pair(first, second, words, two_phases(display, key))


def _render_pair(left_figure: str, right_figure: str, words: Narration, lines: Equation) -> None:
    """Show two drawings side by side, and below them the equation that belongs to both."""
    display = state.display()
    derivation = sentence_html(display, words, lines)
    with st.container(key="figures"):
        heading, switches = st.columns([3, 2], gap="small")
        with heading:
            show("heading", f"<h1>{words.question}</h1>")
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
    live(terms_in(left_figure, right_figure, derivation), all_gradients(display))
