"""The matrices of the lecture notes: printed and exact side by side, entry by entry."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from backprop.judging.printed import Verdict
from explainer.browser.markup import NOTHING, element, together
from explainer.browser.table import Row, place, table
from explainer.lectures.decks import Line
from explainer.lectures.formulas import formula
from explainer.lectures.pieces import explanation, frame, heard, judged, line_anchor, mark, quiet, subscripted, way_in
from explainer.lectures.sheet import Sheet

Content = Callable[[int, int], str]
"""Row and column, from 0 -> the content of that cell."""


def matrix(sheet: Sheet, line: Line) -> Markup:
    """Return a matrix of a deck as tables with headers: printed, exact, the difference, by hand."""
    reading, printed, terms = sheet.reading(line), line.printed, line.terms
    thought = sheet.verdicts(line)
    digits = sheet.digits(printed[0][0] if printed else "")
    contents: dict[str, Content] = {
        "Exact": lambda r, c: reading.exact(terms[r][c], digits, printed[r][c] if printed else "")
    }
    if printed:
        contents = {
            "Printed": lambda r, c: judged(printed[r][c], thought[r][c], in_words=False),
            **contents,
            "Printed − exact": lambda r, c: sheet.difference(line, terms[r][c], printed[r][c]),
        }
    if not reading.is_given(terms[0][0]):
        contents["By hand"] = lambda r, c: sheet.by_hand(line, terms[r][c])
        contents["By hand − exact"] = lambda r, c: sheet.drift(line, terms[r][c])
    tables = (_table(line, caption, content) for caption, content in contents.items())
    head = element(
        "div",
        {"class": "head"},
        element("h3", None, heard(line.name), formula(sheet, line)),
        _shape(line),
        quiet(subscripted(line.words)) if line.words else NOTHING,
        way_in(sheet.choice(line, terms[0][0]), line.name),
    )
    return element(
        "div",
        {"class": "block", **place(line_anchor(sheet, line))},
        head,
        frame(line.name, element("div", {"class": "matrices"}, *tables)),
        _factors(sheet, line),
        explanation(sheet, line) if line.slip else NOTHING,
    )


def _table(line: Line, caption: str, content: Content) -> Markup:
    columns = range(len(line.columns))
    rows = (Row(row, [content(r, c) for c in columns]) for r, row in enumerate(line.rows))
    return table(caption, line.columns, rows, style="matrix", corner=True)


def _shape(line: Line) -> Markup:
    """Return the printed shape, and whether it is that of the terms."""
    if not line.shape:
        return NOTHING
    verdict: Verdict = "agrees" if line.shape == line.shape_of_terms else "slip"
    return element("span", {"class": "shape"}, f"({line.shape}) ", mark(verdict))


def _factors(sheet: Sheet, line: Line) -> Markup:
    """Say which one factor explains a whole matrix, if there is one."""
    found = sheet.factors(line)
    if not found:
        return NOTHING
    reading = sheet.reading(line)
    counts = together((Markup("{} = {}").format(count, reading.exact(count, 0)) for count in ("N", "K")), " and ")
    readings = "; or, which is the same here, ".join(factor.meaning for factor in found)
    said = Markup("Every printed entry is the exact one times {}, with {}: {}.")
    return element("p", {"class": "finding"}, said.format(found[0].formula, counts, readings))
