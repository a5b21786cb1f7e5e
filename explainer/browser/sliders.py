"""A slider and a box for every number that a reader may change."""

from __future__ import annotations

import math
from collections.abc import Set
from typing import NamedTuple

from markupsafe import Markup

from backprop import Problem, Structure, values_by_name
from backprop.names import example_of
from backprop.network import NUDGE
from explainer.browser.markup import NOTHING, Attributes, element
from explainer.browser.terms import number
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS
from explainer.notation.spoken import spoken

LOGARITHMIC = {
    "learning_rate": (0.0001, 10.0, 0.05),
    "nudge": (1e-15, 1.0, 0.5),
    "l2": (1e-5, 1.0, 0.05),
    "epsilon": (1e-10, 0.1, 0.5),
}
"""Numbers whose slider goes by powers of ten -> its ends, and how far a key leads, in powers."""

USUAL = {"nudge": NUDGE}
"""Numbers that no page but the one about them has a slider for -> what they are at first."""

SHARES = {"momentum": (0.0, 0.999), "beta1": (0.0, 0.999), "beta2": (0.0, 0.999)}
"""Numbers that are shares of what is kept -> the ends of their sliders."""

MOST_AT_ONCE = 12
"""Sliders that are shown together; of more only those of the step, until the reader asks for all."""


MOST_AT_HAND = 64
"""Sliders that are on the page, shown or not; of more those of the layers that the step is about."""


def _shown(display: Display, chosen: str, here: Set[str]) -> list[str]:
    """Return the names of the numbers at hand.

    These are the parameters, the learning rate, and the numbers of the example that is shown. Of very many only those
    of the layers that the step is about are there, and what else the step is made of: to choose something in another
    layer brings its numbers.
    """
    every = (name for name in values_by_name(display.trace.problem) if name not in USUAL)
    names = [name for name in every if example_of(name) in {None, display.example}]
    if len(names) <= MOST_AT_HAND:
        return names
    near = {_layer(display, name) for name in names if name in here and name != chosen} - {None}
    near = near or {_layer(display, chosen)} - {None} or {display.trace.structure.depth - 1}
    return [name for name in names if _layer(display, name) in {None, *near} or name in here]


def _layer(display: Display, name: str) -> int | None:
    """Return the layer that a number belongs to: inputs to the first, targets to the last."""
    recipe = display.trace.catalogue.recipes.get(name)
    if recipe is None or recipe.family not in {"x", "y", "parameter"}:
        return None
    if recipe.parameter:
        return recipe.parameter.layer
    return 0 if recipe.family == "x" else display.trace.structure.depth - 1


def control_panel(display: Display, start: Problem, chosen: str = "", here: Set[str] = frozenset()) -> Markup:
    """Return a slider and a box for each number that a reader may change.

    Args:
        display: what is shown.
        start: the network before the reader changed it.
        chosen: the chosen parameter, whose gradient stands beside it.
        here: names of the numbers that the step is made of, shown first where there are many; all if empty.
    """
    before, now, shown = values_by_name(start), values_by_name(display.trace.problem), _shown(display, chosen, here)
    # What the rule of an update needs has its place beside the update, and takes none from the others.
    elsewhere = {name for name in shown if display.trace.recipe(name).family == "setting"} - here
    few = len(shown) - len(elsewhere) <= MOST_AT_ONCE or here.isdisjoint(shown)
    controls = [
        _control(
            display,
            name,
            before[name],
            now[name],
            Place(name == chosen, name in here or (few and name not in elsewhere) or not here),
        )
        for name in shown
    ]
    return element("div", {"class": "controls", "role": "group", "aria-label": "Numbers of the network"}, *controls)


def slider_alone(display: Display, name: str) -> Markup:
    """Return a slider and a box for a number that no list of them has."""
    value = values_by_name(display.trace.problem)[name]
    return element("div", {"class": "controls"}, _control(display, name, USUAL[name], value, Place(False, True)))


def all_numbers(display: Display, chosen: str = "", here: Set[str] = frozenset()) -> Markup:
    """Return a switch between the numbers of the step and all at hand, where the style sheet leaves some out."""
    switch: Attributes = {"type": "checkbox", "role": "switch", "data-keep": "all"}
    shown = _shown(display, chosen, here)
    layers = sorted({layer + 1 for name in shown if (layer := _layer(display, name)) is not None and name != chosen})
    are_all = len(layers) == display.trace.structure.depth
    whose = "" if are_all else f" of layer{'s' * (len(layers) > 1)} {' and '.join(map(str, layers))}"
    return element("label", {"class": "all"}, element("input", switch), f" All {len(shown)} numbers{whose}")


class Place(NamedTuple):
    """What a control is on the screen: that of the chosen parameter, or one of the step."""

    is_chosen: bool
    is_here: bool


def _control(display: Display, name: str, start: float, value: float, place: Place) -> Markup:
    if name in LOGARITHMIC:
        scale, (low, high, key_step) = "log", LOGARITHMIC[name]
        position, least, most = math.log10(max(value, low)), math.log10(low), math.log10(high)
    else:
        low, high = ends_of(display.trace.structure, name, start)
        scale, key_step = "linear", 0.01 if high <= 2 else 0.1
        position, least, most = value, min(low, value), max(high, value)
    shown, said = repr(value).replace("-", MINUS), spoken(display.notation, name)
    slider: Attributes = {
        "type": "range",
        "step": "any",
        "min": least,
        "max": most,
        "value": position,
        "aria-label": said,
        "aria-valuetext": shown,
        "title": f"{start:g} at first; double-click: back to it",
        "data-slider": name,
        "data-scale": scale,
        "data-low": low,
        "data-high": high,
        "data-start": repr(start),
        "data-decimals": 3,
        "data-keystep": key_step,
        "style": f"--filled:{100 * (position - least) / (most - least):.2f}%",
    }
    box = box_attributes(name, f"{said}, exact number", shown)
    symbol = element("span", {"class": "symbol", "aria-hidden": "true"}, display.written(name).html)
    control: Attributes = {"class": "control", "data-chosen": place.is_chosen, "data-elsewhere": not place.is_here}
    gradient = _gradient(display, name) if place.is_chosen else NOTHING
    return element("div", control, symbol, element("input", slider), element("input", box), gradient)


def box_attributes(name: str, said: str, shown: str | None = None) -> Attributes:
    """Return the attributes of a box that takes a number exactly.

    Args:
        name: of the number.
        said: what the box is called when read aloud.
        shown: the number in it; without it the box is empty until the numbers of the page are there.
    """
    return {
        "type": "text",
        "inputmode": "text",  # the number pad of an iPhone has no minus
        "autocomplete": "off",
        "maxlength": 60,
        "value": shown,
        "aria-label": said,
        "data-box": name,
    }


def number_box(display: Display, name: str) -> Markup:
    """Return a box for a number, alone."""
    return element("input", {"class": "number", **box_attributes(name, spoken(display.notation, name))})


def _gradient(display: Display, name: str) -> Markup:
    """Return the gradient of the chosen parameter, for screens that show its slider alone."""
    key = display.trace.names.gradient(name)
    return element("span", {"class": "its-gradient"}, display.written(key).html, " = ", number(display, key))


def ends_of(structure: Structure, name: str, start: float) -> tuple[float, float]:
    """Return the ends of a slider: wide enough to play, the same as long as the start is."""
    if name in SHARES:
        return SHARES[name]
    if name.startswith("y") and structure.activations[-1] in {"sigmoid", "softmax"}:
        return 0.0, 1.0
    reach = float(max(1, math.ceil(2 * abs(start))))
    return -reach, reach
