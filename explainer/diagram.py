"""The network as a drawing: units, edges and biases, with their numbers where they belong.

The drawing is SVG text. Numbers in it carry ``data-term``, whatever can be chosen carries
``data-choose``, and whatever has a width ``data-mark``;
the browser keeps all of them true while a slider moves.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from backprop import NetworkError, Parameter, chain
from backprop.names import Names
from explainer.display import Display, mark_attributes
from explainer.palette import FAMILY_ROLES

WIDTH = 780
MOST_LABELLED_EDGES = 12
LABEL_HEIGHT = 38


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
    def height(self) -> int:
        """Height of the drawing; wide layers need more of it."""
        return max(430, 96 * max(self.sizes) + 20) if max(self.sizes) < 8 else 62 * max(self.sizes) + 40

    @cached_property
    def floor(self) -> int:
        """Lowest line that units may use; below it stand shared biases, or the last unit's own."""
        biases = self.display.trace.structure.biases
        return self.height - (70 if "shared" in biases else 46 if "unit" in biases else 24)

    def x(self, layer: int) -> float:
        """Horizontal place of a layer, -1 for the inputs."""
        left, right = 52.0, WIDTH - 236.0
        return left + (right - left) * (layer + 1) / self.display.trace.structure.depth

    def y(self, layer: int, unit: int) -> float:
        """Vertical place of a unit."""
        top, count = 26.0, self.sizes[layer + 1]
        step = (self.floor - top) / count
        return top + step * (unit + 0.5)

    def radius(self, layer: int) -> float:
        """Radius of the units of a layer."""
        return min(28.0 if layer < 0 else 43.0, 0.43 * (self.floor - 26.0) / self.sizes[layer + 1])

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
    return (
        f'<svg class="network" viewBox="0 0 {WIDTH} {drawing.height}" role="group" '
        f'aria-label="{html.escape(description(drawing))}">{"".join(parts)}</svg>'
    )


def description(drawing: Drawing) -> str:
    """Say in words what the drawing shows."""
    s = drawing.display.trace.structure
    layers = ", then ".join(
        f"{n} {kind.replace('_', ' ')} unit{'s' * (n > 1)}" for n, kind in zip(s.sizes[1:], s.activations)
    )
    return f"Network with {s.sizes[0]} input{'s' * (s.sizes[0] > 1)}, then {layers}; loss {s.loss.replace('_', ' ')}."


def _number(drawing: Drawing, key: str, x: float, y: float, style: str = "number") -> str:
    attributes, text = drawing.display.attributes(key), drawing.display.text(key)
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" {attributes}>{text}</text>'


def _mark(drawing: Drawing, p: Parameter) -> str:
    """Return the key whose size and sign the width of a weight's edge follows."""
    if drawing.flow == "forward":
        return f"product_{p.name}{drawing.names.at(drawing.display.example)}"
    return f"dL_d{p.name}"


def edge_marks(drawing: Drawing) -> tuple[str, ...]:
    """Return the keys beside whose largest value the widths of all edges are drawn."""
    return tuple(_mark(drawing, p) for p in drawing.names.parameters if p.is_weight or drawing.flow == "backward")


