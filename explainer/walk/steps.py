"""The walk: forward pass, chain rule and update as one ordered list of steps.

A step is a term that is explained, and its id is that term's key; so the walk follows from the
trace, and a link to a step says what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from backprop import Parameter, Structure, Weight
from backprop.kept import kept
from backprop.names import Names, names
from backprop.terms import catalogue

PAGES = ("forward", "chain_rule", "update")


@dataclass(frozen=True)
class Step:
    """One step of the walk.

    Attributes:
        key: the term it explains.
        page: the page it is on.
        number: its place in the whole walk, from 1.
        parameter: the parameter it is about, or "".
        layer: the layer it is about, from 0; of the loss, the last.
        unit: the unit of that layer, from 0; where it is about all of them, the first.
    """

    key: str
    page: str
    number: int
    parameter: str = ""
    layer: int = 0
    unit: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """The layer and the unit."""
        return self.layer, self.unit


MOST_LISTED = 200
"""Steps that are listed together; of a longer walk those of one layer on one page."""

MOST_STATIONS = 150
"""Steps that have a place of their own on the line of the walk; of a longer one each place stands for several."""


@dataclass(frozen=True)
class Walk:
    """All steps of a structure, in order.

    Attributes:
        steps: the steps.
        as_well: key of a term -> key of the step that explains it as well as its own; links may name either.
    """

    steps: tuple[Step, ...]
    as_well: Mapping[str, str] = field(default_factory=dict)

    def find(self, key: str) -> Step | None:
        """Return the step that explains a term, if there is one."""
        return self._by_key.get(key) or self._by_key.get(self.as_well.get(key, ""))

    @cached_property
    def _by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    def on(self, page: str) -> tuple[Step, ...]:
        """Return the steps of one page."""
        return self._on_page.get(page, ())

    @cached_property
    def _on_page(self) -> dict[str, tuple[Step, ...]]:
        return {page: tuple(steps) for page, steps in groupby(self.steps, key=lambda step: step.page)}

    @cached_property
    def parts(self) -> tuple[tuple[Step, ...], ...]:
        """The steps as they are listed: all together where they are few, else those of a layer on a page."""
        if len(self.steps) <= MOST_LISTED:
            return (self.steps,)
        found: dict[tuple[str, int], list[Step]] = {}
        for step in self.steps:
            found.setdefault((step.page, step.layer), []).append(step)
        return tuple(map(tuple, found.values()))

    def part_of(self, step: Step) -> tuple[Step, ...]:
        """Return the steps that a step is listed with."""
        return next(part for part in self.parts if step in part)

    @cached_property
    def stations(self) -> tuple[Step, ...]:
        """The steps that have a place on the line of the walk: all, or of many every so-manieth of each page."""
        every = -(-len(self.steps) // MOST_STATIONS)
        return tuple(step for steps in self._on_page.values() for step in steps[::every])


MOST_STEPS = 50_000
"""Steps of all walks that are kept together, about 12 MB: those of the largest network have 2,300 for each example."""


@kept(most=MOST_STEPS, size=lambda found: len(found.steps))
def walk(structure: Structure, example: int = 0) -> Walk:
    """Return the walk through a structure, for one example of its batch."""
    n = names(structure)
    listed = [
        *(("forward", *step) for step in _forward(structure, n, example)),
        *(("chain_rule", *step) for step in _backward(structure, n, example)),
        *([("update", "objective", "", structure.depth - 1, 0)] if structure.penalized else []),
        *(
            ("update", key, p.name, p.layer, p.units(structure)[0])
            for p in n.parameters
            for key in _to_new(structure, n, p)
        ),
        ("update", "new_loss", "", structure.depth - 1, 0),
    ]
    units = ((layer, example, j) for layer in range(structure.depth) for j in range(structure.sizes[layer + 1]))
    scaled = [key for unit in units for key in (n.dL_da(*unit), n.delta(*unit))]
    return Walk(
        tuple(
            Step(key, page, place, parameter, layer, unit)
            for place, (page, key, parameter, layer, unit) in enumerate(listed, start=1)
        ),
        {**{key: n.back(key) for key in scaled}, **_shown_with(structure, n)},
    )


def _to_new(s: Structure, n: Names, p: Parameter) -> list[str]:
    """Return the steps of the update of a parameter: what the rule works with and makes of it, then the parameter."""
    gradient = n.into_rule(p.name, penalized=isinstance(p, Weight))
    moments = [n.corrected(kind, p.name) for kind in MOMENTS] if s.rule == "adam" else []
    velocity = [n.new_memory("velocity", p.name)] if s.rule == "momentum" else []
    own = [gradient] if catalogue(s).recipes[gradient].family in {"alone", "penalized"} else []
    return [*own, *velocity, *moments, n.new(p.name)]


MOMENTS = ("moment1", "moment2")


def _shown_with(s: Structure, n: Names) -> dict[str, str]:
    """Return the terms of an update that have no step of their own -> the step that derives them too."""
    found = {"penalty": "objective"} if s.penalized else {}
    for p in n.parameters:
        if s.rule == "adam":
            found |= {n.new_memory(kind, p.name): n.corrected(kind, p.name) for kind in MOMENTS}
        if s.penalized and s.only is not None and isinstance(p, Weight):
            found[n.alone(p.name)] = n.penalized(p.name)
    return found


About = tuple[str, str, int, int]
"""What a step is about: its key, its parameter, its layer and its unit; see ``Step``."""


def _forward(s: Structure, n: Names, e: int) -> list[About]:
    listed: list[About] = []
    for layer in range(s.depth):
        units = range(s.sizes[layer + 1])
        pairs = [((n.z(layer, e, j), "", layer, j), (n.a(layer, e, j), "", layer, j)) for j in units]
        # Softmax looks at every z of its layer, so all of them come first.
        by_kind = zip(*pairs, strict=True) if s.activations[layer] == "softmax" else pairs
        listed += [step for group in by_kind for step in group]
    return [*listed, *((key, "", s.depth - 1, 0) for key in dict.fromkeys((n.loss(e), n.loss())))]


def _backward(s: Structure, n: Names, e: int) -> list[About]:
    """From the loss down: per layer its deltas, then the parameters they complete.

    What z changes with is the same on every edge of a layer, so the first weight, the first bias and the first
    activation stand for all of them: a step of its own before it is used for the first time.
    """
    listed: list[About] = []
    recipes = catalogue(s).recipes
    for layer in range(s.depth - 1, -1, -1):
        units = range(s.sizes[layer + 1])
        # What comes back through softmax comes from every output, so all of that comes first.
        together = s.activations[layer] == "softmax"
        listed += [(n.dz_da(layer + 1, 0, 0), "", layer, 0)] if layer < s.depth - 1 else []
        # The two ways to the delta of an output are shown with the scale of the loss in them.
        two_ways = n.long(n.delta(layer, e, 0)) in recipes
        flows = [n.dL_da(layer, e, j) if two_ways else n.back(n.dL_da(layer, e, j)) for j in units]
        listed += [(flow, "", layer, j) for j, flow in zip(units, flows, strict=True) if together]
        for j, flow in zip(units, flows, strict=True):
            delta, arriving = n.delta(layer, e, j), () if together else (flow,)
            deltas = (delta, n.back(delta)) if two_ways else (n.back(delta),)
            listed += [(key, "", layer, j) for key in dict.fromkeys((*arriving, n.da_dz(layer, e, j), *deltas))]
        listed.append((n.dz_dw(layer, e, 0, 0), "", layer, 0))
        listed += [(n.gradient(p.name), p.name, layer, p.unit) for p in n.weights(layer)]
        listed += [(n.dz_db(layer, 0), "", layer, 0)] if n.biases(layer) else []
        listed += [(n.gradient(p.name), p.name, layer, p.units(s)[0]) for p in n.biases(layer)]
    return listed
