"""The lecture decks line by line: what each prints, and which terms of its preset that is.

One JSON file each. They hold texts and keys only; every exact value comes from the trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from itertools import count
from typing import Any

from backprop.errors import NetworkError

Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Slip:
    """Where a deck goes wrong, or looks as if it did.

    In its texts ``⟦key⟧`` stands for the exact value of a term.

    Attributes:
        title: what is printed, in a few words.
        step: the step that went wrong.
        instead: what to do instead.
    """

    title: str
    step: str
    instead: str


@dataclass(frozen=True)
class Line:
    """One line of a deck: a number, a formula, a matrix, or only words.

    Attributes:
        terms: keys of the terms it is about: one for a number, a grid for a matrix.
        printed: the numbers as printed, of the same shape; empty where none is printed.
        formula: LaTeX in the deck's letters; beside a term's own symbol it begins with "=".
        numbers: LaTeX of the same with its numbers put in, ``⟦key⟧`` for each; it begins with "=".
        words: what else it says, or what a formula means.
        name: what a matrix, or a formula about no term, is called in plain text.
        rows: headers of a matrix's rows; empty where this is no matrix.
        columns: headers of its columns.
        shape: the shape as printed, such as "5 × 6".
        show: where it is in the app, ``step:<key>``, ``product:<id>``, ``phases:<parameter>`` or ``build:``
            (the chain of the parameter whose gradient it is about, as it is built); empty: the step of its term.
        at: numbers of the preset that are different here, by name.
        slip: what is to be explained about it.
        place: its number in the deck, from 1.
    """

    terms: Grid = ()
    printed: Grid = ()
    formula: str = ""
    numbers: str = ""
    words: str = ""
    name: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    shape: str = ""
    show: str = ""
    at: tuple[tuple[str, float], ...] = ()
    slip: Slip | None = None
    place: int = 0

    @property
    def is_matrix(self) -> bool:
        """Whether the terms stand in rows and columns with headers."""
        return bool(self.rows)

    @property
    def is_single(self) -> bool:
        """Whether it is about one term only."""
        return not self.is_matrix and sum(map(len, self.terms)) == 1

    @property
    def shape_of_terms(self) -> str:
        """The shape of the terms, written like a printed shape."""
        return f"{len(self.terms)} × {len(self.terms[0])}"


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lecture:
    """One deck.

    Attributes:
        preset: the preset that holds its numbers.
        title: "Lecture 3".
        about: what it teaches, in a few words.
        remark: what has to be known about its numbers; may be empty.
        places: decimals the deck itself rounds to.
        sections: everything it prints, in its order.
        exercise: key of the term the reader is asked to find alone, or "".
    """

    preset: str
    title: str
    about: str
    remark: str
    places: int
    sections: tuple[Section, ...]
    exercise: str = field(default="")

    def lines(self) -> Iterator[Line]:
        """Every line, in order."""
        for section in self.sections:
            yield from section.lines


@lru_cache(maxsize=1)
def lectures() -> dict[str, Lecture]:
    """Return every lecture by the name of its preset, in the order in which they are given."""
    folder = files("explainer.lectures") / "printed"
    documents = [json.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".json")]
    return {d["preset"]: _lecture(d) for d in sorted(documents, key=lambda d: d["title"])}


def load_lecture(preset: str) -> Lecture:
    """Return the lecture whose numbers a preset holds.

    Raises:
        NetworkError: if the preset belongs to no lecture.

    >>> load_lecture("worked").title
    'Lecture 3'
    """
    if preset not in lectures():
        raise NetworkError(f"{preset[:40]!r} belongs to no lecture; {', '.join(lectures())} do.")
    return lectures()[preset]


def _lecture(document: dict[str, Any]) -> Lecture:
    place = count(1)
    sections = tuple(
        Section(s["title"], tuple(replace(_line(line), place=next(place)) for line in s["lines"]))
        for s in document["sections"]
    )
    texts = {name: document[name] for name in ("preset", "title", "about", "remark", "places")}
    return Lecture(**texts, sections=sections, exercise=document.get("exercise", {}).get("term", ""))


def _line(document: dict[str, Any]) -> Line:
    """Make a line; a single ``term`` or ``printed`` is a grid of one."""
    given = dict(document)
    rows, columns = tuple(given.pop("rows", ())), tuple(given.pop("columns", ()))
    term, terms, printed = given.pop("term", ""), given.pop("terms", ()), given.pop("printed", ())
    slip = given.pop("slip", None)
    return Line(
        terms=_grid(term, len(rows), len(columns)) if term else (tuple(terms),) if terms else (),
        printed=((printed,),) if isinstance(printed, str) else tuple(map(tuple, printed)),
        rows=rows,
        columns=columns,
        at=tuple(given.pop("at", {}).items()),
        slip=Slip(**slip) if slip else None,
        **given,
    )


def _grid(key: str, rows: int, columns: int) -> Grid:
    """Return the keys of a matrix from a pattern such as ``z1_{column}@{row}``, counted from 1."""
    return tuple(
        tuple(key.format(row=row + 1, column=column + 1) for column in range(columns or 1)) for row in range(rows or 1)
    )
