"""The fragment that keeps the numbers true and takes over what a reader has changed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from explainer.browser.messages import Curve
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.components import numbers
from explainer.screen.panels import show
from explainer.view.link import to_link
from explainer.view.live import curve_of, numbers_of

A_DAY = 86_400


@st.fragment(run_every=A_DAY)
def keep_true(
    terms: tuple[str, ...],
    marks: tuple[str, ...],
    lines: Callable[[Display], object] | None = None,
    curve: Curve | None = None,
) -> None:
    """Send the present numbers, and take over what a reader has changed.

    Where that changes the network or the form of the equations, and not only their numbers, the page is made anew:
    what is added up, or how many digits it takes for the lines to add up.

    A browser that finds its server again after the line broke asks it for a run only where something on the page
    runs by the clock. Without that run a server that was restarted would know neither this fragment nor any button,
    and would drop in silence what comes from them.

    Args:
        terms: keys of the numbers on the page.
        marks: keys that the widths on it follow.
        lines: how the equation on the page is made, or what else on it follows no term.
        curve: the curve that is drawn on it.
    """
    session.leave()
    now, shown = session.kept(), session.display()
    marks = tuple(key for key in marks if not shown.hides(key))
    if now.before_edit is None:  # while a number moves nothing but numbers does
        form = (shown.form, lines and lines(shown), now.view.table, now.view.wishes)
        if now.form is None or now.form[0] != now.run:
            session.change(form=(now.run, form))
        elif now.form[1] != form:
            st.rerun()
    sent = session.made("numbers", lambda: numbers_of(shown, terms, marks), terms, marks)
    drawn = session.made("curve", lambda: curve_of(shown, curve), curve) if curve else {}
    numbers(
        {
            "session": now.name,
            "run": now.run,
            "seq": now.seq,
            "link": to_link(now.view),
            "terms": list(terms),
            "marked": list(marks),
            "refused": dict(now.refused),
            "able": list(actions.able()),
            "start": {name: now.view.start_values[name] for name in sent["values"]},
            **sent,
            **drawn,
        },
        actions.edit,
    )


def show_still(name: str, html: Markup) -> None:
    """Show one panel whose numbers do not move."""
    show(name, html)
    keep_true((), ())
