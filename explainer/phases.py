"""The two phases of backpropagation, each as a drawing of the same network.

The forward pass leaves dz/dw on every edge: the activation that enters it. The backward pass is
the network run backwards: dL/dz enters at the outputs, flows right to left over the weights, and
each unit multiplies what arrives by the slope of its activation function. The gradient of a
weight is what the second drawing has at the unit it leads into, times what the first one has on
its edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import hypot

from backprop import Parameter
from backprop.names import Names, names
from explainer.display import Display
from explainer.layout import Box, Columns, Edge, Request, around, lay_out, place_labels, text_width
from explainer.notation import Notation
from explainer.places import LARGE, MOST_LABELLED_EDGES, is_crowded
from explainer.svg import choosable, number_text, picture, symbol_text

RADIUS = 32.0
"""Half the width of an amplifier, and the radius of every unit."""

MOST_WITH_SYMBOLS = 3
"""Longer columns show numbers alone beside their units."""

WIDTH = 620.0
"""Least width of a drawing."""

LEFT, TOP, BOTTOM = 42.0, 46.0, 12.0
LABEL_HEIGHT = 20.0
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

    def carried(self, p: Parameter) -> str:
        """The term on the edge of a weight: dz/dw forward, dz/da (the weight) backward; else ""."""
        assert p.source is not None
        assert p.unit is not None
        if not self.backward:
            return self.names.dz_dw(p.layer, self.display.example, p.source, p.unit)
        return self.names.dz_da(p.layer, p.source, p.unit) if p.layer else ""

    def role(self, p: Parameter) -> str:
        """The role in whose colour an edge is lit, or ""."""
        if p.name == self.parameter:
            return "loss" if self.backward else "parameter"
        return "weight" if self.backward and self.carried(p) in self.lit else ""

    def meets_parameter(self, layer: int, unit: int) -> bool:
        """Whether the chosen parameter leads into this unit."""
        chosen = self.names.by_name.get(self.parameter)
        return chosen is not None and chosen.layer == layer and chosen.unit in {None, unit}


def forward_phase_svg(display: Display, parameter: str, lit: frozenset[str]) -> str:
    """Return the first phase: the network with dz/dw on each edge, which is what enters it.

    Args:
        display: what is shown, and which example of the batch.
        parameter: the chosen parameter, or "".
        lit: keys of the terms that are lit.
    """
    return _svg(Phase(display, parameter, lit, backward=False))


def backward_phase_svg(display: Display, parameter: str, lit: frozenset[str]) -> str:
    """Return the second phase: the same network run backwards, each hidden unit an amplifier.

    Args:
        display: what is shown, and which example of the batch.
        parameter: the chosen parameter, or "".
        lit: keys of the terms that are lit.
    """
    return _svg(Phase(display, parameter, lit, backward=True))


def _svg(phase: Phase) -> str:
    parts = [*_heading(phase), *_edges(phase), *_units(phase)]
    parts += _arrivals(phase) if phase.backward else _biases(phase)
    parts += _labels(phase)
    width, height = phase.plan.width, phase.plan.height
    words = (
        "The network run backwards: the derivative of the loss by each z flows from the outputs to the left; "
        "each hidden unit multiplies what arrives by the slope of its activation function."
        if phase.backward
        else "The forward pass: each edge carries the derivative of z by its weight, which is what enters the edge."
    )
    return picture("network phase", width, height, words, parts, width > LARGE[0] or height > LARGE[1])


@lru_cache(maxsize=64)
def plan(notation: Notation, digits: int, backward: bool) -> Plan:
    """Return where everything stands, made once for a structure in a notation."""
    s = notation.structure
    named = names(s)
    label = (60.0 + 7.8 * max(0, digits - 4), LABEL_HEIGHT)
    needed = max(n * _pitch(n) for n in s.sizes)
    height = TOP + max(250.0, needed) + BOTTOM
    radii = (26.0, *(RADIUS for _ in s.sizes[1:]))
    gaps = tuple(r1 + r2 + label[0] + 22.0 for r1, r2 in pairwise(radii))
    edges = tuple(
        tuple((p.name, p.source or 0, p.unit or 0) for p in named.weights(layer))
        if not is_crowded(named, layer) and (layer or not backward)
        else ()
        for layer in range(s.depth)
    )

    def taken(columns: Columns, layer: int) -> Iterator[Box]:
        yield from _texts_around(notation, columns, layer, backward, label[0])

    entering = max(text_width(notation.delta(s.depth - 1, 0, k), 13.0) for k in range(s.outputs))
    right = RADIUS + (max(entering, label[0]) + ENTRANCE if backward else 20.0)

    def laid_out(gaps: tuple[float, ...]) -> tuple[Columns, dict[str, tuple[float, float]]]:
        return lay_out(Request(s.sizes, radii, gaps, LEFT, TOP, height - BOTTOM, label, edges, taken))

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


def _half_height(columns: Columns, layer: int) -> float:
    return 34.0 if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS else 26.0


def _texts_around(notation: Notation, columns: Columns, layer: int, backward: bool, number: float) -> Iterator[Box]:
    """Boxes of an amplifier's wide half and what stands above it, or of what stands below a unit with a bias."""
    if layer < 0:
        return
    s = notation.structure
    for unit in range(columns.sizes[layer + 1]):
        x, y, half = columns.x(layer), columns.y(layer, unit), _half_height(columns, layer)
        if backward and layer < s.depth - 1:
            left, right = number - 4, number - 4
            if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS:
                left = max(left, text_width(notation.delta(layer, 0, unit), 13.0))
                right = max(right, text_width(notation.written(names(s).dL_da(layer, 0, unit)), 13.0))
            yield Box(x, y - half, x + RADIUS, y + half)
            yield Box(x - 5 - left, _row(columns, layer, unit) - 28, x + 5 + right, y - half)
        elif not backward and s.biases[layer] != "none":
            yield Box.around(x, y + RADIUS + 11, _bias_width(notation, layer, unit), 18.0)


