"""LaTeX lines as MathML whose numbers can be changed in place."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from latex2mathml.converter import convert

from explainer.display import PARENTHESES, Display
from explainer.equations import Equation, Line

MARKER = re.compile(r"⟦(?P<bare>[^⟧]*)⟧|⟪(?P<signed>[^⟫]*)⟫")
PLACEHOLDER = re.compile(r"<mn>90(\d{4})09</mn>")
FACTOR_CLASS = re.compile(r'class="role-(\w+) factor-([^"\s]+)"')

MOST_LARGE_LINES = 4
"""Lines that are set in large type; more of them are set smaller."""


def mathml(latex: str, display: Display) -> str:
    """Return MathML in which each number carries the key of its term.

    Args:
        latex: a line with its numbers as ``⟦key⟧`` or ``⟪key⟫``.
        display: where the numbers come from.
    """
    markup, keys = _skeleton(latex)

    def fill(match: re.Match[str]) -> str:
        in_parentheses, key = keys[int(match.group(1))]
        element = f"<mn {display.attributes(key)}>{html.escape(display.text(key))}</mn>"
        if not in_parentheses:
            return element
        opening, closing = (
            f'<mo class="if-negative {side}" stretchy="false">{mark}</mo>' for side, mark in PARENTHESES
        )
        return f"{opening}{element}{closing}"

    return PLACEHOLDER.sub(fill, markup)


@lru_cache(maxsize=2048)
def _skeleton(latex: str) -> tuple[str, list[tuple[bool, str]]]:
    """Convert LaTeX once; its numbers are replaced by placeholders that survive the conversion."""
    keys: list[tuple[bool, str]] = []

    def hold(match: re.Match[str]) -> str:
        keys.append((match["signed"] is not None, match["signed"] or match["bare"]))
        return f"{{90{len(keys) - 1:04d}09}}"

    markup = convert(MARKER.sub(hold, latex))
    markup = FACTOR_CLASS.sub(r'class="role-\1" data-factor="\2"', markup)
    return markup.replace("<math ", '<math displaystyle="true" ', 1), keys


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
