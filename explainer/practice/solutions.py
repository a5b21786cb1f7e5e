"""What an exercise asks, and the way to its answer."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from backprop import Weight
from backprop.judging import rule_sentence
from explainer.browser.markup import element, together
from explainer.browser.terms import number
from explainer.equations.derivations import equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display


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


def question(display: Display, key: str) -> Markup:
    """Return what is asked, and which answers are right."""
    asked = Markup(
        "Find {} in two phases: what does the forward pass give for that edge, and what does the backward pass give "
        "for the unit it leads into?"
    ).format(display.written(key).html)
    rule = element("p", {"class": "quiet"}, rule_sentence(display.digits))
    return element("div", {"class": "exercise"}, element("h2", None, "Try it alone"), element("p", None, asked), rule)


def solution(display: Display, key: str, preset: str) -> Markup:
    """Return the way to the answer in the two phases, then its three linked lines.

    Args:
        display: the trace that holds it.
        key: the gradient of a weight.
        preset: whose numbers these are.
    """
    now, way = display.trace, way_to(display, key)

    def says(term: str) -> Markup:
        return Markup("{} = {}").format(display.written(term).html, number(display, term))

    # What comes back has been collected unit by unit, from the output down.
    back = [
        now.names.delta(layer, display.example, unit)
        for layer in range(now.structure.depth - 1, way.weight.layer, -1)
        for unit in range(now.structure.sizes[layer + 1])
    ]
    collected = together(map(says, [*back, way.delta]), ", ")
    return element(
        "div",
        {"class": "exercise", "data-deck": preset},
        element("h3", None, "Forward pass"),
        element("p", None, "What enters on that edge: ", says(way.entering), "."),
        element("h3", None, "Backward pass"),
        element("p", None, "What comes back, unit by unit: ", collected, "."),
        element("h3", None, "Both together"),
        element("p", None, says(key), ", the product of the two. Path by path:"),
        lines_html(equation(display, key), display),
    )
