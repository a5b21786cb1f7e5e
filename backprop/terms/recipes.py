"""How every term of a structure is made, found by its key, though most keys are never written down.

The largest networks have a million terms, of which a reader looks at a few hundred. In a batch, the
keys of one example differ from those of another only in its number, so what they have in common is kept
once: one key for every two hundred of the largest batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from math import prod

import numpy as np
from numpy.typing import NDArray

from backprop.names import apart, together
from backprop.terms.family import Family, Recipe

MOST_MADE = 4096
"""Recipes that are kept once they are made: more than a page asks for."""

MOST_GATHERED = 256
"""Groups of terms whose places are kept: a page asks for the same ones again and again while a number moves."""

Places = NDArray[np.intp]


class Recipes(Mapping[str, Recipe]):
    """Key -> recipe, in the order of computation; a recipe is put together when somebody asks for it."""

    def __init__(self, families: Iterable[Family], examples: int) -> None:
        numbers = [str(number) for number in range(1, examples + 1)] if examples > 1 else []
        self._shelves = tuple(_shelf(family, numbers) for family in families)
        self._examples = {number: example for example, number in enumerate(numbers)}
        self._places = {stem: (shelf, place) for shelf in self._shelves for place, stem in enumerate(shelf.stems)}
        self._made = lru_cache(maxsize=MOST_MADE)(self._make)
        self.gathered = lru_cache(maxsize=MOST_GATHERED)(self._gather)

    @property
    def kept(self) -> int:
        """How many keys are written down."""
        return len(self._places)

    def place(self, key: str) -> tuple[Family, int]:
        """Return the family that a term belongs to, and its position in it.

        Raises:
            KeyError: if there is no such term.
        """
        stem, number = apart(key)
        shelf, place = self._places[stem]
        if not shelf.between:
            if number:
                raise KeyError(key)
            return shelf.family, place
        around, within = divmod(place, shelf.between)
        return shelf.family, (around * len(self._examples) + self._examples[number]) * shelf.between + within

    def _gather(self, keys: tuple[str, ...]) -> tuple[tuple[Family, Places, Places], ...]:
        """Return where the values of many terms lie: of each family which of the keys are its own, and where they are.

        Raises:
            KeyError: if there is no such term.
        """
        found: dict[Family, tuple[list[int], list[int]]] = {}
        for number, key in enumerate(keys):
            family, position = self.place(key)
            numbers, positions = found.setdefault(family, ([], []))
            numbers.append(number)
            positions.append(position)
        return tuple((family, np.array(numbers), np.array(places)) for family, (numbers, places) in found.items())

    def _make(self, key: str) -> Recipe:
        family, position = self.place(key)
        return family.recipe(position)

    def __getitem__(self, key: str) -> Recipe:
        return self._made(key)

    def __contains__(self, key: object) -> bool:
        try:
            return isinstance(key, str) and bool(self.place(key))
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.keys_by_family())

    def __len__(self) -> int:
        return sum(shelf.family.size for shelf in self._shelves)

    def keys_by_family(self) -> Iterator[Sequence[str]]:
        """Yield the keys of each family, in the order of its values."""
        return (shelf.keys(self._examples) for shelf in self._shelves)


@dataclass(frozen=True, eq=False)
class _Shelf:
    """The keys of one family.

    Attributes:
        family: the family.
        stems: its keys; of terms that each example has, what those have in common.
        between: how many terms of one example stand side by side before those of the next follow; 0 where
            the terms are those of the whole batch.
    """

    family: Family
    stems: tuple[str, ...]
    between: int = 0

    def keys(self, numbers: Iterable[str]) -> Sequence[str]:
        """Return all keys, in the order of the values."""
        if not self.between:
            return self.stems
        blocks = (self.stems[start : start + self.between] for start in range(0, len(self.stems), self.between))
        return [key for block in blocks for key in together(block, numbers)]


def _shelf(family: Family, numbers: Sequence[str]) -> _Shelf:
    """Find out along which axis of a family its examples lie, and keep what the keys have in common."""
    corner = [axis[0] for axis in family.axes]
    stem, number = apart(family.key(*corner))
    for place, axis in enumerate(family.axes) if number else ():
        second = [*corner[:place], *axis[1:2], *corner[place + 1 :]]
        if len(axis) == len(numbers) and apart(family.key(*second)) == (stem, numbers[1]):
            of_first = product(*family.axes[:place], axis[:1], *family.axes[place + 1 :])
            stems = tuple(apart(family.key(*indices))[0] for indices in of_first)
            return _Shelf(family, stems, prod(map(len, family.axes[place + 1 :])))
    return _Shelf(family, tuple(family.keys()))
