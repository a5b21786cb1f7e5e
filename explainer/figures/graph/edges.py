"""The edges of the computation graph: each carries a local derivative, and is lit in the colour of its role."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import Weight
from explainer.figures.graph.plan import LEAF_HEIGHT, RADIUS, Graph, leaf_place


def edges(graph: Graph) -> list[str]:
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
        if not isinstance(p, Weight):
            continue
        meets = n.dz_dw(p.layer, e, p.source, p.unit)
        carries = n.dz_da(p.layer, p.source, p.unit) if p.layer else ""
        start = made.leaving(p.layer), made.y(p.layer - 1, p.source)
        z, y = (made.sums[p.layer] - RADIUS, made.y(p.layer, p.unit)), made.product(p.layer, p.source, p.unit)
        product = n.product(p.name, e)
        weight_role = "weight" if carries in graph.lit or product in graph.lit else ""
        parameter_role = "parameter" if meets in graph.lit else ""
        if not made.has_products:
            role = parameter_role or weight_role
            yield _line(straight(graph, p), role, meets if parameter_role else carries or product, crowded=True)
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
        if isinstance(p, Weight):
            continue
        x, y = leaf_place(graph, p)
        for unit in p.units(graph.display.trace.structure):
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
    middle = made.loss_y
    for unit in range(made.sizes[-1]):
        keys = (n.dL_da(last, e, unit), n.delta(last, e, unit))
        key = next((key for key in keys if key in graph.lit), "")
        path = f"M{made.activations[-1] + 24:.1f} {made.y(last, unit):.1f} L{made.loss - 20:.1f} {middle:.1f}"
        yield _line(path, "loss" if key else "", key)
    x, y = (made.loss, middle + 44) if made.sizes[-1] == 1 else (made.loss + 42, middle)
    yield _line(f"M{made.loss:.1f} {middle:.1f} L{x:.1f} {y:.1f}", "", "")


def straight(graph: Graph, p: Weight) -> str:
    """The line of a weight whose product is not a node of its own."""
    made = graph.plan
    y, y2 = made.y(p.layer - 1, p.source), made.y(p.layer, p.unit)
    return f"M{made.leaving(p.layer):.1f} {y:.1f} L{made.sums[p.layer] - RADIUS:.1f} {y2:.1f}"
