"""The lecture notes page: a deck line by line, printed against exact, with the slips explained."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from backprop import Parameter
from explainer.browser.mathml import mathml
from explainer.lectures.decks import Line
from explainer.lectures.matrices import matrix
from explainer.lectures.pieces import anchor, explanation, heard, mark, show, slip_title
from explainer.lectures.sheet import Reading, Sheet

COLUMNS = {
    "Line": "auto", "Printed": "6.5rem", "Exact": "8rem", "Printed − exact": "8.5rem", "Verdict": "7rem",
    "By hand": "6.5rem", "By hand − exact": "8.5rem", "In the app": "6rem",
}  # fmt: skip
"""Header -> width, so that the columns of all sections stand below each other."""


COMPARING = ("Printed", "Printed − exact", "Verdict")
"""Columns that stay away where a deck prints no numbers."""


def notes_html(sheet: Sheet) -> str:
    """Return a whole lecture: what it comes to, its slips, and every line in the deck's order."""
    lecture = sheet.lecture
    remark = f'<p class="quiet">{html.escape(lecture.remark)}</p>' if lecture.remark else ""
    sections = "".join(
        f"<section><h2>{html.escape(section.title)}</h2>{_lines(sheet, section.title, section.lines)}</section>"
        for section in lecture.sections
    )
    return (
        f'<div class="lecture" data-deck="{html.escape(lecture.preset)}">'
        f"<h1>{html.escape(lecture.title)}: {html.escape(lecture.about)}</h1>"
        f'<p class="summary">{summary(sheet)}</p>{remark}{_slips(sheet)}{sections}</div>'
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


def _slips(sheet: Sheet) -> str:
    """List what is explained further down, each with a link to its place."""
    titles = [line.slip.title for line in sheet.lecture.lines() if line.slip]
    items = "".join(f'<li><a href="#{anchor(title)}">{slip_title(title)}</a></li>' for title in titles)
    return f'<h2 id="slips">To watch out for</h2><ul aria-labelledby="slips">{items}</ul>' if titles else ""


def _lines(sheet: Sheet, caption: str, lines: tuple[Line, ...]) -> str:
    """Return the lines of a section: numbers and formulas as tables, matrices as blocks between them."""
    parts = []
    for is_matrix, group in groupby(lines, key=lambda line: line.is_matrix):
        if is_matrix:
            parts += [matrix(sheet, line) for line in group]
        else:
            parts.append(_table(sheet, caption, list(group)))
    return "".join(parts)


def _columns(sheet: Sheet) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS if sheet.prints_numbers or name not in COMPARING)


def _table(sheet: Sheet, caption: str, lines: list[Line]) -> str:
    columns, name = _columns(sheet), html.escape(caption)
    kind = "deck" if sheet.prints_numbers else "deck formulas"
    widths = "".join(f'<col style="width: {COLUMNS[column]}">' for column in columns)
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    bodies = "".join(f"<tbody>{''.join(_rows(sheet, line))}</tbody>" for line in lines)
    return (
        f'<div class="frame" role="group" aria-label="{name}" tabindex="0"><table class="{kind}">'
        f"<caption>{name}, line by line</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def _rows(sheet: Sheet, line: Line) -> Iterator[str]:
    """Yield the rows of a line: what is printed, each of its terms, and what is to be explained."""
    if line.is_single:
        yield _term_row(sheet, line, line.terms[0][0])
    else:
        yield _heading_row(sheet, line)
        yield from (_term_row(sheet, line, key) for row in line.terms for key in row)
    if line.slip:
        yield f'<tr class="explanation"><td colspan="{len(_columns(sheet))}">{explanation(sheet, line)}</td></tr>'


def _heading_row(sheet: Sheet, line: Line) -> str:
    """Return the row of a formula with several terms, or of words with none."""
    columns = _columns(sheet)
    cells = {
        "Verdict": mark("slip") if line.slip else "",
        # Each term leads to its own place; what has none leads to the line's.
        "In the app": "" if line.terms else show(line.show, line.slip.title if line.slip else line.words),
    }
    wide = columns.index("Verdict" if "Verdict" in columns else "In the app")
    rest = "".join(f"<td>{cells.get(column, '')}</td>" for column in columns[wide:])
    scope = "rowgroup" if line.terms else "row"
    return f'<tr class="formula"><th scope="{scope}" colspan="{wide}">{_formula(sheet, line)}</th>{rest}</tr>'


def _formula(sheet: Sheet, line: Line) -> str:
    """Return a line's formula and words; a formula is a header, which needs a name in words too."""
    display = sheet.reading(line).display
    written = [display.written(key).plain for row in line.terms for key in row]
    name = ", ".join(written) or (line.slip.title if line.slip else "")
    formula = f"{heard(name)}{mathml(line.formula, display)}" if line.formula else ""
    return f'{formula} <span class="quiet">{html.escape(line.words)}</span>' if line.words else formula


def _place(line: Line, key: str, parameter: Parameter | None) -> str:
    """Return the choice that leads to a term, at the learning rate that the line is about."""
    place = line.show or f"step:{key}"
    if place == "build:" and parameter is not None:
        place += parameter.name
    return next((f"at_rate:{rate:g};{place}" for _, rate in line.at), place)


def _term_row(sheet: Sheet, line: Line, key: str) -> str:
    """Return the row of one term: printed, exact, difference, verdict, by hand, and the way there."""
    reading = sheet.reading(line)
    written = reading.display.written(key)
    printed = line.printed[0][0] if line.printed else ""
    judged = sheet.verdicts(line)[0][0] if printed else None
    by_hand, drift = _by_hand_cells(sheet, line, reading, key)
    cells = {
        "Printed": html.escape(printed),
        "Exact": reading.exact(key, sheet.digits(printed)),
        "Printed − exact": sheet.difference(line, key, printed) if printed else "",
        "Verdict": mark(judged) if judged else "",
        "By hand": by_hand,
        "By hand − exact": drift,
        "In the app": show(_place(line, key, reading.display.trace.recipe(key).parameter), written.plain),
    }
    if not line.is_single:
        symbol = written.html
    elif not line.formula:
        symbol = f"{written.html} {_formula(sheet, line)}"
    elif line.formula.startswith("="):
        symbol = _formula(sheet, replace(line, formula=f"{written.latex} {line.formula}"))
    else:
        symbol = _formula(sheet, line)
    style = f' class="{judged}"' if judged else ""
    rest = "".join(f"<td>{cells[column]}</td>" for column in _columns(sheet)[1:])
    return f'<tr{style}><th scope="row">{symbol}</th>{rest}</tr>'


def _by_hand_cells(sheet: Sheet, line: Line, reading: Reading, key: str) -> tuple[str, str]:
    if reading.is_given(key):
        return '<span class="quiet">given</span>', ""
    return sheet.by_hand(line, key), f'<span class="quiet">{sheet.drift(line, key)}</span>'
