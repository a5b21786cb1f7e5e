"""The help: keys, glossary, symbols and legend, made when it is asked for and not before."""

from __future__ import annotations

import streamlit as st

from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.panels import show
from explainer.words.alphabet import symbols_html
from explainer.words.glossary import glossary_html
from explainer.words.legend import legend_html
from explainer.words.shortcuts import shortcuts_html

HELP = "help"
"""The act of asking for it."""

BUTTON = element(
    "button",
    {
        "type": "button",
        "class": "tool sign",
        "data-act": HELP,
        "data-key": "?",
        "aria-haspopup": "dialog",
        "aria-label": "Help",
        "title": "Help: legend, symbols, glossary, keys (?)",
    },
    "?",
)


def help_button() -> None:
    """Show the button that asks for the help, and the help where it was asked for."""
    with st.container(key="help", width="content"):
        show("help_button", BUTTON)
    show_help()


def show_help() -> None:
    """Show the help where it was asked for."""
    if session.kept().asks_for_help:
        session.change(asks_for_help=False)
        _help()


@st.dialog("Help", width="large")
def _help() -> None:
    legend, symbols, glossary, keys = st.tabs(["Legend", "Symbols", "Glossary", "Keys"])
    with legend:
        show("help_legend", legend_html())
    with symbols:
        show("help_symbols", symbols_html(session.display()))
    with glossary:
        show("help_glossary", glossary_html())
    with keys:
        show("help_keys", shortcuts_html())
