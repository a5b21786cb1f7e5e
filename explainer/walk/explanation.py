"""The equation of a step as it is shown, with a remark."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display


def lines_and_remark(display: Display, lines: Equation, after: Markup = NOTHING) -> Markup:
    """Return an equation, and below it why it holds or what it means, and what is to be said about its numbers.

    Args:
        display: what is shown.
        lines: the equation.
        after: why it holds, or what it means.
    """
    return lines_html(lines, display) + below_lines(display, lines, after)


def below_lines(display: Display, lines: Equation, after: Markup = NOTHING) -> Markup:
    """Return what stands below the lines of an equation; see ``lines_and_remark``."""
    return (element("p", {"class": "after"}, after) if after else NOTHING) + _remark(display, lines)


def _remark(display: Display, lines: Equation) -> Markup:
    """Return a place for what is to be said about the numbers beside an equation whose long way may break."""
    return element("p", {"class": "notes", "data-notes": True}) if display.has_long_road(lines.key) else NOTHING
