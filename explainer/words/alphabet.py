"""One symbol of each kind with what it means, in the notation of the page."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from backprop.weights import Weight
from explainer.browser.table import Row, table
from explainer.notation.display import Display
from explainer.notation.families import FAMILIES
from explainer.notation.terms import meaning
from explainer.words.lexicon import SIGNS

COUNTS = {"N", "K"}
"""Families that are written by their keys."""

LEFT_OUT = {
    "gradient_via", "path", "mean_gradient", "long_delta", "loss_of_example", "da_dz_cross", "loss_change", "step",
    "nudge",
    "nudged",
    "factor",
    "raised_loss", "loss_alone", "moved", "spacing",
}  # fmt: skip
"""Families that are written like another one, or only where words stand beside them."""

IN_EQUATIONS = ("σ", "e", "∂", "∑", "⊙", "T")
"""Signs that are shown."""


def symbols_html(display: Display) -> Markup:
    """Return one symbol of each kind with what it means, as the page writes it."""
    rows = [
        Row(display.written(key).html, [meaning(display.trace.structure, display.trace.recipe(key))])
        for key in _one_of_each(display)
    ]
    rows += [Row(Markup("<i>{}</i>").format(sign) if sign == "e" else sign, [SIGNS[sign]]) for sign in IN_EQUATIONS]
    return table("Symbols, as this page writes them", ("Symbol", "What it means"), rows, style="symbols")


def _one_of_each(display: Display) -> Iterator[str]:
    """Return a key of each family that is written as a symbol; of parameters, a weight and a bias."""
    structure, names = display.trace.structure, display.trace.names
    first: dict[str, dict[str, str]] = {}
    for family in display.trace.catalogue.families:
        recipe = family.recipe(0)
        kind = recipe.place[0] if recipe.place and isinstance(recipe.place[0], str) else ""
        first.setdefault(family.name, {}).setdefault(kind, recipe.key)
    biases = [p.name for p in names.parameters if not isinstance(p, Weight)]
    counted = {"N": structure.examples, "K": structure.outputs}
    for name in FAMILIES:
        if name not in first or name in LEFT_OUT or not (FAMILIES[name].symbol or name in COUNTS):
            continue
        if counted.get(name, 2) > 1:
            yield from first[name].values()
        if name == "parameter":
            yield from biases[:1]
