"""The labels of weights and biases in the diagram: name, value and gradient, each one button."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import escape

from backprop import Bias, Parameter, SharedBias, UnitBias, Weight
from explainer.browser.choices import Choice
from explainer.figures.network.drawing import Drawing, edge_roles, is_lit_edge, role_of
from explainer.figures.network.plan import BETWEEN, NUMBER, ROOM
from explainer.figures.pieces import Fit, choosable, classes, ends, number_text, rectangle, symbol_text
from explainer.figures.shapes import Box, text_width
from explainer.notation.families import traits
from explainer.notation.spoken import spoken


def bias_labels(drawing: Drawing) -> Iterator[str]:
    """Each bias below what it feeds; one that a layer shares is joined to its units by dashed lines."""
    for p in drawing.names.parameters:
        if isinstance(p, Weight):
            continue
        box = drawing.plan.bias(p)
        if isinstance(p, SharedBias):
            yield from _feeds(drawing, p, box)
        if isinstance(p, UnitBias) and drawing.columns.radius(p.layer) < ROOM:
            # Long columns have no room for every bias, only for a mark that can be chosen.
            seen = drawing.plan.has_room_for_bias(p) or p.name == drawing.parameter or drawing.is_lit(p.name)
            yield _bias_in_one_line(drawing, p, box) if seen else _bias_mark(drawing, p)
        else:
            yield _parameter_label(drawing, p, *box.centre, boxed=False)


def _feeds(drawing: Drawing, p: SharedBias, box: Box) -> Iterator[str]:
    """The dashed lines from a shared bias to the units of its layer."""
    x, r, count = drawing.columns.x(p.layer), drawing.columns.radius(p.layer), drawing.sizes[p.layer + 1]
    for j in range(count):
        bottom = drawing.columns.y(p.layer, j) + r
        role = "weight" if drawing.flow == "forward" else "parameter"
        style = classes("feed", f"lit role-{role}" if _feeds_what_is_lit(drawing, p, j) else "")
        curve = f"M{x:.1f} {box.top - 1:.1f} L{x:.1f} {bottom:.1f}"
        if j < count - 1:
            bow, start = x + r + 26 + 10 * min(count - j, 3), box.top + 1
            end = f"{x + r * 0.7:.1f} {bottom - r * 0.28:.1f}"
            curve = f"M{x + 20:.1f} {start:.1f} C{bow:.1f} {start - 12:.1f} {bow:.1f} {bottom:.1f} {end}"
        along = f'd="{curve}"'
        yield f'<path class="{style}" {along}/>{_hit(p, "path", along)}'


def _hit(p: Parameter, shape: str, where: str) -> str:
    """A broad invisible line along an edge, for the pointer; for keyboard and ear there is the label."""
    return f'<{shape} class="hit" {where} data-choose="{escape(str(Choice("parameter", p.name)))}"/>'


def _bias_mark(drawing: Drawing, p: UnitBias) -> str:
    """A small square at the foot of a unit, where its bias can be chosen."""
    x, y = drawing.columns.x(p.layer), drawing.columns.y(p.layer, p.unit) + drawing.columns.radius(p.layer)
    square = f'<path class="mark" d="M{x - 4:.1f} {y + 3:.1f} h8 v8 h-8 z"/>'
    return _parameter_button(drawing, p, square, "bare")


def _feeds_what_is_lit(drawing: Drawing, p: SharedBias, unit: int) -> bool:
    """Whether a bias matters to the present step at a unit."""
    if drawing.flow == "backward":
        return drawing.is_lit(drawing.names.dz_db(p.layer, unit))
    return drawing.is_lit(p.name) and drawing.is_lit(drawing.names.z(p.layer, drawing.display.example, unit))


def weight_labels(drawing: Drawing) -> Iterator[str]:
    """A label on each edge that has room for one, with its lit factor; every edge can be chosen along its line."""
    boxes = dict(_boxes(drawing))
    lines, labels, factors = [], [], []
    for p in drawing.names.parameters:
        if not isinstance(p, Weight):
            continue
        along = ends(drawing.columns.edge(p))
        if p.name in boxes:
            lines.append(_hit(p, "line", along))
            labels.append(_parameter_label(drawing, p, *boxes[p.name].centre, boxed=True))
            factors += [_factor_on_edge(drawing, p, key, boxes) for _, key in edge_roles(drawing, p)]
        else:
            lines.append(_parameter_button(drawing, p, f'<line class="hit" {along}/>', "bare"))
    yield from lines
    yield from labels
    yield from factors


def _boxes(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """Yield the weights whose label has room on their edge, and where it stands."""
    for layer in range(drawing.display.trace.structure.depth):
        wanted = sorted(
            (p for p in drawing.names.weights(layer) if p.name == drawing.parameter or is_lit_edge(drawing, p)),
            key=lambda p: p.name != drawing.parameter,
        )
        for name, place in drawing.plan.label_places(layer, wanted, drawing.lit | {drawing.parameter}).items():
            yield name, Box.around(*place, *drawing.plan.label[:2])


FACTOR = 13.0
"""Type size of a factor beside the label of its edge."""


def _factor_on_edge(drawing: Drawing, p: Weight, key: str, boxes: Mapping[str, Box]) -> str:
    """The lit factor of an edge at its label, where nothing else stands; or nothing if there is no room."""
    written, box = drawing.display.written(key), boxes[p.name]
    width, tall, (middle, centre) = text_width(written, FACTOR), FACTOR + 3.0, box.centre
    places = (
        Box.around(middle, box.top - tall / 2 - 1.0, width, tall),
        Box.around(middle, box.bottom + tall / 2 + 1.0, width, tall),
        Box.around(box.right + width / 2 + 3.0, centre, width, tall),
        Box.around(box.left - width / 2 - 3.0, centre, width, tall),
    )
    taken = [*(other for name, other in boxes.items() if name != p.name), *_taken_beside(drawing, p.layer)]
    free = next((place for place in places if not any(map(place.meets, taken))), None)
    if free is None:
        return ""
    style = f"factor on-edge role-{traits(drawing.display.trace.recipe(key)).role}"
    x, y = free.centre[0], free.bottom - 4.0
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" data-factor="{key}">{written.svg}</text>'


def _taken_beside(drawing: Drawing, layer: int) -> Iterator[Box]:
    """The units at both ends of a layer's edges, and what stands above and below them."""
    c = drawing.columns
    for side in (layer - 1, layer):
        for unit in c.circles(side):
            yield Box.around(unit.x, unit.y, 2 * unit.radius, 2 * unit.radius)
    for p in drawing.names.parameters:
        if not isinstance(p, Weight) and p.layer in {layer - 1, layer}:
            yield drawing.plan.bias(p)


