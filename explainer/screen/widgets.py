"""Lists and alternatives to choose an option of the view from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from explainer.screen import actions


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
            actions.open_preset(value)
        elif option == "example":
            actions.choose_example(value)
        else:
            actions.set_option(**{option: value})

    with st.container(key=f"pick_{option}"):
        st.selectbox(
            label,
            options,
            format_func=title,
            key=key,
            on_change=chosen,
            label_visibility="collapsed" if hidden else "visible",
        )


def segments(label: str, option: str, titles: Mapping[str, str], current: str) -> None:
    """Show a few alternatives side by side; choosing the present one again changes nothing."""
    key = f"choice_{option}"
    st.session_state[key] = current

    def chosen() -> None:
        value = st.session_state[key]
        if value is not None:
            actions.set_option(**{option: value}, stage=0)

    st.segmented_control(
        label, list(titles), format_func=titles.__getitem__, key=key, on_change=chosen, label_visibility="collapsed"
    )
