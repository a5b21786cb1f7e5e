"""One dot for each step of the walk, to jump there."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import element, together
from explainer.notation.display import Display
from explainer.walk.narration import narrate
from explainer.walk.steps import Step

MOST_DOTS_IN_A_ROW = 64


def walk_dots(display: Display, steps: Iterable[Step], current: Step) -> Markup:
    """Return one button per step of the walk, those of a page together."""
    groups: dict[str, list[Markup]] = {}
    for step in steps:
        state = "current" if step == current else "past" if step.number < current.number else "ahead"
        title = narrate(display, step).title.striptags()
        dot = {
            "type": "button",
            "class": f"dot {state}",
            "data-choose": str(Choice("step", step.key)),
            "title": title,
            "aria-label": f"Step {step.number}: {title}",
            "aria-current": "step" if step == current else None,
        }
        groups.setdefault(step.page, []).append(element("button", dot))
    classes = "dots" if sum(map(len, groups.values())) <= MOST_DOTS_IN_A_ROW else "dots wrapped"
    return together(element("span", {"class": classes}, *dots) for dots in groups.values())
