"""The list of all steps by name, to jump to one; its button says in words how far we have come on the page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from explainer.notation.symbols import in_text
from explainer.screen import actions, session
from explainer.screen.widgets import choice
from explainer.view.live import display_of
from explainer.view.where import step_on
from explainer.walk.narration import titles
from explainer.walk.steps import PAGES, Step, Walk

TITLES = {page: page.replace("_", " ").capitalize() for page in PAGES}


def step_list(page: str) -> None:
    """Show where we are on the page, and behind it every step of the walk by name."""
    with st.popover(place_on_page(session.view().walk, step_on(session.view(), page)), key="steps"):
        step_choice(page)


def step_choice(page: str) -> None:
    """Let the reader go to any step of the walk by its name."""
    walk, called = session.view().walk, titles_of_steps()
    names = session.made(
        "step names",
        lambda: {step.key: step_name(called[step.key], walk, step) for step in walk.steps},
        of=session.view().bare,
    )
    here = step_on(session.view(), page).key
    choice("Go to a step", "step", list(names), here, names.__getitem__, actions.go_to)


def place_on_page(walk: Walk, step: Step) -> str:
    """Say in words which step of its page a step is."""
    steps = walk.on(step.page)
    return f"{TITLES[step.page]}, {steps.index(step) + 1} of {len(steps)}"


def step_name(title: Markup, walk: Walk, step: Step) -> str:
    """Return what a step is called in a list of all of them."""
    return f"{place_on_page(walk, step)}: {in_text(title)}"


def titles_of_steps() -> Mapping[str, Markup]:
    """Return what every step of the walk is called, by its key."""
    bare = session.view().bare
    return session.made("titles", lambda: titles(display_of(bare), bare.walk), of=bare)