def _choosable(choice: str, label: str, content: str, style: str, pressed: bool) -> str:
    return (
        f'<g class="{style}" role="button" tabindex="0" data-choose="{choice}" '
        f'aria-label="{html.escape(label)}" aria-pressed="{str(pressed).lower()}">{content}</g>'
    )


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
        assert p.source is not None
        assert p.unit is not None
        start = (drawing.x(p.layer - 1) + drawing.radius(p.layer - 1), drawing.y(p.layer - 1, p.source))
        end = (drawing.x(p.layer) - drawing.radius(p.layer), drawing.y(p.layer, p.unit))
        where = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        roles = _edge_roles(drawing, p)
        product = f"product_{p.name}{drawing.names.at(drawing.display.example)}"
        forward = drawing.is_lit(product) and drawing.flow == "forward"
        style = f"lit role-{roles[0][0]}" if roles else "lit role-weight" if forward else ""
        factor = f' data-factor="{roles[0][1]}"' if roles else ""
        halo = f'<line class="halo {style}" {where}{factor}/>' if style else ""
        width = mark_attributes(_mark(drawing, p), marks[_mark(drawing, p)])
        lines.append(
            (
                bool(style),
                f'{halo}<line class="edge {style}" {where}{factor} {width}/>',
            )
        )
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def _units(drawing: Drawing) -> Iterator[str]:
    """Circles with z above and a below, and the inputs."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    for i in range(drawing.sizes[0]):
        x, y, r, key = drawing.x(-1), drawing.y(-1, i), drawing.radius(-1), n.x(e, i)
        style = "unit input" + (" lit role-parameter" if drawing.is_lit(key) else "")
        yield f'<g class="{style}"><circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
        yield f'<text class="name" x="{x:.1f}" y="{y - 5:.1f}">{display.written(key).svg}</text>'
        yield f"{_number(drawing, key, x, y + 14)}</g>"
    for layer in range(display.trace.structure.depth):
        for j in range(drawing.sizes[layer + 1]):
            yield _unit(drawing, layer, j)


def _unit(drawing: Drawing, layer: int, j: int) -> str:
    display, n, e = drawing.display, drawing.names, drawing.display.example
    x, y, r = drawing.x(layer), drawing.y(layer, j), drawing.radius(layer)
    z, a, delta = n.z(layer, e, j), n.a(layer, e, j), n.delta(layer, e, j)
    local = n.da_dz(layer, e, j)
    lit = drawing.is_lit(z, a) if drawing.flow == "forward" else drawing.is_lit(local, delta)
    halo = f'<circle class="halo role-unit" cx="{x:.1f}" cy="{y:.1f}" r="{r + 9:.1f}"/>' if lit else ""
    caption = ""
    if drawing.is_lit(local) and drawing.flow == "backward":
        text = display.written(local).svg
        caption = f'<text class="factor role-unit" x="{x:.1f}" y="{y - r - 13:.1f}" data-factor="{local}">{text}</text>'
    if r < 26:
        numbers = _number(drawing, a, x, y + 5, "number activation")
    else:
        numbers = (
            f'<line class="divider" x1="{x - r:.1f}" y1="{y:.1f}" x2="{x + r:.1f}" y2="{y:.1f}"/>'
            f'<text class="name" x="{x:.1f}" y="{y - 24:.1f}">{display.written(z).svg}</text>'
            + _number(drawing, z, x, y - 7)
            + _number(drawing, a, x, y + 17, "number activation")
            + f'<text class="name" x="{x:.1f}" y="{y + 33:.1f}">{display.written(a).svg}</text>'
        )
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>'
    step = delta if drawing.unit_step == "delta" else z
    style = "unit" + (" lit role-unit" if lit else "")
    factor = f' data-factor="{local}"' if drawing.is_lit(local) else ""
    content = f"<g{factor}>{halo}{circle}{numbers}</g>"
    return _choosable(f"step:{step}", f"unit {display.written(a).plain}", content, style, lit) + caption


def _loss(drawing: Drawing) -> Iterator[str]:
    """Targets, the loss, and the lines that lead to it."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    last, outputs = display.trace.structure.depth - 1, display.trace.structure.outputs
    left, middle = WIDTH - 128.0, (26.0 + drawing.floor) / 2
    for k in range(outputs):
        key, y, r = n.dL_da(last, e, k), drawing.y(last, k), drawing.radius(last)
        x = drawing.x(last) + r
        on = drawing.is_lit(key, n.delta(last, e, k)) and drawing.flow == "backward"
        where = f'x1="{x:.1f}" y1="{y:.1f}" x2="{left:.1f}" y2="{middle:.1f}"'
        style, factor = ("lit role-loss", f' data-factor="{key}"') if on else ("", "")
        yield f'<line class="halo {style}" {where}{factor}/>' if on else ""
        yield f'<line class="edge {style}" {where}{factor}/>'
        if on:
            yield (
                f'<text class="factor role-loss" x="{(x + left) / 2:.1f}" y="{(y + middle) / 2 - 12:.1f}"{factor}>'
                f"{display.written(key).svg}</text>"
            )
    tall = 46.0 + 24.0 * outputs
    lit = drawing.is_lit("loss", "new_loss")
    parts = [f'<rect x="{left:.1f}" y="{middle - tall / 2:.1f}" width="120" height="{tall:.1f}" rx="9"/>']
    for k in range(outputs):
        y = middle - tall / 2 + 24 + 24 * k
        target = display.written(n.y(e, k)).svg
        parts.append(f'<text class="name end" x="{left + 58:.1f}" y="{y:.1f}">target {target}</text>')
        parts.append(_number(drawing, n.y(e, k), left + 64, y, "number start"))
    y = middle + tall / 2 - 16
    parts.append(f'<text class="name strong end" x="{left + 36:.1f}" y="{y:.1f}">{display.notation.loss.svg} =</text>')
    parts.append(_number(drawing, "loss", left + 42, y, "number start strong"))
    style = "loss-box lit role-loss" if lit else "loss-box"
    yield _choosable("step:loss", "loss", "".join(parts), style, lit)


