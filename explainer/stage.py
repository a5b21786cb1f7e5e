"""A page of the walk put together: diagram, equation and table, the walk, the controls.

The panels are made in a full run. While a slider moves the browser asks the server's ``/live`` for
the numbers alone; when it is let go, ``_live``, a fragment with one component in it, takes the
change over into the session and its link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import streamlit as st

from explainer import state
from explainer.build import build
from explainer.components import numbers, panel
from explainer.controls import (
    control_panel,
    looks,
    matrix_switches,
    product_bar,
    try_a_product,
    update_buttons,
    walk_bar,
)
from explainer.conventions import conventions_html
from explainer.diagram import svg
from explainer.display import FINE, Display
from explainer.drawing import Drawing, edge_marks
from explainer.equations import Equation, equation, two_phases
from explainer.graph import graph_svg
from explainer.lit import lit_by
from explainer.live import numbers_of
from explainer.mathml import lines_html
from explainer.matrix_tables import in_matrices, matrix_name, product_html, road_html, scalar_step
from explainer.matrix_words import explanation, question
from explainer.narration import Narration, narrate, narrate_phases
from explainer.phases import backward_phase_svg, forward_phase_svg
from explainer.settings import to_link
from explainer.tables import is_long, outcome
from explainer.walk import Step

TERM = re.compile(r'data-term="([^"]+)"( data-form="fine")?')

HINT = "Click an edge, a bias or a unit to choose it. Drag any number to change it; double-click a slider to go back."
NOTES = f'<p class="notes quiet" role="status" data-notes data-hint="{HINT}">{HINT}</p>'

Table = Callable[[Display, Step], str]


@dataclass(frozen=True)
class Stage:
    """What a page shows beside the equation of its step.

    Attributes:
        page: its path.
        flow: what the widths of the edges follow, "forward" or "backward".
        gradients: whether the diagram carries the gradients.
        unit_step: where choosing a unit leads, "z" or "delta".
        table: the table beside the diagram.
    """

    page: str
    flow: str
    gradients: bool
    unit_step: str
    table: Table


def render(stage: Stage) -> None:
    """Show a page of the walk: the network, the equation of the step beside it, a table below that."""
    display, step, view = state.display(), state.current_step(stage.page), state.view()
    run = st.session_state["run"]
    drawing = Drawing(
        display,
        stage.gradients,
        stage.flow,
        lit_by(display, step.key),
        step.parameter or view.parameter,
        stage.unit_step,
    )
    figure = svg(drawing)
    derivation = _derivation(display, narrate(display, step), equation(display, step.key), _matrix_link(display, step))
    table = "" if view.present else stage.table(display, step)
    after = outcome(display) if stage.page == "update" else ""
    with st.container(key="figures"):
        left, right = st.columns([3, 2], gap="small")
        with left:
            panel("diagram", figure, run, state.choose)
            if after:
                update_buttons(after)
        with right:
            looks(stage.page)
            panel("derivation", derivation, run, state.choose)
        if table:
            with left if stage.page == "chain_rule" and is_long(display) else right:
                panel("table", table, run, state.choose)
    walk_bar(display, stage.page)
    _controls(display)
    marks = edge_marks(drawing) if stage.flow == "forward" else _all_gradients(display)
    _live(_terms(figure, derivation, table, after), marks, run)


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
    display, run = state.display(), st.session_state["run"]
    derivation = _sentence_and_lines(display, words, lines)
    with st.container(key="figures"):
        heading, switches = st.columns([3, 2], gap="small")
        with heading:
            panel("heading", f"<h1>{words.question}</h1>", run, state.choose)
        with switches:
            looks("chain_rule")
        left, right = st.columns(2, gap="small")
        with left:
            panel("first_of_two", left_figure, run, state.choose)
        with right:
            panel("second_of_two", right_figure, run, state.choose)
        panel("derivation", derivation, run, state.choose)
    walk_bar(display, "chain_rule", words.title)
    _controls(display)
    _live(_terms(left_figure, right_figure, derivation), _all_gradients(display), run)


def render_matrices() -> None:
    """Show one product of the pass whole, the cell that was chosen, and the ways to look at it."""
    display, view, run = state.display(), state.view(), st.session_state["run"]
    step, cell = state.current_product()
    matrices = view.matrices
    road = road_html(display, matrices, step)
    product = (
        f'<h1>{question(display, step)}</h1><p class="sentence">{explanation(display, step)}</p>'
        f"{product_html(display, matrices, step, cell)}"
    )
    in_whole_batch = replace(display, whole=True)
    lines = equation(in_whole_batch, cell)
    scalar = scalar_step(cell)
    link = _link(f"step:{scalar}", "The same number in the network →") if view.walk_with(scalar) else ""
    derivation = f"{lines_html(lines, display)}{_hidden(lines)}<p>{link}</p>"
    conventions = conventions_html(display)
    with st.container(key="figures"):
        panel("road", road, run, state.choose)
        panel("product", product, run, state.choose)
        left, right = st.columns([3, 2], gap="small")
        with left:
            panel("derivation", derivation, run, state.choose)
        with right:
            matrix_switches()
            if not view.present:
                panel("conventions", conventions, run, state.choose)
    product_bar(f"{matrix_name(display, step.result)}: {display.written(cell).html}")
    _controls(display)
    if not view.present:
        tried = try_a_product()
        panel("tried", tried, run, state.choose)
    _live(_terms(product, derivation, conventions), (), run)


def render_still(name: str, html: str) -> None:
    """Show one panel whose numbers do not move."""
    panel(name, html, st.session_state["run"], state.choose)
    _live((), (), st.session_state["run"])


def _derivation(display: Display, words: Narration, lines: Equation, beside: str = "") -> str:
    """Return the words of a step above the lines of its equation; the answer hidden if the reader wants it so."""
    return f"<h1>{words.question}</h1>{_sentence_and_lines(display, words, lines, beside)}"


def _sentence_and_lines(display: Display, words: Narration, lines: Equation, beside: str = "") -> str:
    return f'<p class="sentence">{words.sentence}{beside}</p>{lines_html(lines, display)}{_hidden(lines)}'


def _hidden(lines: Equation) -> str:
    return _conceal(lines.answers) if state.view().hide else ""


def _matrix_link(display: Display, step: Step) -> str:
    """Return the way to the same number in the matrices, where it stands in one."""
    key = in_matrices(display, step.key)
    if not state.view().matrices.making(key):
        return ""
    return " " + _link(f"cell:{key}", "In matrix form →")


def _link(choice: str, text: str) -> str:
    return f'<button type="button" class="link" data-choose="{choice}">{text}</button>'


def _controls(display: Display) -> None:
    controls = control_panel(display, state.view().preset, state.view().shown_parameter)
    panel("control_panel", controls + NOTES, st.session_state["run"], state.choose)


def render_start(page_html: Callable[[Display], str]) -> None:
    """Show the diagram of the start page, with nothing lit."""
    display = state.display()
    figure = svg(Drawing(display))
    panel("diagram", figure + page_html(display), st.session_state["run"], state.choose)
    _live(_terms(figure), edge_marks(Drawing(display)), st.session_state["run"])


def _all_gradients(display: Display) -> tuple[str, ...]:
    return tuple(f"dL_d{p.name}" for p in display.trace.names.parameters)


def _terms(*markup: str) -> tuple[str, ...]:
    """Return the keys of all numbers in some markup."""
    found = (match for text in markup for match in TERM.finditer(text))
    return tuple(sorted({match[1] + (FINE if match[2] else "") for match in found}))


def _conceal(answers: Iterable[str]) -> str:
    """Return a style that hides the numbers which give the answer away, wherever they stand."""
    selectors = ", ".join(f'[data-term="{key}"], [data-mark="{key}"]' for key in answers)
    return f"<style>{selectors} {{ visibility: hidden; }}</style>"


@st.fragment
def _live(terms: tuple[str, ...], marks: tuple[str, ...], run: int) -> None:
    """Send the present numbers, and take over what a reader has changed.

    Where that changes the form of the equations, and not only their numbers, the page is made anew.
    """
    state.leave()
    form = state.display().form
    if st.session_state.get("form_run") != run:
        st.session_state["form"], st.session_state["form_run"] = form, run
    elif st.session_state["form"] != form and "before_edit" not in st.session_state:
        st.rerun()
    numbers(
        {
            "run": run,
            "seq": st.session_state["seq"],
            "link": to_link(state.view()),
            "terms": list(terms),
            "marked": list(marks),
            "refused": dict(state.refused()),
            **numbers_of(state.display(), terms, marks),
        },
        state.edit,
    )
