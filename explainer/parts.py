"""What every page is put together from: the words of a step, the controls, and the live numbers.

The panels are made in a full run. While a slider moves the browser asks the server's ``/live`` for
the numbers alone; when it is let go, ``live``, a fragment with one component in it, takes the
change over into the session and its link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from explainer import state
from explainer.components import numbers, panel
from explainer.controls import control_panel
from explainer.display import FINE, Display
from explainer.equations import Equation
from explainer.live import numbers_of
from explainer.mathml import lines_html
from explainer.narration import Narration
from explainer.settings import to_link

TERM = re.compile(r'data-term="([^"]+)"( data-form="fine")?')

HINT = "Click an edge, a bias or a unit to choose it. Drag any number to change it; double-click a slider to go back."


def show(name: str, html: str) -> None:
    """Show a panel in which whatever can be chosen is followed."""
    panel(name, html, st.session_state["run"], state.choose)


def step_html(display: Display, words: Narration, lines: Equation, beside: str = "") -> str:
    """Return the question of a step, how to read its equation, and the equation."""
    return f"<h1>{words.question}</h1>{sentence_html(display, words, lines, beside)}"


def sentence_html(display: Display, words: Narration, lines: Equation, beside: str = "") -> str:
    """Return the same without the question; ``beside`` stands after the sentence."""
    return f'<p class="sentence">{words.sentence}{beside}</p>{equation_html(display, lines)}{_remark(display, lines)}'


def _remark(display: Display, lines: Equation) -> str:
    """Return a place for what is to be said about the numbers beside an equation whose long way may break."""
    return '<p class="notes" data-notes></p>' if f"long_{lines.key}" in display.trace.catalogue.recipes else ""


def equation_html(display: Display, lines: Equation) -> str:
    """Return an equation; the answer is hidden, wherever it stands, if the reader wants to predict it."""
    return lines_html(lines, display) + (_conceal(lines.answers) if state.view().hide else "")


def choice_link(choice: str, text: str) -> str:
    """Return a button that looks like a link and leads to a choice, see ``state.choose``."""
    return f'<button type="button" class="link" data-choose="{choice}">{text}</button>'


def show_controls(display: Display, hint: str = HINT) -> None:
    """Show the sliders, and below them what is to be said about the numbers, or else what can be done here."""
    view = state.view()
    notes = f'<p class="notes quiet" role="status" data-notes data-hint="{hint}">{hint}</p>'
    show("control_panel", control_panel(display, view.preset, view.shown_parameter) + notes)


def all_gradients(display: Display) -> tuple[str, ...]:
    """Return the keys that the widths of edges and bars follow on the way back."""
    return tuple(f"dL_d{p.name}" for p in display.trace.names.parameters)


def terms_in(*markup: str) -> tuple[str, ...]:
    """Return the keys of all numbers in some markup."""
    found = (match for text in markup for match in TERM.finditer(text))
    return tuple(sorted({match[1] + (FINE if match[2] else "") for match in found}))


def _conceal(answers: Iterable[str]) -> str:
    """Return a style that hides the numbers which give the answer away, wherever they stand."""
    selectors = ", ".join(f'[data-term="{key}"], [data-mark="{key}"]' for key in answers)
    return f"<style>{selectors} {{ visibility: hidden; }}</style>"


@st.fragment
def live(terms: tuple[str, ...], marks: tuple[str, ...]) -> None:
    """Send the present numbers, and take over what a reader has changed.

    Where that changes the form of the equations, and not only their numbers, the page is made anew.
    """
    state.leave()
    session, form = st.session_state, state.display().form
    run = session["run"]
    if session.get("form_run") != run:
        session["form"], session["form_run"] = form, run
    elif session["form"] != form and "before_edit" not in session:
        st.rerun()
    numbers(
        {
            "run": run,
            "seq": session["seq"],
            "link": to_link(state.view()),
            "terms": list(terms),
            "marked": list(marks),
            "refused": dict(state.refused()),
            **numbers_of(state.display(), terms, marks),
        },
        state.edit,
    )


def render_still(name: str, html: str) -> None:
    """Show one panel whose numbers do not move."""
    show(name, html)
    live((), ())
