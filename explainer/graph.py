"""The computation graph: a node for each operation of the forward pass.

Left to right, above each node its value; below it, in the colour of gradients, the derivative of
the loss by that value. The same graph is read forward for the one and backward for the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from backprop import Parameter
from backprop.names import Names, names
from explainer.diagram import lit_by
from explainer.display import Display
from explainer.layout import text_width
from explainer.notation import Notation
from explainer.places import LARGE
from explainer.svg import choosable, number_text, picture, symbol_text

MOST_PRODUCTS = 24
"""With more weights than this, one node per unit stands for all its products and their sum."""

WIDTH, HEIGHT = 620.0, 430.0
TOP, BOTTOM = 26.0, 30.0
ROW, UNIT_ROW = 74.0, 120.0
"""Least height of a row of products, and of a unit with a bias below it."""

COLUMN = 56.0
"""From one node to the next inside a unit."""

RADIUS = 12.0
LEAF_HEIGHT = 36.0
TARGET_HEIGHT = 26.0

OPERATIONS = {"sigmoid": "σ", "relu": "ReLU", "leaky_relu": "leaky", "identity": "id"}
"""What stands in an activation node; other activation functions keep their own name."""


@dataclass(frozen=True)
class Plan:
    """Where the nodes stand.

    Attributes:
        products: horizontal place of the products of each layer.
        sums: of the sums z, or of the one node of a unit.
        activations: of the activations, the inputs first.
        loss: of the loss.
        leaf: width of a weight's or bias's box.
        target: width of the box of the targets.
        rows: height of the part that units share out among themselves.
        has_products: whether every product is a node of its own.
        width: of the drawing.
        height: of the drawing.
    """

    sizes: tuple[int, ...]
    products: tuple[float, ...]
    sums: tuple[float, ...]
    activations: tuple[float, ...]
    loss: float
    leaf: float
    target: float
    rows: float
    has_products: bool
    width: float
    height: float

    def y(self, layer: int, unit: int) -> float:
        """Vertical place of a unit."""
        return TOP + self.rows * (unit + 0.5) / self.sizes[layer + 1]

    def product(self, layer: int, source: int, unit: int) -> float:
        """Vertical place of a product."""
        count = self.sizes[layer]
        return TOP + self.rows * (unit * count + source + 0.5) / (count * self.sizes[layer + 1])


@lru_cache(maxsize=64)
def plan(notation: Notation, digits: int) -> Plan:
    """Return where the nodes stand, made once for a structure in a notation."""
    s = notation.structure
    named = names(s)
    has_products = sum(p.is_weight for p in named.parameters) <= MOST_PRODUCTS
    extra = 7.5 * max(0, digits - 4)
    leaf = 50.0 + extra + max(text_width(notation.parameter(p), 13.0) for p in named.parameters)
    needed = [n * (UNIT_ROW if kind != "none" else ROW) for n, kind in zip(s.sizes[1:], s.biases)]
    if has_products:
        needed += [n_in * n_out * ROW for n_in, n_out in zip(s.sizes, s.sizes[1:], strict=False)]
    rows = max(HEIGHT - TOP - BOTTOM, *needed, s.sizes[0] * ROW)
    products, sums, activations = [], [], [32.0]
    for layer in range(s.depth):
        before = activations[-1] + (40.0 if layer == 0 else 48.0 + extra)
        if has_products:
            products.append(before + leaf + 30.0)
            sums.append(products[-1] + COLUMN + extra)
        else:
            products.append(before + leaf / 2 + 20.0)
            sums.append(before + leaf + 60.0)
        activations.append(sums[-1] + COLUMN + 4.0 + extra)
    loss = activations[-1] + (62.0 if s.outputs == 1 else 80.0) + extra
    target = 56.0 + extra + max(text_width(notation.written(named.y(0, k)), 13.0) for k in range(s.outputs))
    # One target stands below the loss, several stand to its right, clear of what leads there.
    right = max(34.0 + extra, target / 2 + 6) if s.outputs == 1 else 42.0 + target + 6
    height = TOP + rows + BOTTOM
    return Plan(
        s.sizes, tuple(products), tuple(sums), tuple(activations), loss, leaf, target, rows, has_products,
        max(WIDTH, loss + right), height,
    )  # fmt: skip


@dataclass(frozen=True)
class Graph:
    """What is drawn: the display, what is lit, and the chosen parameter."""

    display: Display
    lit: frozenset[str]
    parameter: str

    @cached_property
    def names(self) -> Names:
        """The keys of the terms."""
        return self.display.trace.names

    @cached_property
    def plan(self) -> Plan:
        """Where the nodes stand."""
        return plan(self.display.notation, self.display.digits)

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return self.display.trace.structure.depth


def graph_svg(display: Display, lit: frozenset[str], parameter: str) -> str:
    """Return the computation graph of the example that is shown.

    Args:
        display: what is shown, and which example of the batch.
        lit: keys of the terms that are lit; where there are none, the paths of the parameter are.
        parameter: the chosen parameter, or "".
    """
    if not lit and parameter:
        lit = lit_by(display, f"dL_d{parameter}")
    graph = Graph(display, lit, parameter)
    made = graph.plan
    parts = [*_edges(graph), *_inputs(graph), *_units(graph), *_leaves(graph), *_loss(graph)]
    words = (
        "Computation graph, left to right: inputs, weights and biases go through products, sums and activation "
        "functions to the loss. Above each node is its value, below it the derivative of the loss by that value."
    )
    large = made.width > LARGE[0] or made.height > LARGE[1]
    return picture("network graph", made.width, made.height, words, parts, large)


# Edges: each carries a local derivative, and is lit in the colour of its role.


def _edges(graph: Graph) -> list[str]:
    """All edges, the lit ones on top."""
    drawn = [*_edges_into_products(graph), *_edges_of_biases(graph), *_edges_after_sums(graph)]
    return [markup for _, markup in sorted(drawn, key=lambda edge: edge[0])]


def _line(path: str, role: str, factor: str, crowded: bool = False) -> tuple[bool, str]:
    """Return whether an edge is lit, and the edge."""
    style = f"lit role-{role}" if role else "crowded" if crowded else ""
    hover = f' data-factor="{factor}"' if role else ""
    halo = f'<path class="halo {style}" d="{path}"{hover}/>' if role else ""
    return bool(role), f'{halo}<path class="edge {style}" d="{path}"{hover}/>'


def _edges_into_products(graph: Graph) -> Iterator[tuple[bool, str]]:
    made, n, e = graph.plan, graph.names, graph.display.example
    for p in n.parameters:
        if p.source is None or p.unit is None:
            continue
        meets = n.dz_dw(p.layer, e, p.source, p.unit)
        carries = n.dz_da(p.layer, p.source, p.unit) if p.layer else ""
        start = made.activations[p.layer] + (22.0 if p.layer == 0 else 24.0), made.y(p.layer - 1, p.source)
        z, y = (made.sums[p.layer] - RADIUS, made.y(p.layer, p.unit)), made.product(p.layer, p.source, p.unit)
        product = f"product_{p.name}{n.at(e)}"
        weight_role = "weight" if carries in graph.lit or product in graph.lit else ""
        parameter_role = "parameter" if meets in graph.lit else ""
        if not made.has_products:
            role = parameter_role or weight_role
            straight = f"M{start[0]:.1f} {start[1]:.1f} L{z[0] - 4:.1f} {z[1]:.1f}"
            yield _line(straight, role, meets if parameter_role else carries or product, crowded=True)
            continue
        x = made.products[p.layer]
        left = x - 30 - made.leaf
        bend = f"C{left - 4:.1f} {start[1]:.1f} {start[0] + 4:.1f} {y - 6:.1f} {left:.1f} {y - 6:.1f}"
        yield _line(f"M{start[0]:.1f} {start[1]:.1f} {bend} L{x - 10:.1f} {y - 6:.1f}", weight_role, carries or product)
        yield _line(f"M{x - 30:.1f} {y + 12:.1f} L{x - 10:.1f} {y + 5:.1f}", parameter_role, meets)
        role, factor = ("parameter", meets) if parameter_role else (weight_role, carries or product)
        yield _line(f"M{x + RADIUS:.1f} {y:.1f} L{z[0]:.1f} {z[1]:.1f}", role, factor)


def _edges_of_biases(graph: Graph) -> Iterator[tuple[bool, str]]:
    made = graph.plan
    for p in graph.names.parameters:
        if p.is_weight:
            continue
        x, y = _leaf_place(graph, p)
        for unit in range(made.sizes[p.layer + 1]) if p.unit is None else (p.unit,):
            end, key = made.y(p.layer, unit), graph.names.dz_db(p.layer, unit)
            above = end < y
            at, to = (y - LEAF_HEIGHT / 2, end + RADIUS) if above else (y + LEAF_HEIGHT / 2, end - RADIUS)
            chosen = key in graph.lit and p.name == graph.parameter
            yield _line(f"M{x:.1f} {at:.1f} L{made.sums[p.layer]:.1f} {to:.1f}", "parameter" if chosen else "", key)


def _edges_after_sums(graph: Graph) -> Iterator[tuple[bool, str]]:
    """From each z to its activation, with softmax to every activation, and from the last ones to the loss."""
    made, n, e, last = graph.plan, graph.names, graph.display.example, graph.depth - 1
    is_softmax = graph.display.trace.structure.activations[-1] == "softmax"
    for layer in range(graph.depth):
        x, x2 = made.sums[layer] + RADIUS, made.activations[layer + 1] - 24
        for unit in range(made.sizes[layer + 1]):
            targets = range(made.sizes[layer + 1]) if is_softmax and layer == last else (unit,)
            for target in targets:
                local, delta = n.da_dz(layer, e, target, unit), n.delta(layer, e, unit)
                # On a short road delta stands for the activation function and the loss together.
                short = layer == last and target == unit and delta in graph.lit
                short = short and n.dL_da(layer, e, unit) not in graph.lit
                role = "unit" if local in graph.lit else "loss" if short else ""
                path = f"M{x:.1f} {made.y(layer, unit):.1f} L{x2:.1f} {made.y(layer, target):.1f}"
                yield _line(path, role, local if role == "unit" else delta)
    middle = _loss_y(graph)
    for unit in range(made.sizes[-1]):
        keys = (n.dL_da(last, e, unit), n.delta(last, e, unit))
        key = next((key for key in keys if key in graph.lit), "")
        path = f"M{made.activations[-1] + 24:.1f} {made.y(last, unit):.1f} L{made.loss - 20:.1f} {middle:.1f}"
        yield _line(path, "loss" if key else "", key)
    x, y = (made.loss, middle + 44) if made.sizes[-1] == 1 else (made.loss + 42, middle)
    yield _line(f"M{made.loss:.1f} {middle:.1f} L{x:.1f} {y:.1f}", "", "")


# Nodes.


def _around(graph: Graph, value: str, gradient: str, x: float, y: float) -> str:
    """The value above a node, the derivative of the loss by it below."""
    below = number_text(graph.display, gradient, x, y + 29, "number gradient") if gradient else ""
    return number_text(graph.display, value, x, y - 19, "number above") + below


def _operation(x: float, y: float, sign: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:.1f}"/>'
        f'<text class="sign" x="{x:.1f}" y="{y + 5.5:.1f}">{sign}</text>'
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6"/>'


def _inputs(graph: Graph) -> Iterator[str]:
    made, display = graph.plan, graph.display
    for i in range(made.sizes[0]):
        x, y, key = made.activations[0], made.y(-1, i), graph.names.x(display.example, i)
        symbol = symbol_text(display, key, x, y - 3)
        yield f'<g class="leaf input">{_box(x, y, 44, LEAF_HEIGHT)}{symbol}{number_text(display, key, x, y + 13)}</g>'


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
    key, x, y = f"product_{weight}{n.at(e)}", made.products[layer], made.product(layer, source, unit)
    content = _operation(x, y, "×") + _around(graph, key, n.delta(layer, e, unit), x, y)
    lit = key in graph.lit
    return choosable(f"step:{n.z(layer, e, unit)}", f"product with {weight}", content, _style("weight", lit), lit)


def _sum(graph: Graph, layer: int, unit: int) -> str:
    n, e = graph.names, graph.display.example
    z, delta, x, y = n.z(layer, e, unit), n.delta(layer, e, unit), graph.plan.sums[layer], graph.plan.y(layer, unit)
    content = _operation(x, y, "+" if graph.plan.has_products else "Σ") + _around(graph, z, delta, x, y)
    lit = z in graph.lit
    return choosable(f"step:{z}", f"sum {graph.display.written(z).plain}", content, _style("unit", lit), lit)


def _activation(graph: Graph, layer: int, unit: int) -> str:
    n, e = graph.names, graph.display.example
    a, x, y = n.a(layer, e, unit), graph.plan.activations[layer + 1], graph.plan.y(layer, unit)
    kind = graph.display.trace.structure.activations[layer]
    sign = f'<text class="sign small" x="{x:.1f}" y="{y + 5:.1f}">{OPERATIONS.get(kind, kind)}</text>'
    content = _box(x, y, 48, 2 * RADIUS) + sign + _around(graph, a, n.dL_da(layer, e, unit), x, y)
    lit = a in graph.lit or n.da_dz(layer, e, unit) in graph.lit
    return choosable(f"step:{a}", f"activation {graph.display.written(a).plain}", content, _style("unit", lit), lit)


def _style(role: str, lit: bool) -> str:
    return f"node lit role-{role}" if lit else "node"


# Leaves.


def _leaf_place(graph: Graph, p: Parameter) -> tuple[float, float]:
    """The centre of a parameter's box: a weight's before its product, a bias's below its sum."""
    made = graph.plan
    if p.source is not None and p.unit is not None:
        if made.has_products:
            return made.products[p.layer] - 30 - made.leaf / 2, made.product(p.layer, p.source, p.unit) + 16
        return made.products[p.layer], (made.y(p.layer - 1, p.source) + made.y(p.layer, p.unit)) / 2
    count = made.sizes[p.layer + 1]
    x = made.sums[p.layer] + made.leaf / 2 - 24
    if p.unit is None and count > 1:
        return x, (made.y(p.layer, count // 2 - 1) + made.y(p.layer, count // 2)) / 2
    return x, made.y(p.layer, p.unit or 0) + 60


def _leaves(graph: Graph) -> Iterator[str]:
    """Weights and biases; in a large network only the chosen weight has a box, the others their edge."""
    made = graph.plan
    ordered = sorted(graph.names.parameters, key=lambda p: p.name == graph.parameter)
    for p in ordered:
        chosen = p.name == graph.parameter
        kind = "weight" if p.is_weight else "bias"
        style = "leaf parameter lit role-parameter" if chosen else "leaf parameter"
        if p.is_weight and not made.has_products and not chosen:
            content, style = f'<path class="hit" d="{_straight(graph, p)}"/>', f"{style} bare"
        else:
            content = _leaf(graph, p)
        yield choosable(f"parameter:{p.name}", f"{kind} {p.name}", content, f"{style} boxed", chosen)


def _straight(graph: Graph, p: Parameter) -> str:
    """The line of a weight whose product is not a node of its own."""
    made = graph.plan
    start = made.activations[p.layer] + (22.0 if p.layer == 0 else 24.0)
    y, y2 = made.y(p.layer - 1, p.source or 0), made.y(p.layer, p.unit or 0)
    return f"M{start:.1f} {y:.1f} L{made.sums[p.layer] - RADIUS:.1f} {y2:.1f}"


def _leaf(graph: Graph, p: Parameter) -> str:
    """Name and value of a parameter, below them the gradient of the example that is shown."""
    display, (x, y), width = graph.display, _leaf_place(graph, p), graph.plan.leaf
    gradient = f"dL_d{p.name}{graph.names.at(display.example)}"
    name = x - width / 2 + 8 + text_width(display.written(p.name), 13.0)
    return (
        _box(x, y, width, LEAF_HEIGHT)
        + symbol_text(display, p.name, name, y - 3, "name end")
        + number_text(display, p.name, name + 4, y - 3, "number start")
        + number_text(display, gradient, x, y + 13, "number gradient")
    )


def _loss_y(graph: Graph) -> float:
    return TOP + graph.plan.rows / 2


def _loss(graph: Graph) -> Iterator[str]:
    """The loss of the example that is shown, and its targets below it."""
    made, display, n = graph.plan, graph.display, graph.names
    x, y, e = made.loss, _loss_y(graph), display.example
    key = f"loss{n.at(e)}"
    sign = f'<text class="name" x="{x:.1f}" y="{y + 5:.1f}">{display.notation.loss.svg}</text>'
    content = _box(x, y, 44, 28) + sign + number_text(display, key, x, y - 21, "number above strong")
    lit = key in graph.lit
    yield choosable("step:loss", "loss", content, _style("loss", lit), lit)
    count, width = made.sizes[-1], made.target
    tall = TARGET_HEIGHT * count
    x, y = (x, y + 44 + tall / 2) if count == 1 else (x + 42 + width / 2, y)
    name = x - width / 2 + 6 + text_width(display.written(n.y(e, count - 1)), 13.0)
    yield f'<g class="leaf input">{_box(x, y, width, tall)}'
    for k in range(count):
        line = y - tall / 2 + TARGET_HEIGHT * (k + 0.5) + 5
        yield symbol_text(display, n.y(e, k), name, line, "name end")
        yield number_text(display, n.y(e, k), name + 6, line, "number start")
    yield "</g>"
