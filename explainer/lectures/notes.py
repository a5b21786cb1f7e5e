"""The lecture notes page: a deck line by line, printed against exact, with the slips explained."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element, together
from explainer.browser.table import Cell, Row, table
from explainer.lectures.decks import Line, Section, lectures
from explainer.lectures.formulas import formula
from explainer.lectures.matrices import matrix
from explainer.lectures.pieces import (
    aligned,
    anchor,
    explanation,
    frame,
    heard,
    judged,
    line_anchor,
    quiet,
    subscripted,
    way_in,
)
from explainer.lectures.sheet import Sheet

COLUMNS = {
    "Line": "", "Printed": "9.5rem", "Exact": "9.5rem", "Printed − exact": "9rem",
    "By hand": "6rem", "By hand − exact": "8.5rem", "In the app": "5.5rem",
}  # fmt: skip
"""Header -> width, so that the columns of all sections stand below each other."""

COMPARING = ("Printed", "Printed − exact")
"""Columns that stay away where a deck prints no numbers."""

NUMBERS = ("Printed", "Exact", "Printed − exact", "By hand − exact")
"""Columns whose numbers stand point below point."""


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


def no_lecture_html() -> Markup:
    """Return what is to be said where the network on the table belongs to no lecture."""
    items = (element("li", None, f"{lecture.title}: {lecture.about}.") for lecture in lectures().values())
    return element(
        "div",
        {"class": "lecture"},
        element("h1", None, "This network belongs to no lecture"),
        element(
            "p",
            None,
            "Its numbers are on the other pages. To read the notes of a lecture, choose it above; "
            "the network of that lecture is then put on the table.",
        ),
        element("ul", None, *items),
    )


def summary(sheet: Sheet) -> str:
    """Return one or two sentences on how the deck and the exact values compare."""
    counts = sheet.tally()
    numbers = counts["given"] + counts["agrees"] + counts["rounding"] + counts["slip"]
    said = []
    if numbers:
        said.append(
            f"{numbers} printed numbers: {counts['given']} are given, {counts['agrees']} agree, "
            f"{counts['rounding']} differ by rounding, {counts['slip']} {_are_wrong(counts['slip'])}. "
            "Only those that do not agree are marked."
        )
    if counts["shape"]:
        said.append(f"{counts['shape']} printed shapes: {counts['shape agrees']} agree.")
    if not said:
        said.append("Every formula of the lecture, beside the exact value it gives.")
    if counts["writing"]:
        # Those say something wrong without a number that could be compared.
        said.append(_slips_in_writing(counts["writing"], more=bool(counts["slip"])))
    return " ".join(said)


def _are_wrong(count: int) -> str:
    return "is a slip" if count == 1 else "are slips"


def _slips_in_writing(count: int, more: bool) -> str:
    number, further = "One" if count == 1 else str(count), " more" if more else ""
    return f"{number}{further} {'slip is' if count == 1 else 'slips are'} in what is written, not in a number."


def _slips(sheet: Sheet) -> Markup:
    """List what is explained further down, each with a link to its place."""
    titles = [line.slip.title for line in sheet.lecture.lines() if line.slip]
    if not titles:
        return NOTHING
    links = (element("a", {"href": f"#{anchor(title)}"}, subscripted(title)) for title in titles)
    items = element("ul", {"aria-labelledby": "slips"}, *(element("li", None, link) for link in links))
    return element("h2", {"id": "slips"}, "Where the lecture slips") + items


def _section(sheet: Sheet, section: Section) -> Markup:
    """Return a section: numbers and formulas as tables, matrices as blocks between them.

    One that only repeats the numbers the lecture starts from is closed until it is asked for.
    """
    heading, parts = element("h2", None, section.title), []
    for is_matrix, group in groupby(section.lines, key=lambda line: line.is_matrix):
        if is_matrix:
            parts += [matrix(sheet, line) for line in group]
        else:
            parts.append(_table(sheet, section.title, list(group)))
    if all(map(sheet.starts_from, section.lines)):
        count = sum(len(row) for line in section.lines for row in line.terms)
        said = quiet(f"{count} numbers, the same here as in the lecture")
        return element("section", None, element("details", None, element("summary", None, heading, " ", said), *parts))
    return element("section", None, heading, *parts)


def _columns(sheet: Sheet, lines: list[Line]) -> tuple[str, ...]:
    """Return the columns of a table: of lines without any number, what they say and where they lead."""
    first, *_, last = COLUMNS
    if not any(line.terms for line in lines):
        return first, last
    return tuple(name for name in COLUMNS if sheet.prints_numbers or name not in COMPARING)


Cells = dict[str, Markup]
"""Column -> what stands in it."""


def _table(sheet: Sheet, name: str, lines: list[Line]) -> Markup:
    """Return lines as a table, each as a group of rows."""
    columns = _columns(sheet, lines)
    kind = "deck" if sheet.prints_numbers else "deck formulas"
    widths = [COLUMNS[column] for column in columns]
    cells = {(line.place, key): _cells(sheet, line, key) for line in lines for row in line.terms for key in row}
    for column in NUMBERS:
        in_line = aligned([found[column] for found in cells.values()])
        for found, cell in zip(cells.values(), in_line, strict=True):
            found[column] = cell
    bodies = (
        _rows(sheet, columns, line, {key: found for (place, key), found in cells.items() if place == line.place})
        for line in lines
    )
    places = [line_anchor(sheet, line) for line in lines]
    return frame(name, table(f"{name}, line by line", columns, *bodies, style=kind, widths=widths, places=places))


def _rows(sheet: Sheet, columns: tuple[str, ...], line: Line, terms: dict[str, Cells]) -> Iterator[Row]:
    """Yield the rows of a line: what is printed, each of its terms, and what is to be explained."""
    if line.is_single:
        ((key, cells),) = terms.items()
        yield _row(sheet, columns, _said(sheet, line), cells, line)
    else:
        yield _heading_row(sheet, columns, line)
        display = sheet.reading(line).display
        for key, cells in terms.items():
            yield _row(sheet, columns, display.written(key).html, cells, line)
    if line.slip:
        whole = Cell(explanation(sheet, line), {"colspan": len(columns)})
        yield Row(None, [whole], {"class": "slip-told"})


def _row(sheet: Sheet, columns: tuple[str, ...], head: Markup, cells: Cells, line: Line) -> Row:
    """Return the row of one term; what its numbers are is said in each cell, for a page too narrow for columns."""
    verdicts = [verdict for row in sheet.verdicts(line) for verdict in row]
    named = [Cell(cells[column], {"data-column": column}) for column in columns[1:]]
    return Row(head, named, {"class": verdicts[0] if verdicts else None})


def _heading_row(sheet: Sheet, columns: tuple[str, ...], line: Line) -> Row:
    """Return the row of a formula with several terms, or of words with none."""
    name = _name(sheet, line)
    # Where there are terms, each of them has a way in of its own.
    way = NOTHING if line.terms else way_in(sheet.choice(line), name)
    head = Cell(
        _said(sheet, line),
        {"scope": "rowgroup" if line.terms else "row", "colspan": len(columns) - 1},
    )
    return Row(head, [Cell(way, {"data-column": columns[-1]})], {"class": "formula"})


def _name(sheet: Sheet, line: Line) -> str:
    """Return what a line is called in plain text."""
    display = sheet.reading(line).display
    written = (display.written(key).plain for row in line.terms for key in row)
    return line.name or (line.slip.title if line.slip and not line.terms else ", ".join(written))


def _said(sheet: Sheet, line: Line) -> Markup:
    """Return a line's formula and its words; a formula is a header, which needs a name in words too."""
    written = formula(sheet, line)
    sentence = element("span", {"class": "words"}, subscripted(line.words)) if line.words else NOTHING
    return together([part for part in (written and heard(_name(sheet, line)) + written, sentence) if part], " ")


def _cells(sheet: Sheet, line: Line, key: str) -> Cells:
    """Return what is to be said of one term: printed, exact, the difference, by hand, and the way in."""
    reading = sheet.reading(line)
    printed = line.printed[0][0] if line.printed else ""
    given = reading.is_given(key)
    return {
        "Printed": judged(printed, sheet.verdicts(line)[0][0]) if printed else NOTHING,
        "Exact": reading.exact(key, sheet.digits(printed), printed),
        "Printed − exact": quiet(sheet.difference(line, key, printed)) if printed else NOTHING,
        "By hand": quiet("given") if given else sheet.by_hand(line, key),
        "By hand − exact": NOTHING if given else quiet(sheet.drift(line, key)),
        "In the app": way_in(sheet.choice(line, key), reading.display.written(key).plain),
    }
