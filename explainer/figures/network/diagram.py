"""The network as a drawing: units, edges and biases, with their numbers where they belong.

The drawing is SVG text. Numbers in it carry ``data-term``, whatever can be chosen carries
``data-choose``, and whatever has a width ``data-mark``;
the browser keeps all of them true while a slider moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from markupsafe import Markup

from backprop import Weight
from explainer.browser.choices import Choice
from explainer.browser.markup import attributes_text
from explainer.browser.terms import mark_attributes
from explainer.figures.columns import is_crowded
from explainer.figures.network.drawing import Drawing, edge_marks, edge_roles, mark_of, product_of
from explainer.figures.network.labels import bias_labels, weight_labels
from explainer.figures.network.plan import BETWEEN, CALLED, ROOM, factor_place, input_name
from explainer.figures.pieces import (
    Fit,
    called_text,
    choosable,
    circle,
    classes,
    ends,
    number_text,
    picture,
    rectangle,
    room_in_circle,
    symbol_text,
)
from explainer.figures.shapes import Edge, text_width
from explainer.notation.called import input_names, output_names
from explainer.notation.display import SMALL
from explainer.notation.families import traits
from explainer.notation.spoken import spoken_unit
from explainer.notation.symbols import Written

BOLD = 0.86
"""Bold figures are wider: the share of a room that the same figures take where they are not."""

SMALLEST_NAME = 11.0
"""A symbol inside a unit that would have to be smaller than this is left out."""

LINE = 19.0
"""Distance of two factors that stand one above the other."""

HALF_A_LINE = 1.7
"""Half of the line of a unit that stands out."""

SMALLEST_FOR_TWO_NUMBERS = 30.0
"""Radius below which a unit shows its activation alone."""


def network_svg(drawing: Drawing) -> Markup:
    """Return the drawing as an SVG element."""
    parts = [
        *_captions(drawing),
        *_edges(drawing),
        *_loss(drawing),
        *bias_labels(drawing),
        *_units(drawing),
        *weight_labels(drawing),
    ]
    return picture("network", drawing.plan.width, drawing.plan.height, description(drawing), parts)


def description(drawing: Drawing) -> str:
    """Say in words what the drawing shows."""
    s, problem = drawing.display.trace.structure, drawing.display.trace.problem
    layers = ", then ".join(
        f"{n} {kind.replace('_', ' ')} unit{'s' * (n > 1)}" for n, kind in zip(s.sizes[1:], s.activations)
    )
    inputs = f"{s.sizes[0]} input{'s' * (s.sizes[0] > 1)}{_called(input_names(problem))}"
    outputs = _called(output_names(problem))
    return f"Network with {inputs}, then {layers}{outputs}; loss {s.loss.replace('_', ' ')}."


def _called(names: Sequence[str]) -> str:
    """Return names as they are said of inputs or outputs in passing, or "" where none has one."""
    return f" ({', '.join(name or f'number {number}' for number, name in enumerate(names, 1))})" if any(names) else ""


def _captions(drawing: Drawing) -> Iterator[str]:
    """What each column is, and what the second number of a label is."""
    s = drawing.display.trace.structure
    hidden = ("hidden",) if s.depth == 2 else tuple(f"hidden {layer + 1}" for layer in range(s.depth - 1))
    for layer, word in enumerate(("input", *hidden, "output") if drawing.captions else (), start=-1):
        x, plural = drawing.columns.x(layer), "s" * (s.sizes[layer + 1] > 1 and word in {"input", "output"})
        yield f'<text class="caption" x="{x:.1f}" y="16.0">{word}{plural}</text>'
    if drawing.gradients:
        p, n = drawing.names.parameters[0], drawing.names
        gradient, name = (drawing.display.written(key).svg for key in (n.gradient(p.name), p.name))
        foot = drawing.plan.height - 8.0
        yield f'<text class="caption gradient start" x="6.0" y="{foot:.1f}">{gradient} below {name}, and so on</text>'


def _edges(drawing: Drawing) -> Iterator[str]:
    """Lines of the weights, the lit ones on top."""
    marks = drawing.display.marks(edge_marks(drawing))
    lines = []
    for p in drawing.names.parameters:
        if not isinstance(p, Weight):
            continue
        where, roles, mark = ends(drawing.columns.edge(p)), edge_roles(drawing, p), mark_of(drawing, p)
        forward = drawing.flow == "forward" and drawing.is_lit(product_of(drawing, p))
        style = f"lit role-{roles[0][0]}" if roles else "lit role-weight" if forward else ""
        factor = f' data-factor="{roles[0][1]}"' if roles else ""
        halo = f'<line class="halo {style}" {where}{factor}/>' if style else ""
        edge = "edge crowded" if is_crowded(drawing.sizes, p.layer) else "edge"
        line = f'<line class="{edge} {style}" {where}{factor}{attributes_text(mark_attributes(mark, marks[mark]))}/>'
        lines.append((bool(style), halo + line))
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def _units(drawing: Drawing) -> Iterator[str]:
    """Circles with z above and a below, and the inputs."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    for i in range(drawing.sizes[0]):
        x, y, r, key = drawing.columns.x(-1), drawing.columns.y(-1, i), drawing.columns.radius(-1), n.x(e, i)
        number = number_text(display, key, x, y + 14, fit=Fit(15.0, room_in_circle(r, 14.0)))
        style = classes("unit input", drawing.shade(key))
        name = drawing.called.inputs[i] if drawing.called else ""
        box = input_name(drawing.columns, i, name)
        called = called_text(name, x, box.bottom - 3, "called", CALLED, box.right - box.left) if name else ""
        yield f'<g class="{style}">{circle(x, y, r)}{symbol_text(display, key, x, y - 5)}{number}{called}</g>'
    for layer in range(display.trace.structure.depth):
        for j in range(drawing.sizes[layer + 1]):
            yield _unit(drawing, layer, j)


