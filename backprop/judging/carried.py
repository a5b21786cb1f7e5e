"""What comes of a reader's own earlier values: who goes on with a wrong number is right from there on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from backprop.derive import carry, derive, way_to
from backprop.judging.rule import fit, meant, places_asked
from backprop.mistakes import MISTAKES, Wrong
from backprop.mistakes.kinds import Here
from backprop.numerals import numeral
from backprop.trace import Trace

SAME = 1e-9
"""Share of a number by which a wrong one differs from it."""

MOST_SINGLE = 6
"""Own values that are tried one at a time, where all of them together do not lead to an answer."""


class Carried(NamedTuple):
    """A term as it comes of somebody's own values.

    Attributes:
        value: what it is then; a finite number.
        fed_by: the terms whose own values it was made of; none of these is right.
    """

    value: float
    fed_by: tuple[str, ...]


def carried(trace: Trace, key: str, own: Mapping[str, float], digits: int) -> Iterator[Carried]:
    """Yield what a term is if somebody goes on with their own values: with all of them, then with each alone.

    A value that is right is not carried, since the trace has it with more digits; nor is one that would make the
    term infinite, or no number, as a 0 does that is divided by.

    Args:
        trace: where all other numbers come from.
        key: the term.
        own: key -> value of terms, earlier ones and others.
        digits: how many are asked for.

    >>> from backprop import load_preset, trace
    >>> [found.fed_by for found in carried(trace(load_preset("worked")), "dL_dw5", {"a1_1": 0.61, "w1": 1.0}, 4)]
    [('a1_1',)]
    """
    fed_by = _fed_by(trace, key, own, digits)
    alone = [(one,) for one in fed_by[:MOST_SINGLE]] if len(fed_by) > 1 else []
    for feeding in filter(None, (fed_by, *alone)):
        value = derive(trace, key, {one: own[one] for one in feeding})
        if value is not None and math.isfinite(value):
            yield Carried(value, feeding)


def is_right(trace: Trace, key: str, value: float, digits: int) -> bool:
    """Whether a value is that of a term, or goes as far as it has digits."""
    exact = meant(trace, key)
    if not (math.isfinite(exact) and math.isfinite(value)):
        return exact == value
    return bool(fit(numeral(repr(value)), exact, places_asked(trace, key, digits, exact)))


def _fed_by(trace: Trace, key: str, own: Mapping[str, float], digits: int) -> tuple[str, ...]:
    """Return the terms with a wrong value of somebody's own that a term is made of, no other such term between."""
    own = {one: value for one, value in own.items() if math.isfinite(value) and one != key}
    if not own:
        return ()
    made_of, wrong = {key}, set[str]()
    for recipe in reversed(way_to(trace.structure, key).recipes):
        if recipe.key not in made_of:
            continue
        for factor in set(recipe.factors) - made_of - wrong:
            goes_on = factor in own and not is_right(trace, factor, own[factor], digits)
            (wrong if goes_on else made_of).add(factor)
    return tuple(one for one in own if one in wrong)


def wrong_from(trace: Trace, key: str, own: Mapping[str, float], feeding: Carried) -> Iterator[Wrong]:
    """Yield the wrong numbers that one named mistake at a term gives, made from somebody's own values.

    Args:
        trace: where all other numbers come from.
        key: the term.
        own: key -> value of terms.
        feeding: what the term is without a mistake, see ``carried``.
    """
    way, found = way_to(trace.structure, key), {one: own[one] for one in feeding.fed_by}
    carry(trace, way.recipes, found)

    def look(term: str) -> float:
        return found[term] if term in found else trace[term]

    here = Here(trace, way.term, look)
    for name, mistake in MISTAKES.items():
        for slips in (mistake.at, mistake.also):
            for value in slips[way.term.family](here) if way.term.family in slips else ():
                if math.isfinite(value) and not math.isclose(value, feeding.value, rel_tol=SAME):
                    yield Wrong(name, value, (key,))