def _biases(drawing: Drawing) -> Iterator[str]:
    """Each bias below what it feeds, joined to it by a dashed line."""
    for p in drawing.names.parameters:
        if p.is_weight or (drawing.sizes[p.layer + 1] > 6 and p.name != drawing.parameter and p.unit is not None):
            continue
        x, r = drawing.x(p.layer), drawing.radius(p.layer)
        units = range(drawing.sizes[p.layer + 1]) if p.unit is None else (p.unit,)
        shared = p.unit is None
        y = drawing.height - 26.0 if shared else drawing.y(p.layer, units[0]) + r + 22
        lit = [j for j in units if _feeds_what_is_lit(drawing, p, j)]
        for j in units:
            bottom = drawing.y(p.layer, j) + r
            role = " lit role-parameter" if j in lit else ""
            if shared and j == units[-1]:
                yield f'<path class="feed{role}" d="M{x:.1f} {y - 20:.1f} L{x:.1f} {bottom:.1f}"/>'
            elif shared:
                bow = x + r + 26 + 10 * (len(units) - j)
                end = f"{x + r * 0.7:.1f} {bottom - r * 0.28:.1f}"
                curve = f"M{x + 20:.1f} {y - 18:.1f} C{bow:.1f} {y - 30:.1f} {bow:.1f} {bottom:.1f} {end}"
                yield f'<path class="feed{role}" d="{curve}"/>'
        yield _parameter_label(drawing, p, x, y, boxed=False)


def _feeds_what_is_lit(drawing: Drawing, p: Parameter, unit: int) -> bool:
    """Whether a bias matters to the present step at a unit."""
    if drawing.flow == "backward":
        return drawing.is_lit(drawing.names.dz_db(p.layer, unit))
    return drawing.is_lit(p.name) and drawing.is_lit(drawing.names.z(p.layer, drawing.display.example, unit))


def _labels(drawing: Drawing) -> Iterator[str]:
    """A label on each edge, placed along it where the labels of a layer stay apart."""
    for layer in range(drawing.display.trace.structure.depth):
        weights = [p for p in drawing.names.parameters if p.is_weight and p.layer == layer]
        if len(weights) > MOST_LABELLED_EDGES:
            weights = [p for p in weights if p.name == drawing.parameter or _edge_roles(drawing, p)]
        along = max((0.5, 0.34, 0.66), key=lambda t: _clearance(drawing, weights, t))
        for p in weights:
            x, y = _along(drawing, p, along)
            yield _parameter_label(drawing, p, x, y, boxed=True)


def _along(drawing: Drawing, p: Parameter, t: float) -> tuple[float, float]:
    assert p.source is not None
    assert p.unit is not None
    x1, x2 = drawing.x(p.layer - 1) + drawing.radius(p.layer - 1), drawing.x(p.layer) - drawing.radius(p.layer)
    y1, y2 = drawing.y(p.layer - 1, p.source), drawing.y(p.layer, p.unit)
    return x1 + t * (x2 - x1), y1 + t * (y2 - y1)


def _clearance(drawing: Drawing, weights: list[Parameter], t: float) -> float:
    """Return the smallest distance between labels at ``t``, counting anything roomy as the same."""
    heights = sorted(_along(drawing, p, t)[1] for p in weights)
    return min((min(b - a, LABEL_HEIGHT + 14.0) for a, b in pairwise(heights)), default=0.0)


def _parameter_label(drawing: Drawing, p: Parameter, x: float, y: float, boxed: bool) -> str:
    """Name and value of a parameter, with its gradient below where gradients are shown."""
    display = drawing.display
    chosen = p.name == drawing.parameter or (drawing.flow == "forward" and drawing.is_lit(p.name))
    gradient, loss = f"dL_d{p.name}", display.notation.loss.svg
    width, tall = 96.0, float(LABEL_HEIGHT if drawing.gradients else 24)
    name, value_at = display.written(p.name).svg, x - 4
    line = y - tall / 2 + 16
    parts = [
        f'<rect x="{x - width / 2:.1f}" y="{y - tall / 2:.1f}" width="{width}" height="{tall}" rx="6"/>',
        f'<text class="name end" x="{value_at - 6:.1f}" y="{line:.1f}">{name}</text>',
        _number(drawing, p.name, value_at, line, "number start"),
    ]
    if drawing.gradients:
        parts.append(f'<text class="name end small" x="{value_at - 6:.1f}" y="{line + 16:.1f}">∂{loss}</text>')
        parts.append(_number(drawing, gradient, value_at, line + 16, "number start gradient"))
    style = "parameter" + (" boxed" if boxed else "") + (" lit role-parameter" if chosen else "")
    kind = "weight" if p.is_weight else "bias"
    return _choosable(f"parameter:{p.name}", f"{kind} {p.name}", "".join(parts), style, chosen)
