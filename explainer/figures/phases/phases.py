"""The two phases of backpropagation, each as a drawing of the same network.

The forward pass leaves dz/dw on every edge: the activation that enters it. The backward pass is
the network run backwards: dL/dz enters at the outputs, flows right to left over the weights, and
each unit multiplies what arrives by the slope of its activation function. The gradient of a
weight is what the second drawing has at the unit it leads into, times what the first one has on
its edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from markupsafe import Markup

from backprop import Weight
from explainer.browser.choices import Choice
from explainer.figures.columns import few_enough, is_crowded, labels_between
from explainer.figures.phases.plan import (
    MOST_WITH_SYMBOLS,
    RADIUS,
    TYPE,
    Phase,
    bias_width,
    half_height,
    row,
    texts_around,
)
from explainer.figures.pieces import (
    Fit,
    choosable,
    circle,
    ends,
    number_text,
    picture,
    rectangle,
    room_in_circle,
    symbol_text,
)
from explainer.figures.shapes import Box, Columns, Edge
from explainer.notation.display import Display
from explainer.notation.spoken import spoken, spoken_unit
from explainer.notation.terms import unit_name

ROOM_IN_AMPLIFIER = 44.0
"""Width that the slope in an amplifier may have."""


def forward_phase_svg(display: Display, parameter: str, lit: frozenset[str]) -> Markup:
    """Return the first phase: the network with dz/dw on each edge, which is what enters it.

    Args:
        display: what is shown, and which example of the batch.
        parameter: the chosen parameter, or "".
        lit: keys of the terms that are lit.
    """
    return _svg(Phase(display, parameter, lit, backward=False))


def backward_phase_svg(display: Display, parameter: str, lit: frozenset[str]) -> Markup:
    """Return the second phase: the same network run backwards, each hidden unit an amplifier.

    Args:
        display: what is shown, and which example of the batch.
        parameter: the chosen parameter, or "".
        lit: keys of the terms that are lit.
    """
    return _svg(Phase(display, parameter, lit, backward=True))


def _svg(phase: Phase) -> Markup:
    parts = [*_heading(phase), *_edges(phase), *_units(phase)]
    parts += _arrivals(phase) if phase.backward else _biases(phase)
    parts += _labels(phase)
    words = (
        "The network run backwards: the derivative of the loss by each z flows from the outputs to the left; "
        "each hidden unit multiplies what arrives by the slope of its activation function."
        if phase.backward
        else "The forward pass: each edge carries the derivative of z by its weight, which is what enters the edge."
    )
    return picture("network phase", phase.plan.width, phase.plan.height, words, parts)


def _heading(phase: Phase) -> Iterator[str]:
    """What the drawing shows, and the symbol of what the chosen parameter meets in it."""
    title = "2 · backward: from the loss to the left" if phase.backward else "1 · forward: what enters each edge"
    yield f'<text class="name start" x="12" y="20">{title}</text>'
    chosen = phase.names.by_name.get(phase.parameter)
    if chosen is None:
        return
    role = "loss" if phase.backward else "parameter"
    unit = chosen.units(phase.display.trace.structure)[0]
    if phase.backward:
        key = phase.delta(chosen.layer, unit)
    else:
        key = phase.carried(chosen) if isinstance(chosen, Weight) else phase.names.dz_db(chosen.layer, unit)
    yield (
        f'<text class="factor role-{role} end" x="{phase.plan.width - 10:.1f}" y="20" data-factor="{key}">'
        f"{phase.display.written(key).svg}</text>"
    )


def _edges(phase: Phase) -> list[str]:
    """Lines of the weights, the lit ones on top; backwards with an arrow head at their left."""
    drawn = []
    for p in phase.names.parameters:
        if not isinstance(p, Weight):
            continue
        edge, role = phase.plan.columns.edge(p), phase.role(p)
        where, crowded = ends(edge), is_crowded(phase.plan.columns.sizes, p.layer)
        style = f"lit role-{role}" if role else ""
        factor = f' data-factor="{_factor(phase, p)}"' if role else ""
        halo = f'<line class="halo {style}" {where}{factor}/>' if role else ""
        line = f'<line class="edge {"crowded" if crowded else ""} {style}" {where}{factor}/>'
        head = _arrow_head(edge, style) if phase.backward and p.layer and (role or not crowded) else ""
        drawn.append((bool(role), halo + line + head))
    return [markup for _, markup in sorted(drawn, key=lambda item: item[0])]


def _factor(phase: Phase, p: Weight) -> str:
    """The factor that hovering over a lit edge points at."""
    if phase.backward and p.name == phase.parameter:
        return phase.delta(p.layer, p.unit)
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
        x, y, r = columns.x(-1), columns.y(-1, i), columns.radius(-1)
        numbers = symbol_text(display, n.x(e, i), x, y + (5 if phase.backward else -4))
        if not phase.backward:
            numbers += number_text(display, n.x(e, i), x, y + 14, "number small", Fit(TYPE, room_in_circle(r, 14.0)))
        yield f'<g class="unit input">{circle(x, y, r)}{numbers}</g>'
    for layer in range(phase.depth):
        for j in range(columns.sizes[layer + 1]):
            is_amplifier = phase.backward and layer < phase.depth - 1
            yield _amplifier(phase, layer, j) if is_amplifier else _circle(phase, layer, j)


def _circle(phase: Phase, layer: int, j: int) -> str:
    display, n, e, columns = phase.display, phase.names, phase.display.example, phase.plan.columns
    x, y, a = columns.x(layer), columns.y(layer, j), n.a(layer, e, j)
    z, delta = n.z(layer, e, j), phase.delta(layer, j)
    content = circle(x, y, RADIUS)
    if phase.backward:
        content += symbol_text(display, z, x, y + 5)
    else:
        fit = Fit(TYPE, room_in_circle(RADIUS, 14.0))
        content += symbol_text(display, a, x, y - 5) + number_text(display, a, x, y + 14, "number activation", fit)
    step = delta if phase.backward else z
    return choosable(Choice("step", step), spoken_unit(display.notation, layer, j), f"<g>{content}</g>", "unit", False)


def _amplifier(phase: Phase, layer: int, j: int) -> str:
    """A triangle that points left: what arrives above its right, what leaves above its left."""
    display, n, e, columns = phase.display, phase.names, phase.display.example, phase.plan.columns
    x, y, half = columns.x(layer), columns.y(layer, j), half_height(columns, layer)
    local, arriving, leaving = n.da_dz(layer, e, j), n.back(n.dL_da(layer, e, j)), phase.delta(layer, j)
    lit = local in phase.lit
    content = (
        f'<path class="amplifier" d="M{x - RADIUS:.1f} {y:.1f} L{x + RADIUS:.1f} {y - half:.1f} v{2 * half:.1f} z"/>'
    )
    content += number_text(display, local, x + 8, y + 5, "number slope", Fit(TYPE, ROOM_IN_AMPLIFIER))
    line, strong = row(columns, layer, j), phase.meets_parameter(layer, j)
    room = phase.plan.label[0] - 4
    content += number_text(display, arriving, x + 5, line, "number start small", Fit(TYPE, room))
    content += _leaving(display, leaving, x - 5, line, strong, room, " end")
    if columns.sizes[layer + 1] <= MOST_WITH_SYMBOLS:
        slope = "σ′" if display.trace.structure.activations[layer] == "sigmoid" else "f′"
        content += f'<text class="name" x="{x + 19:.1f}" y="{y - 10:.1f}">{slope}</text>'
        content += symbol_text(display, arriving, x + 5, line - 20, "name start small")
        content += symbol_text(display, leaving, x - 5, line - 20, "name end small")
    style = "unit lit role-unit" if lit else "unit"
    factor = f' data-factor="{local}"' if lit else ""
    label = f"{spoken_unit(display.notation, layer, j)}, run backwards"
    return choosable(Choice("step", leaving), label, f"<g{factor}>{content}</g>", style, lit)


def _leaving(display: Display, key: str, x: float, y: float, strong: bool, room: float, anchor: str = "") -> str:
    """The delta that flows on from a unit; stronger where the chosen parameter meets it."""
    style = "leaving strong" if strong else "leaving"
    return number_text(display, key, x, y, f"number{anchor} {style}", Fit(TYPE, room))


def _arrivals(phase: Phase) -> Iterator[str]:
    """What enters at the outputs, where the backward pass begins."""
    display, columns, last = phase.display, phase.plan.columns, phase.depth - 1
    for k in range(columns.sizes[-1]):
        key = phase.delta(last, k)
        start, y = columns.x(last) + RADIUS, columns.y(last, k)
        middle, end = (start + phase.plan.width - 10) / 2 + 4, phase.plan.width - 10
        lit = key in phase.lit or phase.meets_parameter(last, k)
        style = "lit role-loss" if lit else ""
        edge = Edge("", (start, y), (end, y))
        yield f'<line class="edge {style}" {ends(edge)} data-factor="{key}"/>{_arrow_head(edge, style)}'
        yield symbol_text(display, key, middle, y - 9, "name small")
        yield _leaving(display, key, middle, y + 18, phase.meets_parameter(last, k), phase.plan.label[0])


def _biases(phase: Phase) -> Iterator[str]:
    """Below each unit with a bias: dz/db = 1."""
    display, columns, n = phase.display, phase.plan.columns, phase.names
    for layer in range(phase.depth):
        for unit in range(columns.sizes[layer + 1]):
            name = n.b(layer, unit)
            if name is None:
                continue
            key, chosen = n.dz_db(layer, unit), name == phase.parameter
            x, line = columns.x(layer), columns.y(layer, unit) + RADIUS + 15
            box = Box.around(x, line - 4, bias_width(display.notation, layer, unit), 18.0)
            content = rectangle(box, 5) + symbol_text(display, key, box.right - 30, line, "name end small")
            content += f'<text class="name small" x="{box.right - 22:.1f}" y="{line:.1f}">=</text>'
            content += number_text(display, key, box.right - 12, line, "number", Fit(TYPE, 20.0))
            style = "parameter lit role-parameter" if chosen else "parameter"
            yield choosable(
                Choice("parameter", name),
                f"{spoken(display.notation, name)}, into {unit_name(display.notation.structure, layer, unit)}",
                content,
                style,
                chosen,
            )


def _labels(phase: Phase) -> list[str]:
    """The number that an edge carries, on it; where there is no room, the edge alone can be chosen."""
    lines, labels = [], []
    for layer in range(phase.depth):
        places = _places(phase, layer)
        for p in phase.names.weights(layer):
            chosen, role = p.name == phase.parameter, phase.role(p)
            style = "parameter" + (f" lit role-{role}" if role else "")
            button = (Choice("parameter", p.name), spoken(phase.display.notation, p.name))
            if p.name not in places:
                line = f'<line class="hit" {ends(phase.plan.columns.edge(p))}/>'
                lines.append(choosable(*button, line, f"{style} bare", chosen))
                continue
            (x, y), label = places[p.name], phase.plan.label
            number = number_text(phase.display, phase.carried(p), x, y + 5, "number carried", Fit(TYPE, label[0] - 6))
            content = rectangle(Box.around(x, y, *label), 5) + number
            labels.append(choosable(*button, content, f"{style} boxed", chosen))
    return lines + labels


def _places(phase: Phase, layer: int) -> dict[str, tuple[float, float]]:
    """Return the places of the labels of a layer; backwards, nothing flows on to the inputs."""
    n, made = phase.names, phase.plan
    if phase.backward and layer == 0:
        return {}
    if not is_crowded(made.columns.sizes, layer):
        return made.labels
    wanted = sorted((p for p in n.weights(layer) if phase.role(p)), key=lambda p: p.name != phase.parameter)

    def taken(columns: Columns, side: int) -> Iterator[Box]:
        yield from texts_around(phase.display.notation, columns, side, phase.backward, made.label[0])

    return labels_between(made.columns, layer, few_enough(wanted), made.label, taken)
