"""The page on which a network is made: at the left a part of it, at the right the network as it is by now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.screen import session
from explainer.screen.network_begin import show_begin, where_next
from explainer.screen.network_data import show_data
from explainer.screen.network_file import show_file
from explainer.screen.network_layers import show_layers
from explainer.screen.network_numbers import show_numbers
from explainer.screen.panels import show
from explainer.screen.walk_page import render_start
from explainer.screen.widgets import segments
from explainer.view import wishes
from explainer.view.view import View
from explainer.walk.summary import summary

TITLES: Mapping[str, str] = {
    "": "Begin from",
    "layers": "Layers",
    "numbers": "Weights and biases",
    "data": "Data",
    "file": "File and link",
}
"""Part of the page -> what it is called."""

SHOWN: Mapping[str, Callable[[], Markup]] = {
    "": show_begin,
    "layers": show_layers,
    "numbers": show_numbers,
    "data": show_data,
    "file": show_file,
}
"""Part of the page -> what shows it, and returns the markup of its numbers."""

FOLLOWED: Mapping[str, Callable[[View], object]] = {
    "file": lambda view: (view.values, view.updates),
    "data": wishes.unfit,
}
"""Part of the page -> what it shows that follows no term: where that has changed, the page is made anew."""


def render_network() -> None:
    """Show the page."""
    section = session.view().section
    left, right = st.columns([4, 3], gap="medium")
    with left:
        st.title("Your network")
        segments("Part of the network", "section", {name: TITLES[name] for name in SHOWN}, section)
        seen = SHOWN[section]()
    with right:
        followed = FOLLOWED.get(section)
        figure, below = st.container(), st.container()
        with below:
            told = summary(session.display())
            show("ways_on", element("p", {"class": "summary"}, told) + where_next())
        with figure:
            render_start(NOTHING, seen + told, lambda _: followed and followed(session.view()))
