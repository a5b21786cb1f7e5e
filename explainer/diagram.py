"""The network as a drawing: units, edges and biases, with their numbers where they belong.

The drawing is SVG text. Numbers in it carry ``data-term``, whatever can be chosen carries
``data-choose``, and whatever has a width ``data-mark``;
the browser keeps all of them true while a slider moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt

from backprop import NetworkError, Parameter, chain
from backprop.names import Names
from explainer.display import Display, mark_attributes
from explainer.layout import Box, Columns, text_width
from explainer.notation import Written
from explainer.palette import FAMILY_ROLES
from explainer.places import BETWEEN, ROOM, Places, factor_place, is_crowded, places
from explainer.svg import choosable, number_text, picture

SMALLEST_NAME = 11.0
"""A symbol inside a unit that would have to be smaller than this is left out."""

SMALLEST_FOR_TWO_NUMBERS = 30.0
"""Radius below which a unit shows its activation alone."""


@dataclass(frozen=True)
class Drawing:
    """What the drawing shows beyond the network itself.

    Attributes:
        display: trace, notation and precision.
        gradients: whether edges and biases carry dL/dw below their value.
        flow: "forward" (edge widths follow the products w * a) or "backward" (the gradients).
        lit: keys of the terms whose place in the drawing is lit.
        parameter: the chosen parameter, or "".
        unit_step: what choosing a unit leads to: "z" (how it is computed) or "delta".
    """

    display: Display
    gradients: bool = False
    flow: str = "forward"
    lit: frozenset[str] = field(default_factory=frozenset)
    parameter: str = ""
    unit_step: str = "z"

    @cached_property
    def names(self) -> Names:
        """The keys of the terms."""
        return self.display.trace.names

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, inputs first."""
        return self.display.trace.structure.sizes

    @cached_property
    def places(self) -> Places:
        """Where everything stands."""
        return places(self.display.notation, self.display.digits, self.gradients)

    @property
    def columns(self) -> Columns:
        """Where the units stand."""
        return self.places.columns

    def is_lit(self, *keys: str) -> bool:
        """Whether any of these terms is lit."""
        return not self.lit.isdisjoint(keys)


def lit_by(display: Display, key: str) -> frozenset[str]:
    """Return the terms that light up for a step: itself, its factors, and every factor on its paths."""
    recipe = display.trace.recipe(key)
    lit = {key, *recipe.factors}
    if recipe.family in {"new", "step"}:
        (parameter,) = recipe.place
        return frozenset({key, parameter.name, f"dL_d{parameter.name}"})
    for factor in recipe.factors:
        if display.trace.recipe(factor).family in {"product", "dL_da_via", "gradient_via", "loss_part"}:
            lit.update(display.trace.recipe(factor).factors)
    if recipe.family == "gradient":
        try:
            paths = chain(display.trace, key.removeprefix("dL_d")).paths
        except NetworkError:
            return frozenset(lit)
        at = display.example
        lit.update(factor for path in paths if path.example == at for factor in path.factors)
    return frozenset(lit)


def svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG element."""
    parts = [*_edges(drawing), *_loss(drawing), *_biases(drawing), *_units(drawing), *_labels(drawing)]
    plan = drawing.places
    return picture("network", plan.width, plan.height, description(drawing), parts, plan.is_large)


def description(drawing: Drawing) -> str:
    """Say in words what the drawing shows."""
    s = drawing.display.trace.structure
    layers = ", then ".join(
        f"{n} {kind.replace('_', ' ')} unit{'s' * (n > 1)}" for n, kind in zip(s.sizes[1:], s.activations)
    )
    return f"Network with {s.sizes[0]} input{'s' * (s.sizes[0] > 1)}, then {layers}; loss {s.loss.replace('_', ' ')}."


def _number(drawing: Drawing, key: str, x: float, y: float, style: str = "number") -> str:
    return number_text(drawing.display, key, x, y, style)


def _mark(drawing: Drawing, p: Parameter) -> str:
    """Return the key whose size and sign the width of a weight's edge follows."""
    if drawing.flow == "forward":
        return f"product_{p.name}{drawing.names.at(drawing.display.example)}"
    return f"dL_d{p.name}"


def edge_marks(drawing: Drawing) -> tuple[str, ...]:
    """Return the keys beside whose largest value the widths of all edges are drawn."""
    return tuple(_mark(drawing, p) for p in drawing.names.parameters if p.is_weight or drawing.flow == "backward")


