"""Find the mistake: a derivation of which one line is wrong, and the reader says which, what it should be, and why."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from backprop.judging import Judgement, judge, rule_sentence
from backprop.mistakes.wrong import MOST_PLACES
from explainer.browser.answers import State
from explainer.practice.finding import Finding, finding
from explainer.practice.finding_card import NOTHING_SEEN, TOO_LARGE, Verdict, finding_html, nothing_html
from explainer.practice.saying import said_html
from explainer.practice.search import Search, find_name, notes, score_said, search
from explainer.screen import session
from explainer.screen.answers import answers
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.practice_exercise import WHOSE_NUMBERS
from explainer.screen.widgets import choice
from explainer.view.live import display_of
from explainer.view.practising import practised
from explainer.view.view import View


def show_find() -> None:
    """Show the part."""
    view = session.view()
    if not view.present:
        with st.container(key="find_options", horizontal=True):
            choice(
                "Whose numbers", "numbers", list(WHOSE_NUMBERS), view.numbers, WHOSE_NUMBERS.__getitem__, hidden=True
            )
    show("find", _card(view))
    keep_true((), ())


def _card(view: View) -> Markup:
    numbered, exercise = practised(view)
    numbered = replace(numbered, hide=False, example=exercise.example + 1 if view.structure.examples > 1 else 0)
    found = session.made("finding", lambda: finding(display_of(numbered), view.exercise), of=numbered)
    if found is None:
        is_large = display_of(numbered).trace.catalogue.size > MOST_PLACES
        return nothing_html(TOO_LARGE if is_large else NOTHING_SEEN)
    name = _name(numbered)
    now = search(answers(), name, len(found.lines), found.place, lambda text: _judged(found, text))
    _note(name, now)
    title, score = f"Derivation {view.exercise}", score_said(answers())
    return finding_html(found, name, now, _verdict(found, now), title, score, view.present)


def _name(view: View) -> str:
    """Return the name of a derivation in the log: all that it depends on is in it."""
    values = tuple(sorted(view.values.items()))
    return find_name(view.table, view.convention, view.learning, values, view.updates, view.example, view.exercise)


def _note(name: str, now: Search) -> None:
    """Note in the log what came of a derivation that is done by now."""
    log = answers()
    new = {noted: (text,) for noted, text in notes(name, now) if noted not in log}
    if new:
        session.change(answers={**log, **new})


def _judged(found: Finding, text: str) -> Judgement:
    """Judge a text as the right value of the wrong line; all that stands above it is right."""
    return judge(found.true.trace, found.wrong.key, text, digits=found.true.digits)


STANDS_THERE = "This is the value that stands there: it does not follow from the numbers in the line."


def _verdict(found: Finding, now: Search) -> Verdict:
    """Return what is said of the value that was given last."""
    rule = rule_sentence(found.true.digits)
    if not now.text or not now.has_line:
        return Verdict(rule=rule)
    judged = _judged(found, now.text)
    if not judged.is_right and any(one.id == found.mistake for one in judged.found):
        return Verdict("wrong", STANDS_THERE, rule)
    state: State = "right" if judged.is_right else "wrong" if judged.counts else "open"
    return Verdict(state, said_html(found.true, judged), rule)
