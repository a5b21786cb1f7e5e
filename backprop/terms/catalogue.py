"""The catalogue: every term of a structure, in the order in which they are computed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from backprop.arrays import quietly
from backprop.names import Names, names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.backward import backward_terms
from backprop.terms.by_example import by_example_terms
from backprop.terms.family import Family, Recipe
from backprop.terms.forward import forward_terms
from backprop.terms.given import given_terms
from backprop.terms.gradients import bias_gradient_terms, weight_gradient_terms
from backprop.terms.loss import loss_terms
from backprop.terms.mean_last import mean_last_bias_terms, mean_last_weight_terms
from backprop.terms.paths import path_terms
from backprop.terms.update import nudge_terms, update_terms


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All terms of one structure, in the order in which they are computed."""

    families: tuple[Family, ...]
    recipes: Mapping[str, Recipe]

    @quietly
    def values(self, of: Passes) -> dict[str, float]:
        """Return key -> value for every term."""
        numbers: list[float] = []
        for family in self.families:
            numbers += family.values(of).ravel().tolist()
        return dict(zip(self.recipes, numbers, strict=True))


class Recipes(Mapping[str, Recipe]):
    """Key -> recipe, in the order of computation.

    The keys are there at once, a recipe is put together when somebody first asks for it: the
    largest networks have hundreds of thousands of terms, of which a reader looks at a few.
    """

    def __init__(self, families: tuple[Family, ...]) -> None:
        self._families = families
        self._starts: list[int] = []
        self._positions: dict[str, int] = {}
        self._made: dict[str, Recipe] = {}
        for family in families:
            self._starts.append(len(self._positions))
            self._positions.update(zip(family.keys(), count(len(self._positions))))

    def __getitem__(self, key: str) -> Recipe:
        if key not in self._made:
            position = self._positions[key]
            family = bisect_right(self._starts, position) - 1
            self._made[key] = self._families[family].recipe(position - self._starts[family])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


@lru_cache(maxsize=16)  # of the largest networks, each takes about a hundred megabytes
def catalogue(structure: Structure) -> Catalogue:
    """Return the catalogue of a structure, made once."""
    families = tuple(_families(structure, names(structure)))
    return Catalogue(families, Recipes(families))


def _families(s: Structure, n: Names) -> Iterator[Family]:
    upwards, downwards = range(s.depth), range(s.depth - 1, -1, -1)
    yield from given_terms(s, n)
    for layer in upwards:
        yield from forward_terms(s, n, layer)
    yield from loss_terms(s, n)
    for layer in downwards:
        yield from backward_terms(s, n, layer)
    for layer in upwards:
        yield from weight_gradient_terms(s, n, layer)
    for layer in upwards:
        yield from bias_gradient_terms(s, n, layer)
    if s.scaled:
        yield from _mean_last(s, n)
    yield from path_terms(s, n)
    yield from nudge_terms(n)
    yield from update_terms(n)


def _mean_last(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the backward pass and the gradients once more, with the scale of the loss put in last."""
    for layer in range(s.depth - 1, -1, -1):
        yield from by_example_terms(s, n, layer)
    for layer in range(s.depth):
        yield from mean_last_weight_terms(s, n, layer)
    for layer in range(s.depth):
        yield from mean_last_bias_terms(s, n, layer)
