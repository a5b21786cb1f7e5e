"""The app: navigation, and the frame every page stands in."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import streamlit as st

# Streamlit runs this file as a script; its neighbours are packages of the folder above.
if str(Path(__file__).parents[1]) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.hands import follow_keys
from explainer.screen.help import help_button
from explainer.screen.panels import show
from explainer.screen.print_head import print_head
from explainer.screen.style import style_of
from explainer.screen.toolbar import toolbar
from explainer.view.pages import BESIDE, TITLES, title_of

# Pages that keep their tools at the bottom of the window while they are projected.
WITH_A_DOCK = {"forward", "chain_rule", "update", "intuition", "training", "matrix"}

# Style sheets that only some pages need.
SHEETS = {
    "update": ["still.css"],
    "intuition": ["still.css", "flow.css", "slope.css", "plots.css"],
    "matrix": ["matrix.css"],
    "lecture_notes": ["matrix.css", "notes.css"],
    "training": ["still.css", "training.css", "plots.css"],
    "your_network": ["texts.css", "network.css"],
    "practice": ["matrix.css", "practice.css", "finding.css"],
    "check": ["check.css"],
}

here = Path(__file__).parent
pages = {
    path: st.Page(
        here / f"{path or 'start'}.py",
        title=title,
        url_path=path,
        default=not path,
        visibility="hidden" if path in BESIDE else "visible",
    )
    for path, title in TITLES.items()
}
page = st.navigation(list(pages.values()), position="top")
session.arrive(page.url_path)
wanted = session.wanted_page()
if wanted is not None:
    st.switch_page(pages[wanted], query_params=session.link_on(wanted))  # with its link, as one place in the history

has_dock = session.view().present and page.url_path in WITH_A_DOCK
title = title_of(session.view(), page.url_path)
st.set_page_config(title, layout="wide", initial_sidebar_state="collapsed")
sheets = [
    "panels.css",
    "layout.css",
    "help.css",
    *SHEETS.get(page.url_path, ()),
    *(["present.css"] if session.view().present else []),
    *([f"{session.view().room}.css", "room.css"] if has_dock and session.view().room else []),
    "contrast.css",
    "print.css",
]
st.html(style_of(tuple(sheets)))
follow_keys([path for path in TITLES if path not in BESIDE])
# On a narrow screen Streamlit puts the pages behind a mark; here they are in sight.
with st.container(key="pages", horizontal=True, gap="small"):
    # One that has no place among them stands before them while it is open, and covers none.
    in_sight = [path for path in TITLES if path not in BESIDE]
    for path in in_sight if page.url_path in in_sight else [page.url_path, *in_sight]:
        with st.container(key="to_here", width="content") if path == page.url_path else nullcontext():
            st.page_link(pages[path], label=TITLES[path])
print_head(page.title)
if not has_dock:
    toolbar(page.url_path)
if session.kept().link_note:
    show("link_note", element("p", {"class": "hint", "role": "status"}, session.kept().link_note))
page.run()
if has_dock:
    help_button()  # on a projected page for its key alone
session.leave()
