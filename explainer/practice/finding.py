"""Find the mistake: a derivation of which one line is wrong on purpose, chosen by the number of the exercise.

A mistake of the one table is made in one line, and the lines after it go on from what it came to, as they would on
paper. So all other lines hold, and what does not follow from the numbers put in is that one line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, islice

import numpy as np

from backprop import Trace
from backprop.arrays import Array
from backprop.mistakes import MISTAKES, places, planted, wrong_values
from backprop.names import example_of
from backprop.operations import LEAF
from explainer.equations.arithmetic import work_out, worth
from explainer.equations.one_line import OneLine, has_line, made_of, one_line
from explainer.notation.display import NOTHING_HIDDEN, Display
from explainer.notation.numbers import decimals_in, number_in
from explainer.practice.drawing import Draw

FEWEST_LINES, MOST_LINES = 4, 12
"""Lines of a derivation: with fewer there is nothing to look for, and more are not looked through."""

MOST_FOLLOWED = 3
"""Terms of one line that are worked out in lines of their own; the others are given. A sum over twelve units would
leave no lines for anything else."""

MOST_TARGETS = 6
"""Parameters whose derivations are tried for one mistake."""

MOST_TRIED = 60
"""Plantings that are tried for one exercise: about half a second where none of them can be seen."""

MOST_PLACES = 6
"""Places of one derivation at which one mistake is tried."""

SEEN_UNITS = 10
"""By how many units of its last place a wrong value differs at least from what its numbers come to; with fewer it could
be taken for rounding."""

SAME = 1e-9
"""By what share two numbers differ at most that are the same."""

OFFERED = 3
"""Mistakes to choose from when a reader is asked which one it was."""

SLIPS = tuple(kind for kind, mistake in MISTAKES.items() if not mistake.places)
"""Mistakes that are made in one line; rounding too early is made in all of them."""


@dataclass(frozen=True, eq=False)
class Replaced(Trace):
    """A trace of which some values are other ones.

    Attributes:
        changed: key -> value.
    """

    changed: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, key: str) -> float:
        """Return the value of a term, as it is by now."""
        return self.changed[key] if key in self.changed else super().__getitem__(key)

    def many(self, keys: tuple[str, ...]) -> Array:
        """Return the values of many terms."""
        return np.array([self[key] for key in keys])


@dataclass(frozen=True)
class Finding:
    """A derivation of which one line is wrong.

    Attributes:
        number: of the exercise.
        true: the network with its right numbers.
        display: the numbers of the derivation, as they are carried on from the wrong line.
        lines: from the first to what is derived.
        given: the terms that stand in them and have no line, computed ones last.
        place: which line is wrong, from 0.
        right: the same line as it should be.
        mistake: id of the mistake.
        at: key of the term at which it is made: the wrong line's, or one that is written out in it.
    """

    number: int
    true: Display
    display: Display
    lines: tuple[OneLine, ...]
    given: tuple[str, ...]
    place: int
    right: OneLine
    mistake: str
    at: str

    @property
    def wrong(self) -> OneLine:
        """The line that is wrong."""
        return self.lines[self.place]

    @property
    def target(self) -> str:
        """The term that is derived."""
        return self.lines[-1].key

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """Ids of mistakes to choose from, this one among them."""
        others, _ = self._compared
        return Draw("find", "offered", self.number).shuffled([self.mistake, *others[: OFFERED - 1]])

    @property
    def same(self) -> tuple[str, ...]:
        """Ids of other mistakes that give the same number there."""
        return self._compared[1]

    @cached_property
    def _compared(self) -> tuple[list[str], tuple[str, ...]]:
        return _others(self)


def finding(display: Display, number: int) -> Finding | None:
    """Return the derivation of an exercise, or None where no mistake of the table can be made visibly.

    The kinds of mistake take turns: as many numbers as there are kinds bring each of them once.

    Args:
        display: the network with the numbers of that exercise.
        number: the number of the exercise, from 1.
    """
    display = replace(display, hidden=NOTHING_HIDDEN)
    tried = islice(_candidates(display, number), MOST_TRIED)
    return next((found for candidate in tried if (found := _planted(display, *candidate, number))), None)


@lru_cache(maxsize=4)
def kinds_of(trace: Trace) -> Mapping[str, Sequence[str]]:
    """Return the mistakes that can be made in a network -> the terms at which they can be."""
    return {kind: found for kind in SLIPS if (found := places(trace, kind))}


def _in_turn(found: Sequence[str], number: int) -> list[str]:
    """Return kinds in the order in which they are tried: first the one whose turn it is."""
    if not found:
        return []
    turn, place = divmod(number - 1, len(found))
    first = Draw("find", "kinds", turn).shuffled(found)[place]
    others = Draw("find", "instead", number).shuffled(found)
    return [first, *(kind for kind in others if kind != first)]


def _candidates(display: Display, number: int) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield derivations as the keys of their lines, a mistake, and a term of theirs at which it can be made."""
    kinds, tried = kinds_of(display.trace), set[tuple[str, str]]()
    for kind in _in_turn(tuple(kinds), number):
        for keys in _ways(display, number):
            fitting = sorted(_home(display, keys).keys() & kinds[kind])
            for at in Draw("find", "place", number).shuffled(fitting)[:MOST_PLACES]:
                if (kind, at) not in tried:
                    tried.add((kind, at))
                    yield keys, kind, at