def _edge_roles(drawing: Drawing, p: Parameter) -> list[tuple[str, str]]:
    """Return (role, factor key) for each factor that lies on a weight's edge and is lit."""
    e, n = drawing.display.example, drawing.names
    keys = [n.dz_dw(p.layer, e, p.source, p.unit)] if p.source is not None and p.unit is not None else []
    if p.layer and p.source is not None and p.unit is not None:
        keys.append(n.dz_da(p.layer, p.source, p.unit))
    recipes = drawing.display.trace.catalogue.recipes
    return [(FAMILY_ROLES[recipes[key].family], key) for key in keys if key in drawing.lit]


def _edges(drawing: Drawing) -> Iterator[str]:
    """Lines of the weights, the lit ones on top."""
    marks = drawing.display.marks(edge_marks(drawing))
    lines = []
    for p in drawing.names.parameters:
        if not p.is_weight:
            continue
        where = _where(drawing, p)
        roles = _edge_roles(drawing, p)
        product = f"product_{p.name}{drawing.names.at(drawing.display.example)}"
        forward = drawing.is_lit(product) and drawing.flow == "forward"
        style = f"lit role-{roles[0][0]}" if roles else "lit role-weight" if forward else ""
        factor = f' data-factor="{roles[0][1]}"' if roles else ""
        halo = f'<line class="halo {style}" {where}{factor}/>' if style else ""
        edge = "edge crowded" if is_crowded(drawing.names, p.layer) else "edge"
        width = mark_attributes(_mark(drawing, p), marks[_mark(drawing, p)])
        lines.append(
            (
                bool(style),
                f'{halo}<line class="{edge} {style}" {where}{factor} {width}/>',
            )
        )
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def _where(drawing: Drawing, p: Parameter) -> str:
    """Return the attributes of a line along the edge of a weight."""
    assert p.source is not None
    assert p.unit is not None
    (x1, y1), (x2, y2) = drawing.columns.edge(p.name, p.layer, p.source, p.unit)[1:]
    return f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'


