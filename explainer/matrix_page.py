"""The matrix page put together: the road, one whole product, the cell that was chosen, and the switches."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explainer import state
from explainer.controls import matrix_switches, product_bar, try_a_product
from explainer.conventions import conventions_html
from explainer.equations import equation
from explainer.matrix_tables import matrix_name, product_html, road_html, scalar_step
from explainer.matrix_words import explanation, question
from explainer.parts import choice_link, equation_html, live, show, show_controls, terms_in

HINT = "Click a cell to see its row and its column. Drag any input, target or weight to change it."


def render_matrices() -> None:
    """Show one product of the pass whole, the cell that was chosen, and the ways to look at it."""
    display, view = state.display(), state.view()
    matrices, (step, cell) = view.matrices, state.current_product()
    product = (
        f'<h1>{question(display, step)}</h1><p class="sentence">{explanation(display, step)}</p>'
        f"{product_html(display, matrices, step, cell)}"
    )
    scalar = scalar_step(cell)
    link = choice_link(f"step:{scalar}", "The same number in the network →") if view.walk_with(scalar) else ""
    derivation = f"{equation_html(display, equation(replace(display, whole=True), cell))}<p>{link}</p>"
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
    product_bar(f"{matrix_name(display, step.result)}: {display.written(cell).html}")
    show_controls(display, HINT)
    if not view.present:
        show("tried", try_a_product())
    live(terms_in(product, derivation, conventions), ())
