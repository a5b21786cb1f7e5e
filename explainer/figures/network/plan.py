"""Where the parts of the network diagram stand: units, labels, biases and the loss."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from backprop import Bias, SharedBias, Weight
from backprop.names import names
from explainer.figures.columns import Request, always_labelled, few_enough, is_crowded, labels_between, lay_out
from explainer.figures.shapes import CLEAR, Box, Columns, text_width
from explainer.notation.notation import Notation

NUMBER, GRADIENT, EDGE_OF_BOX, BETWEEN = 52.0, 64.0, 4.0, 6.0
"""Room for a number of four decimals, for a small gradient with four significant digits, and around them."""


CALLED = 12.5
"""Type size of what a reader calls an input or an output."""

TARGET, MOST_CALLED = 38.0, 100.0
"""Room for the word "target", and the most that the name of an output gets in its place."""


class Called(NamedTuple):
    """What a reader calls inputs and outputs, "" where one has no name."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Spacing(NamedTuple):
    """How far apart things stand: with air around them, or as a projected drawing needs it, whose type is large.

    Attributes:
        width: least width of the drawing.
        height: least height.
        left: where the inputs stand.
        spread: what the gaps of a shallow network share out among themselves.
        gap: between a label and the units at both its ends.
        row: between two units of a column, for the factor above the lower one.
        bias_row: the same where a bias stands there too.
        small_row: between small units, which have their factor at their side.
        to_loss: least distance from the outputs to the loss.
        name: least room for the name in a label.
    """

    width: float
    height: float
    left: float
    spread: float
    gap: float
    row: float
    bias_row: float
    small_row: float
    to_loss: float
    name: float


AIRY = Spacing(780.0, 430.0, 52.0, 492.0, 26.0, 32.0, 74.0, 30.0, 65.0, 34.0)
CLOSE = Spacing(0.0, 0.0, 31.0, 0.0, 10.0, 34.0, 62.0, 26.0, 50.0, 20.0)

ROOM = 36.0
"""Radius from which a unit has room for its symbols, a bias of two lines below and its factor above."""


class Label(NamedTuple):
    """Size of a parameter's label, and where in it the name ends."""

    width: float
    height: float
    name: float


@dataclass(frozen=True)
class Plan:
    """The places of everything in the diagram of one structure in one notation.

    Attributes:
        columns: the units.
        label: size of a label on an edge.
        labels: centre of the label of each weight in layers that are not crowded.
        loss: the box of the loss, its targets in it.
        target: where in that box the names of the targets end.
        width: of the drawing.
        height: of the drawing.
        called: what inputs and outputs are called.
    """

    notation: Notation
    columns: Columns
    label: Label
    labels: dict[str, tuple[float, float]]
    loss: Box
    target: float
    width: float
    height: float
    called: Called | None = None

    def label_places(
        self, layer: int, wanted: Sequence[Weight], shown: Container[str]
    ) -> dict[str, tuple[float, float]]:
        """Return the places of the labels of a layer, in a crowded one of those that are wanted most.

        Args:
            layer: the layer the weights lead into.
            wanted: the weights that are lit or chosen, the chosen one first.
            shown: keys of what is lit or chosen, which may have a text of its own beside its unit.
        """
        named = names(self.notation.structure)
        if not is_crowded(self.columns.sizes, layer):
            return {p.name: self.labels[p.name] for p in named.weights(layer) if p.name in self.labels}

        def taken(columns: Columns, side: int) -> Iterator[Box]:
            for unit, box in enumerate(_factor_boxes(self.notation, columns, side)):
                if any(named.da_dz(side, e, unit) in shown for e in range(self.notation.structure.examples)):
                    yield box
            if side >= 0:
                yield from (self.bias(p) for p in named.biases(side) if self.has_room_for_bias(p) or p.name in shown)
            yield from _name_boxes(self.called, columns, side)

        return labels_between(self.columns, layer, few_enough(wanted), self.label[:2], taken)

    def bias(self, p: Bias) -> Box:
        """The box of a bias's label: below its unit, or below the layer that shares it."""
        c = self.columns
        if isinstance(p, SharedBias):
            return Box.around(c.x(p.layer), self.height - 26.0, *self.label[:2])
        return _bias_box(c, p.layer, p.unit, self.label)

    def has_room_for_bias(self, p: Bias) -> bool:
        """Whether a bias is always labelled, rather than only when it is chosen."""
        return isinstance(p, SharedBias) or self.columns.sizes[p.layer + 1] <= 6


def factor_place(columns: Columns, layer: int, unit: int) -> tuple[float, float, str]:
    """Where the factor of a unit is written: x, y of the text and where it is anchored.

    Small units have it at their side, where few edges pass.
    """
    x, y, r = columns.x(layer), columns.y(layer, unit), columns.radius(layer)
    return (x, y - r - 13, "middle") if r >= ROOM else (x + 36, y - r + 9, "start")


