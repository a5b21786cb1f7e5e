"""Where everything in a drawing of a network stands, so that nothing covers anything else.

All lengths are in the units of the drawing, which are pixels at its natural size. Places follow
from the structure and its notation alone: no label moves when a number does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist
from typing import NamedTuple

from explainer.notation import Derivative, Symbol, Written

INDEX = 0.75
"""Size of a subscript or superscript beside its letter, as in the style sheet."""

CLEAR = 3.0
"""Least distance between two things that stand side by side."""

ALONG = tuple(sorted((t / 40 for t in range(3, 38)), key=lambda t: (abs(t - 0.5), t)))
"""Places along an edge, as shares of it, the middle first."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """Return the box of this size around a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def narrower(self, by: float) -> Box:
        """Return the same box without this much at its left and right."""
        return Box(self.left + by, self.top, self.right - by, self.bottom)

    def meets(self, other: Box) -> bool:
        """Whether two boxes come closer than they may."""
        return (
            min(self.right, other.right) + CLEAR > max(self.left, other.left)
            and min(self.bottom, other.bottom) + CLEAR > max(self.top, other.top)
        )  # fmt: skip

    def meets_circle(self, circle: Circle) -> bool:
        """Whether a circle comes closer than it may."""
        nearest = min(max(circle.x, self.left), self.right), min(max(circle.y, self.top), self.bottom)
        return dist(nearest, (circle.x, circle.y)) < circle.radius + CLEAR


@dataclass(frozen=True)
class Circle:
    """A unit's place."""

    x: float
    y: float
    radius: float


