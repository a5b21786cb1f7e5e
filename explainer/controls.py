"""Sliders and boxes for every number a reader may change, and the buttons around the figures."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from backprop import load_preset, presets, values_by_name
from explainer import state
from explainer.components import panel
from explainer.display import Display
from explainer.narration import narrate
from explainer.notation import notations
from explainer.numbers import DIGITS, MINUS
from explainer.tables import walk_dots

SLOWEST, FASTEST = 0.0001, 10.0
SECONDS_PER_STEP = 3.0

DOWNLOAD = '<a class="tool" href="terms.csv" download data-with-link>Download all terms (CSV)</a>'


def control_panel(display: Display, preset: str) -> str:
    """Return a slider and a box for each input, target, parameter, and the learning rate."""
    start, now = values_by_name(load_preset(preset)), values_by_name(display.trace.problem)
    controls = [_control(display, name, start[name], now[name]) for name in now]
    return f'<div class="controls" role="group" aria-label="Numbers of the network">{"".join(controls)}</div>'


def _control(display: Display, name: str, start: float, value: float) -> str:
    symbol = display.written(name).html
    if name == "learning_rate":
        low, high, scale, key_step = SLOWEST, FASTEST, "log", 0.05
        position, least, most = math.log10(max(value, low)), math.log10(low), math.log10(high)
    else:
        low, high = _range(display, name, start)
        scale, key_step = "linear", 0.01 if high <= 2 else 0.1
        position, least, most = value, min(low, value), max(high, value)
    filled = 100 * (position - least) / (most - least)
    shown = html.escape(repr(value).replace("-", MINUS))
    return (
        f'<div class="control"><span class="symbol" aria-hidden="true">{symbol}</span>'
        f'<input type="range" step="any" min="{least}" max="{most}" value="{position}" aria-label="{name}" '
        f'aria-valuetext="{shown}" title="Double-click: back to {start:g}" data-slider="{name}" data-scale="{scale}" '
        f'data-low="{low}" data-high="{high}" data-start="{start!r}" data-decimals="3" data-keystep="{key_step}" '
        f'style="--filled:{filled:.2f}%">'
        f'<input type="text" inputmode="decimal" autocomplete="off" maxlength="60" value="{shown}" '
        f'aria-label="{name}, exact number" data-box="{name}"></div>'
    )


def _range(display: Display, name: str, start: float) -> tuple[float, float]:
    """Return the ends of a slider: wide enough to play, the same as long as the preset is."""
    if name.startswith("y") and display.trace.structure.activations[-1] in {"sigmoid", "softmax"}:
        return 0.0, 1.0
    reach = float(max(1, math.ceil(2 * abs(start))))
    return -reach, reach


def toolbar(page: str) -> None:
    """Show what applies to every page: the network, how it is written, undo, link, presenting."""
    view = state.view()
    with st.container(key="toolbar", horizontal=True, vertical_alignment="center", gap="small"):
        if not view.present:
            if page:
                _choice("Network", "preset", list(presets()), view.preset, lambda name: presets()[name].title)
            names = ["", *notations()]
            own = f"Its own ({notations()[presets()[view.preset].notation]['title']})"
            with st.popover("View"):
                _choice("Notation", "notation", names, view.notation, lambda n: notations()[n]["title"] if n else own)
                _choice("Decimals", "digits", list(DIGITS), view.digits, str)
                panel("download", DOWNLOAD, st.session_state["run"], state.choose)
            st.button("Undo", on_click=state.undo, help="Return to the numbers before the last change")
            st.button("Reset", on_click=state.reset, help="Return to the network's own numbers")
            link = '<button type="button" class="tool" data-copy data-done="Link copied">Copy link</button>'
            panel("link", link, st.session_state["run"], state.choose)
        label = "Leave presenter mode" if view.present else "Present"
        st.button(label, on_click=state.set_option, kwargs={"present": not view.present}, shortcut="P")


def _choice(label: str, option: str, options: Sequence[object], current: object, title: Callable[[Any], str]) -> None:
    key = f"choice_{option}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if option == "preset":
            state.open_preset(value)
        else:
            state.set_option(**{option: value})

    with st.container(key=f"pick_{option}"):
        st.selectbox(
            label,
            options,
            format_func=title,
            key=key,
            on_change=chosen,
            label_visibility="collapsed" if option == "preset" else "visible",
        )


def walk_bar(display: Display, page: str) -> None:
    """Show where we are in the walk, and the ways along it."""
    steps, step = state.current_walk(), state.current_step(page)
    words = narrate(display, step)
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=state.move, args=(-1,), shortcut="Left", disabled=step.number == 1)
        at_the_end = step.number == len(steps.steps)
        st.button("Next", on_click=state.move, args=(1,), shortcut="Right", type="primary", disabled=at_the_end)
        position = (
            f'<p class="position" role="status">Step {step.number} of {len(steps.steps)} · {words.title}</p>'
            f'<nav aria-label="Steps">{walk_dots(display, steps.steps, step)}</nav>'
        )
        with st.container(key="position", width="stretch"):
            panel("position", position, st.session_state["run"], state.choose)
        playing = st.session_state.get("playing", False)
        st.button("Pause" if playing else "Play", on_click=_play, args=(not playing,), shortcut="L")
        label = "Show the answer" if state.view().hide else "Hide the answer"
        st.button(label, on_click=state.set_option, kwargs={"hide": not state.view().hide}, shortcut="H")
        if not state.view().present:
            st.button("First", on_click=state.move, args=(-len(steps.steps),), shortcut="Home")
            st.button("Last", on_click=state.move, args=(len(steps.steps),), shortcut="End")
    if playing:
        _player()


def _play(on: bool) -> None:
    st.session_state["playing"] = on
    st.session_state["acted"] = True


@st.fragment(run_every=SECONDS_PER_STEP)
def _player() -> None:
    """Go one step on each time the clock calls, but not on the run that starts the clock."""
    session = st.session_state
    if session.get("player_run") != session["run"]:
        session["player_run"] = session["run"]
        return
    before = state.view().step
    state.move(1)
    if state.view().step == before:
        session["playing"] = False
    st.rerun()


def update_buttons(outcome: str) -> None:
    """Show the buttons that take an update and return from it, and what it does to the loss."""
    with st.container(key="update_buttons", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Take the update", on_click=state.take_update, type="primary", shortcut="U")
        st.button("Undo", on_click=state.undo, key="undo_update")
        with st.container(width="stretch"):
            panel("outcome", outcome, st.session_state["run"], state.choose)
