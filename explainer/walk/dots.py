"""One dot for each step of the walk, to jump there."""

from __future__ import annotations

import html
from collections.abc import Iterable

from explainer.notation.display import Display
from explainer.walk.narration import narrate
from explainer.walk.steps import Step

MOST_DOTS_IN_A_ROW = 64


def walk_dots(display: Display, steps: Iterable[Step], current: Step) -> str:
    """Return one button per step of the walk, those of a page together."""
    groups: dict[str, list[str]] = {}
    for step in steps:
        state = "current" if step == current else "past" if step.number < current.number else "ahead"
        title = html.escape(_plain(narrate(display, step).title))
        mark = ' aria-current="step"' if step == current else ""
        groups.setdefault(step.page, []).append(
            f'<button type="button" class="dot {state}" data-choose="step:{step.key}" title="{title}" '
            f'aria-label="Step {step.number}: {title}"{mark}></button>'
        )
    style = "dots" if sum(map(len, groups.values())) <= MOST_DOTS_IN_A_ROW else "dots wrapped"
    return "".join(f'<span class="{style}">{"".join(dots)}</span>' for dots in groups.values())


def _plain(markup: str) -> str:
    for tag in ("i", "sub", "sup"):
        markup = markup.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return markup
