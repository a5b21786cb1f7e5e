"""The shapes that drawings of networks are made of: boxes, circles, edges, columns of units, text.

All lengths are in the units of the drawing, which are pixels at its natural size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from backprop import Weight
from explainer.notation.symbols import Applied, Derivative, Symbol, Written

INDEX = 0.8
"""Size of a subscript or superscript beside its letter, as in the style sheet."""

CLEAR = 3.0
"""Least distance between two things that stand side by side."""


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

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        """Whether two boxes overlap."""
        across = min(self.right, other.right) > max(self.left, other.left)
        return across and min(self.bottom, other.bottom) > max(self.top, other.top)

    def narrower(self, by: float) -> Box:
        """Return the same box without this much at its left and right."""
        return Box(self.left + by, self.top, self.right - by, self.bottom)


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

    def edge(self, p: Weight) -> Edge:
        """The edge of a weight, from circle to circle."""
        return Edge(
            p.name,
            (self.x(p.layer - 1) + self.radius(p.layer - 1), self.y(p.layer - 1, p.source)),
            (self.x(p.layer) - self.radius(p.layer), self.y(p.layer, p.unit)),
        )


def text_width(written: Written | str, size: float) -> float:
    """Estimate how wide text is, rather too wide than too narrow.

    Args:
        written: a symbol, a derivative, or plain text.
        size: type size.
    """
    if isinstance(written, Derivative):
        return size * 1.5 + text_width(written.of, size) + text_width(written.by, size)
    if isinstance(written, Applied):
        return text_width("()", size) + sum(text_width(symbol, size) for symbol in (written.of, *written.at))
    if isinstance(written, Symbol):
        letters = (
            1.1 * size * sum(0.86 if c in "MW" else 0.72 if c.isupper() or c in "wm" else 0.52 for c in written.base)
        )
        return letters + text_width(written.sub + written.sup, INDEX * size)
    return size * sum(0.32 if c in ",.()[] filrt1" else 0.6 for c in written)


def cut(text: str, size: float, room: float) -> str:
    """Return as much of a text as there is room for.

    >>> cut("petal", 10.0, 40.0), cut("petal length", 10.0, 40.0)
    ('petal', 'petal…')
    """
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
