"""LaTeX lines as MathML whose numbers can be changed in place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from latex2mathml.converter import convert
from markupsafe import Markup

from explainer.browser.markup import Attributes, element
from explainer.browser.terms import PARENTHESES, term_attributes
from explainer.notation.display import Display
from explainer.notation.markers import MARKER

PLACEHOLDER = re.compile(r"<mn>90(\d{4})09</mn>")
FACTOR_CLASS = re.compile(r'class="role-(\w+) factor-([^"\s]+)"')


Naming = Callable[[Display, str], Attributes]
"""The attributes of the element that shows the number of a term."""


def mathml(latex: str, display: Display, naming: Naming = term_attributes) -> Markup:
    """Return MathML in which each number carries the key of its term.

    Args:
        latex: a line with its numbers as ``⟦key⟧`` or ``⟪key⟫``.
        display: where the numbers come from.
        naming: what a number carries; see ``unnamed`` for numbers that are none of the network on the table.
    """
    markup, keys = _skeleton(latex)

    def fill(match: re.Match[str]) -> str:
        in_parentheses, key = keys[int(match.group(1))]
        shown = element("mn", naming(display, key), display.text(key))
        if not in_parentheses or display.hides(key):
            return shown
        opening, closing = (
            element("mo", {"class": f"if-negative {side}", "stretchy": "false"}, mark) for side, mark in PARENTHESES
        )
        return opening + shown + closing

    # LaTeX of ours, converted, with elements of ours in it.
    return Markup(PLACEHOLDER.sub(fill, markup))  # noqa: S704


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
