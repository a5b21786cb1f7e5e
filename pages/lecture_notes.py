"""Lecture notes: a deck line by line, what it prints beside what is exact."""

from __future__ import annotations

import streamlit as st

from backprop.judging import judge
from explainer.browser.markup import element, together
from explainer.lectures.decks import Lecture, lectures
from explainer.lectures.notes import no_lecture_html, notes_html
from explainer.lectures.printed_too import printed_too
from explainer.lectures.sheet import Sheet
from explainer.notation.display import Display
from explainer.practice.saying import said_html
from explainer.practice.solutions import question, solution
from explainer.screen import actions, session
from explainer.screen.live import show_still
from explainer.screen.panels import show
from explainer.screen.widgets import choice, radio, typed
from explainer.view.view import HAND_PLACES, View

view = session.view()


def exercise(display: Display, lecture: Lecture) -> None:
    """Ask for a term, check the answer, and show how it is found."""
    name = f"answer_{lecture.preset}"
    answer = session.kept().typed.get(name, "")

    def check() -> None:
        text = typed("answer")
        if text is not None:
            actions.keep_typed(name, text)

    show("question", question(display, lecture.exercise))
    st.session_state["answer"] = answer
    with st.container(key="exercise", horizontal=True, vertical_alignment="bottom"):
        # In a form, Enter checks as the button does.
        with (
            st.form("answer_form", border=False, width="content"),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            st.text_input("Your answer", key="answer", max_chars=40, width=200)
            st.form_submit_button("Check", type="primary", on_click=session.unbroken(check))
        how = st.toggle("Show how", key="show_how")
    if answer:
        judgement = judge(display.trace, lecture.exercise, answer, digits=display.digits)
        also = printed_too(lecture.preset, lecture.exercise, answer)
        said = together(filter(None, (said_html(display, judgement), also)), " ")
        show("judgement", element("p", {"class": "said", "role": "status"}, said))
    if how:
        show("solution", solution(display, lecture.exercise, lecture.preset))


found = lectures().get(view.origin.name)
with st.container(key="lecture_options", horizontal=True, vertical_alignment="bottom"):
    titles = {name: lecture.title for name, lecture in lectures().items()}
    radio("Lecture", "lecture", titles, view.origin.name if found else None, actions.open_preset, horizontal=True)
    places = view.places or (found.places if found else 0)
    if found:
        choice("Places by hand", "places", HAND_PLACES, places, str)
if found is None:
    show_still("lecture_notes", no_lecture_html())
else:
    if view.changed:
        st.caption("These notes keep to the lecture's own numbers; those you changed are on the other pages.")
    sheet = Sheet(found, view.shown_notation, places)
    of_deck = View(found.preset, notation=view.shown_notation, places=places)
    show_still("lecture_notes", session.made("notes", lambda: notes_html(sheet), of=of_deck))
    if found.exercise:
        exercise(sheet.own, found)
