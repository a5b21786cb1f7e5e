"""The list of all steps by name, to jump to one; its button says in words how far we have come on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    """Let the reader go to any step of the walk by its name; of a long walk first to a layer on a page."""
    view = session.view()
    walk, here = view.walk, step_on(view, page)
    part = walk.part_of(here)
    if len(walk.parts) > 1:
        firsts = [steps[0].key for steps in walk.parts]
        called = dict(zip(firsts, map(part_name, walk.parts), strict=True))
        choice("Part of the walk", "part_of_walk", firsts, part[0].key, called.__getitem__, actions.go_to)
    names = session.made(
        "step names",
        lambda: {step.key: step_name(title, walk, step) for step, title in zip(part, titles_of(part).values())},
        part[0].key,
        of=view.bare,
    )
    choice("Go to a step", "step", list(names), here.key, names.__getitem__, actions.go_to)


def place_on_page(walk: Walk, step: Step) -> str:
    """Say in words which step of its page a step is."""
    steps = walk.on(step.page)
    return f"{TITLES[step.page]}, {step.number - steps[0].number + 1} of {len(steps)}"


def part_name(steps: Sequence[Step]) -> str:
    """Return what the steps of a layer on a page are called."""
    return f"{TITLES[steps[0].page]}, layer {steps[0].layer + 1}"


def step_name(title: Markup, walk: Walk, step: Step) -> str:
    """Return what a step is called in a list of all of them."""
    return f"{place_on_page(walk, step)}: {in_text(title)}"


def titles_of(steps: Sequence[Step]) -> Mapping[str, Markup]:
    """Return what some steps of the walk, that are asked for together again and again, are called, by their keys."""
    bare = session.view().bare
    which = (steps[0].key, steps[-1].key, len(steps))
    return session.made("titles", lambda: titles(display_of(bare), steps), which, of=bare)
