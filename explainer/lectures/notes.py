"""The lecture notes page: a deck line by line, printed against exact, with the slips explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element, together
from explainer.browser.mathml import mathml
from explainer.browser.table import Cell, Row, table
from explainer.lectures.decks import Line, Section
from explainer.lectures.matrices import matrix
from explainer.lectures.pieces import anchor, explanation, frame, heard, mark, quiet, slip_title, way_in
from explainer.lectures.sheet import Reading, Sheet

COLUMNS = {
    "Line": "", "Printed": "6.5rem", "Exact": "8rem", "Printed − exact": "8.5rem", "Verdict": "7rem",
    "By hand": "6.5rem", "By hand − exact": "8.5rem", "In the app": "6rem",
}  # fmt: skip
"""Header -> width, so that the columns of all sections stand below each other."""

COMPARING = ("Printed", "Printed − exact", "Verdict")
"""Columns that stay away where a deck prints no numbers."""


def notes_html(sheet: Sheet) -> Markup:
    """Return a whole lecture: what it comes to, its slips, and every line in the deck's order."""
    lecture = sheet.lecture
    return element(
        "div",
        {"class": "lecture", "data-deck": lecture.preset},
        element("h1", None, f"{lecture.title}: {lecture.about}"),
        element("p", {"class": "summary"}, summary(sheet)),
        element("p", {"class": "quiet"}, lecture.remark) if lecture.remark else NOTHING,
        _slips(sheet),
        *(_section(sheet, section) for section in lecture.sections),
    )


def summary(sheet: Sheet) -> str:
    """Return one or two sentences on how the deck and the exact values compare."""
    counts = sheet.tally()
    numbers = counts["agrees"] + counts["rounding"] + counts["slip"]
    said = []
    if numbers:
        said.append(
            f"{numbers} printed numbers: {counts['agrees']} agree, {counts['rounding']} differ by rounding, "
            f"{counts['slip']} slip."
        )
    if counts["shape"]:
        said.append(f"{counts['shape']} printed shapes: {counts['shape agrees']} agree.")
    if counts["writing"]:
        # Those say something wrong without a number that could be compared.
        said.append(f"{_more_slips(counts['writing'])} in what is written around them.")
    return " ".join(said) or "Every formula of the deck, beside the exact value it gives."


def _more_slips(count: int) -> str:
    return "One more slip is" if count == 1 else f"{count} more slips are"


def _slips(sheet: Sheet) -> Markup:
    """List what is explained further down, each with a link to its place."""
    titles = [line.slip.title for line in sheet.lecture.lines() if line.slip]
    if not titles:
        return NOTHING
    links = (element("a", {"href": f"#{anchor(title)}"}, slip_title(title)) for title in titles)
    items = element("ul", {"aria-labelledby": "slips"}, *(element("li", None, link) for link in links))
    return element("h2", {"id": "slips"}, "To watch out for") + items


def _section(sheet: Sheet, section: Section) -> Markup:
    """Return a section: numbers and formulas as tables, matrices as blocks between them."""
    parts = [element("h2", None, section.title)]
    for is_matrix, group in groupby(section.lines, key=lambda line: line.is_matrix):
        if is_matrix:
            parts += [matrix(sheet, line) for line in group]
        else:
            parts.append(_table(sheet, section.title, list(group)))
    return element("section", None, *parts)


def _columns(sheet: Sheet) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS if sheet.prints_numbers or name not in COMPARING)


def _table(sheet: Sheet, name: str, lines: list[Line]) -> Markup:
    """Return lines as a table, each as a group of rows."""
    columns = _columns(sheet)
    kind = "deck" if sheet.prints_numbers else "deck formulas"
    widths = [COLUMNS[column] for column in columns]
    bodies = (_rows(sheet, line) for line in lines)
    return frame(name, table(f"{name}, line by line", columns, *bodies, style=kind, widths=widths))


def _rows(sheet: Sheet, line: Line) -> Iterator[Row]:
    """Yield the rows of a line: what is printed, each of its terms, and what is to be explained."""
    if line.is_single:
        yield _term_row(sheet, line, line.terms[0][0])
    else:
        yield _heading_row(sheet, line)
        yield from (_term_row(sheet, line, key) for row in line.terms for key in row)
    if line.slip:
        whole = Cell(explanation(sheet, line), {"colspan": len(_columns(sheet))})
        yield Row(None, [whole], {"class": "explanation"})


def _heading_row(sheet: Sheet, line: Line) -> Row:
    """Return the row of a formula with several terms, or of words with none."""
    columns = _columns(sheet)
    cells = {"Verdict": mark("slip") if line.slip else NOTHING}
    if not line.terms:
        # Where there are terms, each of them has a way in of its own.
        cells["In the app"] = way_in(sheet.choice(line), line.slip.title if line.slip else line.words)
    wide = columns.index("Verdict" if "Verdict" in columns else "In the app")
    head = Cell(_formula(sheet, line), {"scope": "rowgroup" if line.terms else "row", "colspan": wide})
    return Row(head, [cells.get(column, NOTHING) for column in columns[wide:]], {"class": "formula"})


def _formula(sheet: Sheet, line: Line) -> Markup:
    """Return a line's formula and words; a formula is a header, which needs a name in words too."""
    display = sheet.reading(line).display
    written = [display.written(key).plain for row in line.terms for key in row]
    name = ", ".join(written) or (line.slip.title if line.slip else "")
    formula = heard(name) + mathml(line.formula, display) if line.formula else NOTHING
    return together([formula, quiet(line.words)], " ") if line.words else formula


def _term_row(sheet: Sheet, line: Line, key: str) -> Row:
    """Return the row of one term: printed, exact, difference, verdict, by hand, and the way in."""
    reading = sheet.reading(line)
    written = reading.display.written(key)
    printed = line.printed[0][0] if line.printed else ""
    judged = sheet.verdicts(line)[0][0] if printed else None
    by_hand, drift = _by_hand_cells(sheet, line, reading, key)
    cells = {
        "Printed": printed,
        "Exact": reading.exact(key, sheet.digits(printed)),
        "Printed − exact": sheet.difference(line, key, printed) if printed else "",
        "Verdict": mark(judged) if judged else "",
        "By hand": by_hand,
        "By hand − exact": drift,
        "In the app": way_in(sheet.choice(line, key), written.plain),
    }
    if not line.is_single:
        symbol = written.html
    elif not line.formula:
        symbol = together([written.html, _formula(sheet, line)], " ")
    elif line.formula.startswith("="):
        symbol = _formula(sheet, replace(line, formula=f"{written.latex} {line.formula}"))
    else:
        symbol = _formula(sheet, line)
    return Row(symbol, [cells[column] for column in _columns(sheet)[1:]], {"class": judged})


def _by_hand_cells(sheet: Sheet, line: Line, reading: Reading, key: str) -> tuple[Markup, Markup]:
    if reading.is_given(key):
        return quiet("given"), NOTHING
    return sheet.by_hand(line, key), quiet(sheet.drift(line, key))