@lru_cache(maxsize=64)
def plan(
    notation: Notation, digits: int, gradients: bool, spacing: Spacing = AIRY, called: Called | None = None
) -> Plan:
    """Return the places for a structure, made once.

    Args:
        notation: the structure, and how its terms are written.
        digits: decimals, which widen every number.
        gradients: whether labels carry a gradient below the value.
        spacing: how far apart things stand.
        called: what inputs and outputs are called, or None where nothing is.
    """
    s = notation.structure
    named = names(s)
    number = (GRADIENT if gradients else NUMBER) + 7.8 * max(0, digits - 4)
    label = _label(notation, number, gradients, spacing.name)
    radii = (_input_radius(s.sizes[0]), *(_radius(n, s.depth) for n in s.sizes[1:]))
    top, below = 26.0, 70.0 if "shared" in s.biases else 46.0 if "unit" in s.biases else 24.0
    needed = max(n * _pitch(r, kind, spacing) for n, r, kind in zip(s.sizes, radii, ("none", *s.biases)))
    height = max(spacing.height, top + needed + below)
    spread = spacing.spread / s.depth if s.depth <= 2 else 0.0
    gaps = tuple(
        max(spread, r1 + r2 + label.width + (60.0 if is_crowded(s.sizes, layer) else spacing.gap))
        for layer, (r1, r2) in enumerate(pairwise(radii))
    )

    def taken(columns: Columns, layer: int) -> Iterator[Box]:
        yield from _factor_boxes(notation, columns, layer)
        yield from _name_boxes(called, columns, layer)
        if layer >= 0 and s.biases[layer] == "unit" and s.sizes[layer + 1] <= 6:
            yield from (_bias_box(columns, layer, unit, label).narrower(CLEAR) for unit in range(s.sizes[layer + 1]))

    weights = tuple(always_labelled(named, layer) for layer in range(s.depth))
    request = Request(s.sizes, radii, gaps, spacing.left, top, height - below, label[:2], weights, taken)
    columns, labels = lay_out(request)
    factor = max(text_width(notation.written(named.dL_da(s.depth - 1, 0, k)), 15.0) for k in range(s.outputs))
    outputs = called.outputs if called else ()
    word = max(TARGET, *(min(text_width(name, CALLED) + BETWEEN, MOST_CALLED) for name in outputs), 0.0)
    target = 14.0 + word
    target += max((text_width(notation.written(named.y(0, k)), 14.0) for k in range(s.targets)), default=0.0)
    left = columns.x(s.depth - 1) + radii[-1] + max(spacing.to_loss, factor + 16.0)
    loss_name = text_width(notation.loss, 17.0)
    width = max(120.0, target + number + 4.0, loss_name + number + 50.0)
    middle, tall = (top + columns.floor) / 2, 46.0 + 24.0 * s.outputs
    loss = Box(left, middle - tall / 2, left + width, middle + tall / 2)
    return Plan(notation, columns, label, labels, loss, target, max(spacing.width, loss.right + 8.0), height, called)


def _label(notation: Notation, number: float, gradients: bool, least: float) -> Label:
    widths = [text_width(notation.parameter(p), 14.0) for p in names(notation.structure).parameters]
    if gradients:
        widths.append(text_width(notation.loss, 12.5) + 8.0)
    name = EDGE_OF_BOX + max(least, *widths)
    return Label(name + BETWEEN + number, 38.0 if gradients else 24.0, name)


def _input_radius(count: int) -> float:
    return 28.0 if count <= 6 else 24.0


def _radius(count: int, depth: int) -> float:
    """Radius of the units of a layer: deep networks and long columns have smaller ones."""
    if count > 6:
        return 26.0
    if count > 3:
        return 31.0
    if depth > 3:
        return 31.0
    return 43.0 if depth < 3 else 40.0


def _pitch(radius: float, biases: str, spacing: Spacing) -> float:
    """Return the height that a unit needs for itself, its bias below and its factor above."""
    if radius < ROOM:
        return 2 * radius + spacing.small_row
    return 2 * radius + (spacing.bias_row if biases == "unit" else spacing.row)


def _bias_box(columns: Columns, layer: int, unit: int, label: Label) -> Box:
    x, bottom = columns.x(layer), columns.y(layer, unit) + columns.radius(layer)
    if columns.radius(layer) >= ROOM:
        return Box.around(x, bottom + 22.0, label.width, label.height)
    # One line, to the right, away from the many edges that lead in.
    return Box(x - 20.0, bottom + 3.0, x - 20.0 + one_line(label), bottom + 23.0)


def one_line(label: Label) -> float:
    """Width of a bias's label where value and gradient stand side by side."""
    return 2 * label.width - label.name if label.height > 24.0 else label.width


def input_name(columns: Columns, unit: int, name: str) -> Box:
    """Where the name of an input has room: below its circle, as wide as it needs to be."""
    x, y, r = columns.x(-1), columns.y(-1, unit), columns.radius(-1)
    width = min(text_width(name, CALLED), 2 * min(x - 2, r + 10))
    return Box.around(x, y + r + 9, width, 14.0)


def _name_boxes(called: Called | None, columns: Columns, layer: int) -> Iterator[Box]:
    if called and layer < 0:
        yield from (input_name(columns, unit, name) for unit, name in enumerate(called.inputs) if name)


def _factor_boxes(notation: Notation, columns: Columns, layer: int) -> Iterator[Box]:
    if layer < 0:
        return
    for unit, width in enumerate(_factor_widths(notation)[layer]):
        x, y, anchor = factor_place(columns, layer, unit)
        left = x - width / 2 if anchor == "middle" else x
        yield Box(left, y - 15.0, left + width, y + 5.0)


@lru_cache(maxsize=64)
def _factor_widths(notation: Notation) -> tuple[tuple[float, ...], ...]:
    """Return the widths of the factors of all units, layer by layer."""
    s = notation.structure
    return tuple(
        tuple(text_width(notation.written(names(s).da_dz(layer, 0, unit)), 15.0) for unit in range(size))
        for layer, size in enumerate(s.sizes[1:])
    )
