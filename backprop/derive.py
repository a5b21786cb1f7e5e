"""A term made again from others: what becomes of it where a number on the way to it is another one.

Whoever goes on with a wrong number reckons right from there on. So a mistake that was made at one term is carried to
every later one, and a learner's term is held against what their own earlier numbers give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import nan
from types import MappingProxyType

from backprop.kept import kept
from backprop.names import names
from backprop.network import Structure
from backprop.operations import LEAF
from backprop.terms import Recipe, catalogue
from backprop.trace import OF_THE_WHOLE_NETWORK, Trace, combined

MOST_ON_THE_WAY = 6_000
"""Terms that a term may be made of, all in all, for one of them to be changed. Of one example of the largest network
there are so many."""

MOST_KEPT = 30_000
"""Terms on all ways that are kept together; of whole networks as many more."""

MOST_TOGETHER = 6_000
"""Terms of a network whose recipes are kept as a whole."""

LOGARITHMS = {"log_y_hat": "log", "log_1_minus_y_hat": "log_complement"}
"""Whoever reckons by hand takes the logarithm of the output that was written down, not of its z."""

SIGNIFICANT = 12
"""Digits of a computed number that count; those behind them are how floats store it."""

WHOLE_PASS = 400
"""What a forward pass costs, in terms that are made again."""

Look = Callable[[str], float]
"""Key -> value of a term, as far as the derivation has come."""

Twist = Callable[[Recipe, Look], float | None]
"""A term, and the values so far -> another value for it, or None where it is made of its factors as it should be."""

NOTHING: Mapping[str, float] = MappingProxyType({})


def derive(trace: Trace, key: str, given: Mapping[str, float] = NOTHING, twist: Twist | None = None) -> float | None:
    """Return the value of a term, made again where something on the way to it is another number.

    Only what depends on a change is computed again; everything else is as the trace has it.

    Args:
        trace: where the numbers come from.
        key: the term.
        given: key -> value of terms that are not made but given.
        twist: what may give a term another value than combining its factors does.

    Returns:
        The value, or None where the term is made of more than ``MOST_ON_THE_WAY`` others.

    Raises:
        KeyError: if there is no such term.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> round(derive(record, "dL_dw5", {"delta2_1": 0.14, "a1_1": 0.5}), 10)
    0.07
    """
    way = way_to(trace.structure, key)
    if key in given:
        return given[key]
    if not way.is_whole:
        return None
    found = dict(given)
    carry(trace, way.recipes, found, twist)
    return found.get(key, trace[key])


def carry(trace: Trace, recipes: Iterable[Recipe], found: dict[str, float], twist: Twist | None = None) -> None:
    """Add to what is changed whatever depends on it, or is twisted.

    Args:
        trace: where all other numbers come from.
        recipes: the terms to look at, in the order of computation, see ``by_hand_recipe``.
        found: key -> value of the terms that are changed; it grows.
        twist: see ``derive``.
    """
    changed = found.keys()

    def look(key: str) -> float:
        return found[key] if key in found else trace[key]

    for recipe in recipes:
        if recipe.key in found:
            continue
        value = twist(recipe, look) if twist else None
        if value is None and not changed.isdisjoint(recipe.factors):
            value = remade(trace, recipe, look)
        if value is not None:
            found[recipe.key] = value


def remade(trace: Trace, recipe: Recipe, look: Look) -> float:
    """Combine the values of a term's factors, as somebody does who has written them down.

    Args:
        trace: what stands for the network where a forward pass is needed.
        recipe: the term, see ``by_hand_recipe``.
        look: key -> value of its factors.
    """
    values = [look(factor) for factor in recipe.factors]
    try:
        value = combined(trace, recipe, values)
    except (ArithmeticError, ValueError):  # of numbers that no network has, a count of 0 among them
        return nan
    if recipe.operation == "sum" and abs(value) < 10.0**-SIGNIFICANT * max(map(abs, values)):
        return 0.0  # what floats leave over where decimals cancel
    return value


def by_hand_recipe(structure: Structure, recipe: Recipe) -> Recipe:
    """Return how a term is made of what is written down."""
    if recipe.family not in LOGARITHMS:
        return recipe
    output = names(structure).a(structure.depth - 1, *recipe.place)
    return recipe._replace(operation=LOGARITHMS[recipe.family], factors=(output,))


def every_recipe(structure: Structure) -> Iterable[Recipe]:
    """Return how each term that is not late is made of what is written down, in the order of computation."""
    found = catalogue(structure)
    return _all_together(structure) if found.size <= MOST_TOGETHER else _one_by_one(structure)


def _one_by_one(structure: Structure) -> Iterator[Recipe]:
    recipes = chain.from_iterable(family.recipes() for family in catalogue(structure).prompt)
    return (by_hand_recipe(structure, recipe) for recipe in recipes)


@kept(most=MOST_KEPT, size=len)
def _all_together(structure: Structure) -> tuple[Recipe, ...]:
    return tuple(_one_by_one(structure))


@dataclass(frozen=True, eq=False)
class Way:
    """All terms that a term is made of.

    Attributes:
        recipes: how they are made, in the order of computation, the term itself last.
        is_whole: whether those are all; else there are too many, and only what an update makes of a gradient is
            here, or the term itself.
    """

    recipes: tuple[Recipe, ...]
    is_whole: bool

    @property
    def term(self) -> Recipe:
        """The term to which it leads."""
        return self.recipes[-1]

    @cached_property
    def users(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the terms that each term is a factor of."""
        numbers = {recipe.key: number for number, recipe in enumerate(self.recipes)}
        found: list[list[int]] = [[] for _ in self.recipes]
        for number, recipe in enumerate(self.recipes):
            for factor in recipe.factors:
                if factor in numbers:
                    found[numbers[factor]].append(number)
        return tuple(map(tuple, found))

    def after(self, *changed: int) -> list[int]:
        """Return the numbers of some terms and of all that depend on them, in the order of computation."""
        found = set(changed)
        for number in range(min(found, default=0), len(self.recipes)):
            if number in found:
                found.update(self.users[number])
        return sorted(found)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """What it costs to make each term again, in ordinary terms."""
        return tuple(
            WHOLE_PASS if recipe.operation in OF_THE_WHOLE_NETWORK else 1 + len(recipe.factors) // 10
            for recipe in self.recipes
        )


