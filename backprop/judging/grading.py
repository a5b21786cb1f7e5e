"""A table that somebody hands in, term by term beside the trace, as an autograder wants it."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from backprop.by_hand import by_hand
from backprop.judging.carried import is_right
from backprop.judging.factors import find_factors
from backprop.judging.handed_in import HandedIn
from backprop.judging.judge import Judgement, judge
from backprop.judging.near import ROUNDING
from backprop.judging.rule import fit
from backprop.mistakes import MISTAKES
from backprop.numerals import NumeralError, numeral
from backprop.trace import Trace

Verdict = Literal["right", "rounded", "carried", "mistake", "wrong", "missing", "unknown"]

VERDICTS: Mapping[Verdict, str] = {
    "right": "right",
    "rounded": "rounded",
    "carried": "carried forward",
    "mistake": "named mistake",
    "wrong": "wrong",
    "missing": "missing",
    "unknown": "unknown term",
}
"""What becomes of a term -> how it is called."""

GOOD = {"right", "rounded"}

MOST_EXPLAINED = 200
"""Wrong terms for which it is looked up which mistake gives them; of the others it is said that they are wrong."""

MOST_BY_HAND = 20_000
"""Terms of a network that is computed by hand once more, to tell where somebody has rounded."""

HAND_PLACES = (2, 3, 4)

SPELLED = {"infinity": math.inf, "inf": math.inf, "-infinity": -math.inf, "-inf": -math.inf, "nan": math.nan}
"""How programs write what is not finite."""


@dataclass(frozen=True)
class Graded:
    """One term of what was handed in.

    Attributes:
        term: its name as it was handed in.
        given: its value as it was handed in.
        verdict: what became of it.
        said: why, in sentences; "" where there is nothing to say.
        judgement: what the judge says of it; None where there is no such term, or no value.
        exact: its exact value; None where there is no such term.
    """

    term: str
    given: str
    verdict: Verdict
    said: str = ""
    judgement: Judgement | None = None
    exact: float | None = None


@dataclass(frozen=True)
class Grades:
    """All terms that were handed in.

    Attributes:
        rows: each term, in the order of computation, those that are unknown last.
        notes: what is to be said of many together.
        not_there: how many terms of the network are not in the file.
    """

    rows: tuple[Graded, ...]
    notes: tuple[str, ...]
    not_there: int

    @property
    def counts(self) -> Counter[Verdict]:
        """How many terms have come to each verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def all_right(self) -> bool:
        """Whether nothing is wrong, missing or unknown; what is rounded is not wrong."""
        return all(row.verdict in GOOD for row in self.rows)

    @property
    def summary(self) -> str:
        """All of it in one line."""
        counts = self.counts
        parts = [f"{counts[verdict]} {name}" for verdict, name in VERDICTS.items() if counts[verdict]]
        rest = f"; {self.not_there} other terms of the network are not in the file" if self.not_there else ""
        return f"{len(self.rows)} terms: {', '.join(parts)}{rest}."


def grade(trace: Trace, handed_in: HandedIn) -> Grades:
    """Return what is to be said of every term that was handed in.

    Args:
        trace: what would be right.
        handed_in: what was handed in.

    >>> from backprop import load_preset, trace
    >>> from backprop.judging.handed_in import HandedIn
    >>> print(grade(trace(load_preset("worked")), HandedIn({"dL_dw5": "0.08217", "z1_1": ""})).summary)
    2 terms: 1 right, 1 missing; 191 other terms of the network are not in the file.
    """
    recipes, given = trace.catalogue.recipes, handed_in.by_term(trace.names)
    if handed_in.is_trace:
        given = {**dict.fromkeys(recipes, ""), **given}
    families = {family: number for number, family in enumerate(trace.catalogue.families)}

    def place(key: str) -> tuple[int, int]:
        family, position = recipes.place(key)
        return families[family], position

    grader = _Grader(trace)
    known = [grader.graded(key, given[key]) for key in sorted((key for key in given if key in recipes), key=place)]
    unknown = [_unknown(trace, key, text) for key, text in given.items() if key not in recipes]
    notes = tuple(_factors(trace, {row.term: row for row in known if row.judgement}))
    return Grades((*known, *unknown), notes, 0 if handed_in.is_trace else len(recipes) - len(known))


