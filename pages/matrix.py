"""Matrix: the same pass as matrices: the road, one whole product, the cell that was chosen, the switches."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explainer.browser.terms import terms_in
from explainer.equations.derivations import equation
from explainer.equations.equation import Equation
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.dock import product_dock
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.product_page import make_product
from explainer.screen.switches import matrix_switches, try_a_product
from explainer.view.where import product_shown

HINT = "Click a cell to see its row and its column. Drag any input, target or weight to change it."


def render_matrices() -> None:
    """Show one product of the pass whole, the cell that was chosen, and the ways to look at it."""
    display, view = session.display(), session.view()
    _, cell = product_shown(view)

    def lines(shown: Display) -> Equation:
        return session.made("lines", lambda: equation(replace(shown, whole=True), cell), cell)

    made = session.made("product", lambda: make_product(display, view, lines(display)))
    with st.container(key="figures"):
        show("road", made.road)
        if view.present:
            part = actions.part_shown(made.parts)
            show("asked", made.asked)
            if part != "equation":
                show("product", made.product)
            if part != "picture":
                show("derivation", made.derivation)
        else:
            left, right = st.columns([13, 8], gap="small")
            with left:
                show("asked", made.asked)
                show("product", made.product)
            with right:
                matrix_switches()
                chosen, dividing, trying = st.tabs(["The chosen entry", "How the loss divides", "Try a product"])
                with chosen:
                    show("derivation", made.derivation + made.link)
                with dividing:
                    show("conventions", made.conventions)
                with trying:
                    show("tried", try_a_product())
    controls = product_dock(display, made.here, made.parts, made.title, HINT)
    seen = (made.product, made.derivation, made.conventions, controls)
    keep_true(session.made("terms", lambda: terms_in(*seen)), (), lines)


render_matrices()