def _unit(drawing: Drawing, layer: int, j: int) -> str:
    """A unit with its numbers, how it takes part in the step, and the factors that belong to it."""
    display, n, e = drawing.display, drawing.names, drawing.display.example
    x, y, r = drawing.columns.x(layer), drawing.columns.y(layer, j), drawing.columns.radius(layer)
    z, a, local = n.z(layer, e, j), n.a(layer, e, j), n.da_dz(layer, e, j)
    delta, flow = (drawing.as_lit(key) for key in (n.delta(layer, e, j), n.dL_da(layer, e, j)))
    shades = drawing.shade(z, delta, local), drawing.shade(a, flow, local)
    factors = _factors_of_unit(drawing, layer, j)
    role = f"lit role-{factors[-1][1]}" if factors and factors[-1][0] != drawing.subject else ""
    ring = role or ("lit role-unit" if drawing.subject == local else "")
    halo = circle(x, y, r + 9, f"halo {ring.removeprefix('lit ')}") if ring else ""
    halves = "".join(_half(x, y, r, upper, shade) for upper, shade in zip((True, False), shades) if shade)
    content = f"{halo}{circle(x, y, r)}{halves}{_numbers_in(drawing, z, a, x, y, r)}{_stuck(drawing, local, x, y, r)}"
    is_subject = "subject" in shades
    factor = f' data-factor="{local}"' if drawing.is_lit(local) else ""
    button = choosable(
        Choice("step", n.back(n.delta(layer, e, j)) if drawing.unit_step == "delta" else z),
        spoken_unit(display.notation, layer, j),
        f"<g{factor}>{content}</g>",
        classes("unit", ring, "subject" if is_subject else ""),
        is_subject or bool(ring),
    )
    return button + "".join(_factors_beside_unit(drawing, layer, j, factors))


def _stuck(drawing: Drawing, local: str, x: float, y: float, radius: float) -> str:
    """The ring around a unit, seen while it lets next to nothing past."""
    key = local + SMALL
    if key not in drawing.stuck_marks:
        return ""
    seen = attributes_text(mark_attributes(key, drawing.display.flags((key,))[key]))
    return f'<circle class="stuck" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 6:.1f}"{seen}/>'


def _half(x: float, y: float, radius: float, upper: bool, shade: str) -> str:
    """The half of a unit where z stands, or the one where the activation does, within its line."""
    radius -= HALF_A_LINE
    arc = f"M{x - radius:.1f} {y:.1f} A{radius:.1f} {radius:.1f} 0 0 {int(upper)} {x + radius:.1f} {y:.1f} Z"
    return f'<path class="half {shade}" d="{arc}"/>'


def _factors_of_unit(drawing: Drawing, layer: int, j: int) -> list[tuple[str, str]]:
    """Return (key, role) of the lit derivatives at a unit, the last one nearest to it.

    What the step is about is marked in the unit itself, and named only where nothing else is; what
    comes back to an output stands on its way to the loss.
    """
    if drawing.flow == "forward":
        return []
    n, e = drawing.names, drawing.display.example
    is_last = layer == drawing.display.trace.structure.depth - 1
    keys = [n.da_dz(layer, e, j)]
    if not is_last:
        keys = [*map(drawing.as_lit, (n.delta(layer, e, j), n.dL_da(layer, e, j))), *keys]
    lit = [key for key in keys if drawing.is_lit(key)]
    recipes = drawing.display.trace.catalogue.recipes
    return [(key, traits(recipes[key]).role) for key in lit if key != drawing.subject or len(lit) == 1]


