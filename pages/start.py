"""Start: which network, what will happen, one press to begin."""

from __future__ import annotations

import streamlit as st

from backprop import presets
from explainer.browser.markup import element
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.screen.walk_page import render_start
from explainer.walk.opening import opening

view = session.view()
text, drawing = st.columns([2, 3], gap="medium")
with text:
    st.title("How does a network learn from one mistake?")
    first_words = opening(session.display())
    show("opening", first_words)
    st.markdown(
        "**Forward** shows how that came about. **Chain rule** asks of every weight: *if it changes, how much does "
        "the loss?* **Update** moves them all a little, **Matrix** does it at once, and **Lecture notes** compares."
    )
    first = session.view().walk.steps[0].key
    st.button("Begin", type="primary", on_click=actions.go_to, args=(first,), shortcut="Enter")
    names = list(presets())
    st.session_state["start_preset"] = view.preset
    st.radio(
        "Network",
        names,
        key="start_preset",
        format_func=lambda name: presets()[name].title,
        captions=[presets()[name].about for name in names],
        on_change=lambda: actions.open_preset(st.session_state["start_preset"]),
    )
with drawing:
    hint = f"{presets()[view.preset].source}. Drag any input, target, weight or bias to change it."
    render_start(element("p", {"class": "hint"}, hint), first_words)