class Edge(NamedTuple):
    """A straight line from one unit to another, with the name of its weight."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]

    def at(self, t: float) -> tuple[float, float]:
        """Return the place that lies this share of the way along."""
        return (
            self.start[0] + t * (self.end[0] - self.start[0]),
            self.start[1] + t * (self.end[1] - self.start[1]),
        )


@dataclass(frozen=True)
class Columns:
    """The units of a network in columns, the inputs first.

    Attributes:
        sizes: units per layer, inputs first.
        centres: horizontal place of each layer.
        radii: radius of the units of each layer.
        top: highest line that units may use.
        floor: lowest line that units may use.
    """

    sizes: tuple[int, ...]
    centres: tuple[float, ...]
    radii: tuple[float, ...]
    top: float
    floor: float

    def x(self, layer: int) -> float:
        """Horizontal place of a layer, -1 for the inputs."""
        return self.centres[layer + 1]

    def y(self, layer: int, unit: int) -> float:
        """Vertical place of a unit."""
        return self.top + (self.floor - self.top) / self.sizes[layer + 1] * (unit + 0.5)

    def radius(self, layer: int) -> float:
        """Radius of the units of a layer."""
        return self.radii[layer + 1]

    def circles(self, layer: int) -> Iterator[Circle]:
        """Every unit of a layer."""
        for unit in range(self.sizes[layer + 1]):
            yield Circle(self.x(layer), self.y(layer, unit), self.radius(layer))

    def edge(self, name: str, layer: int, source: int, unit: int) -> Edge:
        """The edge of a weight, from circle to circle."""
        return Edge(
            name,
            (self.x(layer - 1) + self.radius(layer - 1), self.y(layer - 1, source)),
            (self.x(layer) - self.radius(layer), self.y(layer, unit)),
        )


def text_width(written: Written | str, size: float) -> float:
    """Estimate how wide text is, rather too wide than too narrow.

    Args:
        written: a symbol, a derivative, or plain text.
        size: type size.
    """
    if isinstance(written, Derivative):
        return size * 1.5 + text_width(written.of, size) + text_width(written.by, size)
    if isinstance(written, Symbol):
        letters = (
            1.1 * size * sum(0.86 if c in "MW" else 0.72 if c.isupper() or c in "wm" else 0.52 for c in written.base)
        )
        return letters + text_width(written.sub + written.sup, INDEX * size)
    return size * sum(0.32 if c in ",.()[] filrt1" else 0.6 for c in written)


def place_labels(
    edges: Sequence[Edge], size: tuple[float, float], boxes: Sequence[Box], circles: Sequence[Circle]
) -> dict[str, tuple[float, float]]:
    """Return the centre of a label for as many edges as have room for one.

    All labels of a layer stand below each other where they can; otherwise each takes the first
    free place along its edge, and of a few ways to look for it the one that places most is taken.

    Args:
        edges: whose labels, the most important first.
        size: width and height of a label.
        boxes: what may not be covered.
        circles: units that may not be covered.
    """
    in_line = sorted((0.5, 0.34, 0.66), key=lambda t: -_clearance(edges, t, size[1] + 14))
    from_left, from_right = sorted(ALONG), sorted(ALONG, reverse=True)
    ways: list[list[Sequence[float]]] = [[(t,)] * len(edges) for t in in_line]
    ways += [[order] * len(edges) for order in (ALONG, from_right, from_left)]
    ways += [[first if i % 2 else second for i in range(len(edges))]
             for first, second in ((from_left, from_right), (from_right, from_left))]  # fmt: skip
    best: dict[str, tuple[float, float]] = {}
    for way in ways:
        for t in (None, 0.5, 0.3, 0.7):
            order = edges if t is None else sorted(edges, key=lambda edge: edge.at(t)[1])
            found = _first_free(order, way, size, boxes, circles)
            if len(found) == len(edges):
                return found
            if len(found) > len(best):
                best = found
    return best


def _clearance(edges: Iterable[Edge], t: float, roomy: float) -> float:
    """Return the smallest distance between labels at ``t``, counting anything roomy as the same."""
    heights = sorted(edge.at(t)[1] for edge in edges)
    return min((min(b - a, roomy) for a, b in pairwise(heights)), default=0.0)


def _first_free(
    edges: Sequence[Edge],
    way: Sequence[Sequence[float]],
    size: tuple[float, float],
    boxes: Sequence[Box],
    circles: Sequence[Circle],
) -> dict[str, tuple[float, float]]:
    """Give each edge in turn the first place along it that is still free."""
    taken = list(boxes)
    places = {}
    for edge, order in zip(edges, way, strict=True):
        for t in order:
            box = Box.around(*edge.at(t), *size)
            if not any(box.meets(other) for other in taken) and not any(map(box.meets_circle, circles)):
                taken.append(box)
                places[edge.name] = edge.at(t)
                break
    return places


@dataclass(frozen=True)
class Request:
    """What a drawing of a network in columns asks for.

    Attributes:
        sizes: units per layer, inputs first.
        radii: radius of the units of each layer.
        gaps: least distance between the centres of neighbouring layers.
        left: horizontal place of the inputs.
        top: highest line that units may use.
        floor: lowest line that units may use.
        label: width and height of a label on an edge.
        edges: for each layer after the input, (name, source, unit) of every edge that wants a label.
        taken: columns, layer -> boxes around the units of a layer that no label may cover.
    """

    sizes: tuple[int, ...]
    radii: tuple[float, ...]
    gaps: tuple[float, ...]
    left: float
    top: float
    floor: float
    label: tuple[float, float]
    edges: tuple[tuple[tuple[str, int, int], ...], ...]
    taken: Callable[[Columns, int], Iterable[Box]]


WIDER = range(0, 240, 20)
"""How much further apart two layers may stand to make room for the labels between them."""


def lay_out(request: Request) -> tuple[Columns, dict[str, tuple[float, float]]]:
    """Return the columns, and the centre of the label of every edge that has room for one."""
    r = request
    centres: tuple[float, ...] = (r.left,)
    labels: dict[str, tuple[float, float]] = {}
    for layer, gap in enumerate(r.gaps):
        best: dict[str, tuple[float, float]] = {}
        furthest = centres[-1] + gap
        for wider in WIDER:
            columns = Columns(r.sizes, (*centres, centres[-1] + gap + wider), r.radii, r.top, r.floor)
            edges = [columns.edge(name, layer, source, unit) for name, source, unit in r.edges[layer]]
            found = place_labels(edges, r.label, *around(columns, layer, r.taken))
            if len(found) > len(best):
                best, furthest = found, columns.x(layer)
            if len(best) == len(edges):
                break
        centres = (*centres, furthest)
        labels |= best
    return Columns(r.sizes, centres, r.radii, r.top, r.floor), labels


def around(
    columns: Columns, layer: int, taken: Callable[[Columns, int], Iterable[Box]]
) -> tuple[list[Box], list[Circle]]:
    """Return the boxes and circles on both sides of the edges that lead into a layer."""
    sides = (layer - 1, layer)
    return (
        [box for side in sides for box in taken(columns, side)],
        [circle for side in sides for circle in columns.circles(side)],
    )
