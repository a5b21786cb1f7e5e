"""Tables of examples as people have them: copied from a spreadsheet, or a CSV file, with a decimal comma or point.

A table can often be cut in several ways: commas may separate numbers or stand in them. All ways are tried, and
where more than one fits, the table is refused with both rather than misread. Rows and columns count from 1 in what
is said of them, blank lines and names included, as a spreadsheet counts them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop.arrays import Array, frozen
from backprop.errors import NetworkError
from backprop.files import MAX_BYTES
from backprop.network import as_array
from backprop.numerals import NoNumeralError, NumeralError, read_number
from backprop.validation import EXAMPLES, INPUTS, MAX_EXAMPLES, bound_complaints, name_complaints

_SPACES = str.maketrans("\u00a0\u2007\u2009\u202f", "    ")
_WHOLE = re.compile(r"[0-9]+")
_NUMBERS_APART = re.compile(r"[0-9.+−-]+( [0-9.+−-]+)+")
_LEADING_ZERO = re.compile(r"0[0-9]+")


@dataclass(frozen=True, eq=False)
class Data:
    """The examples of a table.

    Attributes:
        x: inputs, (examples, n_in).
        y: targets, (examples, n_out).
        input_names: what the table calls its inputs, or nothing.
        output_names: what it calls its targets, or its classes; or nothing.
    """

    x: Array
    y: Array
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    """A row of a table.

    Attributes:
        number: its place, from 1, as a spreadsheet counts.
        cells: its texts, without spaces around them.
    """

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class _Reading:
    """One way to cut a text into cells.

    Attributes:
        rows: those that are not blank.
        width: how many cells each row has.
        is_certain: whether it can be relied upon where it alone fits.
    """

    rows: Sequence[_Row]
    width: int
    is_certain: bool = True


def read_block(text: str | bytes) -> list[list[str]]:
    r"""Cut a block of numbers into its cells, which may be anything.

    Args:
        text: rows with tabs, semicolons, commas or spaces between the cells; bytes are taken as UTF-8.

    Raises:
        NetworkError: if it can be cut in more than one way, or in none.

    >>> read_block("0,5;1/3\n2;-1")
    [['0,5', '1/3'], ['2', '-1']]
    """
    return [list(row.cells) for row in _read(text, lambda width: True).rows]


def read_data(text: str | bytes, inputs: int | None, outputs: int) -> Data:
    r"""Read a table of examples: inputs first, targets last, perhaps with a row of names above.

    Where several outputs have a single column, that holds the class of each example and is made one-hot: classes
    that are words in the order in which they appear, classes that are numbers by size.

    Args:
        text: the table; bytes are taken as UTF-8.
        inputs: the number of inputs, or None for as many as there are.
        outputs: the number of outputs; 0 where no loss looks at targets.

    Raises:
        NetworkError: with one sentence about the first thing that does not fit.

    >>> data = read_data("width\theight\tkind\n0,5\t1\tcat\n2\t1/4\tdog", inputs=2, outputs=2)
    >>> data.x.tolist(), data.y.tolist(), data.output_names
    ([[0.5, 1.0], [2.0, 0.25]], [[1.0, 0.0], [0.0, 1.0]], ('cat', 'dog'))
    """

    def fits(width: int) -> bool:
        if inputs is None:
            return width > (1 if outputs > 1 else outputs)
        return width == inputs + outputs or (outputs > 1 and width == inputs + 1)

    reading = _read(text, fits)
    names, rows = _parted(reading.rows)
    for complaint in bound_complaints(EXAMPLES, len(rows)):
        raise NetworkError(complaint)
    classes = outputs > 1 and (reading.width == inputs + 1 if inputs is not None else _are_words(rows))
    wide = 1 if classes else outputs
    n_in = reading.width - wide if inputs is None else inputs
    if reading.width != n_in + wide or n_in < 1:
        raise NetworkError(_shape(reading.width, inputs, outputs))
    for complaint in bound_complaints(INPUTS, n_in):
        raise NetworkError(complaint)
    if outputs == 1 and _are_words(rows):
        raise NetworkError(
            f"The last column holds words such as {rows[0].cells[-1][:40]!r}; one output needs numbers, such as 0 "
            "and 1, and words need one output for each class."
        )
    x = as_array([[_number(row, column) for column in range(n_in)] for row in rows])
    if classes:
        y, output_names = _one_hot(rows, outputs)
    else:
        y = as_array([[_number(row, column) for column in range(n_in, reading.width)] for row in rows])
        output_names = tuple(names[n_in:])
    for complaint in (
        *name_complaints("input", tuple(names[:n_in]), n_in),
        *name_complaints("output", output_names, outputs),
    ):
        raise NetworkError(complaint)
    return Data(x, y, tuple(names[:n_in]), output_names)


# What the rows say.


def _parted(rows: Sequence[_Row]) -> tuple[Sequence[str], Sequence[_Row]]:
    """Return the names in the first row, if it has no number, and the rows of numbers."""
    if not all(_is_word(cell) for cell in rows[0].cells):
        return (), rows
    if len(rows) == 1:
        raise NetworkError(f"Row {rows[0].number} holds no number, and no other row is there; examples are numbers.")
    return rows[0].cells, rows[1:]


def _are_words(rows: Sequence[_Row]) -> bool:
    """Whether the last column holds words."""
    return all(row.cells[-1] and _is_word(row.cells[-1]) for row in rows)


def _is_word(cell: str) -> bool:
    try:
        read_number(cell)
    except NumeralError as error:
        return isinstance(error, NoNumeralError)
    return False


def _is_number(cell: str) -> bool:
    try:
        read_number(cell)
    except NumeralError:
        return False
    return True


def _number(row: _Row, column: int) -> float:
    if not row.cells[column]:
        raise NetworkError(f"Row {row.number}, column {column + 1} is empty; a number is needed there.")
    try:
        return read_number(row.cells[column])
    except NumeralError as error:
        raise _no_number(row, column, error) from None


def _one_hot(rows: Sequence[_Row], outputs: int) -> tuple[Array, tuple[str, ...]]:
    """Return a target for each class of the last column, and the classes."""
    for row in rows:
        if not row.cells[-1]:
            raise NetworkError(f"Row {row.number}, column {len(row.cells)} is empty; a class is needed there.")
    found = [row.cells[-1] for row in rows]
    classes = list(dict.fromkeys(found))
    if not any(map(_is_word, classes)):
        classes.sort(key=lambda cell: _number(rows[found.index(cell)], -1))
    if len(classes) != outputs:
        raise NetworkError(
            f"The last column holds {len(classes)} different classes, and the network has {outputs} outputs; "
            "each class needs one output."
        )
    return frozen(np.eye(outputs)[[classes.index(cell) for cell in found]]), tuple(classes)


def _shape(width: int, inputs: int | None, outputs: int) -> str:
    def several(count: int, thing: str) -> str:
        return f"{count} {thing}" if count == 1 else f"{count} {thing}s"

    given = "1 column was given" if width == 1 else f"{width} columns were given"
    targets = several(outputs, "target")
    if inputs is None:
        return f"{given}, {outputs + 1} or more are needed: at least 1 input and {targets}."
    needed = inputs + outputs
    are = "is" if needed == 1 else "are"
    return f"{given}, {needed} {are} needed: {several(inputs, 'input')}{f' and {targets}' if outputs else ''}."


# How a text is cut.


def _read(content: str | bytes, fits: Callable[[int], bool]) -> _Reading:
    """Return the one way to cut a text that fits; if none does, a way that says so.

    Args:
        content: the text.
        fits: whether a table of so many columns can be meant.
    """
    text = _text(content)
    readings = _readings(text)
    possible = [reading for reading in readings if fits(reading.width)] or readings[:1]
    if len(possible) > 1 or not possible[0].is_certain:
        line = next(line.strip() for line in text.split("\n") if "," in line)
        raise NetworkError(
            f"The line {line[:40]!r} can be read in two ways, its commas between numbers or as decimal commas; put "
            "semicolons between the numbers."
        )
    return possible[0]


def _text(content: str | bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NetworkError(f"The table is larger than {MAX_BYTES // 1024} KiB, the most that is read.")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise NetworkError("The table is not text in UTF-8; save it as CSV in UTF-8, or copy its cells.") from None
    return text.translate(_SPACES).replace("\r\n", "\n").replace("\r", "\n")


def _readings(text: str) -> list[_Reading]:
    """Return every way to cut a text into rows of one length, the likeliest first."""
    for separator in ("\t", ";"):
        if separator in text:
            return [_even(_cut(text, separator))]
    if "," not in text:
        return [_spaced(text)]
    found, complaints = [], []
    for way in (_by_commas, _by_spaces, _in_pairs):
        try:
            found.append(way(text))
        except NetworkError as error:
            complaints.append(error)
    if not found:
        raise complaints[0]
    return found


def _by_commas(text: str) -> _Reading:
    """Read commas as what separates, which they do not beside ``05``, or around ``1 2``."""
    reading = _even(_cut(text, ","))
    for row in reading.rows:
        for column, cell in enumerate(row.cells):
            if _NUMBERS_APART.fullmatch(cell):
                raise _no_number(row, column)
    return replace(
        reading, is_certain=not any(_LEADING_ZERO.fullmatch(cell) for row in reading.rows for cell in row.cells)
    )


def _by_spaces(text: str) -> _Reading:
    """Read commas as decimal commas of numbers that spaces separate."""
    reading = _spaced(text)
    for row in reading.rows:
        for column, cell in enumerate(row.cells):
            if "," in cell and (cell[0] == "," or cell[-1] == "," or not _is_number(cell)):
                raise _no_number(row, column)
    return reading


def _in_pairs(text: str) -> _Reading:
    """Read every second comma as a decimal comma, which can be meant but never be known."""
    rows = _cut(text, ",")
    for row in rows:
        if len(row.cells) % 2 or not all(map(_WHOLE.fullmatch, row.cells)):
            raise NetworkError(f"Row {row.number} is no row of numbers with decimal commas.")
    reading = _even(rows)
    return replace(reading, width=reading.width // 2, is_certain=False)


def _no_number(row: _Row, column: int, why: object = "is no number") -> NetworkError:
    return NetworkError(f"Row {row.number}, column {column + 1} holds {row.cells[column][:40]!r}, which {why}.")


def _spaced(text: str) -> _Reading:
    """Cut at spaces, or, where that makes rows of several lengths, at two spaces and more."""
    lines = "\n".join(line.strip(" ") for line in text.split("\n"))
    try:
        return _even(_cut(lines, " "))
    except NetworkError as error:
        try:
            return _even(_cut(re.sub(" {2,}", "\t", lines), "\t"))
        except NetworkError:
            raise error from None


def _cut(text: str, separator: str) -> list[_Row]:
    """Return the rows that are not blank, without the columns that are blank at their end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    rows: list[_Row] = []
    try:
        for number, cells in enumerate(reader, start=1):
            row = _Row(number, [" ".join(cell.split()) for cell in cells])
            if any(row.cells):
                rows.append(row)
            if len(rows) > MAX_EXAMPLES + 1:  # with one row of names
                raise NetworkError(
                    f"The table has more than {MAX_EXAMPLES} examples; 1 to {MAX_EXAMPLES} are possible here."
                )
    except csv.Error:
        raise NetworkError(
            "A cell of the table has no end: its quotation mark has no second one, or it is too long."
        ) from None
    if not rows:
        raise NetworkError("The table is empty; each line is an example, its inputs first and its targets last.")
    width = max(len(row.cells) - next(i for i, cell in enumerate(reversed(row.cells)) if cell) for row in rows)
    return [_Row(row.number, row.cells[:width]) for row in rows]


def _even(rows: Sequence[_Row]) -> _Reading:
    """Return rows of one length as a reading."""
    first = rows[0]
    for row in rows:
        if len(row.cells) != len(first.cells):
            raise NetworkError(
                f"Row {row.number} has {len(row.cells)} columns and row {first.number} has {len(first.cells)}; "
                "all rows must be of one length."
            )
    return _Reading(rows, len(first.cells))