def _ways(display: Display, number: int) -> Iterator[tuple[str, ...]]:
    """Yield derivations, each as the keys of its lines; what is derived is drawn from the number."""
    n = display.trace.names
    parameters = Draw("find", "parameter", number).shuffled(n.parameters)
    for p in parameters[:MOST_TARGETS]:
        own = n.gradient(p.name, display.example)  # of a batch that is too large for one line there is that alone
        for target in dict.fromkeys(
            (*Draw("find", "target", number).shuffled([n.new(p.name), n.gradient(p.name)]), own)
        ):
            lines = way(display, target)
            if len(lines) >= FEWEST_LINES:
                yield lines


def way(display: Display, target: str) -> tuple[str, ...]:
    """Return the keys of the lines that lead to a term, nearest first, in the order of computing."""
    looked: dict[str, tuple[str, ...] | None] = {}

    def shown(key: str) -> bool:
        if key not in looked:
            looked[key] = made_of(display, key) if _is_own(display, key) else None
        return looked[key] is not None

    near: dict[str, tuple[str, ...]] = {}
    waiting = [target] if shown(target) else []
    while waiting and len(near) < MOST_LINES:
        key = waiting.pop(0)
        if key not in near:
            near[key] = looked[key] or ()
            waiting += [made for made in near[key] if shown(made)][:MOST_FOLLOWED]
    ordered: dict[str, None] = {}

    def add(key: str) -> None:
        if key in near and key not in ordered:
            for factor in near[key]:
                add(factor)
            ordered[key] = None

    add(target)
    return tuple(ordered)


def _is_own(display: Display, key: str) -> bool:
    """Whether a term can have a line: it is worked out, and belongs to the example that is shown, or to all of them."""
    recipe = display.trace.recipe(key)
    return recipe.operation != LEAF and has_line(recipe) and example_of(key) in {None, display.example}


def _home(display: Display, keys: Sequence[str]) -> dict[str, str]:
    """Return each term that stands in a derivation, also what is written out in its lines -> the key of its line."""
    return {part: key for key in keys for part in _parts(display, key)}


def _planted(display: Display, keys: tuple[str, ...], kind: str, at: str, number: int) -> Finding | None:
    """Return a derivation with a mistake in one of its lines, or None where that cannot be seen."""
    key = _home(display, keys)[at]
    shown = replace(display, trace=_replaced(display.trace, planted(display.trace, kind, at)))
    wrong, right = one_line(shown, key), one_line(display, key)
    if not (is_seen(shown, wrong) and _is_sound(display, right)):
        return None
    lines = tuple(wrong if other == key else one_line(shown, other) for other in keys)
    if not all(_is_sound(shown, line) for line in lines if line is not wrong):
        return None
    return Finding(number, display, shown, lines, _given(display, lines), keys.index(key), right, kind, at)


def _is_sound(display: Display, line: OneLine) -> bool:
    """Whether a line can be worked out as it is printed, and gives the value that is printed."""
    return line.workable and line.holds and math.isfinite(display.trace[line.key])


def _replaced(trace: Trace, values: Mapping[str, float]) -> Replaced:
    changed = {key: value for key, value in values.items() if value != trace[key]}
    return Replaced(trace.problem, trace.forward, trace.backward, changed)


def _parts(display: Display, key: str) -> Iterator[str]:
    """Yield a term, and what has no line of its own and is written in that of the term."""
    yield key
    for factor in display.trace.recipe(key).factors:
        recipe = display.trace.recipe(factor)
        if recipe.operation != LEAF and not has_line(recipe):
            yield from _parts(display, factor)


def is_seen(display: Display, line: OneLine) -> bool:
    """Whether a line is wrong so clearly, worked out as it is printed, that nobody takes it for rounding."""
    found, text = worth(line.numbers), display.text(line.key)
    if found is None:
        return False
    got, said = work_out(found, lambda key: number_in(display.text(key))), number_in(text)
    return math.isfinite(got) and abs(got - said) >= SEEN_UNITS * 10.0 ** -decimals_in(text)


def _given(display: Display, lines: Sequence[OneLine]) -> tuple[str, ...]:
    """Return the terms that stand in some lines and have no line there: what the network is given, then the others."""
    own = {line.key for line in lines}
    stand = dict.fromkeys(key for line in lines for key in line.made_of if key not in own)
    return tuple(sorted(stand, key=lambda key: display.trace.recipe(key).operation != LEAF))


def _others(found: Finding) -> tuple[list[str], tuple[str, ...]]:
    """Return mistakes that a reader may take for the one that was made, and those that give the same number there.

    Of the former those that can be made in the same line come first, then others of the network.
    """
    trace, key, value = found.true.trace, found.wrong.key, found.display.trace[found.wrong.key]
    parts, near, same = set(_parts(found.true, key)), dict[str, None](), {found.mistake: None}
    for wrong in wrong_values(trace, key):
        if not parts.issuperset(wrong.at) or MISTAKES[wrong.id].places:
            continue
        (same if math.isclose(wrong.value, value, rel_tol=SAME) else near)[wrong.id] = None
    groups = (tuple(near), tuple(kinds_of(trace)), SLIPS)
    candidates = (Draw("find", "others", found.number).shuffled(group) for group in groups)
    others = [other for other in dict.fromkeys(chain.from_iterable(candidates)) if other not in same]
    return others, tuple(other for other in same if other != found.mistake)
