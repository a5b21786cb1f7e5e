"""Where everything stands in a drawing of one of the two phases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from backprop import Weight
from backprop.names import Names, names
from explainer.figures.columns import Request, always_labelled, lay_out
from explainer.figures.shapes import Box, Columns, text_width
from explainer.notation.display import Display
from explainer.notation.notation import Notation

RADIUS = 32.0
"""Half the width of an amplifier, and the radius of every unit."""

MOST_WITH_SYMBOLS = 3
"""Longer columns show numbers alone beside their units."""

WIDTH = 620.0
"""Least width of a drawing."""

LEFT, TOP, BOTTOM = 42.0, 50.0, 12.0
LABEL_HEIGHT = 22.0

TYPE = 15.0
"""Size of every number."""

ENTRANCE = 26.0
"""Room on the right, beyond the number that enters there."""


@dataclass(frozen=True)
class Plan:
    """Where everything stands in one phase."""

    columns: Columns
    labels: dict[str, tuple[float, float]]
    label: tuple[float, float]
    width: float
    height: float


@dataclass(frozen=True)
class Phase:
    """One of the two drawings.

    Attributes:
        display: trace, notation, precision and example.
        parameter: the chosen parameter, or "".
        lit: keys of the terms whose place in the drawing is lit.
        backward: whether this is the second phase.
    """

    display: Display
    parameter: str
    lit: frozenset[str]
    backward: bool

    @cached_property
    def names(self) -> Names:
        """The keys of the terms."""
        return self.display.trace.names

    @cached_property
    def plan(self) -> Plan:
        """Where everything stands."""
        return plan(self.display.notation, self.display.digits, self.backward)

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return self.display.trace.structure.depth

    def delta(self, layer: int, unit: int) -> str:
        """The derivative of the loss by a z, as the equation beside the drawing has it."""
        return self.names.back(self.names.delta(layer, self.display.example, unit))

    def carried(self, p: Weight) -> str:
        """The term on the edge of a weight: dz/dw forward, dz/da (the weight) backward; else ""."""
        if not self.backward:
            return self.names.dz_dw(p.layer, self.display.example, p.source, p.unit)
        return self.names.dz_da(p.layer, p.source, p.unit) if p.layer else ""

    def role(self, p: Weight) -> str:
        """The role in whose colour an edge is lit, or ""."""
        if p.name == self.parameter:
            return "loss" if self.backward else "parameter"
        return "weight" if self.backward and self.carried(p) in self.lit else ""

    def meets_parameter(self, layer: int, unit: int) -> bool:
        """Whether the chosen parameter leads into this unit."""
        chosen = self.names.by_name.get(self.parameter)
        return chosen is not None and chosen.layer == layer and unit in chosen.units(self.display.trace.structure)


@lru_cache(maxsize=64)
def plan(notation: Notation, digits: int, backward: bool) -> Plan:
    """Return where everything stands, made once for a structure in a notation."""
    s = notation.structure
    named = names(s)
    label = (76.0 + 7.8 * max(0, digits - 4), LABEL_HEIGHT)
    needed = max(n * _pitch(n) for n in s.sizes)
    height = TOP + max(250.0, needed) + BOTTOM
    radii = (26.0, *(RADIUS for _ in s.sizes[1:]))
    gaps = tuple(r1 + r2 + label[0] + 22.0 for r1, r2 in pairwise(radii))
    # Backwards, nothing flows on to the inputs.
    weights = tuple(always_labelled(named, layer) if layer or not backward else () for layer in range(s.depth))

    def taken(columns: Columns, layer: int) -> Iterator[Box]:
        yield from texts_around(notation, columns, layer, backward, label[0])

    entering = max(text_width(notation.delta(s.depth - 1, 0, k), 14.0) for k in range(s.outputs))
    right = RADIUS + (max(entering, label[0]) + ENTRANCE if backward else 20.0)

    def laid_out(gaps: tuple[float, ...]) -> tuple[Columns, dict[str, tuple[float, float]]]:
        return lay_out(Request(s.sizes, radii, gaps, LEFT, TOP, height - BOTTOM, label, weights, taken))

    columns, labels = laid_out(gaps)
    spare = (WIDTH - right - columns.centres[-1]) / s.depth
    if spare > 0:
        # Both phases fill the same width, so that they can be compared.
        columns, labels = laid_out(tuple(b - a + spare for a, b in pairwise(columns.centres)))
    return Plan(columns, labels, label, columns.centres[-1] + right, height)


def _pitch(count: int) -> float:
    """Height that each unit of a column needs, for itself and the texts around it."""
    if count <= 2:
        return 150.0
    return 125.0 if count <= MOST_WITH_SYMBOLS else 92.0


def half_height(columns: Columns, layer: int) -> float:
    """Half the height of an amplifier."""
    return 34.0 if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS else 26.0


def texts_around(notation: Notation, columns: Columns, layer: int, backward: bool, number: float) -> Iterator[Box]:
    """Boxes of an amplifier's wide half and what stands above it, or of what stands below a unit with a bias."""
    if layer < 0:
        return
    s = notation.structure
    for unit in range(columns.sizes[layer + 1]):
        x, y, half = columns.x(layer), columns.y(layer, unit), half_height(columns, layer)
        if backward and layer < s.depth - 1:
            left, right = number - 4, number - 4
            if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS:
                left = max(left, text_width(notation.delta(layer, 0, unit), 14.0))
                right = max(right, text_width(notation.written(names(s).dL_da(layer, 0, unit)), 14.0))
            yield Box(x, y - half, x + RADIUS, y + half)
            yield Box(x - 5 - left, row(columns, layer, unit) - 33, x + 5 + right, y - half)
        elif not backward and s.biases[layer] != "none":
            yield Box.around(x, y + RADIUS + 11, bias_width(notation, layer, unit), 18.0)


def bias_width(notation: Notation, layer: int, unit: int) -> float:
    """Width of what stands below a unit with a bias."""
    return text_width(notation.written(names(notation.structure).dz_db(layer, unit)), 14.0) + 34.0


def row(columns: Columns, layer: int, unit: int) -> float:
    """Line on which the numbers above an amplifier stand."""
    return columns.y(layer, unit) - half_height(columns, layer) - 5
