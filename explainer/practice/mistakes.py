"""The numbers that one mistake leads to, and what is to be said then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from backprop import Weight
from explainer.notation.display import Display
from explainer.notation.families import traits


@dataclass(frozen=True)
class Way:
    """The terms on the way to the gradient of a weight.

    Attributes:
        weight: the weight that is asked for.
        source: what it comes from, from 0.
        unit: the unit it leads into, from 0.
        entering: key of dz/dw, what enters on its edge.
        slope: key of da/dz of the unit it leads into.
        delta: key of dL/dz of that unit.
        flow: key of dL/da of that unit; "" at the output, where nothing lies above.
    """

    weight: Weight
    source: int
    unit: int
    entering: str
    slope: str
    delta: str
    flow: str


def way_to(display: Display, key: str) -> Way:
    """Return the terms on the way to the gradient of a weight."""
    n, e = display.trace.names, display.example
    weight = display.trace.recipe(key).parameter
    assert isinstance(weight, Weight)  # the exercise asks for a weight
    layer, source, unit = weight.layer, weight.source, weight.unit
    is_last = layer == display.trace.structure.depth - 1
    flow = "" if is_last else n.dL_da(layer, e, unit)
    return Way(
        weight, source, unit, n.dz_dw(layer, e, source, unit), n.da_dz(layer, e, unit), n.delta(layer, e, unit), flow
    )


def mistakes(display: Display, key: str) -> Iterator[tuple[float, str]]:
    """Yield the numbers that one mistake leads to, likely ones first, and what is to be said then."""
    now, way = display.trace, way_to(display, key)
    layer = way.weight.layer
    meets = display.notation.a(layer - 1, None, way.source).html

    def name(term: str) -> str:
        return display.written(term).html

    yield -now[key], "The size is right, the sign is not: look at the sign of each factor once more."
    for other in now.names.weights(layer):
        if other.unit == way.unit and other != way.weight:
            took, gradient = display.notation.a(layer - 1, None, other.source).html, now.names.gradient(other.name)
            yield (
                now[gradient],
                Markup("This is {}: you took {}, but {} meets {}.").format(
                    name(gradient), took, name(way.weight.name), meets
                ),
            )
    yield (
        now[way.delta],
        Markup("This is {}. One factor is missing: {}, which enters on that edge.").format(name(way.delta), meets),
    )
    if way.flow:
        slope, entering = now[way.slope], now[way.entering]
        missing = Markup("The factor {} is missing: what comes back to a unit is multiplied by its slope.").format(
            name(way.slope)
        )
        yield now[way.flow] * entering, missing
        yield (
            now[way.flow],
            Markup("This is {}. Still to come: {}, and {}.").format(name(way.flow), name(way.slope), meets),
        )
        for above, via in enumerate(now.recipe(way.flow).factors):
            through = display.notation.z(layer + 1, None, above).html
            only = Markup(
                "This is only the path through {}. What comes back along all paths has to be added up."
            ).format(through)
            yield now[via] * slope * entering, only
    for p in now.names.parameters:
        gradient = now.names.gradient(p.name)
        if p != way.weight:
            yield now[gradient], Markup("This is {}, the gradient of another parameter.").format(name(gradient))
    for term in now.catalogue.recipes:
        if traits(now.recipe(term)).known:
            yield now[term], Markup("This is {}, which is another term of this network.").format(name(term))
