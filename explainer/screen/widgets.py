"""Lists and alternatives to choose an option of the view from, and what Streamlit's own widgets report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic
from typing import Any, Literal

import streamlit as st

from explainer.screen import actions, session
from explainer.screen.components import reported_acts


def picked(key: str, offered: Collection[Any], shown: object) -> Any | None:
    """Return what a reader has chosen in a widget, or None where nothing is to be followed.

    A report can come late. Then the widget may be gone with its page, or it offers other things by now: of what is
    not among them Streamlit hands over the bare title. Or it brings along what the widget showed, while the reader
    did something else: all widgets of a page are reported together, and one that Streamlit has forgotten with its
    page counts as changed; or a widget has followed the view, and the browser had not heard of that yet.

    Args:
        key: of the widget.
        offered: what it offers; None is none of it.
        shown: what it showed when it was made.
    """
    value = session.reported(key)
    return None if _is_echo() or value not in offered or value == shown else value


def entered(key: str, shown: str) -> str | None:
    """Return what a reader has typed into a box that showed a text, or None where nothing is to be followed."""
    text = typed(key)
    return None if _is_echo() or text == shown else text


def _is_echo() -> bool:
    done, now = reported_acts(), session.kept()
    return now.acted or (done is not None and any(map(actions.changes_the_view, done.after(now.acts))))


LATE_SECONDS = 2.0
"""As long as a report may be on its way, and shorter than it takes to open a list and to go back on what one did."""


def follow_view(key: str, current: object) -> None:
    """Let a list show what the view has, and know for a while what it showed before.

    A report brings along what every widget of the page shows. One that is sent before the browser has heard that a
    list has followed the view says of it what it showed before, as if the reader had chosen that again.
    """
    before = session.reported(key)
    if before is not None and before != current:
        session.change(showed={**session.kept().showed, key: (before, monotonic())})
    st.session_state[key] = current


def is_late(key: str, value: object) -> bool:
    """Whether what is reported of a list is what it showed a moment ago."""
    before, since = session.kept().showed.get(key, (None, 0.0))
    return value == before and monotonic() - since < LATE_SECONDS


def typed(key: str) -> str | None:
    """Return what stands in a box, or None where the box is gone with its page."""
    text: str | None = session.reported(key)
    return text


def choice(
    label: str,
    name: str,
    options: Sequence[Any],
    current: object,
    title: Callable[[Any], str],
    on_choose: Callable[[Any], None] | None = None,
    hidden: bool = False,
    width: int | Literal["stretch"] = "stretch",
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
        width: of it in pixels, or "stretch" for its share of the room.
    """
    key = f"choice_{name}"
    follow_view(key, current)

    def chosen() -> None:
        value = picked(key, options, current)
        if value is None or is_late(key, value):
            return
        if on_choose:
            on_choose(value)
        else:
            actions.set_option(**{name: value})

    st.selectbox(
        label,
        options,
        format_func=title,
        key=key,
        on_change=session.unbroken(chosen),
        label_visibility="collapsed" if hidden else "visible",
        width=width,
    )


def radio(
    label: str,
    key: str,
    titles: Mapping[str, str],
    current: str | None,
    on_choose: Callable[[str], None],
    **layout: Any,
) -> None:
    """Show alternatives one below the other, or with ``horizontal`` side by side.

    Args:
        label: what they are called.
        key: of the widget.
        titles: alternative -> what it is called.
        current: the one that is chosen, or None.
        on_choose: what choosing does.
        layout: how Streamlit is to lay them out.
    """
    st.session_state[key] = current

    def chosen() -> None:
        value = picked(key, titles, current)
        if value is not None:
            on_choose(value)

    st.radio(label, list(titles), format_func=titles.__getitem__, key=key, on_change=session.unbroken(chosen), **layout)


def switch(label: str, name: str, on: bool) -> None:
    """Show an option of the view that is on or off."""
    key = f"choice_{name}"
    st.session_state[key] = on

    def turned() -> None:
        value = picked(key, (True, False), on)
        if value is not None:
            actions.set_option(**{name: value})

    st.toggle(label, key=key, on_change=session.unbroken(turned))


def segments(
    label: str,
    name: str,
    titles: Mapping[Any, str],
    current: object,
    on_choose: Callable[[Any], None] | None = None,
    **also: object,
) -> None:
    """Show a few alternatives side by side; choosing the present one again changes nothing.

    Args:
        label: what they are called.
        name: the option of the view that they set.
        titles: alternative -> what it is called.
        current: the one that is chosen.
        on_choose: what choosing does, where it is not setting the option.
        also: other options that choosing sets.
    """
    key = f"choice_{name}"
    st.session_state[key] = current

    def chosen() -> None:
        value = picked(key, titles, current)
        if value is None:
            return
        if on_choose:
            on_choose(value)
        else:
            actions.set_option(**{name: value}, **also)

    st.segmented_control(
        label,
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        on_change=session.unbroken(chosen),
        label_visibility="collapsed",
    )
