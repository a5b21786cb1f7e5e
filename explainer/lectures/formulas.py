"""The formulas of a deck as it writes them, in pieces that a narrow page may set below each other."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from explainer.browser.markup import together
from explainer.browser.mathml import mathml
from explainer.lectures.decks import Line
from explainer.lectures.sheet import Sheet

RELATION = " = "


def formula(sheet: Sheet, line: Line) -> Markup:
    """Return the formula of a line, and the same with its numbers put in; of a term without one, its symbol."""
    latex, display = line.formula, sheet.reading(line).display
    if line.is_single and (not latex or latex.startswith(RELATION.lstrip())):
        latex = f"{display.written(line.terms[0][0]).latex} {latex}".rstrip()
    parts = (part for text in (latex, line.numbers) if text for part in _parts(text))
    return together((mathml(part, display) for part in parts), " ")


def _parts(latex: str) -> Iterator[str]:
    """Yield what stands between the relation signs of a formula, each but the first with its sign.

    >>> list(_parts("a = {b = c} = d"))
    ['a', '= {b = c}', '= d']
    """
    depth = start = 0
    for at, letter in enumerate(latex):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and latex.startswith(RELATION, at):
            yield latex[start:at]
            start = at + 1
    yield latex[start:]
