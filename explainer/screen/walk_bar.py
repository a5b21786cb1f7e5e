"""Where we are in the walk or among the products, and the ways along it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.view.where import product_place, step_on
from explainer.walk.dots import walk_dots
from explainer.walk.narration import narrate

SECONDS_PER_STEP = 3.0

CLOCK = "clock"
"""Key of the run in which the clock was last started."""


def product_bar(title: Markup) -> None:
    """Show where we are among the products of the matrix page, and the ways along them."""
    place, count = product_place(session.view())
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=actions.move, args=(-1,), shortcut="Left", disabled=place == 1)
        st.button("Next", on_click=actions.move, args=(1,), shortcut="Right", type="primary", disabled=place == count)
        position = _position(f"Place {place} of {count}", title)
        with st.container(key="position", width="stretch"):
            show("position", position)
        if session.view().shows("ends"):
            st.button("First", on_click=actions.move, args=(-count,), shortcut="Home")
            st.button("Last", on_click=actions.move, args=(count,), shortcut="End")
        _hide_button()


def walk_bar(display: Display, page: str, title: Markup = NOTHING) -> None:
    """Show where we are in the walk, and the ways along it."""
    steps, step = session.view().walk, step_on(session.view(), page)
    title = title or narrate(display, step).title
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=actions.move, args=(-1,), shortcut="Left", disabled=step.number == 1)
        at_the_end = step.number == len(steps.steps)
        st.button("Next", on_click=actions.move, args=(1,), shortcut="Right", type="primary", disabled=at_the_end)
        position = _position(f"Step {step.number} of {len(steps.steps)}", title)
        position += element("nav", {"aria-label": "Steps"}, walk_dots(display, steps.steps, step))
        with st.container(key="position", width="stretch"):
            show("position", position)
        playing = session.kept().playing
        st.button("Pause" if playing else "Play", on_click=actions.play, args=(not playing,), shortcut="L")
        _hide_button()
        if session.view().shows("ends"):
            st.button("First", on_click=actions.move, args=(-len(steps.steps),), shortcut="Home")
            st.button("Last", on_click=actions.move, args=(len(steps.steps),), shortcut="End")
    if playing:
        _player(session.kept().run)


def _position(where: str, title: Markup) -> Markup:
    return element("p", {"class": "position", "role": "status"}, where, " · ", title)


def _hide_button() -> None:
    label = "Show the answer" if session.view().hide else "Hide the answer"
    st.button(label, on_click=actions.set_option, kwargs={"hide": not session.view().hide}, shortcut="H")


@st.fragment(run_every=SECONDS_PER_STEP)
def _player(run: int) -> None:
    """Go one step on each time the clock calls, but not on the run that starts the clock."""
    if st.session_state.get(CLOCK) != run:
        st.session_state[CLOCK] = run
        return
    before = session.view()
    actions.move(1)
    if session.view() == before:
        actions.play(False)
    st.rerun()
