"""A view as a link, and a link as a view.

Reading a link never fails. A value that cannot be used falls back to the default, and a note says
so; nothing from a link is shown or used except after it has been recognised here.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

from backprop import conventions_of, presets, values_by_name
from backprop.matrices import ORIENTATIONS
from backprop.names import example_of
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS, parse_number
from explainer.view.view import HAND_PLACES, MODES, PARTS, TRANSPOSED, View, usable

MOST_STAGES = 99
"""Stages of a chain that a link can name; the longest chain has fewer."""


@dataclass(frozen=True)
class Option:
    """Something in a link that is not a number of the network.

    Attributes:
        read: the view so far, a text -> the view with it, or None where the text cannot be used.
        write: a view -> its text.
    """

    read: Callable[[View, str], View | None]
    write: Callable[[View], str]


def _one_of(name: str, allowed: Callable[[View], Container[str]]) -> Option:
    """A text of those that are allowed in the view so far."""

    def read(view: View, text: str) -> View | None:
        return replace(view, **{name: text}) if text in allowed(view) else None  # type: ignore[arg-type]

    return Option(read, lambda view: getattr(view, name))


def _number_of(name: str, allowed: Callable[[View], Iterable[int]]) -> Option:
    """A whole number of those that are allowed in the view so far."""

    def read(view: View, text: str) -> View | None:
        found = next((number for number in allowed(view) if str(number) == text), None)
        return None if found is None else replace(view, **{name: found})  # type: ignore[arg-type]

    return Option(read, lambda view: str(getattr(view, name)))


def _switch(name: str) -> Option:
    """Something that is on or off: 1 or 0."""

    def read(view: View, text: str) -> View | None:
        return replace(view, **{name: text == "1"}) if text in {"0", "1"} else None  # type: ignore[arg-type]

    return Option(read, lambda view: str(int(getattr(view, name))))


def _read_step(view: View, key: str) -> View | None:
    """Return the view at a step of the walk; a step of one example shows that example."""
    example = example_of(key)
    at = view if example is None or (example == 0 and not view.example) else replace(view, example=example + 1)
    found = at.walk.find(key) if at.example <= view.structure.examples else None
    return replace(at, step=key, parameter=found.parameter or view.parameter) if found else None


def _cells(view: View) -> Container[str]:
    step = view.matrices.find(view.product)
    return {key for row in step.result.keys for key in row} if step else ()


def _tried(view: View) -> Container[str]:
    return {name + turned for name in view.matrices.matrices for turned in ("", TRANSPOSED)}


OPTIONS: dict[str, Option] = {
    "preset": _one_of("preset", lambda view: presets()),
    "convention": _one_of("convention", lambda view: conventions_of(view.start.network.loss)),
    "notation": _one_of("notation", lambda view: notations()),
    "digits": _number_of("digits", lambda view: DIGITS),
    "present": _switch("present"),
    "part": _one_of("part", lambda view: PARTS),
    "hide": _switch("hide"),
    "parameter": _one_of("parameter", lambda view: view.names.by_name),
    "example": _number_of("example", lambda view: range(view.structure.examples + 1)),
    "orientation": _one_of("orientation", lambda view: ORIENTATIONS),
    "mode": _one_of("mode", lambda view: MODES),
    "stage": _number_of("stage", lambda view: range(MOST_STAGES + 1)),
    "places": _number_of("places", lambda view: HAND_PLACES),
    "step": Option(_read_step, lambda view: view.step),
    "product": _one_of("product", lambda view: {step.id for step in view.matrices.steps}),
    "cell": _one_of("cell", _cells),
    "left": _one_of("left", _tried),
    "right": _one_of("right", _tried),
}
"""Name in a link -> how it is read and written; what an option looks at stands above it."""


def to_link(view: View) -> dict[str, str]:
    """Return the query parameters of a view; defaults are left out, so a fresh page has none."""
    usual = View()
    link = {name: option.write(view) for name, option in OPTIONS.items() if option.write(view) != option.write(usual)}
    return {**link, **{name: repr(float(value)) for name, value in view.values.items()}}


def from_link(query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Return the view a link describes, and a note for each part of it that could not be used."""
    view, notes = View(), []
    for name, option in OPTIONS.items():
        text = query.get(name, "")
        found = option.read(view, text) if text else view
        if found is None:
            notes.append(f"The link's {name} is not known here; the usual one is shown instead.")
        view = found or view
    start = values_by_name(view.start)
    changes: dict[str, float] = {}
    for name, text in query.items():
        if name in OPTIONS:
            continue
        if name not in start:
            notes.append("The link names a number that this network does not have; it is left out.")
            continue
        value = parse_number(text)
        if value is None or not usable(name, value):
            notes.append(
                f"The link's value for {name} is not a number that can be used; the preset's is shown instead."
            )
        else:
            changes[name] = value
    return view.change(changes), tuple(dict.fromkeys(notes))
