"""Where the gradient goes: how large delta is in each layer, which units let nothing past, which factor is smallest.

Numbers are terms of the trace and follow every change; sentences about them are made anew once a number is let go.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from markupsafe import Markup

from backprop import Trace, gallery, trace
from backprop.arrays import quietly
from backprop.terms import path_factors
from backprop.weights import Parameter
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element, together
from explainer.browser.table import Cell, Row, side_by_side, table
from explainer.browser.terms import mark_attributes, number
from explainer.figures.network.drawing import CAN_BE_STUCK
from explainer.notation.display import NEXT_TO_NOTHING, Display
from explainer.notation.numbers import format_number
from explainer.notation.spoken import spoken
from explainer.notation.terms import FUNCTIONS, meaning
from explainer.walk.checking import STILL

DEEP: Mapping[str, str] = {"vanishing": "sigmoid", "vanishing_relu": "ReLU"}
"""Networks of the gallery that differ in the activation of their hidden layers alone -> that activation."""

MOST_NAMED = 6
"""Units that a sentence names; of more it says how many others there are."""

MOST_FACTORS = 7
"""Factors in one table; more stand in two, beside each other."""


# How large delta is.


def size_table(display: Display) -> Markup:
    """Return the size of delta in each layer with a bar, from the output back, as it is computed."""
    n, s = display.trace.names, display.trace.structure
    layers = range(s.depth - 1, -1, -1)
    marks = display.marks(map(n.delta_size, layers))
    rows = []
    for layer in layers:
        key = n.delta_size(layer)
        ratio = NOTHING if layer == s.depth - 1 else Markup("× {}").format(number(display, n.delta_ratio(layer)))
        bar = element(
            "div", {"class": "length", "aria-hidden": "true"}, element("div", mark_attributes(key, marks[key]))
        )
        rows.append(Row(_layer(display, layer), [number(display, key), ratio, bar]))
    headers = ["layer", "largest |delta|", "one layer back", "size"]
    return table(
        "How large delta is in each layer", headers, rows, style="sizes", widths=("8.4em", "6.6em", "6.6em", "")
    )


def _layer(display: Display, layer: int) -> str:
    s = display.trace.structure
    place = "output" if layer == s.depth - 1 else str(layer + 1)
    return f"{place} · {FUNCTIONS[s.activations[layer]]}"


def slowest(of: Trace) -> int | None:
    """Return the layer in which delta is smallest, the first of several; None where none of them stands out."""
    sizes = [float(np.abs(delta).max()) for delta in of.backward.delta]
    finite = all(map(math.isfinite, sizes))
    return sizes.index(min(sizes)) if finite and min(sizes) < max(sizes) else None


def slowest_said(display: Display) -> Markup:
    """Say in which layer the least of the gradient arrives, and what that means for its weights."""
    layer, s = slowest(display.trace), display.trace.structure
    if not all(np.isfinite(delta).all() for delta in display.trace.backward.delta):
        return element("p", STILL, "A delta is too large to compute with here, so no layer can be called the slowest.")
    if layer is None:
        return element("p", STILL, "No layer learns more slowly than the others here.")
    said = f"Layer {layer + 1} learns slowest: its delta is the smallest, and every gradient of its weights is a delta "
    said += "times what enters."
    if layer == 0 and s.depth > 1:
        said += " On the way back each layer multiplies by its weights and by the slopes of its units."
    return element("p", STILL, said)


# Which units let nothing past.

Unit = tuple[int, int]
"""A layer and a unit of it, from 0."""


def stuck(display: Display) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Return the units that are saturated, and the ReLU units that are dead, in the example that is shown."""
    now, e = display.trace, display.example
    saturated: list[Unit] = []
    dead: list[Unit] = []
    for layer, activation in enumerate(now.structure.activations):
        if activation not in CAN_BE_STUCK:
            continue
        for unit in np.flatnonzero(np.abs(now.backward.da_dz[layer][e]) < NEXT_TO_NOTHING).tolist():
            (dead if activation == "relu" else saturated).append((layer, unit))
    return tuple(saturated), tuple(dead)


def stuck_said(display: Display) -> Markup:
    """Explain the units that are marked in the drawing, and name them."""
    saturated, dead = stuck(display)
    where = f" in example {display.example + 1}" if display.trace.structure.examples > 1 else ""
    if not saturated and not dead:
        return element(
            "p", STILL, f"No unit is stuck{where}: no slope of a sigmoid or tanh is below 0.01, and no ReLU is at 0."
        )
    said = []
    if saturated:
        said.append(
            Markup("<b>Saturated{}</b>: {}. The slope there is below 0.01, so less than a hundredth gets past.").format(
                where, _units(display, saturated)
            )
        )
    if dead:
        said.append(
            Markup("<b>Dead{}</b>: {}. ReLU is 0 there, and its slope too, so nothing gets past.").format(
                where, _units(display, dead)
            )
        )
    for_ever = [unit for unit in dead if not display.trace.backward.da_dz[unit[0]][:, unit[1]].any()]
    if for_ever and where:
        said.append(Markup("In every example that holds for {}.").format(_units(display, for_ever)))
    return element("p", STILL, together(said, " "))


def _units(display: Display, units: Sequence[Unit]) -> Markup:
    fit = len(units) <= MOST_NAMED
    named = units if fit else units[: MOST_NAMED - 1]
    names: list[str] = [display.notation.a(layer, display.example, unit).html for layer, unit in named]
    *before, last = [*names, *([] if fit else [f"{len(units) - len(named)} others"])]
    return Markup("{} and {}").format(together(before, ", "), last) if before else together([last])


# Which factor makes a product small.


