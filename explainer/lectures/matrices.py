"""The matrices of the lecture notes: printed and exact side by side, entry by entry."""

from __future__ import annotations

import html
from collections.abc import Callable

from explainer.browser.mathml import mathml
from explainer.lectures.decks import Line
from explainer.lectures.pieces import SIGNS, explanation, heard, mark, show
from explainer.lectures.sheet import Sheet
from explainer.lectures.verdicts import Verdict

Cell = Callable[[int, int], str]
"""Row and column, from 0 -> the content of that cell."""


def matrix(sheet: Sheet, line: Line) -> str:
    """Return a matrix of a deck as tables with headers: printed, exact, the difference, by hand."""
    reading, printed, terms = sheet.reading(line), line.printed, line.terms
    judged = sheet.verdicts(line)
    digits = sheet.digits(printed[0][0] if printed else "")
    cells: dict[str, Cell] = {"Exact": lambda r, c: reading.exact(terms[r][c], digits)}
    if printed:
        cells = {
            "Printed": lambda r, c: _entry(printed[r][c], judged[r][c]),
            **cells,
            "Printed − exact": lambda r, c: sheet.difference(line, terms[r][c], printed[r][c]),
        }
    if not reading.is_given(terms[0][0]):
        cells["By hand"] = lambda r, c: sheet.by_hand(line, terms[r][c])
        cells["By hand − exact"] = lambda r, c: sheet.drift(line, terms[r][c])
    tables = "".join(_table(line, caption, cell) for caption, cell in cells.items())
    words = f'<span class="quiet">{html.escape(line.words)}</span>' if line.words else ""
    name = html.escape(line.name)
    return (
        f'<div class="block"><div class="head"><h3>{heard(line.name)}{mathml(line.formula, reading.display)}</h3>'
        f"{_shape(line)}{words}{show(line.show, line.name)}</div>"
        f'<div class="frame" role="group" aria-label="{name}" tabindex="0"><div class="matrices">{tables}</div></div>'
        f"{_factors(sheet, line)}{explanation(sheet, line) if line.slip else ''}</div>"
    )


def _table(line: Line, caption: str, cell: Cell) -> str:
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in line.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row)}</th>'
        f"{''.join(f'<td>{cell(r, c)}</td>' for c in range(len(line.columns)))}</tr>"
        for r, row in enumerate(line.rows)
    )
    return (
        f'<table class="matrix"><caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _entry(printed: str, verdict: Verdict) -> str:
    """Return a printed entry; one that agrees needs no more than its sign."""
    return (
        f'<span class="verdict {verdict}">{html.escape(printed)} <span aria-hidden="true">{SIGNS[verdict]}</span>'
        f"{heard(f' {verdict}')}</span>"
    )


def _shape(line: Line) -> str:
    """Return the printed shape, and whether it is that of the terms."""
    if not line.shape:
        return ""
    verdict: Verdict = "agrees" if line.shape == line.shape_of_terms else "slip"
    return f'<span class="shape">({line.shape}) {mark(verdict)}</span>'


def _factors(sheet: Sheet, line: Line) -> str:
    """Say which one factor explains a whole matrix, if there is one."""
    found = sheet.factors(line)
    if not found:
        return ""
    reading = sheet.reading(line)
    counts = " and ".join(f"{count} = {reading.exact(count, 0)}" for count in ("N", "K"))
    readings = "; or, which is the same here, ".join(html.escape(factor.meaning) for factor in found)
    return (
        f'<p class="finding">Every printed entry is the exact one times {html.escape(found[0].formula)}, '
        f"with {counts}: {readings}.</p>"
    )
