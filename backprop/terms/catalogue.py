"""The catalogue: every term of a structure, in the order in which they are computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backprop.arrays import quietly
from backprop.kept import kept
from backprop.names import Names, names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.backward import backward_terms
from backprop.terms.by_example import by_example_terms
from backprop.terms.family import Family
from backprop.terms.forward import forward_terms
from backprop.terms.given import given_terms
from backprop.terms.gradients import bias_gradient_terms, weight_gradient_terms
from backprop.terms.loss import loss_terms
from backprop.terms.mean_last import mean_last_bias_terms, mean_last_weight_terms
from backprop.terms.nudge import alone_terms
from backprop.terms.paths import path_terms
from backprop.terms.recipes import Recipes
from backprop.terms.sizes import size_terms
from backprop.terms.update import nudge_terms, update_terms

MOST_KEPT = 50_000
"""Keys that all catalogues together keep written down: an ordinary one has 100, of the largest batch 13,000."""

MOST_WRITTEN_OUT = 1_200_000
"""Keys that are kept written out in full, about 100 MB: just those of the largest network, or of all smaller ones."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All terms of one structure, in the order in which they are computed."""

    families: tuple[Family, ...]
    recipes: Recipes

    @cached_property
    def prompt(self) -> tuple[Family, ...]:
        """The families that are not late."""
        return tuple(family for family in self.families if not family.late)

    @cached_property
    def size(self) -> int:
        """How many terms there are in those."""
        return sum(family.size for family in self.prompt)

    @quietly  # once rather than for each family, which would be a fifth of the time that a small trace takes
    def values(self, of: Passes) -> dict[str, float]:
        """Return key -> value for every term that is not late, whether or not somebody will ask for it."""
        numbers: list[float] = []
        for family in self.prompt:
            numbers += family.values(of).ravel().tolist()
        return dict(zip(_written_out(self), numbers, strict=True))

    def values_by_family(self, of: Passes) -> Iterator[dict[str, float]]:
        """Yield key -> value for the terms of one family after the other; all of them together may take 300 MB."""
        for family, keys in zip(self.families, self.recipes.keys_by_family(), strict=True):
            yield dict(zip(keys, family.numbers(of).tolist(), strict=True))


@kept(most=MOST_KEPT, size=lambda found: found.recipes.kept)
def catalogue(structure: Structure) -> Catalogue:
    """Return the catalogue of a structure, made once."""
    families = tuple(_families(structure, names(structure)))
    return Catalogue(families, Recipes(families, structure.examples))


@kept(most=MOST_WRITTEN_OUT, size=len)
def _written_out(found: Catalogue) -> tuple[str, ...]:
    """Return the keys of all values; writing them takes as long as the values do, and who asks for all asks again."""
    families = zip(found.families, found.recipes.keys_by_family(), strict=True)
    return tuple(key for family, keys in families if not family.late for key in keys)


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
    yield from update_terms(s, n)
    yield from alone_terms(n)
    yield from size_terms(s, n)


def _mean_last(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the backward pass and the gradients once more, with the scale of the loss put in last."""
    for layer in range(s.depth - 1, -1, -1):
        yield from by_example_terms(s, n, layer)
    for layer in range(s.depth):
        yield from mean_last_weight_terms(s, n, layer)
    for layer in range(s.depth):
        yield from mean_last_bias_terms(s, n, layer)