@kept(most=MOST_KEPT, size=lambda way: len(way.recipes))
def way_to(structure: Structure, key: str) -> Way:
    """Return all terms that a term is made of; what is given is not among them, and need not be made.

    Raises:
        KeyError: if there is no such term.
    """
    return _expanded(structure, key, nearby=False) or _expanded(structure, key, nearby=True) or _alone(structure, key)


NEARBY = {"gradient", "gradient_of_example", "loss", "loss_of_example"}
"""Families at which a way ends that would be too long: what an update makes of a gradient is made of that alone, so
between two terms of such a way there is no third one that it lacks."""


def _expanded(structure: Structure, key: str, nearby: bool) -> Way | None:
    recipes = catalogue(structure).recipes
    found: dict[str, Recipe] = {}  # each after its factors
    seen: set[str] = set()
    waiting: list[Recipe | str] = [key]  # the key of a term that is to be looked at, or a term whose factors are there
    while waiting:
        next_one = waiting.pop()
        if isinstance(next_one, Recipe):
            found[next_one.key] = next_one
        elif next_one not in seen:
            seen.add(next_one)
            if len(seen) > MOST_ON_THE_WAY:
                return None
            recipe = by_hand_recipe(structure, recipes[next_one])
            if recipe.operation != LEAF or next_one == key:
                waiting.append(recipe)
                waiting += () if nearby and recipe.family in NEARBY else reversed(recipe.factors)
    return Way(tuple(found.values()), is_whole=not nearby)


def _alone(structure: Structure, key: str) -> Way:
    return Way((by_hand_recipe(structure, catalogue(structure).recipes[key]),), is_whole=False)
