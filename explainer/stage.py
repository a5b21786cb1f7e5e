"""A page of the walk put together: diagram, equation and table, the walk, the controls.

The panels are made in a full run. While a slider moves the browser asks the server's ``/live`` for
the numbers alone; when it is let go, ``_live``, a fragment with one component in it, takes the
change over into the session and its link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st

from explainer import state
from explainer.components import numbers, panel
from explainer.controls import control_panel, update_buttons, walk_bar
from explainer.diagram import Drawing, edge_marks, lit_by, svg
from explainer.display import FINE, Display
from explainer.equations import equation
from explainer.live import numbers_of
from explainer.mathml import lines_html
from explainer.narration import narrate
from explainer.settings import to_link
from explainer.tables import outcome
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
    """Show a page of the walk."""
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
    lines = equation(display, step.key)
    words = narrate(display, step)
    concealed = _conceal(lines.answers) if view.hide else ""
    derivation = (
        f'<h1>{words.question}</h1><p class="sentence">{words.sentence}</p>{lines_html(lines, display)}{concealed}'
    )
    table = "" if view.present else stage.table(display, step)
    after = outcome(display) if stage.page == "update" else ""
    controls = control_panel(display, view.preset)
    with st.container(key="figures"):
        left, right = st.columns([3, 2], gap="small")
        with left:
            panel("diagram", figure, run, state.choose)
            if after:
                update_buttons(after)
        with right:
            panel("derivation", derivation, run, state.choose)
            if table:
                panel("table", table, run, state.choose)
    walk_bar(display, stage.page)
    panel("control_panel", controls + NOTES, run, state.choose)
    marks = edge_marks(drawing) if stage.flow == "forward" else _all_gradients(display)
    _live(_terms(figure, derivation, table, after), marks, run)


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
    """Send the present numbers, and take over what a reader has changed."""
    state.leave()
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
