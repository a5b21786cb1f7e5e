"""The computation graph: a node for each operation of the forward pass.

Left to right, above each node its value; below it, in the colour of gradients, the derivative of
the loss by that value. The same graph is read forward for the one and backward for the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from backprop import Parameter, Weight
from explainer.browser.choices import Choice
from explainer.figures.graph.edges import edges, straight
from explainer.figures.graph.plan import COLUMN, RADIUS, TARGET_HEIGHT, TYPE, Graph, leaf_box
from explainer.figures.pieces import Fit, choosable, circle, number_text, picture, rectangle, symbol_text
from explainer.figures.shapes import text_width
from explainer.notation.display import Display
from explainer.notation.spoken import spoken

OPERATIONS = {"sigmoid": "σ", "relu": "ReLU", "leaky_relu": "leaky", "identity": "id"}
"""What stands in an activation node; other activation functions keep their own name."""


def graph_svg(display: Display, lit: frozenset[str], parameter: str, newest: str = "") -> Markup:
    """Return the computation graph of the example that is shown.

    Args:
        display: what is shown, and which example of the batch.
        lit: keys of the terms that are lit.
        parameter: the chosen parameter, or "".
        newest: the factor that was placed last, or "": what a frame that is too small scrolls to.
    """
    graph = Graph(display, lit, parameter)
    made = graph.plan
    parts = [*edges(graph), *_inputs(graph), *_units(graph), *_leaves(graph), *_loss(graph)]
    words = (
        "Computation graph, left to right: inputs, weights and biases go through products, sums and activation "
        "functions to the loss. Above each node is its value, below it the derivative of the loss by that value."
    )
    return picture("network graph", made.width, made.height, words, parts, toward=newest)


def _around(graph: Graph, value: str, gradient: str, x: float, y: float) -> str:
    """The value above a node, the derivative of the loss by it below."""
    room = COLUMN + graph.plan.extra - 4
    below = number_text(graph.display, gradient, x, y + 29, "number gradient", Fit(TYPE, room)) if gradient else ""
    return number_text(graph.display, value, x, y - 19, "number above", Fit(TYPE, room)) + below


def _operation(x: float, y: float, sign: str) -> str:
    return f'{circle(x, y, RADIUS)}<text class="sign" x="{x:.1f}" y="{y + 5.5:.1f}">{sign}</text>'


def _inputs(graph: Graph) -> Iterator[str]:
    made, display = graph.plan, graph.display
    for i in range(made.sizes[0]):
        box, key = made.input(i), graph.names.x(display.example, i)
        x, y = box.centre
        symbol, number = symbol_text(display, key, x, y - 3), number_text(display, key, x, y + 13, fit=Fit(TYPE, 38.0))
        yield f'<g class="leaf input">{rectangle(box)}{symbol}{number}</g>'


def _units(graph: Graph) -> Iterator[str]:
    for layer in range(graph.depth):
        for unit in range(graph.plan.sizes[layer + 1]):
            if graph.plan.has_products:
                for source in range(graph.plan.sizes[layer]):
                    yield _product(graph, layer, source, unit)
            yield _sum(graph, layer, unit)
            yield _activation(graph, layer, unit)


def _product(graph: Graph, layer: int, source: int, unit: int) -> str:
    made, n, e = graph.plan, graph.names, graph.display.example
    weight = n.w(layer, source, unit)
    key, x, y = n.product(weight, e), made.products[layer], made.product(layer, source, unit)
    content = _operation(x, y, "×") + _around(graph, key, n.delta(layer, e, unit), x, y)
    lit = key in graph.lit
    return choosable(
        Choice("step", n.z(layer, e, unit)),
        f"product with {spoken(graph.display.notation, weight)}",
        content,
        _style("weight", lit),
        lit,
    )


def _sum(graph: Graph, layer: int, unit: int) -> str:
    n, e = graph.names, graph.display.example
    z, delta, x, y = n.z(layer, e, unit), n.delta(layer, e, unit), graph.plan.sums[layer], graph.plan.y(layer, unit)
    content = _operation(x, y, "+" if graph.plan.has_products else "Σ") + _around(graph, z, delta, x, y)
    lit = z in graph.lit
    return choosable(Choice("step", z), spoken(graph.display.notation, z), content, _style("unit", lit), lit)


def _activation(graph: Graph, layer: int, unit: int) -> str:
    n, e = graph.names, graph.display.example
    a, box = n.a(layer, e, unit), graph.plan.activation(layer, unit)
    x, y = box.centre
    kind = graph.display.trace.structure.activations[layer]
    sign = f'<text class="sign" x="{x:.1f}" y="{y + 5:.1f}">{OPERATIONS.get(kind, kind)}</text>'
    content = rectangle(box) + sign + _around(graph, a, n.dL_da(layer, e, unit), x, y)
    lit = a in graph.lit or n.da_dz(layer, e, unit) in graph.lit
    return choosable(Choice("step", a), spoken(graph.display.notation, a), content, _style("unit", lit), lit)


def _style(role: str, lit: bool) -> str:
    return f"node lit role-{role}" if lit else "node"


def _leaves(graph: Graph) -> Iterator[str]:
    """Weights and biases; in a large network only the chosen weight has a box, the others their edge."""
    has_products = graph.plan.has_products
    ordered = sorted(graph.names.parameters, key=lambda p: p.name == graph.parameter)
    for p in ordered:
        chosen = p.name == graph.parameter
        style = "leaf parameter lit role-parameter" if chosen else "leaf parameter"
        if isinstance(p, Weight) and not has_products and not chosen:
            content, style = f'<path class="hit" d="{straight(graph, p)}"/>', f"{style} bare"
        else:
            content = _leaf(graph, p)
        yield choosable(
            Choice("parameter", p.name), spoken(graph.display.notation, p.name), content, f"{style} boxed", chosen
        )


def _leaf(graph: Graph, p: Parameter) -> str:
    """Name and value of a parameter, below them the gradient of the example that is shown."""
    display, box = graph.display, leaf_box(graph, p)
    x, y = box.centre
    gradient = graph.names.gradient(p.name, display.example)
    name = box.left + 8 + text_width(display.written(p.name), TYPE)
    return (
        rectangle(box)
        + symbol_text(display, p.name, name, y - 3, "name end")
        + number_text(display, p.name, name + 4, y - 3, "number start", Fit(TYPE, box.right - name - 6))
        + number_text(display, gradient, x, y + 13, "number gradient", Fit(TYPE, graph.plan.leaf - 6))
    )


def _loss(graph: Graph) -> Iterator[str]:
    """The loss of the example that is shown, and its targets below it."""
    made, display, n = graph.plan, graph.display, graph.names
    (x, y), e = made.loss_box.centre, display.example
    key = n.loss(e)
    sign = f'<text class="name" x="{x:.1f}" y="{y + 5:.1f}">{display.notation.loss.svg}</text>'
    content = rectangle(made.loss_box) + sign + number_text(display, key, x, y - 21, "number above strong")
    lit = key in graph.lit
    yield choosable(Choice("step", "loss"), "loss", content, _style("loss", lit), lit)
    count, box = display.trace.structure.targets, made.targets
    if not count:
        return
    name = box.left + 6 + text_width(display.written(n.y(e, count - 1)), TYPE)
    yield f'<g class="leaf input">{rectangle(box)}'
    for k in range(count):
        line = box.top + TARGET_HEIGHT * (k + 0.5) + 5
        yield symbol_text(display, n.y(e, k), name, line, "name end")
        yield number_text(display, n.y(e, k), name + 6, line, "number start", Fit(TYPE, box.right - name - 8))
    yield "</g>"
