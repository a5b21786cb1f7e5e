"""What applies to every page: the network, how it is written, undo, link, presenting."""

from __future__ import annotations

import streamlit as st

from backprop import presets
from explainer.browser.markup import element
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.screen.switches import convention_choice
from explainer.screen.widgets import choice

DOWNLOAD = element(
    "a", {"class": "tool", "href": "terms.csv", "download": True, "data-with-link": True}, "Download all terms (CSV)"
)
COPY = element(
    "button", {"type": "button", "class": "tool", "data-copy": True, "data-done": "Link copied"}, "Copy link"
)


def toolbar(page: str) -> None:
    """Show what applies to every page: the network, how it is written, undo, link, presenting."""
    view = session.view()
    with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small"):
        if view.shows("options"):
            if page:
                choice(
                    "Network", "preset", list(presets()), view.preset, _preset_title, actions.open_preset, hidden=True
                )
            names = ["", *notations()]
            own = f"Its own ({notations()[presets()[view.preset].notation]['title']})"
            with st.popover("View"):
                choice("Notation", "notation", names, view.notation, lambda n: notations()[n]["title"] if n else own)
                choice("Decimals", "digits", list(DIGITS), view.digits, str)
                if page != "matrix":
                    convention_choice()
                show("download", DOWNLOAD)
            st.button("Undo", on_click=actions.undo, help="Return to the numbers before the last change")
            st.button("Reset", on_click=actions.reset, help="Return to the network's own numbers")
            show("link", COPY)
        label = "Leave presenter mode" if view.present else "Present"
        st.button(label, on_click=actions.set_option, kwargs={"present": not view.present}, shortcut="P")


def _preset_title(name: str) -> str:
    return presets()[name].title
