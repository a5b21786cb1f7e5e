"""Lists and alternatives to choose an option of the view from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from explainer.screen import actions, session
from explainer.screen.components import reported_acts


def _is_echo() -> bool:
    """Whether a list reports what it showed a moment ago, and the reader did something else.

    A list follows the view. A key that is pressed before the browser has heard of that brings its old value along.
    """
    reported = reported_acts()
    return session.kept().acted or (reported is not None and reported.last > session.kept().acts)


def choice(
    label: str,
    name: str,
    options: Sequence[Any],
    current: object,
    title: Callable[[Any], str],
    on_choose: Callable[[Any], None] | None = None,
    hidden: bool = False,
) -> None:
    """Show a list to choose from.

    Args:
        label: what it is called.
        name: the option of the view that it sets; its key.
        options: to choose from.
        current: the one that is chosen.
        title: option -> what it is called.
        on_choose: what choosing does, where it is more than setting the option.
        hidden: whether its label is left to listeners.
    """
    key = f"choice_{name}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if _is_echo():
            return
        if on_choose:
            on_choose(value)
        else:
            actions.set_option(**{name: value})

    with st.container(key=f"pick_{name}"):
        st.selectbox(
            label,
            options,
            format_func=title,
            key=key,
            on_change=chosen,
            label_visibility="collapsed" if hidden else "visible",
        )


def switch(label: str, name: str, on: bool) -> None:
    """Show an option of the view that is on or off."""
    key = f"choice_{name}"
    st.session_state[key] = on

    def turned() -> None:
        actions.set_option(**{name: st.session_state[key]})

    st.toggle(label, key=key, on_change=turned)


def segments(label: str, name: str, titles: Mapping[Any, str], current: object, **also: object) -> None:
    """Show a few alternatives side by side; choosing the present one again changes nothing.

    Args:
        label: what they are called.
        name: the option of the view that they set.
        titles: alternative -> what it is called.
        current: the one that is chosen.
        also: other options that choosing sets.
    """
    key = f"choice_{name}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if value is not None and not _is_echo():
            actions.set_option(**{name: value}, **also)

    st.segmented_control(
        label, list(titles), format_func=titles.__getitem__, key=key, on_change=chosen, label_visibility="collapsed"
    )
