"""The wrong numbers of a term, and everything that a mistake spoils."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from backprop.by_hand import by_hand, round_on
from backprop.derive import Look, Way, carry, every_recipe, way_to
from backprop.mistakes.kinds import Here, Mistake, Slip
from backprop.mistakes.table import BACK, FREE, MISTAKES
from backprop.names import example_of
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

FORWARD = {"product", "z", "a", "y_hat", "log_y_hat", "log_1_minus_y_hat", "loss", "loss_part", "loss_of_example"}
BACKWARD = {*BACK, *FREE, "da_dz", "da_dz_cross", "dz_da", "dz_dw", "dz_db", "y_sum"}
"""Families of the forward pass, and of the way back; all others are of the update."""

VISIBLE = 0.03
"""Share of a number that a planted mistake must change."""

MOST_PLACES = 20_000
"""Terms of a network in which mistakes are planted; in a larger one nobody finds them."""

AFTER_LOSS = {"gradient", "gradient_of_example"}
"""Families that hand a wrong scale of the loss on to the update."""


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
        if not math.isfinite(wrong.value) or math.isclose(wrong.value, right, rel_tol=SAME, abs_tol=FLOOR):
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
        cost = sum(map(way.cost, numbers))
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


def _usual(slip: Slip, trace: Trace, recipe: Recipe, look: Look) -> float | None:
    return next(iter(slip(Here(trace, recipe, look))), None)


def _changed(slip: Slip | None, trace: Trace, recipe: Recipe) -> bool:
    value = _usual(slip, trace, recipe, trace.__getitem__) if slip else None
    return value is not None and value != trace[recipe.key]


def _on_the_way(trace: Trace, way: Way, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where a mistake is made on the way to it."""
    if way.is_whole:
        for name in MISTAKES:
            yield from _throughout(trace, way, name, budget)
        for name, mistake in MISTAKES.items():
            for numbers in _together(way, mistake):
                yield from _made(trace, way, name, numbers, budget)
        for name, mistake in MISTAKES.items():
            for numbers in _together(way, mistake):
                for of_layer in _by_layer(way, numbers):
                    yield from _made(trace, way, name, of_layer, budget)
    yield from _at_one(trace, way, budget)


def _throughout(trace: Trace, way: Way, name: str, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where all numbers are rounded, or all gradients have a wrong scale."""
    mistake, key = MISTAKES[name], way.term.key
    if mistake.places and budget.allows(way, range(len(way.recipes)), SPARED):
        yield Wrong(name, _rounded(trace, way, mistake.places), (key,))
    gradients = [number for number, recipe in enumerate(way.recipes) if recipe.family in AFTER_LOSS]
    if mistake.times and gradients and way.term.family not in AFTER_LOSS:
        after = way.after(*gradients)
        if budget.allows(way, after, SPARED):
            found: dict[str, float] = {}
            for gradient in (way.recipes[number] for number in gradients):
                found[gradient.key] = mistake.times(trace.structure, gradient.family) * trace[gradient.key]
            carry(trace, (way.recipes[number] for number in after), found)
            yield Wrong(name, found[key], _first(mistake, trace, way))


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
        value = _usual(slips[recipe.family], trace, recipe, look) if recipe.key in there else None
        if value is not None and value != trace[recipe.key]:
            changed.append(recipe.key)
        return value

    found: dict[str, float] = {}
    carry(trace, (way.recipes[number] for number in after), found, twist)
    if changed:
        yield Wrong(name, found[way.term.key], tuple(changed))


def _rounded(trace: Trace, way: Way, places: int) -> float:
    """Return the term where every number on the way to it is rounded."""
    carried, written = _Given(trace), dict[str, float]()
    for recipe in way.recipes:
        round_on(trace, recipe, places, carried, written)
    return written[way.term.key]


class _Given(dict[str, float]):
    """Key -> value of terms, those of the trace where there are no others: what is given is not on the way."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def __missing__(self, key: str) -> float:
        return self._trace[key]


def _at_one(trace: Trace, way: Way, budget: _Budget) -> Iterator[Wrong]:
    """Yield what becomes of the term where a mistake is made at one that it is made of, the nearest first."""
    for number in range(len(way.recipes) - 2, -1, -1):
        recipe = way.recipes[number]
        slips = SLIPS.get(recipe.family, ())
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


SLIPS = _slips()
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
    found = _wherever(trace, MISTAKES[name])
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
    value = _usual(slip, trace, recipe, trace.__getitem__) if slip else None
    if value is None:
        raise ValueError(f"The mistake {name} cannot be made at {at}.")
    found = {at: value}
    carry(trace, every_recipe(trace.structure), found)
    return {**trace.values, **found}


def is_clear(trace: Trace, key: str, digits: int = 4) -> bool:
    """Return whether mistakes at a term can be told from the right number, so that it is worth asking for.

    No named mistake that belongs to this term may give a number within one unit of the last place that is asked for.
    To a derivative belong those on the way back, to a term of the update those of the update, and to any other term
    those at the term or at one of its factors: what goes wrong before that is to be noticed where it happens. To a term
    of a whole batch belong none that are made in one example alone; to no term those that round too early, which are
    near the right number as a matter of course, and those that cannot be seen anywhere, such as updated weights at a
    tiny learning rate.

    Args:
        trace: where the term belongs.
        key: the term.
        digits: decimals, and significant digits, that are asked for.
    """
    right = trace[key]
    if not math.isfinite(right):
        return False
    near = (wrong for wrong in wrong_values(trace, key) if not _can_be_told(right, wrong.value, digits))
    return not any(_belongs(trace, wrong, key, digits) for wrong in near)


def _can_be_told(right: float, wrong: float, digits: int) -> bool:
    """Whether two numbers are more than a unit of the last place apart, of which the right one has so many."""
    leading = math.floor(math.log10(abs(right))) if right else 0
    unit = 10.0 ** -max(digits, digits - 1 - leading)
    return abs(wrong - right) > unit * (1.0 + SAME)


def _belongs(trace: Trace, wrong: Wrong, key: str, digits: int) -> bool:
    """Whether a wrong number is to be told from the right one when a term is asked for."""
    mistake, recipe = MISTAKES[wrong.id], trace.recipe(key)
    if mistake.places:
        return False
    part = _part_of(recipe)
    if part == "forward" and not {key, *recipe.factors}.issuperset(wrong.at):
        return False
    if example_of(key) is None and len(wrong.at) == 1 and example_of(wrong.at[0]) is not None:
        return False
    if any(_part_of(trace.recipe(at)) != part for at in wrong.at):
        return False
    return wrong.at == (key,) or _is_seen_somewhere(mistake, trace, digits)


def _is_seen_somewhere(mistake: Mistake, trace: Trace, digits: int) -> bool:
    """Whether there is a term at which a mistake, made there, can be told from the right number."""
    changed = _wherever(trace, mistake)
    return any(_can_be_told(trace[recipe.key], value, digits) for recipe, value in changed)


def _wherever(trace: Trace, mistake: Mistake) -> Iterator[tuple[Recipe, float]]:
    """Yield every term at which a mistake can be made, and the usual number there."""
    for recipe in every_recipe(trace.structure):
        slip = mistake.at.get(recipe.family)
        value = _usual(slip, trace, recipe, trace.__getitem__) if slip else None
        if value is not None:
            yield recipe, value


def _part_of(recipe: Recipe) -> str:
    return "forward" if recipe.family in FORWARD else "backward" if recipe.family in BACKWARD else "update"