def _units(drawing: Drawing) -> Iterator[str]:
    """Circles with z above and a below, and the inputs."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    for i in range(drawing.sizes[0]):
        x, y, r, key = drawing.columns.x(-1), drawing.columns.y(-1, i), drawing.columns.radius(-1), n.x(e, i)
        style = "unit input" + (" lit role-parameter" if drawing.is_lit(key) else "")
        yield f'<g class="{style}"><circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
        yield f'<text class="name" x="{x:.1f}" y="{y - 5:.1f}">{display.written(key).svg}</text>'
        yield f"{_number(drawing, key, x, y + 14)}</g>"
    for layer in range(display.trace.structure.depth):
        for j in range(drawing.sizes[layer + 1]):
            yield _unit(drawing, layer, j)


def _unit(drawing: Drawing, layer: int, j: int) -> str:
    display, n, e = drawing.display, drawing.names, drawing.display.example
    x, y, r = drawing.columns.x(layer), drawing.columns.y(layer, j), drawing.columns.radius(layer)
    z, a, delta = n.z(layer, e, j), n.a(layer, e, j), n.delta(layer, e, j)
    local = n.da_dz(layer, e, j)
    lit = drawing.is_lit(z, a) if drawing.flow == "forward" else drawing.is_lit(local, delta)
    halo = f'<circle class="halo role-unit" cx="{x:.1f}" cy="{y:.1f}" r="{r + 9:.1f}"/>' if lit else ""
    caption = ""
    if drawing.is_lit(local) and drawing.flow == "backward":
        at_x, at_y, anchor = factor_place(drawing.columns, layer, j)
        style = "factor role-unit" if anchor == "middle" else f"factor role-unit {anchor}"
        text = display.written(local).svg
        caption = f'<text class="{style}" x="{at_x:.1f}" y="{at_y:.1f}" data-factor="{local}">{text}</text>'
    inset = 7 if r > 40 else 6
    if r < SMALLEST_FOR_TWO_NUMBERS:
        numbers = _number(drawing, a, x, y + 5, "number activation small")
    else:
        numbers = (
            f'<line class="divider" x1="{x - r:.1f}" y1="{y:.1f}" x2="{x + r:.1f}" y2="{y:.1f}"/>'
            + _name_in(r, display.written(z), x, y - (r + 5) / 2)
            + _number(drawing, z, x, y - inset)
            + _number(drawing, a, x, y + 10 + inset, "number activation")
            + _name_in(r, display.written(a), x, y + 0.77 * r)
        )
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
    step = delta if drawing.unit_step == "delta" else z
    style = "unit" + (" lit role-unit" if lit else "")
    factor = f' data-factor="{local}"' if drawing.is_lit(local) else ""
    content = f"<g{factor}>{halo}{circle}{numbers}</g>"
    return choosable(f"step:{step}", f"unit {display.written(a).plain}", content, style, lit) + caption


def _name_in(radius: float, written: Written, x: float, y: float) -> str:
    """Return the symbol of a value inside a unit, as large as the circle leaves room for."""
    room = 2 * sqrt(1 - 0.79**2) * radius
    size = min(14.0, 14.0 * room / text_width(written, 14.0))
    if radius < ROOM or size < SMALLEST_NAME:
        return ""
    style = "" if size == 14.0 else f' style="font-size: {size:.1f}px"'
    return f'<text class="name" x="{x:.1f}" y="{y:.1f}"{style}>{written.svg}</text>'


def _loss(drawing: Drawing) -> Iterator[str]:
    """Targets, the loss, and the lines that lead to it."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    last, outputs = display.trace.structure.depth - 1, display.trace.structure.outputs
    box = drawing.places.loss
    left, middle = box.left, (box.top + box.bottom) / 2
    for k in range(outputs):
        y, x = drawing.columns.y(last, k), drawing.columns.x(last) + drawing.columns.radius(last)
        key = next((key for key in (n.dL_da(last, e, k), n.delta(last, e, k)) if drawing.is_lit(key)), "")
        where = f'x1="{x:.1f}" y1="{y:.1f}" x2="{left:.1f}" y2="{middle:.1f}"'
        if key and drawing.flow == "backward":
            lit = f'{where} data-factor="{key}"'
            yield f'<line class="halo lit role-loss" {lit}/><line class="edge lit role-loss" {lit}/>'
            yield (
                f'<text class="factor role-loss" x="{(x + left) / 2:.1f}" y="{(y + middle) / 2 - 12:.1f}" '
                f'data-factor="{key}">{display.written(key).svg}</text>'
            )
        else:
            yield f'<line class="edge" {where}/>'
    lit_box = drawing.is_lit("loss", "new_loss")
    parts = [
        f'<rect x="{left:.1f}" y="{box.top:.1f}" width="{box.right - left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" rx="9"/>'
    ]
    target = left + drawing.places.target
    for k in range(outputs):
        y, written = box.top + 24 + 24 * k, display.written(n.y(e, k)).svg
        parts.append(f'<text class="name end" x="{target:.1f}" y="{y:.1f}">target {written}</text>')
        parts.append(_number(drawing, n.y(e, k), target + BETWEEN, y, "number start"))
    y, equals = box.bottom - 16, left + 14 + text_width(display.notation.loss, 17.0) + 14
    parts.append(f'<text class="name strong end" x="{equals:.1f}" y="{y:.1f}">{display.notation.loss.svg} =</text>')
    parts.append(_number(drawing, "loss", equals + BETWEEN, y, "number start strong"))
    style = "loss-box lit role-loss" if lit_box else "loss-box"
    yield choosable("step:loss", "loss", "".join(parts), style, lit_box)


def _biases(drawing: Drawing) -> Iterator[str]:
    """Each bias below what it feeds; one that a layer shares is joined to its units by dashed lines."""
    for p in drawing.names.parameters:
        if p.is_weight:
            continue
        box = drawing.places.bias(p)
        if p.unit is None:
            yield from _feeds(drawing, p, box)
        if p.unit is not None and drawing.columns.radius(p.layer) < ROOM:
            # Long columns have no room for every bias, only for a mark that can be chosen.
            seen = drawing.places.has_room_for_bias(p) or p.name == drawing.parameter or drawing.is_lit(p.name)
            yield _bias_in_one_line(drawing, p, box) if seen else _bias_mark(drawing, p)
        else:
            yield _parameter_label(drawing, p, (box.left + box.right) / 2, (box.top + box.bottom) / 2, boxed=False)


def _feeds(drawing: Drawing, p: Parameter, box: Box) -> Iterator[str]:
    """The dashed lines from a shared bias to the units of its layer."""
    x, r, count = drawing.columns.x(p.layer), drawing.columns.radius(p.layer), drawing.sizes[p.layer + 1]
    for j in range(count):
        bottom = drawing.columns.y(p.layer, j) + r
        role = " lit role-parameter" if _feeds_what_is_lit(drawing, p, j) else ""
        if j == count - 1:
            yield f'<path class="feed{role}" d="M{x:.1f} {box.top - 1:.1f} L{x:.1f} {bottom:.1f}"/>'
        else:
            bow, start = x + r + 26 + 10 * min(count - j, 3), box.top + 1
            end = f"{x + r * 0.7:.1f} {bottom - r * 0.28:.1f}"
            curve = f"M{x + 20:.1f} {start:.1f} C{bow:.1f} {start - 12:.1f} {bow:.1f} {bottom:.1f} {end}"
            yield f'<path class="feed{role}" d="{curve}"/>'


