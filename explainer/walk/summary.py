"""A network in one sentence: what it is made of, and how far off it is."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from explainer.browser.terms import number
from explainer.notation.display import Display
from explainer.notation.terms import FUNCTIONS, loss_title


def summary(display: Display) -> Markup:
    """Return a network in one sentence, its loss kept true."""
    structure = display.trace.structure
    *hidden, (outputs, last) = zip(structure.sizes[1:], structure.activations, strict=True)
    layers = [_count(structure.sizes[0], "input")]
    for (units, activation), alike in groupby(hidden):
        layer, times = _count(units, f"{FUNCTIONS[activation]} unit"), len(list(alike))
        layers.append(f"{times} layers of {layer}" if times > 1 else layer)
    layers.append(_count(outputs, f"{FUNCTIONS[last]} output"))
    what = "value" if structure.loss == "none" else "loss"
    said = f"{', '.join(layers)}; {loss_title(structure)}; {what} "
    return Markup("{}{} on {}").format(said, number(display, "loss"), _count(structure.examples, "example"))


def _count(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
