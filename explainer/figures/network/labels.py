"""The labels of weights and biases in the diagram: name, value and gradient, each one button."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import Bias, Parameter, SharedBias, UnitBias, Weight
from explainer.browser.choices import Choice
from explainer.figures.network.drawing import Drawing, is_lit_edge
from explainer.figures.network.plan import BETWEEN, ROOM
from explainer.figures.pieces import Fit, choosable, ends, number_text, rectangle, symbol_text
from explainer.figures.shapes import Box


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
        role = " lit role-parameter" if _feeds_what_is_lit(drawing, p, j) else ""
        if j == count - 1:
            yield f'<path class="feed{role}" d="M{x:.1f} {box.top - 1:.1f} L{x:.1f} {bottom:.1f}"/>'
        else:
            bow, start = x + r + 26 + 10 * min(count - j, 3), box.top + 1
            end = f"{x + r * 0.7:.1f} {bottom - r * 0.28:.1f}"
            curve = f"M{x + 20:.1f} {start:.1f} C{bow:.1f} {start - 12:.1f} {bow:.1f} {bottom:.1f} {end}"
            yield f'<path class="feed{role}" d="{curve}"/>'


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
    """A label on each edge that has room for one; the others can still be chosen along their line."""
    lines, labels = [], []
    for layer in range(drawing.display.trace.structure.depth):
        weights = drawing.names.weights(layer)
        wanted = sorted(
            (p for p in weights if p.name == drawing.parameter or is_lit_edge(drawing, p)),
            key=lambda p: p.name != drawing.parameter,
        )
        found = drawing.plan.label_places(layer, wanted, drawing.lit | {drawing.parameter})
        for p in weights:
            if p.name in found:
                labels.append(_parameter_label(drawing, p, *found[p.name], boxed=True))
            else:
                line = f'<line class="hit" {ends(drawing.columns.edge(p))}/>'
                lines.append(_parameter_button(drawing, p, line, "bare"))
    yield from lines
    yield from labels


def _parameter_label(drawing: Drawing, p: Parameter, x: float, y: float, boxed: bool) -> str:
    """Name and value of a parameter around a point, with its gradient below where gradients are shown."""
    display, label = drawing.display, drawing.plan.label
    box = Box.around(x, y, label.width, label.height)
    line = box.top + 16
    parts = [rectangle(box), *_name_and_value(drawing, p, box.left, line)]
    if drawing.gradients:
        name, loss = box.left + label.name, display.notation.loss.svg
        parts.append(f'<text class="name end small" x="{name:.1f}" y="{line + 16:.1f}">∂{loss}</text>')
        parts.append(_gradient(drawing, p, name + BETWEEN - 3, line + 16))
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
    line = box.top + 15
    parts = [rectangle(box), *_name_and_value(drawing, p, box.left, line)]
    if drawing.gradients:
        parts.append(_gradient(drawing, p, box.left + drawing.plan.label.width, line))
    return _parameter_button(drawing, p, "".join(parts), "")


def _parameter_button(drawing: Drawing, p: Parameter, content: str, style: str) -> str:
    """Return the one button of a parameter."""
    chosen = p.name == drawing.parameter or (drawing.flow == "forward" and drawing.is_lit(p.name))
    classes = " ".join(filter(None, ("parameter", style, "lit role-parameter" if chosen else "")))
    kind = "weight" if isinstance(p, Weight) else "bias"
    return choosable(Choice("parameter", p.name), f"{kind} {p.name}", content, classes, chosen)
