"""Where we are in the walk or among the products, and the ways along it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.screen.presenter import presenter_tools
from explainer.screen.step_list import step_list, titles_of
from explainer.view.where import product_place, step_on
from explainer.walk.dots import walk_dots

SECONDS_PER_STEP = 3.0

CLOCK = "clock"
"""Key of the run in which the clock was last started."""


def product_bar(title: Markup, parts: Sequence[str]) -> None:
    """Show where we are among the products of the matrix page, and the ways along them."""
    place, count = product_place(session.view())
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        _back_and_next(place == 1, place == count)
        with st.container(key="position", width="stretch"):
            show("position", _position(f"Place {place} of {count}", title))
        hide_button()
        _ends(count)
        if session.view().present:
            presenter_tools("matrix", parts)


def walk_bar(page: str, parts: Sequence[str], title: Markup = NOTHING, count: str = "") -> None:
    """Show where we are in the walk, and the ways along it.

    Args:
        page: the path of the page.
        parts: what of the step can be projected.
        title: what the step is called, where the walk does not say it.
        count: where we are within the step, where it has stages of its own.
    """
    steps, step = session.view().walk, step_on(session.view(), page)
    titles = {**titles_of(steps.stations), **titles_of((step,))}
    title = title or titles[step.key]
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        _back_and_next(step.number == 1, step.number == len(steps.steps))
        where = f"Step {step.number} of {len(steps.steps)}" + (f", {count}" if count else "")
        position = session.made(
            "position", lambda: _position(where, title) + walk_dots(titles, steps, step), where, title
        )
        with st.container(key="position", width="stretch"):
            show("position", position)
        if not session.view().present:
            step_list(page)
        playing = session.kept().playing
        st.button(
            "Pause" if playing else "Play",
            on_click=session.unbroken(actions.play),
            args=(not playing,),
            shortcut="L",
            key="play",
        )
        hide_button()
        _ends(len(steps.steps))
        if session.view().present:
            presenter_tools(page, parts)
    if playing:
        _player(session.kept().run)


def _back_and_next(at_the_start: bool, at_the_end: bool) -> None:
    move = actions.move
    st.button("Back", on_click=session.unbroken(move), args=(-1,), shortcut="Left", disabled=at_the_start, key="back")
    st.button(
        "Next",
        on_click=session.unbroken(move),
        args=(1,),
        shortcut="Right",
        disabled=at_the_end,
        key="next",
        type="primary",
    )


def _ends(count: int) -> None:
    if not session.view().present:
        st.button("First", on_click=session.unbroken(actions.move), args=(-count,), shortcut="Home", key="first")
        st.button("Last", on_click=session.unbroken(actions.move), args=(count,), shortcut="End", key="last")


def _position(where: str, title: Markup) -> Markup:
    heading = element("h2", {"class": "for-listeners"}, "The walk")
    return heading + element("p", {"class": "position", "role": "status"}, where, " · ", title)


def hide_button() -> None:
    """Show the button that hides the answer, or shows it."""
    label = "Show the answer" if session.view().hide else "Hide the answer"
    st.button(
        label,
        on_click=session.unbroken(actions.set_option),
        kwargs={"hide": not session.view().hide},
        shortcut="H",
        key="hide",
    )


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
