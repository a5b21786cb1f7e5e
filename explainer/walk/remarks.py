"""What is out of the ordinary about the numbers: overflow, saturation, a dead unit, a long way that breaks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from explainer.notation.display import Display
from explainer.notation.symbols import Written

SATURATED = 1e-4
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def remarks(display: Display) -> Iterator[str]:
    """Say what is out of the ordinary about the numbers: overflow, saturation, a dead unit."""
    now = display.trace
    if not math.isfinite(now.loss):
        named = (key for key in now.values if now.recipe(key).family in {"z", "a", "y_hat"})
        first = next((key for key in named if not math.isfinite(now[key])), "loss")
        yield f"{_said(display.written(first))} is too large to compute with, and so is all that follows from it."
        return
    yield from _broken_roads(display)
    for layer, activation in enumerate(now.structure.activations):
        if activation not in {"sigmoid", "tanh", "relu"}:
            continue
        for unit, slope in enumerate(now.backward.da_dz[layer][display.example]):
            name = _said(display.notation.a(layer, 0, unit))
            if activation == "relu" and slope == 0.0:
                yield f"{name} is dead for this example: ReLU's slope is 0, so no gradient gets past it."
            elif activation != "relu" and abs(slope) < SATURATED:
                yield f"{name} is saturated: its slope is nearly 0, so almost no gradient gets past it."


def _said(written: Written) -> str:
    """Return a symbol as it stands in a sentence, its numbers as subscripts."""
    return re.sub(r"_(\d+)", lambda match: match[1].translate(SUBSCRIPTS), written.plain)


def _broken_roads(display: Display) -> Iterator[str]:
    """Say which factor of the long way to an output's delta broke, and why the short way exists."""
    now, n, e = display.trace, display.trace.names, display.example
    last = now.structure.depth - 1
    for k in range(now.structure.outputs):
        if not display.has_long_road(n.delta(last, e, k)) or math.isfinite(now[n.dL_da(last, e, k)]):
            continue
        named = (n.dL_da(last, e, k), n.a(last, e, k), n.y(e, k))
        factor, output, target = (_said(display.written(key)) for key in named)
        yield (
            f"{factor} breaks the long way: it divides by {output}, which is too small for a number here and counts as "
            f"0. {output} − {target} never divides and stays exact; that is why {now.structure.activations[-1]} and "
            f"{now.structure.loss.replace('_', '-')} are paired."
        )
        return
