"""A file that somebody hands in: a trace, or a table of terms and values, as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backprop.document import problem_from
from backprop.errors import NetworkError
from backprop.files import MAX_BYTES, content_of, once
from backprop.judging.arrays import ARRAYS, terms_of
from backprop.names import Names
from backprop.network import Problem

SEPARATORS = (";", "\t", ",")
"""What may stand between the cells of a table; the first of these that a table has in its first line does."""

TERM_HEADERS = {"term", "key", "name"}
VALUE_HEADERS = {"value", "number"}

LONGEST_CELL = 100
"""Characters of a cell that are looked at; neither a term nor a number has more."""

SHAPES = (
    "JSON as “python -m backprop trace --json” prints it, a JSON object or list of terms and values, or CSV term,value"
)


@dataclass(frozen=True)
class HandedIn:
    """What a file says.

    Attributes:
        values: term -> its value as it is written; "" where there is none.
        is_trace: whether it is a trace, in which every term ought to be.
        network: the network that it holds, as a network file has it, or its name; None where it has neither.
        arrays: lists of numbers for each layer, see ``ARRAYS``.
    """

    values: Mapping[str, str]
    is_trace: bool = False
    network: Any = None
    arrays: Mapping[str, Any] = field(default_factory=dict)

    @property
    def problem(self) -> Problem | None:
        """The network that the file itself holds, or None.

        Raises:
            NetworkError: if it holds one that cannot be used.
        """
        return problem_from(self.network) if isinstance(self.network, dict) else None

    def by_term(self, names: Names) -> dict[str, str]:
        """Return each term and its value, those of lists too.

        Raises:
            NetworkError: if a list does not fit the network, or says something else than is said elsewhere.
        """
        found = dict(self.values)
        for key, value in terms_of(names, self.arrays):
            text = _cell(value)
            if key not in found and not self.is_trace:
                found[key] = text
            if found.get(key, text) != text:
                raise NetworkError(
                    f"The file says two things of {key}: {found[key][:40]!r}, and {text[:40]!r} in a list."
                )
        return found


def read_handed_in(path: str | Path) -> HandedIn:
    """Read a file.

    Raises:
        NetworkError: if it cannot be read, is too large, or is none of ``SHAPES``.
    """
    return parse_handed_in(content_of(path))


def parse_handed_in(content: bytes) -> HandedIn:
    r"""Return what a file says.

    Args:
        content: JSON or CSV, as UTF-8.

    Raises:
        NetworkError: if it is too large, or none of ``SHAPES``.

    >>> parse_handed_in(b'{"dL_dw5": 0.0822, "loss": "0,27"}').values
    {'dL_dw5': '0.0822', 'loss': '0,27'}
    >>> parse_handed_in(b"term;value\ndL_dw5;0,0822\nloss;\n").values
    {'dL_dw5': '0,0822', 'loss': ''}
    """
    if len(content) > MAX_BYTES:
        raise NetworkError(f"The file is larger than {MAX_BYTES // 1024} KiB, the most that is graded.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NetworkError(f"The file is not text in UTF-8; what is graded is {SHAPES}.") from None
    if not text.strip():
        raise NetworkError(f"The file is empty; what is graded is {SHAPES}.")
    found = _of_json(text) if text.lstrip()[0] in "{[" else HandedIn(once(_of_table(text)))
    if not (found.values or found.arrays):
        raise NetworkError(f"The file names no term; what is graded is {SHAPES}.")
    return found


def _of_json(text: str) -> HandedIn:
    try:
        # A number stays as it is written: its digits say how precise it wants to be.
        document = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=once)
        network = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.msg} in line {error.lineno}, column {error.colno}"
        raise NetworkError(f"The file is not JSON: {where}.") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, NetworkError):
            raise
        raise NetworkError("The file is nested too deeply, or holds a number with too many digits.") from None
    if isinstance(document, list):
        return HandedIn(once(_listed(document)))
    if "layers" in document:
        raise NetworkError(f"The file is a network file, which has no numbers to grade; what is graded is {SHAPES}.")
    terms = document.get("terms")
    has_lists = any(isinstance(document.get(entry), list) for entry in ARRAYS)
    arrays = {key: entry for key, entry in document.items() if has_lists and key in ARRAYS}
    if isinstance(terms, list):
        rows = once(_listed(terms))
    else:
        others = {key: entry for key, entry in document.items() if key not in {"network", *arrays}}
        by_key = terms if isinstance(terms, dict) else others
        rows = once((key.strip(), _cell(entry)) for key, entry in by_key.items())
    return HandedIn(rows, isinstance(terms, dict) and "recipes" in document, network.get("network"), arrays)


def _listed(entries: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield the terms of a list with an object for each."""
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("term"), str):
            raise NetworkError(f"Entry {number} of the list is no object with a term and a value.")
        yield entry["term"].strip(), _cell(entry.get("value"))


def _cell(value: Any) -> str:
    """Return a value of JSON as a text; what can be no number is one that is none."""
    if value is None:
        return ""
    return value.strip()[:LONGEST_CELL] if isinstance(value, str) else json.dumps(value)[:LONGEST_CELL]


def _of_table(text: str) -> Iterator[tuple[str, str]]:
    """Yield the terms of a table."""
    first = next(line for line in text.splitlines() if line.strip())
    separator = next((mark for mark in SEPARATORS if mark in first), ",")
    try:
        rows = [(number, row) for number, row in enumerate(_rows(text, separator), start=1) if any(row)]
    except csv.Error as error:
        raise NetworkError(f"The file is no CSV: {error}.") from None
    headers = [cell.lower() for _, row in rows[:1] for cell in row]
    has_headers = not (TERM_HEADERS | VALUE_HEADERS).isdisjoint(headers)
    term, value = _place(headers, TERM_HEADERS, 0), _place(headers, VALUE_HEADERS, 1)
    for number, row in rows[has_headers:]:
        if not has_headers and any(row[2:]):
            hint = " Between commas a decimal comma needs quotation marks." if separator == "," else ""
            raise NetworkError(f"Row {number} has {len(row)} cells; it must have a term and its value.{hint}")
        cells = dict(enumerate(row))
        yield cells.get(term, ""), cells.get(value, "")


def _place(headers: list[str], names: set[str], usual: int) -> int:
    return next((place for place, header in enumerate(headers) if header in names), usual)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        yield [cell.strip()[:LONGEST_CELL] for cell in row]
