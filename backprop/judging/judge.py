"""An answer judged: whether it is right, from which numbers, and if not, which mistakes give exactly that number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Literal

from backprop.judging.carried import Carried, carried, wrong_from
from backprop.judging.finding import Finding, Said, listed
from backprop.judging.near import NEAR, ROUNDING, Places, near_misses
from backprop.judging.others import other_terms
from backprop.judging.reading import read_answer, why_not
from backprop.judging.rule import FEWEST_DIGITS, USUAL_DIGITS, Fit, fit, fits_wrong_value, meant, places_asked
from backprop.mistakes import MISTAKES, Wrong, wrong_values
from backprop.numerals import Numeral, NumeralError
from backprop.trace import Trace

Kind = Literal[
    "right", "last_digit", "more_digits", "unclear", "no_number", "carried", "near", "mistake", "other_term", "wrong",
    "cannot",
]  # fmt: skip

RIGHT = {"right", "last_digit", "carried"}
FREE = {"more_digits", "unclear", "no_number", "cannot"}
"""Kinds that cost no try: nothing has been answered yet."""

MOST_FOUND = 4
"""Explanations that are given for one number."""

MOST_NAMED = 3
"""Terms that one explanation names."""

MOST_COUNTED = 12
"""Decimals that somebody counts; a number that needs more is written with a power of ten."""

NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Judgement:
    """What is to be said about an answer.

    Attributes:
        key: the term that was asked for.
        kind: "right"; "last_digit", right but for one unit of the last digit asked for; "more_digits", right so far;
            "unclear", nobody can tell which number is meant; "no_number"; "carried", right from own earlier values
            that are not; "near", "mistake" or "other_term", wrong in a way that is known; "wrong"; "cannot", the exact
            value is not finite.
        found: all explanations that fit, near misses first; of a right answer, what is to be remarked.
        counted: the numbers from which it is what it is: those of the "trace", or their "own".
        fed_by: the terms whose own values those were.
        answer: the number that was read, or None.
        asked_digits: decimals that are asked for of an ordinary number, and digits of a small one.
        places: decimals that are asked for of this term.
    """

    key: str
    kind: Kind
    found: tuple[Finding, ...] = ()
    counted: Literal["trace", "own"] = "trace"
    fed_by: tuple[str, ...] = ()
    answer: float | None = None
    asked_digits: int = USUAL_DIGITS
    places: int = USUAL_DIGITS

    @property
    def is_right(self) -> bool:
        """Whether the answer is taken, also if it is right from own values alone."""
        return self.kind in RIGHT

    @property
    def counts(self) -> bool:
        """Whether it costs a try."""
        return self.kind not in FREE

    @property
    def said(self) -> tuple[Said, ...]:
        """What is to be said, in sentences with places for the names of terms."""
        return tuple(_sentences(self))


def judge(
    trace: Trace, key: str, text: str, own: Mapping[str, float] = NOTHING, digits: int = USUAL_DIGITS
) -> Judgement:
    """Return what is to be said about an answer; no text is refused.

    Args:
        trace: where the right value stands.
        key: the term that was asked for.
        text: what somebody typed for it.
        own: key -> value of what they answered for other terms; of these only those count that the term is made of.
        digits: decimals that are asked for of an ordinary number, and digits of a small one.

    Raises:
        KeyError: if there is no such term.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> print(*judge(record, "dL_dw5", "0.0822").said)
    Right so far: give 5 decimals.
    >>> [found.id for found in judge(record, "dL_dw5", "-0,08217").found]
    ['sign', 'sign']
    """
    value = meant(trace, key)
    if not math.isfinite(value):
        return Judgement(key, "cannot", asked_digits=digits)

    def places(of: float) -> int:
        return places_asked(trace, key, digits, of)

    asked = places(value)
    try:
        number = read_answer(text)
    except NumeralError as error:
        return Judgement(key, why_not(error), asked_digits=digits, places=asked)

    def judged(kind: Kind, *found: Finding, by: Carried | None = None) -> Judgement:
        counted: Literal["trace", "own"] = "own" if by else "trace"
        return Judgement(key, kind, found, counted, by.fed_by if by else (), number.value, digits, asked)

    if fitting := fit(number, value, asked):
        return judged(KINDS[fitting], *REMARKS.get(fitting, ()))
    from_own = list(carried(trace, key, own, digits))
    for by in from_own:
        if fits_wrong_value(number, by.value, places(by.value)):
            return judged(
                "more_digits" if fit(number, by.value, places(by.value)) == "more_digits" else "carried", by=by
            )
    if found := _explanations(number, value, places, wrong_values(trace, key)):
        return judged("near" if found[0].id in NEAR else "mistake", *found)
    for by in from_own[:1]:
        if found := _explanations(number, by.value, places, wrong_from(trace, key, own, by)):
            return judged("near" if found[0].id in NEAR else "mistake", *found, by=by)
    if others := other_terms(trace, key, number, places):
        return judged("other_term", *others)
    return judged("wrong", *([FEW_DIGITS] if 0 < number.digits < FEWEST_DIGITS else []))


KINDS: Mapping[Fit, Kind] = {
    "right": "right", "zero": "last_digit", "cut": "last_digit", "last_digit": "last_digit",
    "more_digits": "more_digits",
}  # fmt: skip

REMARKS: Mapping[Fit, tuple[Finding, ...]] = {
    "cut": (Finding("cut", "It is cut off; rounded, its last digit is one more."),),
    "zero": (Finding("exactly_zero", "Exactly, it is 0."),),
    "last_digit": (Finding("last_digit", "Its last digit is one off."),),
}
"""What is to be remarked on an answer that is right."""


FEW_DIGITS = Finding("few_digits", "With more digits it could be told what was done.")


def _explanations(number: Numeral, value: float, places: Places, wrong: Iterable[Wrong]) -> list[Finding]:
    """Return the near misses of a value that a number is, then the named mistakes that give it."""
    near = list(near_misses(number, value, places))
    is_rounded = any(found.id == ROUNDING for found in near)
    return [*near, *_named(number, places, wrong, with_all_digits=is_rounded)][:MOST_FOUND]


def _named(number: Numeral, places: Places, wrong: Iterable[Wrong], with_all_digits: bool) -> Iterator[Finding]:
    """Yield the named mistakes that give a number, as many as are named; each once, where it is likeliest.

    Args:
        number: what was typed.
        places: see ``Places``.
        wrong: the mistakes.
        with_all_digits: whether those are left out that it fits only as far as it goes: so near the right value, they
            would be no explanation.
    """
    seen = set[str]()
    fitting = (
        one
        for one in wrong
        if one.id not in seen
        and fits_wrong_value(number, one.value, places(one.value))
        and not (with_all_digits and fit(number, one.value, places(one.value)) == "more_digits")
    )
    for one in islice(fitting, MOST_FOUND):
        seen.add(one.id)
        keys = one.at[:MOST_NAMED]
        more = len(one.at) - len(keys)
        names = f"{', '.join(['{}'] * len(keys))} and {more} more" if more else listed(len(keys))
        yield Finding(one.id, MISTAKES[one.id].said.format(names), keys)


def _sentences(judgement: Judgement) -> Iterator[Said]:
    """Yield what is to be said about an answer."""
    key, fed_by = (judgement.key,), judgement.fed_by
    yours, were = f"your {listed(len(fed_by))}", "was" if len(fed_by) == 1 else "were"
    if judgement.kind == "more_digits":
        whose = f" from {yours}, which {were} not right" if fed_by else ""
        yield Said(f"Right so far{whose}: give {_asked(judgement)}.", fed_by)
    elif judgement.kind == "carried":
        yield Said(f"Right from {yours}, which {were} not.", fed_by)
    elif judgement.kind in SENTENCES:
        template = SENTENCES[judgement.kind]
        yield Said(template, key if "{}" in template else ())
    elif fed_by:
        yield Said(f"This goes on from {yours}, which {were} not right.", fed_by)
    yield from (found.said for found in judgement.found)


def _asked(judgement: Judgement) -> str:
    """Say how many digits are asked for."""
    if 0 < judgement.places <= MOST_COUNTED:
        return "one decimal" if judgement.places == 1 else f"{judgement.places} decimals"
    return f"{judgement.asked_digits} digits, and the power of ten"


SENTENCES: Mapping[Kind, str] = {
    "right": "Right: this is {}.",
    "last_digit": "Right: this is {}.",
    "unclear": "It cannot be told which number is meant: write one point or comma, and nothing that parts thousands.",
    "no_number": "This cannot be read as a number: write it like 0.0123, 0,0123, 1/8 or 1.2e-3.",
    "wrong": "This is not {} yet, and none of the usual mistakes leads to it.",
    "cannot": "{} is not a finite number here, so no answer can be judged.",
}
"""Kind -> its sentence, where that is always the same."""
