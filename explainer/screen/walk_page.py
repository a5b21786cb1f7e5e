"""A page of the walk put together: diagram, equation and table, the walk, the controls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.derivations import equation
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing, all_gradients, edge_marks
from explainer.matrices.order import in_matrices
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.live import keep_true
from explainer.screen.panels import show, show_controls
from explainer.screen.switches import looks
from explainer.screen.walk_bar import walk_bar
from explainer.view.where import step_on
from explainer.walk.explanation import step_html
from explainer.walk.lit import lit_by
from explainer.walk.narration import narrate
from explainer.walk.steps import Step
from explainer.walk.tables import is_long, outcome


def update_buttons(outcome: Markup) -> None:
    """Show the buttons that take an update and return from it, and what it does to the loss."""
    with st.container(key="update_buttons", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Take the update", on_click=actions.take_update, type="primary", shortcut="U")
        st.button("Undo", on_click=actions.undo, key="undo_update")
        with st.container(width="stretch"):
            show("outcome", outcome)


Table = Callable[[Display, Step], Markup]


@dataclass(frozen=True)
class PageSpec:
    """What a page shows beside the equation of its step.

    Attributes:
        path: of the page.
        flow: what the widths of the edges follow, "forward" or "backward".
        gradients: whether the diagram carries the gradients.
        unit_step: where choosing a unit leads, "z" or "delta".
        table: the table beside the diagram.
    """

    path: str
    flow: str
    gradients: bool
    unit_step: str
    table: Table


def render(page: PageSpec) -> None:
    """Show a page of the walk: the network, the equation of the step beside it, a table below that."""
    display, step, view = session.display(), step_on(session.view(), page.path), session.view()
    drawing = Drawing(
        display,
        page.gradients,
        page.flow,
        lit_by(display, step.key),
        step.parameter or view.parameter,
        page.unit_step,
    )
    figure = network_svg(drawing) + _whose(display)
    lines, link = equation(display, step.key), _matrix_link(display, step)
    derivation = step_html(display, narrate(display, step), lines, view.hide, link)
    table = page.table(display, step) if view.shows("table") else NOTHING
    after = outcome(display) if page.path == "update" else NOTHING
    with st.container(key="figures"):
        left, right = st.columns([3, 2], gap="small")
        with left:
            show("diagram", figure)
            if after:
                update_buttons(after)
        with right:
            looks(page.path)
            show("derivation", derivation)
        if table:
            with left if page.path == "chain_rule" and is_long(display) else right:
                show("table", table)
    walk_bar(display, page.path)
    show_controls(display)
    marks = edge_marks(drawing) if page.flow == "forward" else all_gradients(display)
    keep_true(terms_in(figure, derivation, table, after), marks)


def _whose(display: Display) -> Markup:
    """Say whose numbers a drawing of a batch shows."""
    count = display.trace.structure.examples
    if count == 1:
        return NOTHING
    whose = f"The units show example {display.example + 1}; gradients are those of all {count}."
    return element("p", {"class": "hint"}, whose)


def _matrix_link(display: Display, step: Step) -> Markup:
    """Return the way to the same number in the matrices, where it stands in one."""
    key = in_matrices(display, step.key)
    if not session.view().matrices.making(key):
        return NOTHING
    return " " + Choice("cell", key).button("In matrix form →")


def render_start(page_html: Callable[[Display], Markup]) -> None:
    """Show the diagram of the start page, with nothing lit."""
    display = session.display()
    figure = network_svg(Drawing(display))
    show("diagram", figure + page_html(display))
    keep_true(terms_in(figure), edge_marks(Drawing(display)))
