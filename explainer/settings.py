"""Everything a link holds, in one declared list: what is on screen is a function of these.

Reading a link never fails. A value that cannot be used falls back to the default, and a note says
so; nothing from a link is shown or used except after it has been recognised here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from backprop import DEFAULT_PRESET, Problem, load_preset, presets, values_by_name, with_values
from backprop.names import names
from explainer.notation import notations
from explainer.numbers import DEFAULT_DIGITS, DIGITS, parse_number
from explainer.walk import walk

LARGEST = 1e6
LARGEST_LEARNING_RATE = 1e4


@dataclass(frozen=True)
class View:
    """What is on screen.

    Attributes:
        preset: name of the starting network.
        values: name -> number, only for numbers that differ from the preset's.
        parameter: the chosen parameter.
        step: key of the current step of the walk, or "" for the page's own beginning.
        notation: name of the notation.
        digits: decimals of ordinary numbers.
        present: whether the presenter mode is on.
        hide: whether answers are hidden, to be predicted first.
    """

    preset: str = DEFAULT_PRESET
    values: Mapping[str, float] = field(default_factory=dict)
    parameter: str = ""
    step: str = ""
    notation: str = ""
    digits: int = DEFAULT_DIGITS
    present: bool = False
    hide: bool = False

    @property
    def problem(self) -> Problem:
        """The network on the table: the preset with the reader's numbers."""
        return with_values(load_preset(self.preset), self.values)

    @property
    def shown_notation(self) -> str:
        """The notation in use: the reader's choice, or the preset's own."""
        return self.notation or presets()[self.preset].notation

    @property
    def shown_parameter(self) -> str:
        """The chosen parameter, or the one the preset begins with."""
        return self.parameter or presets()[self.preset].parameter

    def change(self, changes: Mapping[str, float]) -> View:
        """Return the view with some numbers replaced; those equal to the preset's are dropped."""
        start = values_by_name(load_preset(self.preset))
        merged = {**self.values, **{name: value for name, value in changes.items() if name in start}}
        return replace(self, values={name: value for name, value in merged.items() if value != start[name]})


def usable(name: str, value: float) -> bool:
    """Return whether a number may stand under a name: finite, of a size that can be drawn, rate not negative."""
    if name == "learning_rate":
        return 0.0 <= value <= LARGEST_LEARNING_RATE
    return abs(value) <= LARGEST


def to_link(view: View) -> dict[str, str]:
    """Return the query parameters of a view; defaults are left out, so a fresh page has none."""
    start = View(preset=view.preset)
    link = {
        "preset": "" if view.preset == DEFAULT_PRESET else view.preset,
        "parameter": view.parameter,
        "step": view.step,
        "notation": view.notation,
        "digits": "" if view.digits == start.digits else str(view.digits),
        "present": "1" if view.present else "",
        "hide": "1" if view.hide else "",
        **{name: repr(float(value)) for name, value in view.values.items()},
    }
    return {name: text for name, text in link.items() if text}


def from_link(query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
    """Return the view a link describes, and a note for each part of it that could not be used."""
    notes: list[str] = []

    def one_of(name: str, allowed: Mapping[str, object] | tuple[str, ...], default: str) -> str:
        given = query.get(name, "")
        if not given or given in allowed:
            return given or default
        notes.append(f"The link's {name} is not known here; the usual one is shown instead.")
        return default

    preset = one_of("preset", presets(), DEFAULT_PRESET)
    view = View(preset=preset)
    structure = load_preset(preset).structure
    start = values_by_name(load_preset(preset))
    steps = {step.key: step for step in walk(structure).steps}
    view = replace(
        view,
        notation=one_of("notation", notations(), ""),
        digits=int(one_of("digits", tuple(map(str, DIGITS)), str(DEFAULT_DIGITS))),
        present=one_of("present", ("0", "1"), "0") == "1",
        hide=one_of("hide", ("0", "1"), "0") == "1",
        parameter=one_of("parameter", names(structure).by_name, ""),
        step=one_of("step", steps, ""),
    )
    changes: dict[str, float] = {}
    for name, text in query.items():
        if name in SETTINGS:
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
    if view.step and steps[view.step].parameter:
        view = replace(view, parameter=steps[view.step].parameter)
    return view.change(changes), tuple(dict.fromkeys(notes))


SETTINGS = ("preset", "parameter", "step", "notation", "digits", "present", "hide")
"""Names in a link that are not numbers of the network."""
