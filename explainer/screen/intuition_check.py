"""Every gradient beside the slope that is measured, and a mistake to plant: what exposes it?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from backprop import MISTAKES, mistakes_of
from explainer.browser.markup import NOTHING, element
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.widgets import choice
from explainer.view.view import View
from explainer.walk.checking import Check, check, check_said, check_table, groups, how_it_is_measured, judged

ANSWER = "exposed"
"""Name under which a session keeps what a reader predicted, and of which mistake in which network."""


def show_check() -> Shown:
    """Show the part."""
    view = session.view()
    mistake = view.mistake if view.mistake in mistakes_of(view.structure) else ""
    predicted = _predicted(view, mistake)

    def make() -> tuple[Check, Markup]:
        found = check(session.display(), view.shown_parameter, mistake, shown=not mistake or predicted is not None)
        return found, check_table(found, view.shown_parameter)

    found, rows = session.made("check", make, predicted is not None)
    heading = element("h1", None, "Is every gradient right?")
    said = heading + check_said(found) + (judged(found, predicted) if predicted else NOTHING)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        measured = NOTHING if view.present else element("p", {"class": "hint"}, how_it_is_measured())
        show("check_said", said + measured)
    with right:
        names = ["", *mistakes_of(view.structure)]
        choice("Plant a mistake", "mistake", names, mistake, lambda name: MISTAKES[name].title if name else "None")
        if mistake and predicted is None:
            _ask(view, mistake, list(groups(found)))
    show("check_table", rows)
    return Shown(said + rows, lines=lambda _: (session.view().values, session.view().updates))


def _ask(view: View, mistake: str, offered: Sequence[str]) -> None:
    """Ask which parameters will expose a mistake, before that is to be seen."""
    key = " ".join(("predicted", mistake, *offered))
    st.pills("Which parameters will expose it?", offered, selection_mode="multi", key=key)

    def look() -> None:
        chosen = session.reported(key) or ()
        _keep(view, mistake, [name for name in offered if name in chosen])

    st.button("See what the check says", on_click=session.unbroken(look), key="look_at_check")


def _keep(view: View, mistake: str, predicted: Sequence[str]) -> None:
    text = "\n".join((mistake, *view.table, *predicted))
    session.change(typed={**session.kept().typed, ANSWER: text}, acted=True)


def _predicted(view: View, mistake: str) -> tuple[str, ...] | None:
    """Return what the reader predicted of this mistake in this network; None where they have not looked yet."""
    of, *predicted = _parted(session.kept().typed.get(ANSWER, ""))
    return tuple(predicted) if of == "\n".join((mistake, *view.table)) else None


def _parted(text: str) -> list[str]:
    lines = text.split("\n")
    return ["\n".join(lines[:3]), *lines[3:]]
