"""What applies to every page: the network, how it is written, undo, link, presenting."""

from __future__ import annotations

import streamlit as st

from backprop import presets
from explainer.browser.markup import element
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS
from explainer.screen import actions, session
from explainer.screen.downloads import downloads
from explainer.screen.hands import undo_buttons
from explainer.screen.help import BUTTON, show_help
from explainer.screen.panels import show
from explainer.screen.switches import convention_choice
from explainer.screen.widgets import choice, switch

OFFERING_NETWORKS = ("", "lecture_notes")
"""Pages that offer the networks themselves: one choice has one control."""

COPY = element(
    "button", {"type": "button", "class": "tool", "data-copy": True, "data-done": "Link copied"}, "Copy link"
)


def toolbar(page: str) -> None:
    """Show what applies to every page: the network, how it is written, undo, link, presenting."""
    with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        if page not in OFFERING_NETWORKS:
            network_choice()
        with st.popover("View"):
            view_options(page)
            show("take_away", element("h2", None, "Take away") + downloads())
        # One panel: each is an element of Streamlit's own, which costs the server and the browser as much as a figure.
        show("tools", element("div", {"class": "tools apart"}, undo_buttons(), COPY, BUTTON))
        show_help()
        present_button()


def present_button() -> None:
    """Let the reader project the page, or leave that."""
    present = session.view().present
    label = "Leave" if present else "Present"
    st.button(
        label,
        on_click=session.unbroken(actions.set_option),
        kwargs={"present": not present},
        shortcut="P",
        key="present",
    )


def network_choice() -> None:
    """Let the reader put another network on the table."""
    origin = session.view().origin
    titles = {name: preset.title for name, preset in presets().items()} | {origin.name: origin.title}
    choice("Network", "preset", list(titles), origin.name, titles.__getitem__, actions.open_preset, hidden=True)


def view_options(page: str) -> None:
    """Let the reader choose how the network is written, and by what its loss divides."""
    view = session.view()
    names = ["", *notations()]
    own = f"Its own ({notations()[view.origin.notation]['title']})"
    with st.container(horizontal=True, gap="small"):
        choice("Notation", "notation", names, view.notation, lambda n: notations()[n]["title"] if n else own)
        choice("Decimals", "digits", list(DIGITS), view.digits, str)
    if page != "matrix":
        convention_choice()
    switch("While answers are hidden, hide later ones too", "ahead", view.ahead)
