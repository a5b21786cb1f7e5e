"""An exercise on paper: the numbers it begins from, its lines, and room to work where they are blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element, together
from explainer.browser.mathml import mathml
from explainer.browser.terms import number
from explainer.equations.derivations import equation, two_phases
from explainer.equations.equation import Equation
from explainer.equations.html import run_on_html
from explainer.notation.display import Display
from explainer.practice.exercises import Exercise, Line
from explainer.practice.hints import asked_html, choice_html, line_html
from explainer.practice.tasks import TASKS
from explainer.practice.worksheet.qr import fits, qr

NOT_SAID = {"N", "K", "scale", "factor"}
"""Families of numbers that nobody has to be given: how many examples and outputs there are can be seen."""

GROUPS = {"x": "Inputs", "y": "Targets", "parameter": "Parameters", "learning_rate": "Learning rate"}
"""Family of a given number -> what stands before it."""

KNOWN = "Known"
"""What stands before all others."""


@dataclass(frozen=True)
class Asked:
    """An exercise of a sheet.

    Attributes:
        exercise: what is asked.
        display: the network with its numbers.
        code: its short code, with the number of the variant.
        link: the address at which the app asks the same, or "" where no link can say it.
    """

    exercise: Exercise
    display: Display
    code: str
    link: str

    @property
    def title(self) -> str:
        """What the exercise is called."""
        return TASKS[self.exercise.task].title

    def left(self, line: Line) -> Markup:
        """Return what a line is about."""
        return line_html(self.display, self.exercise, line)

    def choice(self, line: Line, choice: str) -> str:
        """Return how something is written that can be ticked."""
        return SIGNS.get(choice) or choice_html(self.display, self.exercise, line, choice)


SIGNS = {"+": "positive", "−": "negative", "0": "zero"}


def exercise_html(asked: Asked, place: int) -> Markup:
    """Return an exercise.

    Args:
        asked: what it asks.
        place: its number on the sheet, from 1.
    """
    is_question = asked.exercise.lines[-1].blank == "idea"
    question = "By which rule does the last line hold?" if is_question else asked_html(asked.display, asked.exercise)
    return element(
        "article",
        {"class": "exercise", "aria-label": f"Exercise {place}"},
        element("div", {"class": "way-in"}, *_way_in(asked)),
        element("h2", None, f"{place}. {asked.title}"),
        element("p", None, question),
        _given(asked),
        element("ol", {"class": "steps"}, *(_line(asked, line) for line in asked.exercise.lines)),
    )


def _way_in(asked: Asked) -> Iterator[Markup]:
    """The code of the exercise, and the picture that opens it where the link is short enough."""
    if fits(asked.link):
        yield element("a", {"href": asked.link}, qr(asked.link, f"Exercise {asked.code} in the app"))
    yield element("p", {"class": "code"}, asked.code)


def _given(asked: Asked) -> Markup:
    """Return the numbers that an exercise begins from, parameters in the order in which they are drawn."""
    now, groups = asked.display.trace, dict[str, list[Markup]]()
    order = {p.name: place for place, p in enumerate(now.names.parameters)}
    for key in sorted(asked.exercise.given, key=lambda key: order.get(key, -1)):
        family = now.recipe(key).family
        if family not in NOT_SAID:
            said = Markup("{} = {}").format(asked.display.written(key).html, number(asked.display, key))
            groups.setdefault(GROUPS.get(family, KNOWN), []).append(element("span", None, said))
    rows = (
        element("tr", None, element("th", {"scope": "row"}, name), element("td", None, together(groups[name], " ")))
        for name in (*GROUPS.values(), KNOWN)
        if name in groups
    )
    return element("table", {"class": "given"}, element("tbody", None, *rows)) if groups else NOTHING


def _line(asked: Asked, line: Line) -> Markup:
    if not line.blank:
        return element("li", {"class": "given"}, _said(asked, line))
    left = _left(asked, line)
    room = _ticks(asked, line) if line.choices else _room()
    return element("li", {"class": "blank"}, element("div", {"class": "left"}, left), *room)


def _said(asked: Asked, line: Line) -> Markup:
    """Return a line with its value."""
    if line.choices:
        return together((_left(asked, line), asked.choice(line, line.right)), " ")
    return run_on_html(_derived(asked, line.key), asked.display)


def _derived(asked: Asked, key: str) -> Equation:
    """Return how a line is worked out: a gradient from the delta of its unit, which is another line."""
    now = asked.display.trace
    is_gradient = now.recipe(key).family == "gradient" and now.structure.examples == 1
    return (two_phases if is_gradient else equation)(asked.display, key)


RELATIONS = {"idea": "", "shape": ":", "sign": ":", "transpose": " ="}
"""What is chosen of a line -> what stands behind its left side."""


def _left(asked: Asked, line: Line) -> Markup:
    """Return the left side of a line, up to what is asked for."""
    if line.choices:
        return NOTHING if line.blank == "idea" else asked.left(line) + RELATIONS[line.idea]
    return mathml(rf"{asked.display.written(line.key).latex} \; =", asked.display)


def _room() -> Iterator[Markup]:
    """Room to work, and a box for the number."""
    yield element("div", {"class": "work"})
    yield element("div", {"class": "equals"}, "=")
    yield element("div", {"class": "box"})


def _ticks(asked: Asked, line: Line) -> Iterator[Markup]:
    """What can be ticked."""
    choices = (
        element("span", {"class": "choice"}, element("span", {"class": "tick"}), asked.choice(line, choice))
        for choice in line.choices
    )
    yield element("div", {"class": "ticks"}, *choices)
