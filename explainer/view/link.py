"""A view as a link, and a link as a view.

Reading a link never fails. A value that cannot be used falls back to the default, and a note says
so; nothing from a link is shown or used except after it has been recognised here.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from backprop import DEFAULT_PRESET, conventions_of, load_preset, presets, values_by_name
from backprop.matrices import ORIENTATIONS
from backprop.names import example_of, names
from explainer.notation.notation import notations
from explainer.notation.numbers import DEFAULT_DIGITS, DIGITS, parse_number
from explainer.view.view import HAND_PLACES, MODES, TRANSPOSED, View, usable


def to_link(view: View) -> dict[str, str]:
    """Return the query parameters of a view; defaults are left out, so a fresh page has none."""
    start = View(preset=view.preset)
    link = {name: "" if getattr(view, name) == getattr(start, name) else _text(getattr(view, name)) for name in OPTIONS}
    link["preset"] = "" if view.preset == DEFAULT_PRESET else view.preset
    numbers = {name: repr(float(value)) for name, value in view.values.items()}
    return {name: text for name, text in {**link, **numbers}.items() if text}


def _text(option: object) -> str:
    return str(int(option)) if isinstance(option, bool) else str(option)


def from_link(query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Return the view a link describes, and a note for each part of it that could not be used."""
    notes: list[str] = []

    def one_of(name: str, allowed: Container[str], default: str = "") -> str:
        given = query.get(name, "")
        if not given or given in allowed:
            return given or default
        notes.append(f"The link's {name} is not known here; the usual one is shown instead.")
        return default

    preset = one_of("preset", presets(), DEFAULT_PRESET)
    convention = one_of("convention", conventions_of(load_preset(preset).network.loss))
    view = View(preset=preset, convention=convention)
    structure = view.structure
    numbers_to = range(MOST_STAGES + 1)
    view = replace(
        view,
        notation=one_of("notation", notations()),
        digits=int(one_of("digits", tuple(map(str, DIGITS)), str(DEFAULT_DIGITS))),
        present=one_of("present", ("0", "1"), "0") == "1",
        hide=one_of("hide", ("0", "1"), "0") == "1",
        parameter=one_of("parameter", names(structure).by_name),
        example=int(one_of("example", tuple(str(e) for e in range(structure.examples + 1)), "0")),
        orientation=one_of("orientation", ORIENTATIONS),
        mode=one_of("mode", MODES),
        stage=int(one_of("stage", tuple(map(str, numbers_to)), "0")),
    )
    view = replace(view, places=int(one_of("places", tuple(map(str, HAND_PLACES)), "0")))
    view = _with_step(view, query.get("step", ""), notes)
    view = replace(view, product=one_of("product", {step.id for step in view.matrices.steps}))
    view = replace(view, cell=one_of("cell", _cells(view)))
    tried = {name + turned for name in view.matrices.matrices for turned in ("", TRANSPOSED)}
    view = replace(view, left=one_of("left", tried), right=one_of("right", tried))
    start = values_by_name(load_preset(preset))
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


def _with_step(view: View, key: str, notes: list[str]) -> View:
    """Return the view at a step of the walk; a step of one example shows that example."""
    if not key:
        return view
    example = example_of(key)
    at = view if example is None or (example == 0 and not view.example) else replace(view, example=example + 1)
    found = at.walk.find(key) if at.example <= view.structure.examples else None
    if not found:
        notes.append("The link's step is not known here; the usual one is shown instead.")
        return view
    return replace(at, step=key, parameter=found.parameter or view.parameter)


def _cells(view: View) -> Container[str]:
    step = view.matrices.find(view.product)
    return {key for row in step.result.keys for key in row} if step else ()


OPTIONS = (
    "preset", "parameter", "step", "notation", "digits", "present", "hide", "example", "convention", "orientation",
    "mode", "stage", "product", "cell", "places", "left", "right",
)  # fmt: skip
"""Names in a link that are not numbers of the network, each an attribute of ``View``."""


MOST_STAGES = 99
