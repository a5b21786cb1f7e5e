"""Matrix: the same pass as matrices: the road, one whole product, the cell that was chosen, the switches."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.derivations import equation
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.matrices.conventions import conventions_html
from explainer.matrices.names import matrix_name
from explainer.matrices.order import scalar_step
from explainer.matrices.tables import product_html, road_html
from explainer.matrices.words import explanation, question
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.dock import product_dock
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.switches import matrix_switches, try_a_product
from explainer.screen.walk_page import numbers_of_step
from explainer.view.where import product_shown
from explainer.walk.lit import lit_by

HINT = "Click a cell to see its row and its column. Drag any input, target or weight to change it."

# Rows of a product that can be projected together with what one of its entries is made of.
MOST_ROWS = 2


def render_matrices() -> None:
    """Show one product of the pass whole, the cell that was chosen, and the ways to look at it."""
    display, view = session.display(), session.view()
    matrices, (step, cell) = view.matrices, product_shown(session.view())
    asked = element("h1", None, question(display, step))
    asked += element("p", {"class": "sentence"}, explanation(display, step))
    product = product_html(display, matrices, step, cell)

    def lines(shown: Display) -> Equation:
        return equation(replace(shown, whole=True), cell)

    derivation = lines_html(lines(display), display)
    conventions = conventions_html(display)
    fits = max(matrix.shape[0] for matrix in (*step.operands, step.result)) <= MOST_ROWS
    parts = (*([""] if fits else []), "picture", "equation")
    with st.container(key="figures"):
        show("road", road_html(display, matrices, step))
        if view.present:
            part = actions.part_shown(parts)
            show("asked", asked)
            if part != "equation":
                show("product", product)
            if part != "picture":
                show("derivation", derivation)
        else:
            left, right = st.columns([13, 8], gap="small")
            with left:
                show("asked", asked)
                show("product", product)
            with right:
                matrix_switches()
                chosen, dividing, trying = st.tabs(["The chosen entry", "How the loss divides", "Try a product"])
                with chosen:
                    show("derivation", derivation + _in_network(cell))
                with dividing:
                    show("conventions", conventions)
                with trying:
                    show("tried", try_a_product())
    title = Markup("{}: {}").format(matrix_name(display, step.result), display.written(cell).html)
    here = numbers_of_step(display, lit_by(display, scalar_step(display, cell)), view.shown_parameter)
    controls = product_dock(display, here, parts, title, HINT)
    keep_true(terms_in(product, derivation, conventions, controls), (), lines)


def _in_network(cell: str) -> Markup:
    """Return the way to the same number in the network, where there is a step for it."""
    scalar = scalar_step(session.display(), cell)
    link = (
        Choice("step", scalar).button("The same number in the network →")
        if session.view().walk_with(scalar)
        else NOTHING
    )
    return element("p", None, link)


render_matrices()
