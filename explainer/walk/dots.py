"""The walk as one line: a dot for each step, to see where we are and to jump."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import Attributes, element
from explainer.walk.steps import Step, Walk


def walk_dots(titles: Mapping[str, Markup], walk: Walk, current: Step) -> Markup:
    """Return the line of all steps, those of a page together.

    The line is one control, as a slider is one: dozens of buttons would be as many stops of the tab key, and each of
    them too small for a thumb. A pointer jumps to the dot it hits, the keys of a slider go along.

    Args:
        titles: key of a step -> what it is called.
        walk: all steps.
        current: where we are.
    """
    count, title = len(walk.steps), titles[current.key].striptags()
    attributes: Attributes = {
        "class": "dots",
        "role": "slider",
        "tabindex": 0,
        "aria-label": "Step of the walk",
        "aria-valuemin": 1,
        "aria-valuemax": count,
        "aria-valuenow": current.number,
        "aria-valuetext": f"{current.number} of {count}, {title}",
        "data-walk": True,
    }
    by_page = groupby(walk.steps, key=lambda step: step.page)
    return element("div", attributes, *(_page(titles, list(steps), current) for _, steps in by_page))


def _page(titles: Mapping[str, Markup], steps: list[Step], current: Step) -> Markup:
    """Return the dots of a page, which take as much of the line as there are steps on it."""
    dots = (_dot(titles[step.key], step, current) for step in steps)
    return element("span", {"style": f"flex-grow: {len(steps)}"}, *dots)


def _dot(title: Markup, step: Step, current: Step) -> Markup:
    state = "current" if step == current else "past" if step.number < current.number else "ahead"
    attributes = {
        "class": f"dot {state}",
        "data-choose": str(Choice("step", step.key)),
        "title": f"Step {step.number}: {title.striptags()}",
    }
    return element("span", attributes)
