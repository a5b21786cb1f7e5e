"""The lines of an equation as HTML: aligned at their relation signs, in pieces that may go on below."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element, style, together
from explainer.browser.mathml import mathml
from explainer.browser.terms import answer_attributes
from explainer.equations.breaking import factors, terms
from explainer.equations.equation import Equation, Line
from explainer.notation.display import Display

MOST_LARGE_LINES, MOST_LARGE_TERMS = 4, 12
"""Lines, and summands on all of them, that are set in large type; more of them are set smaller."""

ROUNDED = "The numbers put in are rounded for display."


def lines_html(equation: Equation, display: Display) -> Markup:
    """Return the lines of an equation, aligned at their relation signs."""
    count = sum(len(terms(line.body)) for line in equation.lines)
    many = len(equation.lines) > MOST_LARGE_LINES or count > MOST_LARGE_TERMS
    rounded = element("div", {"class": "label"}, ROUNDED) if equation.rounded else NOTHING
    return element(
        "div",
        {"class": style("lines", "many" if many else "", "paths" if _has_paths(equation) else "")},
        *(_line(line, equation.key, display) for line in equation.lines),
        rounded,
    )


def run_on_html(equation: Equation, display: Display) -> Markup:
    """Return the lines of an equation one after the other, as far as there is room; several paths keep their lines.

    What has a left side of its own begins anew; another way to the same is left out.
    """
    if _has_paths(equation):
        return lines_html(equation, display)
    rows: dict[str, list[str]] = {}
    left = ""
    for line in equation.lines:
        if line.left in rows:
            break
        left = line.left or left
        if line.kind != "formula":
            rows.setdefault(left, []).append(" ".join(filter(None, (line.left, line.right))))
    return together(
        element("div", {"class": "run-on"}, *(piece for line in row for piece in pieces_html(line, display)))
        for row in rows.values()
    )


def _has_paths(equation: Equation) -> bool:
    """Whether lines are named at their left: they belong to several paths."""
    return any(line.label and not line.left for line in equation.lines)


def _line(line: Line, key: str, display: Display) -> Markup:
    left, above = mathml(line.left, display) if line.left else NOTHING, NOTHING
    if line.label and line.left:
        above = element("div", {"class": "label"}, line.label)
    elif line.label:
        left = element("span", {"class": "label"}, line.label)
    answer = answer_attributes(display, key) if line.kind == "value" else {}
    relation = mathml(line.relation, display) if line.relation else NOTHING
    return above + element(
        "div",
        {"class": f"line {line.kind}"},
        element("div", {"class": "left"}, left),
        element("div", {"class": "relation"}, relation),
        element("div", {"class": "body", **answer}, *pieces_html(line.body, display)),
    )


def pieces_html(body: str, display: Display) -> Iterator[Markup]:
    """Yield the pieces of a line: it breaks between summands first, and in one only where that alone is too wide."""
    products = [factors(term) for term in terms(body)]
    of_a_sum = sum(len(pieces) > 1 for pieces in products) > 1
    for pieces in products:
        written = [mathml(_joined(piece), display) for piece in pieces]
        if of_a_sum and len(written) > 1:
            yield element("div", {"class": "term"}, *written)
        else:
            yield from written


def _joined(piece: str) -> str:
    """Let a sign at the start of a piece be one between what is before it and what comes."""
    return f"{{}} {piece}" if piece.startswith(("+ ", "- ", "= ", r"\cdot ", r"\times ")) else piece
