"""Matrix: the same pass as matrices: the road, one whole product, the cell that was chosen, the switches."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.derivations import equation
from explainer.matrices.conventions import conventions_html
from explainer.matrices.names import matrix_name
from explainer.matrices.order import scalar_step
from explainer.matrices.tables import product_html, road_html
from explainer.matrices.words import explanation, question
from explainer.screen import session
from explainer.screen.dock import product_dock
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.switches import matrix_switches, try_a_product
from explainer.view.where import product_shown
from explainer.walk.explanation import equation_html

HINT = "Click a cell to see its row and its column. Drag any input, target or weight to change it."


def render_matrices() -> None:
    """Show one product of the pass whole, the cell that was chosen, and the ways to look at it."""
    display, view = session.display(), session.view()
    matrices, (step, cell) = view.matrices, product_shown(session.view())
    product = (
        element("h1", None, question(display, step))
        + element("p", {"class": "sentence"}, explanation(display, step))
        + product_html(display, matrices, step, cell)
    )
    scalar = scalar_step(display, cell)
    link = NOTHING
    if view.walk_with(scalar):
        link = Choice("step", scalar).button("The same number in the network →")
    derivation = equation_html(display, equation(replace(display, whole=True), cell), view.hide)
    derivation += element("p", None, link)
    conventions = conventions_html(display)
    with st.container(key="figures"):
        show("road", road_html(display, matrices, step))
        show("product", product)
        left, right = st.columns([3, 2], gap="small")
        with left:
            show("derivation", derivation)
        with right:
            matrix_switches()
            if not view.present:
                show("conventions", conventions)
    if not view.present:
        show("tried", try_a_product())
    title = Markup("{}: {}").format(matrix_name(display, step.result), display.written(cell).html)
    controls = product_dock(display, title, HINT)
    keep_true(terms_in(product, derivation, conventions, controls), ())


render_matrices()
