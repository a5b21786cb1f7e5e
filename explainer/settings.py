"""Everything a link holds, in one declared list: what is on screen is a function of these.

Reading a link never fails. A value that cannot be used falls back to the default, and a note says
so; nothing from a link is shown or used except after it has been recognised here.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from backprop import (
    DEFAULT_PRESET,
    Problem,
    Structure,
    conventions_of,
    load_preset,
    presets,
    values_by_name,
    with_values,
)
from backprop.matrices import ORIENTATIONS, MatrixPass, matrix_pass
from backprop.names import names
from explainer.notation import Notation, notations
from explainer.numbers import DEFAULT_DIGITS, DIGITS, parse_number
from explainer.walk import Walk, example_of, walk

MODES = ("", "build", "phases")
"""Ways of looking at the chain rule: along its paths, built factor by factor, in two phases."""

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
        example: the example of the batch that is shown, from 1; 0 for all of them.
        convention: by what the loss divides, or "" for what the network's own loss does.
        orientation: whether examples are "rows" or "columns" of matrices, or "" as the notation has it.
        mode: one of ``MODES``.
        stage: how much of a chain has been built, see ``explainer.build``.
        product: id of the chosen step of the matrix pass, or "".
        cell: key of the chosen cell of its result, or "".
        places: decimals of what is computed by hand in the lecture notes; 0 for as many as the lecture has.
        left, right: the matrices that are tried as a product, such as "A1" or "W2.T", or "".
    """

    preset: str = DEFAULT_PRESET
    values: Mapping[str, float] = field(default_factory=dict)
    parameter: str = ""
    step: str = ""
    notation: str = ""
    digits: int = DEFAULT_DIGITS
    present: bool = False
    hide: bool = False
    example: int = 0
    convention: str = ""
    orientation: str = ""
    mode: str = ""
    stage: int = 0
    product: str = ""
    cell: str = ""
    places: int = 0
    left: str = ""
    right: str = ""

    @property
    def problem(self) -> Problem:
        """The network on the table: the preset with the reader's numbers and convention."""
        return with_values(_problem(self.preset, self.convention), self.values)

    @property
    def structure(self) -> Structure:
        """The shape of the network on the table."""
        return _problem(self.preset, self.convention).structure

    @property
    def walk(self) -> Walk:
        """The walk through the network, for the example that is shown."""
        return walk(self.structure, max(self.example - 1, 0))

    def walk_with(self, key: str) -> Walk | None:
        """Return the walk that explains a term, of whichever example it belongs to."""
        example = example_of(key)
        if example is not None and example >= self.structure.examples:
            return None
        found = self.walk if example is None else walk(self.structure, example)
        return found if found.find(key) else None

    @property
    def matrices(self) -> MatrixPass:
        """The pass as matrices, as they lie."""
        return matrix_pass(self.structure, self.shown_orientation, max(self.example - 1, 0))

    @property
    def shown_orientation(self) -> str:
        """How the examples lie in matrices: the reader's choice, or as the notation has it."""
        return self.orientation or Notation(self.shown_notation, self.structure).orientation

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


@lru_cache(maxsize=64)
def _problem(preset: str, convention: str) -> Problem:
    problem = load_preset(preset)
    return problem.with_convention(convention) if convention else problem


def usable(name: str, value: float) -> bool:
    """Return whether a number may stand under a name: finite, of a size that can be drawn, rate not negative."""
    if name == "learning_rate":
        return 0.0 <= value <= LARGEST_LEARNING_RATE
    return abs(value) <= LARGEST


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
HAND_PLACES = (2, 3, 4, 6)
"""Decimals that can be computed with by hand."""
TRANSPOSED = ".T"
"""Ending of the name of a matrix that is tried transposed."""
