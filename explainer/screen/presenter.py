"""What a projected screen keeps at hand: what is shown of a step, a menu with the rest, the way out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explainer.screen.step_list import step_choice
from explainer.screen.switches import looks, matrix_switches, next_part
from explainer.screen.toolbar import network_choice, present_button, view_options
from explainer.walk.steps import PAGES


def presenter_tools(page: str, parts: Sequence[str]) -> None:
    """Show the way to what else can be projected of the step, a menu with the network and its looks, the way out."""
    if parts:
        next_part(page, parts)
    with st.popover("More", key="more"):
        if page in PAGES:
            step_choice(page)
        network_choice()
        matrix_switches() if page == "matrix" else looks(page)
        view_options(page)
    present_button()
