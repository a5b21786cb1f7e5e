"""The wrong numbers of a term, and everything that a mistake spoils."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from backprop.by_hand import by_hand, round_on
from backprop.derive import Look, Way, carry, every_recipe, way_to
from backprop.mistakes.kinds import Here, Mistake, Slip
from backprop.mistakes.table import MISTAKES
from backprop.operations import LEAF
from backprop.terms import Recipe
from backprop.trace import Trace

MOST_MADE_AGAIN = 20_000
"""Terms that are made again, all in all, to find the wrong numbers of one term. What a mistake makes of the term itself
comes first and takes none; then what it makes everywhere at once; then mistakes at one earlier term, the nearest first.
In the largest networks some of the last are not tried."""

SPARED = 6_000
"""Of those, what is spared for mistakes at one earlier term."""

SAME, FLOOR = 1e-9, 1e-15
"""By what share of it, and in any case, a wrong number must differ from the right one to be wrong."""

VISIBLE = 0.03
"""Share of a number that a planted mistake must change."""

MOST_PLACES = 20_000
"""Terms of a network in which mistakes are planted; in a larger one nobody finds them."""

AFTER_LOSS = {"gradient", "gradient_of_example"}
"""Families that hand a wrong scale of the loss on to the update."""


def is_same(wrong: float, right: float) -> bool:
    """Whether a mistake has changed nothing."""
    return math.isclose(wrong, right, rel_tol=SAME, abs_tol=FLOOR)


class Wrong(NamedTuple):
    """A wrong number for a term.

    Attributes:
        id: the mistake that gives it, in ``MISTAKES``.
        value: the number.
        at: keys of the terms at which it was made: the term itself, one that it is made of, or all of those at which
            it is made together.
    """

    id: str
    value: float
    at: tuple[str, ...]


def wrong_values(trace: Trace, key: str) -> Iterator[Wrong]:
    """Yield the wrong numbers for a term that one named mistake gives, likely ones first.

    A mistake is made at the term itself, at every term where it is usually made at once, or at one that the term is
    made of, and then carried on. Numbers that are the right one are left out, and the same one of the same mistake.

    Args:
        trace: where the term belongs.
        key: the term.

    Raises:
        KeyError: if there is no such term.

    >>> from backprop import load_preset, trace
    >>> next(wrong_values(trace(load_preset("worked")), "delta2_1"))
    Wrong(id='slope', value=0.7413650695523157, at=('delta2_1',))
    """
    right, seen = trace[key], set()
    way = way_to(trace.structure, key)
    for wrong in chain(_itself(trace, way), _on_the_way(trace, way, _Budget())):
        if not math.isfinite(wrong.value) or is_same(wrong.value, right):
            continue
        shown = (wrong.id, f"{wrong.value:.9e}")
        if shown not in seen:
            seen.add(shown)
            yield wrong


class _Budget:
    """How many terms may still be made again."""

    def __init__(self) -> None:
        self._left = MOST_MADE_AGAIN

    def allows(self, way: Way, numbers: Iterable[int], spare: int = 0) -> bool:
        """Whether so many terms may be made again and some be spared for later; then they are counted."""
        cost = sum(map(way.costs.__getitem__, numbers))
        if cost > self._left - spare:
            return False
        self._left -= cost
        return True


def _itself(trace: Trace, way: Way) -> Iterator[Wrong]:
    """Yield what each mistake makes of the term itself."""
    recipe, key = way.term, way.term.key
    if recipe.operation == LEAF:
        return
    here = Here(trace, recipe, trace.__getitem__)
    for name, mistake in MISTAKES.items():
        for slips in (mistake.at, mistake.also):
            for value in slips[recipe.family](here) if recipe.family in slips else ():
                yield Wrong(name, value, (key,))
        if mistake.times and (times := mistake.times(trace.structure, recipe.family)) != 1.0:
            yield Wrong(name, times * trace[key], _first(mistake, trace, way) or (key,))


def _first(mistake: Mistake, trace: Trace, way: Way) -> tuple[str, ...]:
    """Return the terms on the way at which the scale of the loss goes wrong."""
    return tuple(recipe.key for recipe in way.recipes if _changed(mistake.at.get(recipe.family), trace, recipe))


def usual(slip: Slip, trace: Trace, recipe: Recipe, look: Look) -> float | None:
    """Return what a mistake usually makes of a term, or None where it cannot be made there."""
    return next(iter(slip(Here(trace, recipe, look))), None)


def _changed(slip: Slip | None, trace: Trace, recipe: Recipe) -> bool:
    value = usual(slip, trace, recipe, trace.__getitem__) if slip else None
    return value is not None and value != trace[recipe.key]


def _on_the_way(trace: Trace, way: Way, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where a mistake is made on the way to it."""
    if way.is_whole:
        for name, mistake in MISTAKES.items():
            yield from _from_gradients(trace, way, name, budget)
            for numbers in _together(way, mistake):
                yield from _made(trace, way, name, numbers, budget)
        yield from _rounding(trace, way, budget)
        for name, mistake in MISTAKES.items():
            for numbers in _together(way, mistake):
                for of_layer in _by_layer(way, numbers):
                    yield from _made(trace, way, name, of_layer, budget)
    yield from _at_one(trace, way, budget)


