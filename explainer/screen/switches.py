"""The ways of looking at a page: mode, example, orientation, convention, a product to try."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from backprop import conventions_of
from explainer.matrices.conventions import TITLES
from explainer.matrices.names import plain_name, shape
from explainer.matrices.trying import tried_html
from explainer.screen import actions, session
from explainer.screen.widgets import choice, segments
from explainer.view.view import TRANSPOSED
from explainer.view.where import product_shown

LOOKS = {"": "Along the paths", "build": "Build the chain", "phases": "Two phases"}
"""Ways of looking at the chain rule -> what they are called."""

PHASES = {0: "1 · Forward", 1: "2 · Backward"}
"""Stage of the two phases -> what it is called."""


def looks(page: str) -> None:
    """Show the ways of looking at a page: the mode of the chain rule, the example of a batch."""
    view, examples = session.view(), session.view().structure.examples
    if page == "update" or (page != "chain_rule" and examples == 1):
        return
    with st.container(key="looks", horizontal=True, vertical_alignment="center", gap="small"):
        if page == "chain_rule":
            segments("Look", "mode", LOOKS, view.mode, stage=0)
            if view.mode == "phases":
                segments("Phase", "stage", PHASES, min(view.stage, 1))
        if examples > 1:
            numbers, chosen = range(examples + 1), actions.choose_example
            choice("Example", "example", numbers, view.example, _example_title, chosen, hidden=True)


PARTS = {"": "Picture and equation", "picture": "Picture", "equation": "Equation", "gradients": "Gradients"}
"""What can be projected of a step -> what it is called."""

PARTS_OF_MATRICES = {"": "Product and entry", "picture": "Product", "equation": "Entry"}
"""The same of a product of matrices and the entry that was chosen."""


def next_part(page: str, offered: Sequence[str]) -> None:
    """Let the reader go on to the next part of a step to be projected."""
    session.change(parts=tuple(offered))
    following = offered[(offered.index(actions.part_shown(offered)) + 1) % len(offered)]
    titles = PARTS_OF_MATRICES if page == "matrix" else PARTS
    st.button(titles[following], on_click=session.unbroken(actions.next_part), shortcut="V", key="part")


def _example_title(example: int) -> str:
    return f"Example {example}" if example else "All examples"


ORIENTATION_TITLES = {"rows": "Examples as rows", "columns": "Examples as columns"}


def matrix_switches() -> None:
    """Show how matrices lie, and by what the loss divides."""
    with st.container(key="matrix_switches", horizontal=True, vertical_alignment="bottom", gap="small"):
        segments("Orientation", "orientation", ORIENTATION_TITLES, session.view().shown_orientation)
        convention_choice()


def convention_choice() -> None:
    """Let the reader choose what the loss divides by."""
    view = session.view()
    own, *others = conventions_of(view.structure.loss)
    names = ["", *others]
    choice("The loss divides by", "convention", names, view.convention, lambda name: TITLES[name or own])


def try_a_product() -> Markup:
    """Let the reader pick two matrices and an order, and return what is to be said about their product."""
    view, display = session.view(), session.display()
    every = {
        name + turned: matrix.T if turned else matrix
        for name, matrix in view.matrices.matrices.items()
        for turned in ("", TRANSPOSED)
    }
    step, _ = product_shown(session.view())
    first, second = (step.operands * 2)[:2] if step.form == "product" else (every["X"], every["W1"])
    left, right = (
        chosen or m.name + TRANSPOSED * m.transposed for chosen, m in ((view.left, first), (view.right, second))
    )

    def title(name: str) -> str:
        return f"{plain_name(display, every[name])}  ({shape(every[name])})"

    with st.container(key="try", horizontal=True, vertical_alignment="bottom", gap="small"):
        choice("Left matrix", "left", list(every), left if left in every else "X", title)
        choice("Right matrix", "right", list(every), right if right in every else "W1", title)
    return session.made("tried", lambda: tried_html(display, view.matrices, every[left], every[right]))
