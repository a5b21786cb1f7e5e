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
    them too small for a thumb. A pointer jumps to the dot it hits, the keys of a slider go along. On the line of a
    very long walk a dot stands for several steps, and leads to the first of them.

    Args:
        titles: key of a step -> what it is called; of those that have a dot, and the present one.
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
    ends = (*(step.number for step in walk.stations[1:]), count + 1)
    dots = (
        (step.page, _dot(titles[step.key], step, end - 1, current))
        for step, end in zip(walk.stations, ends, strict=True)
    )
    by_page = groupby(dots, key=lambda dot: dot[0])
    return element(
        "div", attributes, *(_page(len(walk.on(page)), [dot for _, dot in of_page]) for page, of_page in by_page)
    )


def _page(steps: int, dots: list[Markup]) -> Markup:
    """Return the dots of a page, which take as much of the line as there are steps on it."""
    return element("span", {"style": f"flex-grow: {steps}"}, *dots)


def _dot(title: Markup, step: Step, last: int, current: Step) -> Markup:
    """Return the dot of a step, and of those after it up to the number of the last that it stands for."""
    state = "past" if last < current.number else "current" if step.number <= current.number else "ahead"
    which = f"Step {step.number}" if step.number == last else f"Steps {step.number} to {last}, the first"
    attributes = {
        "class": f"dot {state}",
        "data-choose": str(Choice("step", step.key)),
        "title": f"{which}: {title.striptags()}",
    }
    return element("span", attributes)