def _from_gradients(trace: Trace, way: Way, name: str, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of a term of the update where all gradients have a wrong scale."""
    times, gradients = MISTAKES[name].times, [n for n, recipe in enumerate(way.recipes) if recipe.family in AFTER_LOSS]
    if not times or not gradients or way.term.family in AFTER_LOSS:
        return
    after = way.after(*gradients)
    if budget.allows(way, after, SPARED):
        found: dict[str, float] = {}
        for gradient in (way.recipes[number] for number in gradients):
            found[gradient.key] = times(trace.structure, gradient.family) * trace[gradient.key]
        carry(trace, (way.recipes[number] for number in after), found)
        yield Wrong(name, found[way.term.key], _first(MISTAKES[name], trace, way))


def _rounding(trace: Trace, way: Way, budget: _Budget) -> Iterator[Wrong]:
    """Yield the term where every number on the way to it is rounded."""
    for name, mistake in MISTAKES.items():
        if mistake.places and budget.allows(way, range(len(way.recipes))):
            carried, written = _Given(trace), dict[str, float]()
            for recipe in way.recipes:
                round_on(trace, recipe, mistake.places, carried, written)
            yield Wrong(name, written[way.term.key], (way.term.key,))


class _Given(dict[str, float]):
    """Key -> value of terms, those of the trace where there are no others: what is given is not on the way."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def __missing__(self, key: str) -> float:
        return self._trace[key]


def _together(way: Way, mistake: Mistake) -> Iterator[list[int]]:
    """Yield the terms at which a mistake is made together."""
    for families in mistake.together:
        yield [number for number, recipe in enumerate(way.recipes) if recipe.family in families]


def _by_layer(way: Way, numbers: Sequence[int]) -> list[list[int]]:
    """Return the terms of each layer, where they are of several."""
    layers: dict[int, list[int]] = {}
    for number in numbers:
        layers.setdefault(_layer(way.recipes[number]), []).append(number)
    return [layers[layer] for layer in sorted(layers, reverse=True)] if len(layers) > 1 else []


def _layer(recipe: Recipe) -> int:
    return recipe.parameter.layer if recipe.parameter else int(recipe.place[0])


def _made(trace: Trace, way: Way, name: str, numbers: Sequence[int], budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where a mistake is made at some terms on the way together."""
    after = way.after(*numbers)
    if not budget.allows(way, after, SPARED):
        return
    slips, there, changed = MISTAKES[name].at, {way.recipes[number].key for number in numbers}, []

    def twist(recipe: Recipe, look: Look) -> float | None:
        value = usual(slips[recipe.family], trace, recipe, look) if recipe.key in there else None
        if value is not None and value != trace[recipe.key]:
            changed.append(recipe.key)
        return value

    found: dict[str, float] = {}
    carry(trace, (way.recipes[number] for number in after), found, twist)
    if changed:
        yield Wrong(name, found[way.term.key], tuple(changed))


def _at_one(trace: Trace, way: Way, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where a mistake is made at one that it is made of, the nearest first."""
    for number in range(len(way.recipes) - 2, -1, -1):
        recipe = way.recipes[number]
        slips = SLIPS_AT.get(recipe.family, ())
        after = way.after(number)[1:] if slips else []
        here = Here(trace, recipe, trace.__getitem__)
        for name, slip in slips:
            for value in slip(here):
                if value == trace[recipe.key] or not math.isfinite(value):
                    continue
                if not budget.allows(way, after):
                    return
                found = {recipe.key: value}
                carry(trace, (way.recipes[later] for later in after), found)
                yield Wrong(name, found[way.term.key], (recipe.key,))


def _slips() -> dict[str, list[tuple[str, Slip]]]:
    found: dict[str, list[tuple[str, Slip]]] = {}
    for name, mistake in MISTAKES.items():
        for family, slip in mistake.at.items():
            found.setdefault(family, []).append((name, slip))
    return found


SLIPS_AT = _slips()
"""Name of a family -> the mistakes that are made at its terms."""


def places(trace: Trace, name: str) -> tuple[str, ...]:
    """Return the terms at which a mistake can be made so that the number there changes visibly.

    That is by more than ``VISIBLE`` of it, and in its first three digits. In very large networks there are none.

    Args:
        trace: the network.
        name: the mistake, in ``MISTAKES``.
    """
    if trace.catalogue.size > MOST_PLACES:
        return ()
    found = wherever(trace, MISTAKES[name])
    return tuple(recipe.key for recipe, value in found if _is_visible(trace[recipe.key], value))


def _is_visible(right: float, wrong: float) -> bool:
    apart = abs(wrong - right)
    return math.isfinite(apart) and apart > VISIBLE * abs(right) and f"{right:.2e}" != f"{wrong:.2e}"


def planted(trace: Trace, name: str, at: str) -> Mapping[str, float]:
    """Return key -> value for every term that is not late, after a mistake is made at one term and carried on.

    Args:
        trace: the network.
        name: the mistake, in ``MISTAKES``.
        at: the term at which it is made, see ``places``; of numbers that are rounded too early, any.

    Raises:
        ValueError: if it cannot be made there.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> wrong = planted(record, "slope", at="delta2_1")
    >>> round(wrong["dL_dw5"] / record["dL_dw5"], 4) == round(1 / record["dy_hat1_dz2_1"], 4)
    True
    """
    mistake, recipe = MISTAKES[name], trace.recipe(at)
    if mistake.places:
        return by_hand(trace, mistake.places)
    slip = mistake.at.get(recipe.family)
    value = usual(slip, trace, recipe, trace.__getitem__) if slip else None
    if value is None:
        raise ValueError(f"The mistake {name} cannot be made at {at}.")
    found = {at: value}
    carry(trace, every_recipe(trace.structure), found)
    return {**trace.values, **found}


def wherever(trace: Trace, mistake: Mistake) -> Iterator[tuple[Recipe, float]]:
    """Yield every term at which a mistake can be made, and the usual number there."""
    for recipe in every_recipe(trace.structure):
        slip = mistake.at.get(recipe.family)
        value = usual(slip, trace, recipe, trace.__getitem__) if slip else None
        if value is not None:
            yield recipe, value
