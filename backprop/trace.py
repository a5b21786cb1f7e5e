"""The trace: one frozen record of everything one batch does in one update.

Whatever is shown, exported, asked or checked reads a trace; nothing is computed a second time.
The arrays are there at once. Named terms are built when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop.arrays import Array
from backprop.forward import loss
from backprop.names import Names, names
from backprop.network import Problem
from backprop.operations import LEAF, OPERATIONS
from backprop.parameters import with_values
from backprop.passes import Passes, passes
from backprop.terms import Catalogue, Family, Recipe, catalogue

OF_THE_WHOLE_NETWORK = ("loss_after_update", "loss_alone")
"""Operations that take a forward pass: with all parameters, or one alone, at the values of the factors."""

AT_ONCE = 2000
"""Terms that are named all at once when the first is asked for; that takes less than a millisecond."""


@dataclass(frozen=True)
class Term:
    """A named value and what it was made of.

    Attributes:
        key: its name, the same in exports, links and on the screen.
        value: its value.
        operation: a name in ``OPERATIONS`` or ``OF_THE_WHOLE_NETWORK``, or "leaf".
        factors: the keys of the terms that the operation combines, in order.
    """

    key: str
    value: float
    operation: str
    factors: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Trace(Passes):
    """Everything one example batch does in one update: its passes, and a name for every value in them.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> record.term("dL_dw5").factors
    ('delta2_1', 'dz2_1_dw5')
    >>> round(record["dL_dw5"], 4)
    0.0822
    """

    @property
    def names(self) -> Names:
        """The keys of the terms, by layer, unit and example."""
        return names(self.structure)

    @cached_property
    def catalogue(self) -> Catalogue:
        """How every term is made."""
        return catalogue(self.structure)

    @cached_property
    def values(self) -> dict[str, float]:
        """Key -> value for every term that is not late, in the order of computation; see ``Family.late``."""
        return self.catalogue.values(self)

    @cached_property
    def _by_key(self) -> _Asked:
        """What is looked up by its key: all values where they are few, which is quickest, else those asked for."""
        found = _Asked(self)
        if self.catalogue.size <= AT_ONCE:
            found.update(self.values)
        return found

    def __getitem__(self, key: str) -> float:
        """Return the value of one term.

        Raises:
            KeyError: if there is no such term.
        """
        return self._by_key[key]

    def many(self, keys: tuple[str, ...]) -> Array:
        """Return the values of many terms, in their order: quicker than one by one, where they are of a large network.

        Raises:
            KeyError: if there is no such term.
        """
        found = np.empty(len(keys))
        if self.catalogue.size <= AT_ONCE:
            found[:] = [self._by_key[key] for key in keys]
            return found
        for family, numbers, places in self.catalogue.recipes.gathered(keys):
            found[numbers] = self._by_key.numbers(family)[places]
        return found

    def __contains__(self, key: str) -> bool:
        """Whether there is such a term."""
        return key in self._by_key or key in self.catalogue.recipes

    def recipe(self, key: str) -> Recipe:
        """Return how a term is made."""
        return self.catalogue.recipes[key]

    def term(self, key: str) -> Term:
        """Return one term with its value.

        Raises:
            KeyError: if there is no such term.
        """
        recipe = self.recipe(key)
        return Term(key, self[key], recipe.operation, recipe.factors)

    def terms(self) -> Iterator[Term]:
        """Every term, in the order of computation."""
        for family in self.catalogue.families:
            for recipe, value in zip(family.recipes(), family.numbers(self).tolist(), strict=True):
                yield Term(recipe.key, value, recipe.operation, recipe.factors)

    def combine(self, key: str) -> float:
        """Compute a term again from its factors alone: the left-hand side of the law.

        The law of the trace is ``combine(key) == self[key]`` up to rounding, for every key.
        """
        recipe = self.recipe(key)
        return self[key] if recipe.operation == LEAF else combined(self, recipe, [self[f] for f in recipe.factors])


class _Asked(dict[str, float]):
    """Key -> value of terms, looked up when somebody asks for them; of a million, that is a few hundred."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace
        self._numbers: dict[Family, Array] = {}

    def __missing__(self, key: str) -> float:
        family, position = self._trace.catalogue.recipes.place(key)
        late = family.late
        self[key] = value = family.number(self._trace, position) if late else float(self.numbers(family)[position])
        return value

    def numbers(self, family: Family) -> Array:
        """Return every value of a family, computed once."""
        if family not in self._numbers:
            self._numbers[family] = family.numbers(self._trace)
        return self._numbers[family]


def combined(trace: Trace, recipe: Recipe, values: Sequence[float]) -> float:
    """Combine the values of a term's factors, whatever they are.

    Args:
        trace: the network, where the operation takes a forward pass.
        recipe: the term, which is not given.
        values: those of its factors, in order.
    """
    if recipe.operation in OF_THE_WHOLE_NETWORK:
        moved = trace.names.parameters if recipe.operation == "loss_after_update" else [recipe.parameter]
        return loss(with_values(trace.problem, {p.name: new for p, new in zip(moved, values, strict=True) if p}))
    return OPERATIONS[recipe.operation](*values)


def trace(problem: Problem) -> Trace:
    """Take a problem apart: forward pass, backward pass, and a name for every value in them.

    Args:
        problem: a validated problem.
    """
    run = passes(problem)
    return Trace(run.problem, run.forward, run.backward)