def _bias_width(notation: Notation, layer: int, unit: int) -> float:
    return text_width(notation.written(names(notation.structure).dz_db(layer, unit)), 13.0) + 34.0


def _row(columns: Columns, layer: int, unit: int) -> float:
    """Line on which the numbers above an amplifier stand."""
    return columns.y(layer, unit) - _half_height(columns, layer) - 5


def _heading(phase: Phase) -> Iterator[str]:
    """What the drawing shows, and the symbol of what the chosen parameter meets in it."""
    title = "2 · backward: from the loss to the left" if phase.backward else "1 · forward: what enters each edge"
    yield f'<text class="name start" x="12" y="20">{title}</text>'
    chosen = phase.names.by_name.get(phase.parameter)
    if chosen is None:
        return
    role = "loss" if phase.backward else "parameter"
    unit = chosen.unit or 0
    if phase.backward:
        key = phase.names.delta(chosen.layer, phase.display.example, unit)
    else:
        key = phase.carried(chosen) if chosen.is_weight else phase.names.dz_db(chosen.layer, unit)
    yield (
        f'<text class="factor role-{role} end" x="{phase.plan.width - 10:.1f}" y="20" data-factor="{key}">'
        f"{phase.display.written(key).svg}</text>"
    )


def _edge_of(phase: Phase, p: Parameter) -> Edge:
    return phase.plan.columns.edge(p.name, p.layer, p.source or 0, p.unit or 0)


def _where(edge: Edge) -> str:
    (x1, y1), (x2, y2) = edge.start, edge.end
    return f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'


def _edges(phase: Phase) -> list[str]:
    """Lines of the weights, the lit ones on top; backwards with an arrow head at their left."""
    drawn = []
    for p in phase.names.parameters:
        if not p.is_weight:
            continue
        edge, role, crowded = _edge_of(phase, p), phase.role(p), is_crowded(phase.names, p.layer)
        where = _where(edge)
        style = f"lit role-{role}" if role else ""
        factor = f' data-factor="{_factor(phase, p)}"' if role else ""
        halo = f'<line class="halo {style}" {where}{factor}/>' if role else ""
        line = f'<line class="edge {"crowded" if crowded else ""} {style}" {where}{factor}/>'
        head = _arrow_head(edge, style) if phase.backward and p.layer and (role or not crowded) else ""
        drawn.append((bool(role), halo + line + head))
    return [markup for _, markup in sorted(drawn, key=lambda item: item[0])]


