"""What keys, buttons and choices of ours do on every page, whether or not a button for it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from explainer.browser.keys import BUTTONS, key_table
from explainer.browser.markup import element
from explainer.browser.messages import Acts
from explainer.screen import actions, session
from explainer.screen.components import acts
from explainer.screen.help import HELP

WITH_DETAIL = (
    "choose:",
    "open:",
    "read:",
    "keep:",
    "unread:",
    "say:",
    "answer:",
    "fill:",
    "clear:",
    "practise:",
    "build:",
    "paste:",
    "page:",
)
"""What begins an act that says more than its name: a choice, which network is opened, a text, how one is changed."""

UNDO = (
    ("undo", "Undo", "↶", "Undo: return to the numbers before the last change (Ctrl+Z)"),
    ("redo", "Redo", "↷", "Redo: do again what was undone (Ctrl+Shift+Z)"),
    ("reset", "Reset", "", "Return to the network's own numbers"),
)
"""Act -> its name, the sign that stands for it, and what is said under the pointer."""


def follow_keys(pages: Sequence[str]) -> None:
    """Let keys do the same on every page that has a place for what they do; the other ones stay the browser's.

    Args:
        pages: the path of each page, in order.
    """
    every = key_table(pages)
    here = actions.with_place(every.values())
    keys = {name: act for name, act in every.items() if act in here}
    known = {*every.values(), *(act for act, *_ in UNDO), HELP}

    def do(message: Acts) -> None:
        texts = (text if text in known or text.startswith(WITH_DETAIL) else "" for text in message.texts)
        actions.act(replace(message, texts=tuple(texts)))

    with st.container(key="keys"):
        acts({"session": session.kept().name, "keys": keys, "buttons": BUTTONS, "taken": session.kept().acts}, do)


def undo_buttons() -> Markup:
    """Return the buttons that undo, redo and reset; they are off until the numbers say what there is something for.

    So their markup never changes, and what stands beside them may say that it is done.
    """
    buttons = (
        element(
            "button",
            {
                "type": "button",
                "class": "tool sign" if sign else "tool",
                "aria-label": name if sign else None,
                "title": title,
                "data-act": act,
                "data-able": True,
                "aria-disabled": "true",
            },
            sign or name,
        )
        for act, name, sign, title in UNDO
    )
    return element("div", {"class": "tools", "role": "group", "aria-label": "Changes", "data-roving": True}, *buttons)