def _bias_mark(drawing: Drawing, p: Parameter) -> str:
    """A small square at the foot of a unit, where its bias can be chosen."""
    assert p.unit is not None
    x, y = drawing.columns.x(p.layer), drawing.columns.y(p.layer, p.unit) + drawing.columns.radius(p.layer)
    square = f'<path class="mark" d="M{x - 4:.1f} {y + 3:.1f} h8 v8 h-8 z"/>'
    return _parameter_button(drawing, p, square, "bare")


def _feeds_what_is_lit(drawing: Drawing, p: Parameter, unit: int) -> bool:
    """Whether a bias matters to the present step at a unit."""
    if drawing.flow == "backward":
        return drawing.is_lit(drawing.names.dz_db(p.layer, unit))
    return drawing.is_lit(p.name) and drawing.is_lit(drawing.names.z(p.layer, drawing.display.example, unit))


def _labels(drawing: Drawing) -> Iterator[str]:
    """A label on each edge that has room for one; the others can still be chosen along their line."""
    lines, labels = [], []
    for layer in range(drawing.display.trace.structure.depth):
        weights = drawing.names.weights(layer)
        wanted = sorted(
            (p for p in weights if p.name == drawing.parameter or _is_lit_edge(drawing, p)),
            key=lambda p: p.name != drawing.parameter,
        )
        found = drawing.places.label_places(layer, wanted, drawing.lit | {drawing.parameter})
        for p in weights:
            if p.name in found:
                labels.append(_parameter_label(drawing, p, *found[p.name], boxed=True))
            else:
                line = f'<line class="hit" {_where(drawing, p)}/>'
                lines.append(_parameter_button(drawing, p, line, "bare"))
    yield from lines
    yield from labels


def _is_lit_edge(drawing: Drawing, p: Parameter) -> bool:
    product = f"product_{p.name}{drawing.names.at(drawing.display.example)}"
    return bool(_edge_roles(drawing, p)) or (drawing.flow == "forward" and drawing.is_lit(product, p.name))


def _parameter_label(drawing: Drawing, p: Parameter, x: float, y: float, boxed: bool) -> str:
    """Name and value of a parameter around a point, with its gradient below where gradients are shown."""
    display, label = drawing.display, drawing.places.label
    left, line = x - label.width / 2, y - label.height / 2 + 16
    parts = [f'<rect x="{left:.1f}" y="{line - 16:.1f}" width="{label.width:.1f}" height="{label.height:.1f}" rx="6"/>']
    parts += _name_and_value(drawing, p, left, line)
    if drawing.gradients:
        name, loss = left + label.name, display.notation.loss.svg
        parts.append(f'<text class="name end small" x="{name:.1f}" y="{line + 16:.1f}">∂{loss}</text>')
        parts.append(_number(drawing, f"dL_d{p.name}", name + BETWEEN - 3, line + 16, "number start gradient"))
    return _parameter_button(drawing, p, "".join(parts), "boxed" if boxed else "")


def _name_and_value(drawing: Drawing, p: Parameter, left: float, line: float) -> list[str]:
    name = left + drawing.places.label.name
    return [
        f'<text class="name end" x="{name:.1f}" y="{line:.1f}">{drawing.display.written(p.name).svg}</text>',
        _number(drawing, p.name, name + BETWEEN, line, "number start"),
    ]


def _bias_in_one_line(drawing: Drawing, p: Parameter, box: Box) -> str:
    """Name, value and gradient of a bias side by side, below a small unit."""
    parts = [
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" rx="6"/>'
    ]
    parts += _name_and_value(drawing, p, box.left, box.top + 15)
    if drawing.gradients:
        parts.append(
            _number(
                drawing, f"dL_d{p.name}", box.left + drawing.places.label.width, box.top + 15, "number start gradient"
            )
        )
    return _parameter_button(drawing, p, "".join(parts), "")


def _parameter_button(drawing: Drawing, p: Parameter, content: str, style: str) -> str:
    """Return the one button of a parameter."""
    chosen = p.name == drawing.parameter or (drawing.flow == "forward" and drawing.is_lit(p.name))
    classes = " ".join(filter(None, ("parameter", style, "lit role-parameter" if chosen else "")))
    kind = "weight" if p.is_weight else "bias"
    return choosable(f"parameter:{p.name}", f"{kind} {p.name}", content, classes, chosen)