def _factor(phase: Phase, p: Parameter) -> str:
    """The factor that hovering over a lit edge points at."""
    if phase.backward and p.name == phase.parameter:
        assert p.unit is not None
        return phase.names.delta(p.layer, phase.display.example, p.unit)
    return phase.carried(p)


def _arrow_head(edge: Edge, style: str) -> str:
    (x, y), (x2, y2) = edge.start, edge.end
    length = hypot(x2 - x, y2 - y)
    dx, dy = (x2 - x) / length, (y2 - y) / length
    first = f"{x + 9 * dx - 4 * dy:.1f} {y + 9 * dy + 4 * dx:.1f}"
    second = f"{x + 9 * dx + 4 * dy:.1f} {y + 9 * dy - 4 * dx:.1f}"
    return f'<path class="head {style}" d="M{first} L{x:.1f} {y:.1f} L{second}"/>'


def _units(phase: Phase) -> Iterator[str]:
    display, n, e, columns = phase.display, phase.names, phase.display.example, phase.plan.columns
    for i in range(columns.sizes[0]):
        x, y = columns.x(-1), columns.y(-1, i)
        content = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{columns.radius(-1):.1f}"/>'
        numbers = symbol_text(display, n.x(e, i), x, y + (5 if phase.backward else -4))
        if not phase.backward:
            numbers += number_text(display, n.x(e, i), x, y + 14, "number small")
        yield f'<g class="unit input">{content}{numbers}</g>'
    for layer in range(phase.depth):
        for j in range(columns.sizes[layer + 1]):
            is_amplifier = phase.backward and layer < phase.depth - 1
            yield _amplifier(phase, layer, j) if is_amplifier else _circle(phase, layer, j)


def _circle(phase: Phase, layer: int, j: int) -> str:
    display, n, e, columns = phase.display, phase.names, phase.display.example, phase.plan.columns
    x, y, a = columns.x(layer), columns.y(layer, j), n.a(layer, e, j)
    z, delta = n.z(layer, e, j), n.delta(layer, e, j)
    content = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:.1f}"/>'
    if phase.backward:
        content += symbol_text(display, z, x, y + 5)
    else:
        content += symbol_text(display, a, x, y - 5) + number_text(display, a, x, y + 14, "number activation")
    step = delta if phase.backward else z
    return choosable(f"step:{step}", f"unit {display.written(a).plain}", f"<g>{content}</g>", "unit", False)


def _amplifier(phase: Phase, layer: int, j: int) -> str:
    """A triangle that points left: what arrives above its right, what leaves above its left."""
    display, n, e, columns = phase.display, phase.names, phase.display.example, phase.plan.columns
    x, y, half = columns.x(layer), columns.y(layer, j), _half_height(columns, layer)
    local, arriving, leaving = n.da_dz(layer, e, j), n.dL_da(layer, e, j), n.delta(layer, e, j)
    lit = local in phase.lit
    content = (
        f'<path class="amplifier" d="M{x - RADIUS:.1f} {y:.1f} L{x + RADIUS:.1f} {y - half:.1f} v{2 * half:.1f} z"/>'
    )
    content += number_text(display, local, x + 8, y + 5, "number slope")
    row, strong = _row(columns, layer, j), " strong" if phase.meets_parameter(layer, j) else ""
    content += number_text(display, arriving, x + 5, row, "number start small")
    content += number_text(display, leaving, x - 5, row, f"number end leaving{strong}")
    if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS:
        slope = "σ′" if display.trace.structure.activations[layer] == "sigmoid" else "f′"
        content += f'<text class="name" x="{x + 19:.1f}" y="{y - 10:.1f}">{slope}</text>'
        content += symbol_text(display, arriving, x + 5, row - 15, "name start small")
        content += symbol_text(display, leaving, x - 5, row - 15, "name end small")
    style = "unit lit role-unit" if lit else "unit"
    factor = f' data-factor="{local}"' if lit else ""
    label = f"unit {display.written(n.a(layer, e, j)).plain}, run backwards"
    return choosable(f"step:{leaving}", label, f"<g{factor}>{content}</g>", style, lit)