def _parameter_label(drawing: Drawing, p: Parameter, x: float, y: float, boxed: bool) -> str:
    """Name and value of a parameter around a point, with its gradient below where gradients are shown."""
    label = drawing.plan.label
    box = Box.around(x, y, label.width, label.height)
    line = box.top + 16
    parts = [rectangle(box), *_name_and_value(drawing, p, box.left, line)]
    if drawing.gradients:
        parts.append(_gradient(drawing, p, box.left + label.name + BETWEEN, line + 16))
    return _parameter_button(drawing, p, "".join(parts), "boxed" if boxed else "")


def _name_and_value(drawing: Drawing, p: Parameter, left: float, line: float) -> list[str]:
    display, label = drawing.display, drawing.plan.label
    name = left + label.name
    fit = Fit(15.0, label.width - label.name - BETWEEN)
    return [
        symbol_text(display, p.name, name, line, "name end"),
        number_text(display, p.name, name + BETWEEN, line, "number start", fit),
    ]


def _gradient(drawing: Drawing, p: Parameter, x: float, line: float) -> str:
    label = drawing.plan.label
    fit = Fit(13.0, label.width - label.name - BETWEEN)
    return number_text(drawing.display, drawing.names.gradient(p.name), x, line, "number start gradient", fit)


def _bias_in_one_line(drawing: Drawing, p: Bias, box: Box) -> str:
    """Name, value and gradient of a bias side by side, below a small unit."""
    label, line = drawing.plan.label, box.top + 15
    parts = [rectangle(box), *_name_and_value(drawing, p, box.left, line)]
    if drawing.gradients:
        # As near to the value as four decimals let it.
        parts.append(_gradient(drawing, p, box.left + label.name + BETWEEN + NUMBER, line))
    return _parameter_button(drawing, p, "".join(parts), "")


def _parameter_button(drawing: Drawing, p: Parameter, content: str, style: str) -> str:
    """Return the one button of a parameter."""
    role, chosen = role_of(drawing, p), p.name == drawing.parameter
    lit, subject = f"lit role-{role}" if role else "", "subject" if p.name == drawing.about else ""
    name, style = spoken(drawing.display.notation, p.name), classes("parameter", style, lit, subject)
    return choosable(Choice("parameter", p.name), name, content, style, chosen)
