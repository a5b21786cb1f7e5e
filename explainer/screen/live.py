"""The fragment that keeps the numbers true and takes over what a reader has changed."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.screen import actions, session
from explainer.screen.components import numbers
from explainer.screen.panels import show
from explainer.view.link import to_link
from explainer.view.live import numbers_of


@st.fragment
def live(terms: tuple[str, ...], marks: tuple[str, ...]) -> None:
    """Send the present numbers, and take over what a reader has changed.

    Where that changes the form of the equations, and not only their numbers, the page is made anew.
    """
    session.leave()
    kept, form = st.session_state, session.display().form
    run = kept["run"]
    if kept.get("form_run") != run:
        kept["form"], kept["form_run"] = form, run
    elif kept["form"] != form and "before_edit" not in kept:
        st.rerun()
    numbers(
        {
            "run": run,
            "seq": kept["seq"],
            "link": to_link(session.view()),
            "terms": list(terms),
            "marked": list(marks),
            "refused": dict(session.refused()),
            **numbers_of(session.display(), terms, marks),
        },
        actions.edit,
    )


def render_still(name: str, html: Markup) -> None:
    """Show one panel whose numbers do not move."""
    show(name, html)
    live((), ())
