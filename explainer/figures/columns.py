"""How far apart the layers of a network stand, so that there is room for the labels between them.

Places follow from the structure and its notation alone: no label moves when a number does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from backprop import Weight
from backprop.names import Names
from explainer.figures.labelling import place_labels
from explainer.figures.shapes import Box, Columns

MOST_LABELLED_EDGES = 12
"""More labels than this between two layers would be a wall of labels."""

Taken = Callable[[Columns, int], Iterable[Box]]
"""For columns and a layer: boxes around the units of that layer that no label may cover."""


@dataclass(frozen=True)
class Request:
    """What a drawing of a network in columns asks for.

    Attributes:
        sizes: units per layer, inputs first.
        radii: radius of the units of each layer.
        gaps: least distance between the centres of neighbouring layers.
        left: horizontal place of the inputs.
        top: highest line that units may use.
        floor: lowest line that units may use.
        label: width and height of a label on an edge.
        weights: for each layer after the input, the weights that want a label on their edge.
        taken: what labels may not cover.
    """

    sizes: tuple[int, ...]
    radii: tuple[float, ...]
    gaps: tuple[float, ...]
    left: float
    top: float
    floor: float
    label: tuple[float, float]
    weights: tuple[tuple[Weight, ...], ...]
    taken: Taken


WIDER = range(0, 240, 20)
"""How much further apart two layers may stand to make room for the labels between them."""


def lay_out(request: Request) -> tuple[Columns, dict[str, tuple[float, float]]]:
    """Return the columns, and the centre of the label of every edge that has room for one."""
    r = request
    centres: tuple[float, ...] = (r.left,)
    labels: dict[str, tuple[float, float]] = {}
    for layer, gap in enumerate(r.gaps):
        best: dict[str, tuple[float, float]] = {}
        furthest = centres[-1] + gap
        for wider in WIDER:
            columns = Columns(r.sizes, (*centres, centres[-1] + gap + wider), r.radii, r.top, r.floor)
            found = labels_between(columns, layer, r.weights[layer], r.label, r.taken)
            if len(found) > len(best):
                best, furthest = found, columns.x(layer)
            if len(best) == len(r.weights[layer]):
                break
        centres = (*centres, furthest)
        labels |= best
    return Columns(r.sizes, centres, r.radii, r.top, r.floor), labels


def labels_between(
    columns: Columns, layer: int, weights: Iterable[Weight], label: tuple[float, float], taken: Taken
) -> dict[str, tuple[float, float]]:
    """Return the centres of labels on edges that lead into a layer, clear of what stands at both their ends.

    Args:
        columns: the units.
        layer: the layer the weights lead into.
        weights: those that want a label, the most important first.
        label: width and height of a label.
        taken: what may not be covered.
    """
    sides = (layer - 1, layer)
    boxes = [box for side in sides for box in taken(columns, side)]
    circles = [circle for side in sides for circle in columns.circles(side)]
    return place_labels([columns.edge(p) for p in weights], label, boxes, circles)


def is_crowded(sizes: Sequence[int], layer: int) -> bool:
    """Whether so many weights lead into a layer that they cannot all have a label."""
    return sizes[layer] * sizes[layer + 1] > MOST_LABELLED_EDGES


def always_labelled(named: Names, layer: int) -> tuple[Weight, ...]:
    """Return the weights of a layer that have a label whatever is lit: all, or none in a crowded layer."""
    return () if is_crowded(named.structure.sizes, layer) else named.weights(layer)


def few_enough(wanted: Sequence[Weight]) -> Sequence[Weight]:
    """Return those of the wanted weights of a crowded layer that get a label: all, or else the first."""
    return wanted if len(wanted) <= MOST_LABELLED_EDGES else wanted[:1]
