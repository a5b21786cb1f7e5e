"""What a network learns: its weights, and its biases of one unit or of a whole layer.

All indices count from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backprop.network import Structure


@dataclass(frozen=True)
class Weight:
    """A weight, on the edge from one unit (or input) to another.

    Attributes:
        name: its key in the trace, in links and in exports.
        layer: the layer it belongs to.
        source: the unit, or input, it comes from.
        unit: the unit it leads into.
        number: its place among the weights, from 1.
    """

    name: str
    layer: int
    source: int
    unit: int
    number: int

    def units(self, structure: Structure) -> Sequence[int]:
        """The units it leads into: one."""
        return (self.unit,)


@dataclass(frozen=True)
class UnitBias:
    """The bias of one unit.

    Attributes:
        name: its key in the trace, in links and in exports.
        layer: the layer it belongs to.
        unit: the unit that has it.
        number: its place among the biases, from 1.
    """

    name: str
    layer: int
    unit: int
    number: int

    def units(self, structure: Structure) -> Sequence[int]:
        """The units it leads into: one."""
        return (self.unit,)


@dataclass(frozen=True)
class SharedBias:
    """The one bias that all units of a layer share.

    Attributes:
        name: its key in the trace, in links and in exports.
        layer: the layer it belongs to.
        number: its place among the biases, from 1.
    """

    name: str
    layer: int
    number: int

    def units(self, structure: Structure) -> Sequence[int]:
        """The units it leads into: all of its layer."""
        return range(structure.sizes[self.layer + 1])


Bias = UnitBias | SharedBias
Parameter = Weight | UnitBias | SharedBias
