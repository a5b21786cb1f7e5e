"""Sliders and boxes for every number a reader may change, and the buttons around the figures."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from backprop import conventions_of, load_preset, presets, values_by_name
from explainer import state
from explainer.components import panel
from explainer.conventions import TITLES
from explainer.display import Display
from explainer.matrix_tables import plain_name, shape
from explainer.matrix_words import tried_html
from explainer.narration import narrate
from explainer.notation import notations
from explainer.numbers import DIGITS, MINUS
from explainer.settings import TRANSPOSED
from explainer.tables import walk_dots
from explainer.walk import example_of

SLOWEST, FASTEST = 0.0001, 10.0
SECONDS_PER_STEP = 3.0

DOWNLOAD = '<a class="tool" href="terms.csv" download data-with-link>Download all terms (CSV)</a>'


def control_panel(display: Display, preset: str, chosen: str = "") -> str:
    """Return a slider and a box for each parameter, the learning rate, and the numbers of the shown example.

    Where there are many, the browser brings those of the ``chosen`` parameter into view.
    """
    start, now = values_by_name(load_preset(preset)), values_by_name(display.trace.problem)
    shown = (name for name in now if example_of(name) in {None, display.example})
    controls = [_control(display, name, start[name], now[name], name == chosen) for name in shown]
    return f'<div class="controls" role="group" aria-label="Numbers of the network">{"".join(controls)}</div>'


def _control(display: Display, name: str, start: float, value: float, chosen: bool) -> str:
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
    mark = " data-chosen" if chosen else ""
    return (
        f'<div class="control"{mark}><span class="symbol" aria-hidden="true">{symbol}</span>'
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
                choice("Network", "preset", list(presets()), view.preset, _preset_title, hidden=True)
            names = ["", *notations()]
            own = f"Its own ({notations()[presets()[view.preset].notation]['title']})"
            with st.popover("View"):
                choice("Notation", "notation", names, view.notation, lambda n: notations()[n]["title"] if n else own)
                choice("Decimals", "digits", list(DIGITS), view.digits, str)
                if page != "matrix":
                    _convention()
                panel("download", DOWNLOAD, st.session_state["run"], state.choose)
            st.button("Undo", on_click=state.undo, help="Return to the numbers before the last change")
            st.button("Reset", on_click=state.reset, help="Return to the network's own numbers")
            link = '<button type="button" class="tool" data-copy data-done="Link copied">Copy link</button>'
            panel("link", link, st.session_state["run"], state.choose)
        label = "Leave presenter mode" if view.present else "Present"
        st.button(label, on_click=state.set_option, kwargs={"present": not view.present}, shortcut="P")


def _preset_title(name: str) -> str:
    return presets()[name].title


def choice(
    label: str,
    option: str,
    options: Sequence[object],
    current: object,
    title: Callable[[Any], str],
    hidden: bool = False,
) -> None:
    """Show a list to choose an option of the view from; ``hidden`` leaves its label to listeners."""
    key = f"choice_{option}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if option == "preset":
            state.open_preset(value)
        elif option == "example":
            state.choose_example(value)
        else:
            state.set_option(**{option: value})

    with st.container(key=f"pick_{option}"):
        st.selectbox(
            label,
            options,
            format_func=title,
            key=key,
            on_change=chosen,
            label_visibility="collapsed" if hidden else "visible",
        )


LOOKS = {"": "Along the paths", "build": "Build the chain", "phases": "Two phases"}
"""Ways of looking at the chain rule -> what they are called."""


def looks(page: str) -> None:
    """Show the ways of looking at a page: the mode of the chain rule, the example of a batch."""
    view, examples = state.view(), state.view().structure.examples
    if page == "update" or (page != "chain_rule" and examples == 1):
        return
    with st.container(key="looks", horizontal=True, vertical_alignment="center", gap="small"):
        if page == "chain_rule":
            _segments("Look", "mode", LOOKS, view.mode)
        if examples > 1:
            choice("Example", "example", range(examples + 1), view.example, _example_title, hidden=True)


def _example_title(example: int) -> str:
    return f"Example {example}" if example else "All examples"


def _segments(label: str, option: str, titles: Mapping[str, str], current: str) -> None:
    """Show a few alternatives side by side; choosing the present one again changes nothing."""
    key = f"choice_{option}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if value is not None:
            state.set_option(**{option: value}, stage=0)

    st.segmented_control(
        label, list(titles), format_func=titles.__getitem__, key=key, on_change=chosen, label_visibility="collapsed"
    )


ORIENTATION_TITLES = {"rows": "Examples as rows", "columns": "Examples as columns"}


def matrix_switches() -> None:
    """Show how matrices lie, and by what the loss divides."""
    with st.container(key="matrix_switches", horizontal=True, vertical_alignment="center", gap="small"):
        _segments("Orientation", "orientation", ORIENTATION_TITLES, state.view().shown_orientation)
        _convention(hidden=True)


def _convention(hidden: bool = False) -> None:
    """Let the reader choose what the loss divides by."""
    view = state.view()
    own, *others = conventions_of(view.structure.loss)
    names = ["", *others]
    choice("The loss", "convention", names, view.convention, lambda name: TITLES[name or own], hidden=hidden)


def product_bar(title: str) -> None:
    """Show where we are among the products of the matrix page, and the ways along them."""
    place, count = state.product_place()
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=state.move, args=(-1,), shortcut="Left", disabled=place == 1)
        st.button("Next", on_click=state.move, args=(1,), shortcut="Right", type="primary", disabled=place == count)
        position = f'<p class="position" role="status">Place {place} of {count} · {title}</p>'
        with st.container(key="position", width="stretch"):
            panel("position", position, st.session_state["run"], state.choose)
        if not state.view().present:
            st.button("First", on_click=state.move, args=(-count,), shortcut="Home")
            st.button("Last", on_click=state.move, args=(count,), shortcut="End")
        _hide_button()


def try_a_product() -> str:
    """Let the reader pick two matrices and an order, and return what is to be said about their product."""
    view, display = state.view(), state.display()
    every = {
        name + turned: matrix.T if turned else matrix
        for name, matrix in view.matrices.matrices.items()
        for turned in ("", TRANSPOSED)
    }
    step, _ = state.current_product()
    first, second = (step.operands * 2)[:2] if step.form == "product" else (every["X"], every["W1"])
    left, right = (
        chosen or m.name + TRANSPOSED * m.transposed for chosen, m in ((view.left, first), (view.right, second))
    )

    def title(name: str) -> str:
        return f"{plain_name(display, every[name])}  ({shape(every[name])})"

    with st.container(key="try", horizontal=True, vertical_alignment="bottom", gap="small"):
        choice("Try a product: left", "left", list(every), left if left in every else "X", title)
        choice("right", "right", list(every), right if right in every else "W1", title)
    return tried_html(display, view.matrices, every[left], every[right])


def walk_bar(display: Display, page: str, title: str = "") -> None:
    """Show where we are in the walk, and the ways along it."""
    steps, step = state.current_walk(), state.current_step(page)
    title = title or narrate(display, step).title
    with st.container(key="walk", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Back", on_click=state.move, args=(-1,), shortcut="Left", disabled=step.number == 1)
        at_the_end = step.number == len(steps.steps)
        st.button("Next", on_click=state.move, args=(1,), shortcut="Right", type="primary", disabled=at_the_end)
        position = (
            f'<p class="position" role="status">Step {step.number} of {len(steps.steps)} · {title}</p>'
            f'<nav aria-label="Steps">{walk_dots(display, steps.steps, step)}</nav>'
        )
        with st.container(key="position", width="stretch"):
            panel("position", position, st.session_state["run"], state.choose)
        playing = st.session_state.get("playing", False)
        st.button("Pause" if playing else "Play", on_click=_play, args=(not playing,), shortcut="L")
        _hide_button()
        if not state.view().present:
            st.button("First", on_click=state.move, args=(-len(steps.steps),), shortcut="Home")
            st.button("Last", on_click=state.move, args=(len(steps.steps),), shortcut="End")
    if playing:
        _player()


def _hide_button() -> None:
    label = "Show the answer" if state.view().hide else "Hide the answer"
    st.button(label, on_click=state.set_option, kwargs={"hide": not state.view().hide}, shortcut="H")


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
