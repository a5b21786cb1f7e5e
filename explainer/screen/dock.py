"""What stays at the bottom of the window: the numbers, and the ways along."""

from __future__ import annotations

from collections.abc import Sequence, Set

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.panels import HINT, show_controls
from explainer.screen.presenter import presenter_tools
from explainer.screen.walk_bar import product_bar, walk_bar


def dock(
    display: Display, page: str, here: Set[str], parts: Sequence[str], title: Markup = NOTHING, count: str = ""
) -> Markup:
    """Show the numbers of the network, and below them the walk.

    Args:
        display: what is shown.
        page: the path of the page.
        here: names of the numbers that the step is made of.
        parts: what of the step can be projected.
        title: what the step is called, where the walk does not say it.
        count: where we are within the step, where it has stages of its own.

    Returns:
        The markup of the numbers.
    """
    with st.container(key="dock", gap="small"):
        controls = show_controls(display, here)
        walk_bar(page, parts, title, count)
    return controls


def numbers_dock(display: Display, page: str, here: Set[str], hint: str = HINT) -> Markup:
    """Show the numbers of the network on a page without a walk."""
    with st.container(key="dock", gap="small"):
        controls = show_controls(display, here, hint)
        if session.view().present:
            with st.container(horizontal=True, gap="small"):
                presenter_tools(page, ())
    return controls


def product_dock(display: Display, here: Set[str], parts: Sequence[str], title: Markup, hint: str = HINT) -> Markup:
    """Show the numbers of the network, and below them the way along the products of matrices."""
    with st.container(key="dock", gap="small"):
        controls = show_controls(display, here, hint)
        product_bar(title, parts)
    return controls
