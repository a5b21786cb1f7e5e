"""The lines of an equation as HTML, aligned at their relation signs."""

from __future__ import annotations

from explainer.browser.mathml import mathml
from explainer.equations.equation import Equation, Line
from explainer.notation.display import Display

MOST_LARGE_LINES = 4
"""Lines that are set in large type; more of them are set smaller."""


def lines_html(equation: Equation, display: Display) -> str:
    """Return the lines of an equation, aligned at their relation signs."""
    many = " many" if len(equation.lines) > MOST_LARGE_LINES else ""
    return f'<div class="lines{many}">{"".join(_line(line, display) for line in equation.lines)}</div>'


def _line(line: Line, display: Display) -> str:
    right = f'<div class="right">{mathml(line.right, display)}</div>'
    beside = f'<span class="label">{line.label}</span>' if line.label and not line.left else ""
    above = f'<div class="label">{line.label}</div>' if line.label and line.left else ""
    left = mathml(line.left, display) if line.left else beside
    return f'{above}<div class="line {line.kind}"><div class="left">{left}</div>{right}</div>'
