"""The lines of an equation as HTML, aligned at their relation signs."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element, style
from explainer.browser.mathml import mathml
from explainer.equations.equation import Equation, Line
from explainer.notation.display import Display

MOST_LARGE_LINES = 4
"""Lines that are set in large type; more of them are set smaller."""


def lines_html(equation: Equation, display: Display) -> Markup:
    """Return the lines of an equation, aligned at their relation signs."""
    classes = style("lines", "many" if len(equation.lines) > MOST_LARGE_LINES else "")
    return element("div", {"class": classes}, *(_line(line, display) for line in equation.lines))


def _line(line: Line, display: Display) -> Markup:
    left, above = mathml(line.left, display) if line.left else NOTHING, NOTHING
    if line.label and line.left:
        above = element("div", {"class": "label"}, line.label)
    elif line.label:
        left = element("span", {"class": "label"}, line.label)
    sides = (element("div", {"class": "left"}, left), element("div", {"class": "right"}, mathml(line.right, display)))
    return above + element("div", {"class": f"line {line.kind}"}, *sides)