def _factors_beside_unit(drawing: Drawing, layer: int, j: int, factors: list[tuple[str, str]]) -> Iterator[str]:
    """The lit derivatives at a unit, one above the other; or the name of a unit that has no room for it inside."""
    x, y, anchor = factor_place(drawing.columns, layer, j)
    above = anchor == "middle"
    if not factors and not above:
        n = drawing.names
        yield symbol_text(drawing.display, n.a(layer, drawing.display.example, j), x, y, f"name {anchor} beside")
    for place, (key, role) in enumerate(reversed(factors) if above else factors):
        style = classes("factor", f"role-{role}", "" if above else anchor)
        at, text = y + (-LINE if above else LINE) * place, drawing.display.written(key).svg
        yield f'<text class="{style}" x="{x:.1f}" y="{at:.1f}" data-factor="{key}">{text}</text>'


def _numbers_in(drawing: Drawing, z: str, a: str, x: float, y: float, r: float) -> str:
    """Both values of a unit with their symbols, or in a small one its activation alone."""
    display = drawing.display
    if r < SMALLEST_FOR_TWO_NUMBERS:
        return number_text(display, a, x, y + 5, "number activation small", Fit(12.0, room_in_circle(r, 5.0)))
    inset = 7 if r > 40 else 6
    fit = Fit(15.0, room_in_circle(r, 10.0 + inset))
    return (
        f'<line class="divider" x1="{x - r:.1f}" y1="{y:.1f}" x2="{x + r:.1f}" y2="{y:.1f}"/>'
        + _name_in(r, display.written(z), x, y - (r + 5) / 2)
        + number_text(display, z, x, y - inset, fit=fit)
        + number_text(display, a, x, y + 10 + inset, "number activation", fit)
        + _name_in(r, display.written(a), x, y + 0.77 * r)
    )


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
    last, box = display.trace.structure.depth - 1, drawing.plan.loss
    for k in range(drawing.sizes[-1]):
        yield from _edge_to_loss(drawing, last, k)
    parts = [rectangle(box, 9)]
    target = box.left + drawing.plan.target
    for k in range(display.trace.structure.targets):
        line, key = box.top + 24 + 24 * k, n.y(e, k)
        written, name = display.written(key), drawing.called.outputs[k] if drawing.called else ""
        word = "" if name else "target "
        parts.append(f'<text class="name end" x="{target:.1f}" y="{line:.1f}">{word}{written.svg}</text>')
        if name:
            before = target - text_width(written, 14.0) - BETWEEN
            parts.append(called_text(name, before, line, "called end", CALLED, before - box.left - BETWEEN))
        fit = Fit(15.0, box.right - target - BETWEEN - 2)
        style = classes("number start", drawing.shade(key))
        parts.append(number_text(display, key, target + BETWEEN, line, style, fit))
    line, equals = box.bottom - 16, box.left + 14 + text_width(display.notation.loss, 17.0) + 14
    symbol, fit = display.notation.loss.svg, Fit(17.0, BOLD * (box.right - equals - BETWEEN - 2))
    parts.append(f'<text class="name strong end" x="{equals:.1f}" y="{line:.1f}">{symbol} =</text>')
    parts.append(number_text(display, "loss", equals + BETWEEN, line, "number start strong", fit))
    is_subject = drawing.subject in {"loss", "new_loss", n.loss(e)}
    style = classes("loss-box", "subject" if is_subject else "")
    yield choosable(Choice("step", "loss"), "loss", "".join(parts), style, is_subject)


def _edge_to_loss(drawing: Drawing, last: int, k: int) -> Iterator[str]:
    """The line from an output to the loss, with its derivative beside it where that is lit."""
    display, n, e, box = drawing.display, drawing.names, drawing.display.example, drawing.plan.loss
    edge = Edge("", (drawing.columns.x(last) + drawing.columns.radius(last), drawing.columns.y(last, k)),
                (box.left, box.centre[1]))  # fmt: skip
    if drawing.flow == "forward":
        style = "edge lit role-loss" if drawing.subject in {"loss", n.loss(e)} else "edge"
        yield f'<line class="{style}" {ends(edge)}/>'
        return
    lit_keys = [key for key in map(drawing.as_lit, (n.dL_da(last, e, k), n.delta(last, e, k))) if drawing.is_lit(key)]
    key = next((key for key in lit_keys if key != drawing.subject or len(lit_keys) == 1), "")
    if not key:
        yield f'<line class="edge" {ends(edge)}/>'
        return
    (x, y), (x2, y2) = edge.start, edge.end
    lit = f'{ends(edge)} data-factor="{key}"'
    yield f'<line class="halo lit role-loss" {lit}/><line class="edge lit role-loss" {lit}/>'
    yield (
        f'<text class="factor role-loss" x="{(x + x2) / 2:.1f}" y="{(y + y2) / 2 - 12:.1f}" '
        f'data-factor="{key}">{display.written(key).svg}</text>'
    )