def _arrivals(phase: Phase) -> Iterator[str]:
    """What enters at the outputs, where the backward pass begins."""
    display, columns, last = phase.display, phase.plan.columns, phase.depth - 1
    for k in range(columns.sizes[-1]):
        key = phase.names.delta(last, display.example, k)
        start, y = columns.x(last) + RADIUS, columns.y(last, k)
        middle, end = (start + phase.plan.width - 10) / 2 + 4, phase.plan.width - 10
        lit = key in phase.lit or phase.meets_parameter(last, k)
        style = "lit role-loss" if lit else ""
        edge = Edge("", (start, y), (end, y))
        yield f'<line class="edge {style}" {_where(edge)} data-factor="{key}"/>{_arrow_head(edge, style)}'
        yield symbol_text(display, key, middle, y - 9, "name small")
        strong = " strong" if phase.meets_parameter(last, k) else ""
        yield number_text(display, key, middle, y + 18, f"number leaving{strong}")


def _biases(phase: Phase) -> Iterator[str]:
    """Below each unit with a bias: dz/db = 1."""
    display, columns, n = phase.display, phase.plan.columns, phase.names
    for layer in range(phase.depth):
        for unit in range(columns.sizes[layer + 1]):
            name = n.b(layer, unit)
            if name is None:
                continue
            key, chosen = n.dz_db(layer, unit), name == phase.parameter
            x, line, width = (
                columns.x(layer),
                columns.y(layer, unit) + RADIUS + 15,
                _bias_width(display.notation, layer, unit),
            )
            content = f'<rect x="{x - width / 2:.1f}" y="{line - 13:.1f}" width="{width:.1f}" height="18" rx="5"/>'
            content += symbol_text(display, key, x + width / 2 - 30, line, "name end small")
            content += f'<text class="name small" x="{x + width / 2 - 22:.1f}" y="{line:.1f}">=</text>'
            content += number_text(display, key, x + width / 2 - 12, line, "number small")
            style = "parameter lit role-parameter" if chosen else "parameter"
            yield choosable(f"parameter:{name}", f"bias {name} into unit {unit + 1}", content, style, chosen)


def _labels(phase: Phase) -> list[str]:
    """The number that an edge carries, on it; where there is no room, the edge alone can be chosen."""
    lines, labels = [], []
    for layer in range(phase.depth):
        places = _places(phase, layer)
        for p in phase.names.weights(layer):
            chosen, role = p.name == phase.parameter, phase.role(p)
            style = "parameter" + (f" lit role-{role}" if role else "")
            button = (f"parameter:{p.name}", f"weight {p.name}")
            if p.name not in places:
                line = f'<line class="hit" {_where(_edge_of(phase, p))}/>'
                lines.append(choosable(*button, line, f"{style} bare", chosen))
                continue
            (x, y), (width, tall) = places[p.name], phase.plan.label
            content = (
                f'<rect x="{x - width / 2:.1f}" y="{y - tall / 2:.1f}" width="{width:.1f}" height="{tall}" rx="5"/>'
                + number_text(phase.display, phase.carried(p), x, y + 5, "number carried")
            )
            labels.append(choosable(*button, content, f"{style} boxed", chosen))
    return lines + labels


def _places(phase: Phase, layer: int) -> dict[str, tuple[float, float]]:
    """Return the places of the labels of a layer; backwards, nothing flows on to the inputs."""
    n, made = phase.names, phase.plan
    if phase.backward and layer == 0:
        return {}
    if not is_crowded(n, layer):
        return made.labels
    wanted = sorted((p for p in n.weights(layer) if phase.role(p)), key=lambda p: p.name != phase.parameter)
    wanted = wanted if len(wanted) <= MOST_LABELLED_EDGES else wanted[:1]

    def taken(columns: Columns, side: int) -> Iterator[Box]:
        yield from _texts_around(phase.display.notation, columns, side, phase.backward, made.label[0])

    return place_labels([_edge_of(phase, p) for p in wanted], made.label, *around(made.columns, layer, taken))
