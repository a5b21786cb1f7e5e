"""The edges of the computation graph: each carries a local derivative, and is lit in the colour of its role."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import Weight
from explainer.figures.graph.plan import RADIUS, Graph, Point, leaf_box


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
        product = n.product(p.name, e)
        weight_role = "weight" if carries in graph.lit or product in graph.lit else ""
        parameter_role = "parameter" if meets in graph.lit else ""
        if not made.has_products:
            role = parameter_role or weight_role
            yield _line(straight(graph, p), role, meets if parameter_role else carries or product, crowded=True)
            continue
        way = made.edges_of_product(p.layer, p.source, p.unit)
        yield _line(_past_a_leaf(made.leaving(p.layer, p.source), *way.passed), weight_role, carries or product)
        yield _line(_straight(*way.weight), parameter_role, meets)
        role, factor = ("parameter", meets) if parameter_role else (weight_role, carries or product)
        yield _line(_straight(way.out, made.into_sum(p.layer, p.unit)), role, factor)


def _straight(start: Point, end: Point) -> str:
    return f"M{start[0]:.1f} {start[1]:.1f} L{end[0]:.1f} {end[1]:.1f}"


def _past_a_leaf(start: Point, past: Point, end: Point) -> str:
    """A curve to the height of the box that it goes past, then straight on."""
    bend = f"C{past[0] - 4:.1f} {start[1]:.1f} {start[0] + 4:.1f} {past[1]:.1f} {past[0]:.1f} {past[1]:.1f}"
    return f"M{start[0]:.1f} {start[1]:.1f} {bend} L{end[0]:.1f} {end[1]:.1f}"


def _edges_of_biases(graph: Graph) -> Iterator[tuple[bool, str]]:
    made = graph.plan
    for p in graph.names.parameters:
        if isinstance(p, Weight):
            continue
        box = leaf_box(graph, p)
        for unit in p.units(graph.display.trace.structure):
            y, key = made.y(p.layer, unit), graph.names.dz_db(p.layer, unit)
            start, end = (box.top, y + RADIUS) if y < box.centre[1] else (box.bottom, y - RADIUS)
            chosen = key in graph.lit and p.name == graph.parameter
            path = _straight((box.centre[0], start), (made.sums[p.layer], end))
            yield _line(path, "parameter" if chosen else "", key)


def _edges_after_sums(graph: Graph) -> Iterator[tuple[bool, str]]:
    """From each z to its activation, with softmax to every activation, and from the last ones to the loss."""
    made, n, e, last = graph.plan, graph.names, graph.display.example, graph.depth - 1
    is_softmax = graph.display.trace.structure.activations[-1] == "softmax"
    for layer in range(graph.depth):
        for unit in range(made.sizes[layer + 1]):
            targets = range(made.sizes[layer + 1]) if is_softmax and layer == last else (unit,)
            for target in targets:
                local, delta = n.da_dz(layer, e, target, unit), n.delta(layer, e, unit)
                # On a short road delta stands for the activation function and the loss together.
                short = layer == last and target == unit and delta in graph.lit
                short = short and n.dL_da(layer, e, unit) not in graph.lit
                role = "unit" if local in graph.lit else "loss" if short else ""
                into = made.activation(layer, target)
                path = _straight((made.sums[layer] + RADIUS, made.y(layer, unit)), (into.left, into.centre[1]))
                yield _line(path, role, local if role == "unit" else delta)
    loss, box = made.loss_box, made.targets
    for unit in range(made.sizes[-1]):
        keys = (n.dL_da(last, e, unit), n.delta(last, e, unit))
        key = next((key for key in keys if key in graph.lit), "")
        path = _straight(made.leaving(last + 1, unit), (loss.left, loss.centre[1]))
        yield _line(path, "loss" if key else "", key)
    start = (box.centre[0], box.top) if box.top > loss.centre[1] else (box.left, box.centre[1])
    yield _line(_straight(loss.centre, start), "", "")


def straight(graph: Graph, p: Weight) -> str:
    """The line of a weight whose product is not a node of its own."""
    return _straight(graph.plan.leaving(p.layer, p.source), graph.plan.into_sum(p.layer, p.unit))
