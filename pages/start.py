"""Start: which network, what will happen, one press to begin."""

from __future__ import annotations

import streamlit as st

from backprop import presets
from explainer.browser.markup import element
from explainer.screen import actions, session
from explainer.screen.panels import show
from explainer.screen.walk_page import render_start
from explainer.screen.widgets import radio
from explainer.walk.opening import opening

view = session.view()
text, drawing = st.columns([2, 3], gap="medium")
with text:
    st.title("How does a network learn from one mistake?")
    first_words = session.made("opening", lambda: opening(session.display()))
    show("opening", first_words)
    st.markdown(
        "**Forward** shows how that came about. **Chain rule** asks of every weight: *if it changes, how much does "
        "the loss?* **Update** moves them all a little, **Matrix** does it at once, **Lecture notes** compares, and "
        "**Your network** takes yours."
    )
    first = session.view().walk.steps[0].key
    st.button("Begin", type="primary", on_click=session.unbroken(actions.go_to), args=(first,), shortcut="Enter")
    titles = {name: preset.title for name, preset in presets().items()}
    captions = [preset.about for preset in presets().values()]
    radio("Network", "start_preset", titles, view.origin.name or None, actions.open_preset, captions=captions)
with drawing:
    hint = f"{view.origin.source}. Drag any input, target, weight or bias to change it."
    render_start(element("p", {"class": "hint"}, hint), first_words)
