"""The list of all steps by name, to jump to one; its button says in words how far we have come on the page."""

from __future__ import annotations

import streamlit as st

from explainer.notation.display import Display
from explainer.notation.symbols import in_text
from explainer.screen import actions, session
from explainer.screen.widgets import choice
from explainer.view.where import step_on
from explainer.walk.narration import narrate
from explainer.walk.steps import PAGES, Step, Walk

TITLES = {page: page.replace("_", " ").capitalize() for page in PAGES}


def step_list(page: str) -> None:
    """Show where we are on the page, and behind it every step of the walk by name."""
    with st.popover(place_on_page(session.view().walk, step_on(session.view(), page)), key="steps"):
        step_choice(page)


def step_choice(page: str) -> None:
    """Let the reader go to any step of the walk by its name."""
    walk, display = session.view().walk, session.display()
    titles = {step.key: step_title(display, walk, step) for step in walk.steps}
    here = step_on(session.view(), page).key
    choice("Go to a step", "step", list(titles), here, titles.__getitem__, actions.go_to)


def place_on_page(walk: Walk, step: Step) -> str:
    """Say in words which step of its page a step is."""
    steps = walk.on(step.page)
    return f"{TITLES[step.page]}, {steps.index(step) + 1} of {len(steps)}"


def step_title(display: Display, walk: Walk, step: Step) -> str:
    """Return what a step is called in a list of all of them."""
    return f"{place_on_page(walk, step)}: {in_text(narrate(display, step).title)}"
