"""Where the nodes of the computation graph stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from backprop import Parameter, SharedBias, Weight
from backprop.names import Names, names
from explainer.figures.shapes import Box, text_width
from explainer.notation.display import Display
from explainer.notation.notation import Notation

MOST_PRODUCTS = 24
"""With more weights than this, one node per unit stands for all its products and their sum."""

WIDTH, HEIGHT = 620.0, 430.0
TOP, BOTTOM = 26.0, 30.0

ROW, UNIT_ROW = 74.0, 120.0
"""Least height of a row of products, and of a unit with a bias below it."""

COLUMN = 76.0
"""From one node to the next inside a unit."""

RADIUS = 12.0

TYPE = 15.0
"""Size of every number and name."""

LEAF_HEIGHT = 36.0
TARGET_HEIGHT = 26.0
INPUT_WIDTH, ACTIVATION_WIDTH = 46.0, 70.0
LOSS_WIDTH, LOSS_HEIGHT = 44.0, 28.0

TO_PRODUCT = 38.0
"""From the box of a weight to the middle of its product, below which a derivative of ten characters stands."""

TO_TARGETS = 44.0, 42.0
"""From the middle of the loss to its targets, where they stand below it and where beside it."""

Point = tuple[float, float]


class ProductEdges(NamedTuple):
    """Where the edges of a product run.

    Attributes:
        passed: where that from the activation goes past the box of the weight, and where it enters.
        weight: where that from the weight leaves its box, and where it enters.
        out: where that to the sum leaves.
    """

    passed: tuple[Point, Point]
    weight: tuple[Point, Point]
    out: Point


@dataclass(frozen=True)
class Plan:
    """Where the nodes stand.

    Attributes:
        products: horizontal place of the products of each layer.
        sums: of the sums z, or of the one node of a unit.
        activations: of the activations, the inputs first.
        loss: of the loss.
        leaf: width of a weight's or bias's box.
        target: width of the box of the targets.
        rows: height of the part that units share out among themselves.
        extra: room that numbers need beyond four decimals.
        has_products: whether every product is a node of its own.
        width: of the drawing.
        height: of the drawing.
    """

    sizes: tuple[int, ...]
    products: tuple[float, ...]
    sums: tuple[float, ...]
    activations: tuple[float, ...]
    loss: float
    leaf: float
    target: float
    rows: float
    extra: float
    has_products: bool
    width: float
    height: float

    def y(self, layer: int, unit: int) -> float:
        """Vertical place of a unit."""
        return TOP + self.rows * (unit + 0.5) / self.sizes[layer + 1]

    @property
    def loss_y(self) -> float:
        """Vertical place of the loss."""
        return TOP + self.rows / 2

    def input(self, unit: int) -> Box:
        """The box of an input."""
        return Box.around(self.activations[0], self.y(-1, unit), INPUT_WIDTH, LEAF_HEIGHT)

    def activation(self, layer: int, unit: int) -> Box:
        """The box of an activation function."""
        return Box.around(self.activations[layer + 1], self.y(layer, unit), ACTIVATION_WIDTH, 2 * RADIUS)

    def leaving(self, layer: int, source: int) -> Point:
        """Where edges leave what enters a layer."""
        box = self.input(source) if layer == 0 else self.activation(layer - 1, source)
        return box.right, box.centre[1]

    def into_sum(self, layer: int, unit: int) -> Point:
        """Where edges enter a sum from the left."""
        return self.sums[layer] - RADIUS, self.y(layer, unit)

    @property
    def loss_box(self) -> Box:
        """The box of the loss."""
        return Box.around(self.loss, self.loss_y, LOSS_WIDTH, LOSS_HEIGHT)

    @property
    def targets(self) -> Box:
        """The box of the targets: one stands below the loss, several beside it."""
        count, (below, beside) = self.sizes[-1], TO_TARGETS
        tall = TARGET_HEIGHT * count
        if count == 1:
            return Box.around(self.loss, self.loss_y + below + tall / 2, self.target, tall)
        return Box.around(self.loss + beside + self.target / 2, self.loss_y, self.target, tall)

    def edges_of_product(self, layer: int, source: int, unit: int) -> ProductEdges:
        """Where the edges of a product run."""
        x, y = self.products[layer], self.product(layer, source, unit)
        right, into = x - TO_PRODUCT, x - RADIUS + 2
        return ProductEdges(
            passed=((right - self.leaf, y - 6), (into, y - 6)),
            weight=((right, y + 12), (into, y + 5)),
            out=(x + RADIUS, y),
        )

    def product(self, layer: int, source: int, unit: int) -> float:
        """Vertical place of a product."""
        count = self.sizes[layer]
        return TOP + self.rows * (unit * count + source + 0.5) / (count * self.sizes[layer + 1])


@lru_cache(maxsize=64)
def plan(notation: Notation, digits: int) -> Plan:
    """Return where the nodes stand, made once for a structure in a notation."""
    s = notation.structure
    named = names(s)
    has_products = sum(isinstance(p, Weight) for p in named.parameters) <= MOST_PRODUCTS
    extra = 7.5 * max(0, digits - 4)
    leaf = extra + max(80.0, 54.0 + max(text_width(notation.parameter(p), TYPE) for p in named.parameters))
    needed = [n * (UNIT_ROW if kind != "none" else ROW) for n, kind in zip(s.sizes[1:], s.biases)]
    if has_products:
        needed += [n_in * n_out * ROW for n_in, n_out in zip(s.sizes, s.sizes[1:], strict=False)]
    rows = max(HEIGHT - TOP - BOTTOM, *needed, s.sizes[0] * ROW)
    products, sums, activations = [], [], [32.0]
    for layer in range(s.depth):
        before = activations[-1] + (40.0 if layer == 0 else 56.0 + extra)
        if has_products:
            products.append(before + leaf + TO_PRODUCT)
            sums.append(products[-1] + COLUMN + extra)
        else:
            products.append(before + leaf / 2 + 20.0)
            sums.append(before + leaf + 60.0)
        activations.append(sums[-1] + COLUMN + 4.0 + extra)
    loss = activations[-1] + (76.0 if s.outputs == 1 else 94.0) + extra
    target = (
        60.0 + extra + max((text_width(notation.written(named.y(0, k)), TYPE) for k in range(s.targets)), default=0.0)
    )
    # One target stands below the loss, several stand to its right, clear of what leads there.
    right = max(34.0 + extra, target / 2 + 6) if s.outputs == 1 else TO_TARGETS[1] + target + 6
    height = TOP + rows + BOTTOM
    return Plan(
        s.sizes, tuple(products), tuple(sums), tuple(activations), loss, leaf, target, rows, extra, has_products,
        max(WIDTH, loss + right), height,
    )  # fmt: skip


@dataclass(frozen=True)
class Graph:
    """What is drawn: the display, what is lit, and the chosen parameter."""

    display: Display
    lit: frozenset[str]
    parameter: str

    @cached_property
    def names(self) -> Names:
        """The keys of the terms."""
        return self.display.trace.names

    @cached_property
    def plan(self) -> Plan:
        """Where the nodes stand."""
        return plan(self.display.notation, self.display.digits)

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return self.display.trace.structure.depth


def leaf_box(graph: Graph, p: Parameter) -> Box:
    """The box of a parameter: a weight's before its product, a bias's below its sum."""
    return Box.around(*_leaf_centre(graph, p), graph.plan.leaf, LEAF_HEIGHT)


def _leaf_centre(graph: Graph, p: Parameter) -> Point:
    made = graph.plan
    if isinstance(p, Weight):
        if made.has_products:
            return made.products[p.layer] - TO_PRODUCT - made.leaf / 2, made.product(p.layer, p.source, p.unit) + 16
        return made.products[p.layer], (made.y(p.layer - 1, p.source) + made.y(p.layer, p.unit)) / 2
    count = made.sizes[p.layer + 1]
    x = made.sums[p.layer] + made.leaf / 2 - 24
    if isinstance(p, SharedBias) and count > 1:
        return x, (made.y(p.layer, count // 2 - 1) + made.y(p.layer, count // 2)) / 2
    return x, made.y(p.layer, p.units(graph.display.trace.structure)[0]) + 60