@quietly
def widest_route(of: Trace, p: Parameter, example: int) -> tuple[int, ...]:
    """Return the units that most of a gradient comes back through, from the parameter's layer up to the output."""
    deltas = of.backward.delta
    route = [max(p.units(of.structure), key=lambda unit: abs(float(deltas[p.layer][example, unit])))]
    for layer in range(p.layer + 1, of.structure.depth):
        coming_back = np.abs(deltas[layer][example] * of.layer(layer).W[route[-1]])
        route.append(int(np.argmax(coming_back)))
    return tuple(route)


def chain_of(display: Display, parameter: str) -> tuple[str, ...]:
    """Return the factors of a parameter's chain, from the loss down; of several paths those of the widest."""
    now = display.trace
    p = now.names.by_name[parameter]
    return path_factors(now.structure, now.names, p, display.example, widest_route(now, p, display.example))


def smallest(display: Display, parameter: str) -> str:
    """Return the smallest factor of a parameter's chain."""
    return min(chain_of(display, parameter), key=lambda key: abs(display.trace[key]))


def factor_table(display: Display, parameter: str) -> Markup:
    """Return the factors of a parameter's chain with their numbers; the smallest one is marked."""
    least = smallest(display, parameter)
    rows = []
    for key in chain_of(display, parameter):
        name = Choice("step", key).button(display.written(key).html, name=spoken(display.notation, key))
        mark = Cell("smallest" if key == least else "", STILL)
        rows.append(Row(name, [number(display, key), mark], {"class": "smallest"} if key == least else {}))
    parts = 1 if len(rows) <= MOST_FACTORS else 2
    listened = element("span", {"class": "for-listeners"}, "which is the smallest")
    caption = f"The factors of the chain of {parameter}, from the loss down"
    return side_by_side(caption, ["factor", "value", listened], rows, parts, "factors", ("5.2em", "7em", ""))


def smallest_said(display: Display, parameter: str) -> Markup:
    """Say which factor makes a gradient small, and whose chain this is."""
    now, least = display.trace, smallest(display, parameter)
    p = now.names.by_name[parameter]
    several = len(p.units(now.structure)) > 1 or any(size > 1 for size in now.structure.sizes[p.layer + 2 :])
    which = " along the path that most of it comes back by" if several else ""
    whose = f" in example {display.example + 1}" if now.structure.examples > 1 else ""
    what, _, _ = meaning(now.structure, now.recipe(least)).partition(":")
    value = now[least]
    end = (
        "nothing gets past it"
        if value == 0.0
        else "it makes the product small"
        if abs(value) < 1.0
        else ("no factor makes the product smaller")
    )
    return element(
        "p",
        STILL,
        Markup("The chain of {}{}{}: the smallest factor is {} = {} ({}); {}.").format(
            display.written(parameter).html,
            which,
            whose,
            display.written(least).html,
            format_number(value, display.digits),
            what,
            end,
        ),
    )


# The deep network of the gallery beside the same with ReLU.


def deep_sizes() -> Mapping[str, tuple[float, ...]]:
    """Return the size of delta by layer of the two deep networks of the gallery, from their own traces."""
    return {name: tuple(_sizes(trace(gallery()[name]))) for name in DEEP}


def _sizes(of: Trace) -> Iterator[float]:
    return (of[of.names.delta_size(layer)] for layer in range(of.structure.depth))


def deep_table(digits: int, opened: str = "") -> Markup:
    """Return the two deep networks beside each other, with the way to each; their numbers are not the reader's.

    Args:
        digits: decimals of ordinary numbers.
        opened: which of them is on the table, or "".
    """
    sizes = deep_sizes()
    depth = len(sizes["vanishing"])
    largest = max(map(max, sizes.values()))
    rows = []
    for layer in range(depth - 1, -1, -1):
        cells = [cell for found in sizes.values() for cell in _size_of_deep(found[layer], largest, digits)]
        rows.append(Row("output" if layer == depth - 1 else str(layer + 1), cells))
    headers = ["layer", *(head for title in DEEP.values() for head in (title, f"size with {title}"))]
    caption = "The largest |delta| by layer in two deep networks of the gallery"
    widths = ("4em", "6.4em", "", "6.4em", "")
    ways = (_open(name, f"Open it with {title}", name == opened) for name, title in DEEP.items())
    return (
        table(caption, headers, rows, style="sizes deep", widths=widths)
        + element("p", None, deep_said(sizes))
        + element("div", {"class": "ways"}, *ways)
    )


def _size_of_deep(value: float, largest: float, digits: int) -> tuple[Markup, Markup]:
    size = f"--size:{value / largest:.4f}"
    bar = element("div", {"class": "length", "aria-hidden": "true"}, element("div", {"style": size}))
    return element("span", None, format_number(value, digits)), bar


def deep_said(sizes: Mapping[str, Sequence[float]]) -> str:
    """Say what becomes of delta from the output to the first layer of either."""
    shares = (f"{format_number(sizes[name][0] / sizes[name][-1], 2)} with {title}" for name, title in DEEP.items())
    return (
        f"Six layers of one unit, with the same weights. The share of the output's delta that comes to layer 1 is "
        f"{' and '.join(shares)}. "
        "A sigmoid's slope is at most ¼, that of a ReLU that is not dead is 1. These numbers are of the two networks "
        "of the gallery, not of the network above."
    )


def _open(name: str, label: str, is_open: bool) -> Markup:
    attributes = {
        "type": "button",
        "class": "tool small",
        "data-act": f"open:{name}",
        "aria-pressed": "true" if is_open else "false",
    }
    return element("button", attributes, label)
