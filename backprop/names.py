"""What every value is called: the one place where counting from 0 becomes counting from 1.

A small network numbers its weights through, w1, w2, ..., unit by unit; a larger one says where
a weight leads: ``w2_13`` is layer 2, from unit 1 to unit 3 (``w2_1_13`` style separators appear
only where a layer has more than nine units). An example's own value ends in ``@`` and its
number, unless the batch has only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from backprop.network import Structure

MOST_NUMBERED_WEIGHTS = 9


@dataclass(frozen=True)
class Parameter:
    """A weight or a bias.

    Attributes:
        name: its key in the trace, in links and in exports.
        layer: the layer it belongs to, from 0.
        source: the unit (or input) a weight comes from, from 0; None for a bias.
        unit: the unit it leads into, from 0; None for a bias that the whole layer shares.
        number: its place among the weights, or among the biases, from 1.
    """

    name: str
    layer: int
    source: int | None
    unit: int | None
    number: int

    @property
    def is_weight(self) -> bool:
        """Whether this is a weight rather than a bias."""
        return self.source is not None


@dataclass(frozen=True)
class Names:
    """The keys of every named value of a network of this structure; all indices count from 0."""

    structure: Structure

    @property
    def numbered(self) -> bool:
        """Whether parameters are simply numbered through."""
        sizes = self.structure.sizes
        return sum(n_in * n_out for n_in, n_out in pairwise(sizes)) <= MOST_NUMBERED_WEIGHTS

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All weights in reading order, then all biases."""
        return (*self._weights(), *self._biases())

    def _weights(self) -> Iterator[Parameter]:
        number = 0
        for layer in range(self.structure.depth):
            n_in, n_out = self.structure.sizes[layer : layer + 2]
            separator = "_" if max(n_in, n_out) > 9 else ""
            for unit in range(n_out):
                for source in range(n_in):
                    number += 1
                    name = f"w{number}" if self.numbered else f"w{layer + 1}_{source + 1}{separator}{unit + 1}"
                    yield Parameter(name, layer, source, unit, number)

    def _biases(self) -> Iterator[Parameter]:
        number = 0
        for layer, kind in enumerate(self.structure.biases):
            own = range(self.structure.sizes[layer + 1])
            units: dict[str, Iterable[int | None]] = {"none": (), "shared": (None,), "unit": own}
            for unit in units[kind]:
                number += 1
                suffix = "" if unit is None else f"_{unit + 1}"
                name = f"b{number}" if self.numbered else f"b{layer + 1}{suffix}"
                yield Parameter(name, layer, None, unit, number)

    def weights(self, layer: int) -> tuple[Parameter, ...]:
        """The weights of a layer, unit by unit."""
        return tuple(p for p in self.parameters if p.layer == layer and p.is_weight)

    def biases(self, layer: int) -> tuple[Parameter, ...]:
        """The biases of a layer: none, one per unit, or one for all."""
        return tuple(p for p in self.parameters if p.layer == layer and not p.is_weight)

    @cached_property
    def by_name(self) -> dict[str, Parameter]:
        """Every parameter under its name."""
        return {parameter.name: parameter for parameter in self.parameters}

    @cached_property
    def _by_place(self) -> dict[tuple[int, int | None, int | None], str]:
        return {(p.layer, p.source, p.unit): p.name for p in self.parameters}

    def w(self, layer: int, source: int, unit: int) -> str:
        """Weight of ``layer`` from ``source`` into ``unit``."""
        return self._by_place[layer, source, unit]

    def b(self, layer: int, unit: int) -> str | None:
        """The bias that ``unit`` of ``layer`` receives, shared or its own; None without one."""
        kind = self.structure.biases[layer]
        return None if kind == "none" else self._by_place[layer, None, None if kind == "shared" else unit]

    def at(self, example: int | None) -> str:
        """The ending that says whose value it is; empty for a batch of one, or for no example."""
        return "" if example is None or self.structure.examples == 1 else f"@{example + 1}"

    def x(self, example: int, source: int) -> str:
        """An input."""
        return f"x{source + 1}{self.at(example)}"

    def y(self, example: int, unit: int) -> str:
        """A target."""
        return f"y{unit + 1}{self.at(example)}"

    def z(self, layer: int, example: int, unit: int) -> str:
        """A pre-activation."""
        return f"z{layer + 1}_{unit + 1}{self.at(example)}"

    def a_stem(self, layer: int, unit: int) -> str:
        """An activation without its example: ``x1`` below the first layer, ``y_hat1`` on the last."""
        if layer < 0:
            return f"x{unit + 1}"
        return f"y_hat{unit + 1}" if layer == self.structure.depth - 1 else f"a{layer + 1}_{unit + 1}"

    def a(self, layer: int, example: int, unit: int) -> str:
        """An activation; layer -1 is the input."""
        return f"{self.a_stem(layer, unit)}{self.at(example)}"

    def dL_da(self, layer: int, example: int, unit: int) -> str:
        """Derivative of the loss by an activation."""
        return f"dL_d{self.a(layer, example, unit)}"

    def dL_da_via(self, layer: int, example: int, unit: int, above: int) -> str:
        """What flows back into a hidden activation from the unit ``above`` of the next layer."""
        return f"dL_d{self.a_stem(layer, unit)}_via{layer + 2}_{above + 1}{self.at(example)}"

    def da_dz(self, layer: int, example: int, unit: int, by: int | None = None) -> str:
        """Local derivative of an activation by its own z, or by the z of unit ``by``."""
        return f"d{self.a_stem(layer, unit)}_dz{layer + 1}_{(unit if by is None else by) + 1}{self.at(example)}"

    def dz_da(self, layer: int, source: int, unit: int) -> str:
        """Derivative of a pre-activation by an activation one layer below."""
        return f"dz{layer + 1}_{unit + 1}_d{self.a_stem(layer - 1, source)}"

    def dz_dw(self, layer: int, example: int, source: int, unit: int) -> str:
        """Derivative of a pre-activation by a weight."""
        return f"dz{layer + 1}_{unit + 1}_d{self.w(layer, source, unit)}{self.at(example)}"

    def dz_db(self, layer: int, unit: int) -> str:
        """Derivative of a pre-activation by its bias."""
        return f"dz{layer + 1}_{unit + 1}_d{self.b(layer, unit)}"

    def delta(self, layer: int, example: int, unit: int) -> str:
        """Derivative of the loss by a pre-activation."""
        return f"delta{layer + 1}_{unit + 1}{self.at(example)}"

    def y_sum(self, example: int) -> str:
        """The sum of an example's targets."""
        return f"y_sum{self.at(example)}"

    def gradient(self, parameter: str, example: int | None = None) -> str:
        """Derivative of the loss by a parameter, of the whole batch or what one example adds to it."""
        return f"dL_d{parameter}{self.at(example)}"

    def example(self, key: str) -> str:
        """The same derivative for the sake of one example alone, free of the scale of the loss."""
        return f"example_{key}"

    def path(self, parameter: str, example: int, units: tuple[int, ...]) -> str:
        """What flows into a parameter's gradient along one path, its units named from the parameter up."""
        return f"path_{parameter}_{'-'.join(str(unit + 1) for unit in units)}{self.at(example)}"


def example_of(key: str) -> int | None:
    """Return the example that a key of a batch belongs to, from 0, or None where it belongs to all."""
    _, _, number = key.partition("@")
    return int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 5 and number != "0" else None


@lru_cache(maxsize=256)
def names(structure: Structure) -> Names:
    """Return the names for a structure, made once."""
    return Names(structure)