class _Grader:
    """Grades one term after the other, and keeps in mind which were wrong."""

    def __init__(self, trace: Trace) -> None:
        self._trace, self._own, self._explained = trace, dict[str, float](), 0
        self._by_hand: dict[int, Mapping[str, float]] = {}

    def graded(self, key: str, text: str) -> Graded:
        """Return what is to be said of a term, given those before it."""
        exact = self._trace[key]
        if not text:
            return Graded(key, text, "missing", "No value is given.", None, exact)
        if text.lower() in SPELLED or not math.isfinite(exact):
            return self._not_finite(key, text, exact)
        if self._explained >= MOST_EXPLAINED:
            return self._unexplained(key, text, exact)
        judgement = judge(self._trace, key, text, self._own)
        verdict, said = self._verdict(judgement, text), " ".join(map(str, judgement.said))
        if places := self._places_by_hand(key, text) if verdict == "rounded" else 0:
            said = f"As by hand, every number rounded to {places} places."
        elif judgement.kind == "more_digits" and not judgement.fed_by:
            said = "Right as far as it goes."
        if verdict not in GOOD:
            self._explained += 1
            if judgement.answer is not None:
                self._own[key] = judgement.answer
        return Graded(key, text, verdict, "" if judgement.kind == "right" else said, judgement, exact)

    def _verdict(self, judgement: Judgement, text: str) -> Verdict:
        if judgement.kind in {"right", "last_digit"}:
            return "right"
        if judgement.kind == "carried" or (judgement.kind == "more_digits" and judgement.fed_by):
            return "carried"
        if judgement.kind == "more_digits" or self._places_by_hand(judgement.key, text):
            return "rounded"
        ids = {found.id for found in judgement.found}
        if ids and (ROUNDING in ids or any(MISTAKES[id].places for id in ids if id in MISTAKES)):
            return "rounded"
        return "mistake" if judgement.kind in {"near", "mistake", "other_term"} else "wrong"

    def _places_by_hand(self, key: str, text: str) -> int:
        """Return at how many places somebody may have rounded all numbers to come to this one, or 0."""
        if self._trace.catalogue.size > MOST_BY_HAND or self._trace.catalogue.recipes.place(key)[0].late:
            return 0
        try:
            number = numeral(text)
        except NumeralError:
            return 0
        for places in HAND_PLACES:
            if places not in self._by_hand:
                self._by_hand[places] = by_hand(self._trace, places)
            value = self._by_hand[places][key]
            if number.places is not None and number.digits > 1 and fit(number, value, number.places) == "right":
                return places
        return 0

    def _not_finite(self, key: str, text: str, exact: float) -> Graded:
        found = SPELLED.get(text.lower(), 0.0)
        same = found == exact or (math.isnan(found) and math.isnan(exact))
        said = "" if same else f"Exactly, it is {exact:.4g}."
        return Graded(key, text, "right" if same else "wrong", said, None, exact)

    def _unexplained(self, key: str, text: str, exact: float) -> Graded:
        try:
            right = is_right(self._trace, key, numeral(text).value, 4)
        except NumeralError:
            right = False
        said = "" if right else f"No reason is looked for after {MOST_EXPLAINED} wrong terms."
        return Graded(key, text, "right" if right else "wrong", said, None, exact)


def _unknown(trace: Trace, key: str, text: str) -> Graded:
    """Say that the network has no such term, and which may be meant."""
    near = get_close_matches(key, trace.values, n=1) if trace.catalogue.size <= MOST_BY_HAND else []
    meant = f" {near[0]} may be meant." if near else ""
    return Graded(key, text, "unknown", f"The network has no such term.{meant}")


def _factors(trace: Trace, rows: Mapping[str, Graded]) -> Iterator[str]:
    """Say by which number all gradients, or those of one layer, are wrong together."""
    gradients = [key for key in rows if trace.recipe(key).family == "gradient"]
    layers: dict[int, list[str]] = {}
    for key in gradients:
        parameter = trace.recipe(key).parameter
        assert parameter is not None  # a gradient is that of one
        layers.setdefault(parameter.layer, []).append(key)
    if said := _factor(trace, rows, gradients, "All gradients that are handed in"):
        yield said
        return
    for layer, keys in sorted(layers.items()):
        if said := _factor(trace, rows, keys, f"The gradients of layer {layer + 1}"):
            yield said


def _factor(trace: Trace, rows: Mapping[str, Graded], keys: list[str], what: str) -> str:
    if len(keys) < 2 or any(rows[key].judgement is None for key in keys):
        return ""
    try:
        numbers = [numeral(rows[key].given) for key in keys]
    except NumeralError:
        return ""
    found = find_factors(numbers, [trace[key] for key in keys], trace.structure.examples, trace.structure.outputs)
    if not found:
        return ""
    meanings = "; or ".join(factor.meaning for factor in found)
    return f"{what} are {found[0].formula} times what they should be: {meanings}."


LONGEST_SHOWN = 24


def lines(grades: Grades) -> Iterator[str]:
    """Yield what is to be said for people, a term a line, then what is to be said of many, then all in one line."""
    shown = [(_shown(row.term), _shown(row.given), VERDICTS[row.verdict], row.said) for row in grades.rows]
    widths = [max(map(len, column), default=0) for column in list(zip(*shown, strict=True))[:3]]
    for *cells, said in shown:
        aligned = [f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)]
        yield "  ".join([*aligned, said]).rstrip()
    yield from grades.notes
    yield grades.summary


def _shown(text: str) -> str:
    """Return a text of the file as it can be printed: no sign in it can do anything to a terminal."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return "".join(letter if letter.isprintable() else "?" for letter in short)


def document(grades: Grades) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "all_right": grades.all_right,
        "summary": grades.summary,
        "counts": {verdict: grades.counts[verdict] for verdict in VERDICTS},
        "not_in_the_file": grades.not_there,
        "notes": list(grades.notes),
        "terms": [_entry(row) for row in grades.rows],
    }


def _entry(row: Graded) -> dict[str, Any]:
    judgement = row.judgement
    return {
        "term": row.term,
        "given": row.given,
        "verdict": row.verdict,
        "said": row.said,
        "exact": row.exact if row.exact is None or math.isfinite(row.exact) else json.dumps(row.exact),
        "read": judgement.answer if judgement else None,
        "kind": judgement.kind if judgement else None,
        "found": [{"id": found.id, "at": list(found.keys)} for found in judgement.found] if judgement else [],
        "counted": judgement.counted if judgement else None,
        "fed_by": list(judgement.fed_by) if judgement else [],
    }
