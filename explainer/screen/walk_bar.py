"""Where we are in the walk or among the products, and the ways along it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.components import panel
from explainer.walk.dots import walk_dots
from explainer.walk.narration import narrate

SECONDS_PER_STEP = 3.0


def product_bar(title: Markup) -> None:
    """Show where we are among the products of the matrix page, and the ways along them."""
    place, count = session.product_place()
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=actions.move, args=(-1,), shortcut="Left", disabled=place == 1)
        st.button("Next", on_click=actions.move, args=(1,), shortcut="Right", type="primary", disabled=place == count)
        position = _position(f"Place {place} of {count}", title)
        with st.container(key="position", width="stretch"):
            panel("position", position, st.session_state["run"], actions.choose)
        if not session.view().present:
            st.button("First", on_click=actions.move, args=(-count,), shortcut="Home")
            st.button("Last", on_click=actions.move, args=(count,), shortcut="End")
        _hide_button()


def walk_bar(display: Display, page: str, title: Markup = NOTHING) -> None:
    """Show where we are in the walk, and the ways along it."""
    steps, step = session.current_walk(), session.current_step(page)
    title = title or narrate(display, step).title
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=actions.move, args=(-1,), shortcut="Left", disabled=step.number == 1)
        at_the_end = step.number == len(steps.steps)
        st.button("Next", on_click=actions.move, args=(1,), shortcut="Right", type="primary", disabled=at_the_end)
        position = _position(f"Step {step.number} of {len(steps.steps)}", title)
        position += element("nav", {"aria-label": "Steps"}, walk_dots(display, steps.steps, step))
        with st.container(key="position", width="stretch"):
            panel("position", position, st.session_state["run"], actions.choose)
        playing = st.session_state.get("playing", False)
        st.button("Pause" if playing else "Play", on_click=_play, args=(not playing,), shortcut="L")
        _hide_button()
        if not session.view().present:
            st.button("First", on_click=actions.move, args=(-len(steps.steps),), shortcut="Home")
            st.button("Last", on_click=actions.move, args=(len(steps.steps),), shortcut="End")
    if playing:
        _player()


def _position(where: str, title: Markup) -> Markup:
    return element("p", {"class": "position", "role": "status"}, where, " · ", title)


def _hide_button() -> None:
    label = "Show the answer" if session.view().hide else "Hide the answer"
    st.button(label, on_click=actions.set_option, kwargs={"hide": not session.view().hide}, shortcut="H")


def _play(on: bool) -> None:
    st.session_state["playing"] = on
    st.session_state["acted"] = True


@st.fragment(run_every=SECONDS_PER_STEP)
def _player() -> None:
    """Go one step on each time the clock calls, but not on the run that starts the clock."""
    kept = st.session_state
    if kept.get("player_run") != kept["run"]:
        kept["player_run"] = kept["run"]
        return
    before = session.view().step
    actions.move(1)
    if session.view().step == before:
        kept["playing"] = False
    st.rerun()
