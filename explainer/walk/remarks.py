"""What is out of the ordinary about the numbers: overflow, saturation, a dead unit, a long way that breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from markupsafe import Markup

from backprop import Trace
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS

SATURATED = 1e-4

TOO_NEAR = 1e-11
"""How near to 1 an activation is whose fifteen digits no longer show four of its slope."""


def remarks(display: Display) -> Iterator[Markup]:
    """Say what is out of the ordinary about the numbers: overflow, saturation, a dead unit, inputs that are all 0."""
    now = display.trace
    if not math.isfinite(now.loss):
        yield Markup("{} is too large to compute with, and so is all that follows from it.").format(
            display.written(_first_to_break(now)).html
        )
        return
    yield from _broken_roads(display)
    yield from _stuck_units(display)
    if not now.problem.x[display.example].any():
        several = now.structure.examples > 1
        which, there = (f" of example {display.example + 1}", "there, ") if several else ("", "")
        yield Markup("All inputs{} are 0: {}no weight of the first layer changes a number.").format(which, there)


MOST_NAMED = 6
"""Units that a sentence names; of more it says how many others there are."""


Unit = tuple[int, int]
"""A layer and a unit of it, from 0."""


def _stuck_units(display: Display) -> Iterator[Markup]:
    """Say which units let no gradient past them: of each kind all in one sentence, for there can be dozens."""
    now, e = display.trace, display.example
    dead: list[Unit] = []
    in_every: list[Unit] = []
    saturated: list[Unit] = []
    at_end: dict[str, list[Unit]] = {"1": [], MINUS + "1": []}
    for layer, activation in enumerate(now.structure.activations):
        if activation not in {"sigmoid", "tanh", "relu"}:
            continue
        slopes, values = (of[layer][e].tolist() for of in (now.backward.da_dz, now.forward.a))
        for j, (slope, a) in enumerate(zip(slopes, values, strict=True)):
            unit = (layer, j)
            if activation == "relu" and slope == 0.0:
                whole = now.structure.examples > 1 and not now.backward.da_dz[layer][:, j].any()
                (in_every if whole else dead).append(unit)
            elif activation != "relu" and abs(slope) < SATURATED:
                saturated.append(unit)
                if slope and 1.0 - abs(a) < TOO_NEAR:
                    at_end["1" if a > 0 else MINUS + "1"].append(unit)
    yield from _said_of(
        display,
        dead,
        Markup("is dead for this example: ReLU's slope is 0, so no gradient gets past it."),
        Markup("are dead for this example: ReLU's slope is 0, so no gradient gets past them."),
    )
    yield from _said_of(
        display,
        in_every,
        Markup("is dead in every example: ReLU's slope is 0, so its weights get no gradient at all."),
        Markup("are dead in every example: ReLU's slope is 0, so their weights get no gradient at all."),
    )
    yield from _said_of(
        display,
        saturated,
        "is saturated: its slope is nearly 0, so almost no gradient gets past it.",
        "are saturated: their slopes are nearly 0, so almost no gradient gets past them.",
    )
    for end, near in at_end.items():
        yield from _said_of(
            display,
            near,
            f"is so near to {end} that its own digits do not show its slope, which is computed from z.",
            f"are so near to {end} that their own digits do not show their slopes, which are computed from z.",
        )


def _said_of(display: Display, units: list[Unit], one: str, many: str) -> Iterator[Markup]:
    """Say something of one unit or of many, if there is any."""
    if not units:
        return
    named = units if len(units) <= MOST_NAMED else units[: MOST_NAMED - 1]
    names = [display.notation.a(layer, display.example, unit).html for layer, unit in named]
    others = len(units) - len(named)
    *before, last = (*names, *([Markup("{} others").format(others)] if others else []))
    listed = Markup("{} and {}").format(Markup(", ").join(before), last) if before else last
    yield Markup("{} {}").format(listed, many if before else one)


def _first_to_break(now: Trace) -> str:
    """Return the key of the first z or a that is not finite; of the loss, where all of them are."""
    for layer, (z, a) in enumerate(zip(now.forward.z, now.forward.a, strict=True)):
        for key, numbers in ((now.names.z, z), (now.names.a, a)):
            for example, unit in np.argwhere(~np.isfinite(numbers)).tolist():
                return key(layer, example, unit)
    return "loss"


def _broken_roads(display: Display) -> Iterator[Markup]:
    """Say which factor of the long way to an output's delta broke, and why the short way exists."""
    now, n, e = display.trace, display.trace.names, display.example
    last = now.structure.depth - 1
    for k in range(now.structure.outputs):
        if not display.has_long_road(n.delta(last, e, k)) or math.isfinite(now[n.dL_da(last, e, k)]):
            continue
        factor, output, target = (
            display.written(key).html for key in (n.dL_da(last, e, k), n.a(last, e, k), n.y(e, k))
        )
        yield Markup(
            "{} breaks the long way: it divides by {}, which is too small for a number here and counts as 0. "
            "{} − {} never divides and stays exact; that is why {} and {} are paired."
        ).format(factor, output, output, target, now.structure.activations[-1], now.structure.loss.replace("_", "-"))
        return
