"""What a mistake is: what is done wrong, at which terms, and which number comes out there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from backprop.backward import Backward
from backprop.derive import Look, remade
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms import Recipe
from backprop.trace import Trace

Layers = tuple[int, ...]


class Here(NamedTuple):
    """A term at which a mistake may be made.

    Attributes:
        trace: where it belongs.
        recipe: how it is made.
        look: key -> value of other terms, mistakes that were made before included.
    """

    trace: Trace
    recipe: Recipe
    look: Look

    @property
    def s(self) -> Structure:
        """The structure of its network."""
        return self.trace.structure

    @property
    def n(self) -> Names:
        """The names in it."""
        return self.trace.names

    @property
    def factors(self) -> list[float]:
        """The values of its factors."""
        return [self.look(factor) for factor in self.recipe.factors]

    @property
    def right(self) -> float:
        """What its factors make."""
        if any(self.look(factor) != self.trace[factor] for factor in self.recipe.factors):
            return remade(self.trace, self.recipe, self.look)
        return self.trace[self.recipe.key]


Slip = Callable[[Here], Iterable[float]]
"""A term -> the numbers that a mistake makes of it there, the usual one first; none where it cannot be made."""

Slips = Mapping[str, Slip]
"""Name of a family -> what a mistake makes of its terms."""


@dataclass(frozen=True)
class WholePass:
    """A mistake made everywhere in a backward pass at once.

    Attributes:
        layers: structure -> the layers, counted from 0, at which it is made; none where it cannot be made.
        backward: passes -> the backward pass with the mistake in it.
        spared: which gradients stay right in spite of it, and why.
    """

    layers: Callable[[Structure], Layers]
    backward: Callable[[Passes], Backward]
    spared: str


@dataclass(frozen=True)
class Mistake:
    """A mistake that is often made.

    Attributes:
        title: what it is called in a list.
        sentence: what is done wrong.
        said: the same of certain terms, whose names belong in the one place ``{}``.
        at: where it is made.
        also: where it shows itself as well, in one term alone, as what is asked for.
        together: names of families of ``at`` in whose terms it is made all at once, if at all.
        times: (structure, name of a family) -> by what it multiplies each such term, made wherever it can be; 1 where
            it does not.
        places: of numbers that are rounded on the way; 0 where none are.
        whole_pass: the same in arrays, where a gradient check can be tried on it.
    """

    title: str
    sentence: str
    said: str
    at: Slips = field(default_factory=dict)
    also: Slips = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    times: Callable[[Structure, str], float] | None = None
    places: int = 0
    whole_pass: WholePass | None = None

    def applies(self, structure: Structure) -> bool:
        """Whether it can be made in a whole backward pass of a network of this shape."""
        return self.whole_pass is not None and bool(self.whole_pass.layers(structure))

    def backward(self, of: Passes) -> Backward:
        """Return the backward pass in which it is made."""
        assert self.whole_pass is not None  # asked for where it applies
        return self.whole_pass.backward(of)

    @property
    def spared(self) -> str:
        """Say which gradients stay right in spite of it, and why."""
        return self.whole_pass.spared if self.whole_pass else ""
