"""One lecture beside its own preset: exact values, by-hand values and verdicts, ready to be shown.

Lecture notes always speak of the deck's own numbers, whatever a reader has changed meanwhile.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup

from backprop import by_hand, load_preset, trace, with_values
from backprop.judging.factors import Factor, find_factors
from backprop.judging.printed import Verdict, places, printed_value, verdicts
from backprop.numerals import numeral
from backprop.operations import LEAF
from explainer.browser.choices import Choice
from explainer.browser.markup import element
from explainer.browser.terms import term_attributes
from explainer.lectures.decks import Lecture, Line
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.notation.numbers import MINUS, format_number

EXTRA_PLACES = 4
"""Decimals of an exact value beyond those printed, so that the difference can be seen."""


def _fixed(value: float, digits: int) -> str:
    """Return a number with exactly ``digits`` decimals; a zero has no sign."""
    text = f"{abs(value):.{digits}f}"
    return f"{MINUS if value < 0 and text.strip('0.') else ''}{text}"


def _difference(value: float, digits: int) -> str:
    """Return a difference with exactly ``digits`` decimals, or 0 where none of them shows anything."""
    text = _fixed(value, digits)
    return text if text.strip("0.") else "0"


def _written_by_hand(value: float, digits: int) -> str:
    """Return a number that was rounded by hand: with ``digits`` decimals, or more where it was given more."""
    if not math.isfinite(value):
        return format_number(value, digits)
    return _fixed(value, max(digits, -int(Decimal(repr(value)).as_tuple().exponent)))


@dataclass(frozen=True, eq=False)
class Reading:
    """The numbers that one line of a deck is about.

    Attributes:
        display: the trace of the deck's own preset, with the numbers of the line's ``at``.
        hand: key -> value where every intermediate is rounded.
        at: what is different from the preset, by name.
    """

    display: Display
    hand: Mapping[str, float]
    at: tuple[tuple[str, float], ...] = ()

    def exact(self, key: str, digits: int, printed: str = "") -> Markup:
        """Return an element with the exact value of a term.

        Args:
            key: the term.
            digits: decimals of a number that was computed.
            printed: the number as printed; one that is given is written with the same decimals.
        """
        display = replace(self.display, digits=digits)
        at = {f"data-at-{name}": f"{value:g}" for name, value in self.at}
        like_printed = _fixed(display.trace[key], places(printed)) if printed and self.is_given(key) else ""
        same = like_printed and printed_value(like_printed) == display.trace[key]
        return element("span", {**term_attributes(display, key), **at}, like_printed if same else display.text(key))

    def is_given(self, key: str) -> bool:
        """Return whether a term is one of the numbers the deck starts from, under whatever name."""
        recipe = self.display.trace.recipe(key)
        if recipe.operation == "same":
            return self.is_given(recipe.factors[0])
        return recipe.operation in {"leaf", "one"}


@lru_cache(maxsize=64)
def _reading(preset: str, at: tuple[tuple[str, float], ...], notation: str, hand_places: int) -> Reading:
    problem = with_values(load_preset(preset), dict(at))
    now = trace(problem)
    return Reading(Display(now, Notation(notation, problem.structure)), by_hand(now, hand_places), at)


@dataclass(frozen=True)
class Sheet:
    """A lecture as it is shown.

    Attributes:
        lecture: the deck.
        notation: name of the notation for the symbols of terms; formulas keep the deck's letters.
        hand_places: decimals of the by-hand column.
    """

    lecture: Lecture
    notation: str
    hand_places: int

    @property
    def own(self) -> Display:
        """The trace of the deck's own preset."""
        return _reading(self.lecture.preset, (), self.notation, self.hand_places).display

    @property
    def prints_numbers(self) -> bool:
        """Whether there is anything in the deck to compare with."""
        return any(line.printed for line in self.lecture.lines())

    def reading(self, line: Line) -> Reading:
        """Return the numbers a line is about."""
        return _reading(self.lecture.preset, line.at, self.notation, self.hand_places)

    def verdicts(self, line: Line) -> tuple[tuple[Verdict, ...], ...]:
        """Return the verdict on each printed number of a line; empty where none is printed."""
        if not line.printed:
            return ()
        now = self.reading(line).display.trace
        return verdicts(line.printed, [[now[key] for key in row] for row in line.terms])

    def factors(self, line: Line) -> tuple[Factor, ...]:
        """Return the readings of the factor between a printed matrix and the exact one."""
        if not line.is_matrix or not line.printed:
            return ()
        now = self.reading(line).display.trace
        written = [numeral(text) for row in line.printed for text in row]
        exact = [now[key] for row in line.terms for key in row]
        return find_factors(written, exact, now.structure.examples, now.structure.outputs)

    def digits(self, printed: str = "") -> int:
        """Return the decimals at which an exact value is shown beside a printed one."""
        return (places(printed) if printed else self.lecture.places) + EXTRA_PLACES

    def difference(self, line: Line, key: str, printed: str) -> str:
        """Return printed − exact as text; zero where the difference is nothing but noise."""
        digits = self.digits(printed)
        return _difference(printed_value(printed) - self.reading(line).display.trace[key], digits)

    def by_hand(self, line: Line, key: str) -> Markup:
        """Return an element with the by-hand value of a term."""
        return element("span", {"data-by-hand": key}, _written_by_hand(self.reading(line).hand[key], self.hand_places))

    def drift(self, line: Line, key: str) -> str:
        """Return by hand − exact as text."""
        reading = self.reading(line)
        digits = max(self.hand_places, self.lecture.places) + EXTRA_PLACES
        return _difference(reading.hand[key] - reading.display.trace[key], digits)

    def choice(self, line: Line, key: str = "") -> Choice:
        """Return what a line leads to in the app, at the learning rate that it is about.

        Args:
            line: any line of the deck.
            key: the term of it that is meant; may be empty where the line itself says where it leads.
        """
        found = Choice.parse(line.show) if line.show else Choice("step", key)
        assert found  # the decks are ours, and name nothing that cannot be chosen
        parameter = self.reading(line).display.trace.recipe(key).parameter if key else None
        if found.kind == "build" and not found.key and parameter is not None:
            found = replace(found, key=parameter.name)
        return replace(found, rate=dict(line.at).get("learning_rate"))

    def starts_from(self, line: Line) -> bool:
        """Return whether a line only repeats, correctly, numbers that were chosen and not computed."""
        catalogue = self.reading(line).display.trace.catalogue.recipes
        given = all(catalogue[key].operation == LEAF for row in line.terms for key in row)
        verdicts = {verdict for row in self.verdicts(line) for verdict in row}
        return given and verdicts == {"agrees"} and not line.slip

    def tally(self) -> Counter[str]:
        """Count the printed numbers that are given, the others by verdict, the printed shapes, and slips in writing."""
        counts: Counter[str] = Counter()
        for line in self.lecture.lines():
            found = [verdict for row in self.verdicts(line) for verdict in row]
            counts.update(["given"] * len(found) if self.starts_from(line) else found)
            counts["shape"] += bool(line.shape)
            counts["shape agrees"] += bool(line.shape) and line.shape == line.shape_of_terms
            counts["writing"] += bool(line.slip) and not line.printed
        return counts
