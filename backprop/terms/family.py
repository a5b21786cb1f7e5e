"""A family of terms: all z of a layer, all deltas of a layer, ..., which lie in one array."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product, starmap
from math import prod
from typing import Any, NamedTuple

from backprop.arrays import Array, quietly
from backprop.passes import Passes
from backprop.weights import Parameter

Made = tuple[str, tuple[str, ...]]
"""How a term is made: the name of an operation, and the keys of its factors in order."""


class Recipe(NamedTuple):
    """How a term is made: its key, its operation, the keys of its factors.

    ``family`` and ``place`` say what the term is, for whoever wants to show it: the family's
    name and the indices of the term in it, counted from 0.
    """

    key: str
    operation: str
    factors: tuple[str, ...]
    family: str
    place: tuple[Any, ...]

    @property
    def parameter(self) -> Parameter | None:
        """The parameter a term is about: itself, its gradient, its step, its path, ...; or None."""
        return next((index for index in self.place if isinstance(index, Parameter)), None)


@dataclass(frozen=True, eq=False)
class Family:
    """Terms of one kind: their keys, their recipes, and their values side by side.

    ``key``, ``made`` and ``values`` use the same indices in the same order, so none can drift
    from the others.

    Attributes:
        name: what the terms are, such as "z".
        axes: what each index runs over; the last one runs fastest.
        key: indices -> the key of the term.
        made: indices -> its operation and the keys of its factors.
        values: passes -> the array that holds the values, one axis per index (or any array
            with the same numbers in the same order).
        layer: the layer they belong to, which then stands before the indices in ``Recipe.place``.
        one: passes and indices -> the value of that term alone. Families that have it are late: their terms are
            computed one by one, when somebody asks, and none is there before.
    """

    name: str
    axes: tuple[Sequence[Any], ...]
    key: Callable[..., str]
    made: Callable[..., Made]
    values: Callable[[Passes], Array]
    layer: int | None = None
    one: Callable[..., float] | None = None

    @property
    def late(self) -> bool:
        """Whether its terms are computed one by one, when they are asked for."""
        return self.one is not None

    @property
    def size(self) -> int:
        """How many terms there are."""
        return prod(map(len, self.axes))

    def keys(self) -> Iterator[str]:
        """Every key, in the order of the values."""
        return starmap(self.key, product(*self.axes))

    def recipes(self) -> Iterator[Recipe]:
        """Every recipe, in the order of the values."""
        return map(self._recipe, product(*self.axes))

    @quietly
    def numbers(self, of: Passes) -> Array:
        """Every value side by side, shape (size,)."""
        return self.values(of).ravel()

    def recipe(self, position: int) -> Recipe:
        """Return the recipe of the term whose key is at ``position`` in ``keys``."""
        return self._recipe(self._indices(position))

    @quietly
    def number(self, of: Passes, position: int) -> float:
        """Return the value of that term, of a family that is late."""
        assert self.one is not None  # of all others the values are asked for together
        return self.one(of, *self._indices(position))

    def _indices(self, position: int) -> tuple[Any, ...]:
        indices: tuple[Any, ...] = ()
        for axis in reversed(self.axes):
            position, along = divmod(position, len(axis))
            indices = (axis[along], *indices)
        return indices

    def _recipe(self, indices: tuple[Any, ...]) -> Recipe:
        place = indices if self.layer is None else (self.layer, *indices)
        return Recipe(self.key(*indices), *self.made(*indices), self.name, place)
