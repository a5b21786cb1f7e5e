"""The walk: forward pass, chain rule and update as one ordered list of steps.

A step is a term that is explained, and its id is that term's key; so the walk follows from the
trace, and a link to a step says what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backprop import Structure
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
    """

    key: str
    page: str
    number: int
    parameter: str = ""


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
        return tuple(step for step in self.steps if step.page == page)


MOST_STEPS = 50_000
"""Steps of all walks that are kept together, about 12 MB: those of the largest network have 2,300 for each example."""


@kept(most=MOST_STEPS, size=lambda found: len(found.steps))
def walk(structure: Structure, example: int = 0) -> Walk:
    """Return the walk through a structure, for one example of its batch."""
    n = names(structure)
    listed = [
        *(("forward", key, "") for key in _forward(structure, n, example)),
        *(("chain_rule", key, parameter) for key, parameter in _backward(structure, n, example)),
        *(("update", n.new(p.name), p.name) for p in n.parameters),
        ("update", "new_loss", ""),
    ]
    units = ((layer, example, j) for layer in range(structure.depth) for j in range(structure.sizes[layer + 1]))
    scaled = [key for unit in units for key in (n.dL_da(*unit), n.delta(*unit))]
    return Walk(
        tuple(Step(key, page, place, parameter) for place, (page, key, parameter) in enumerate(listed, start=1)),
        {key: n.back(key) for key in scaled},
    )


def _forward(s: Structure, n: Names, e: int) -> list[str]:
    keys = []
    for layer in range(s.depth):
        units = range(s.sizes[layer + 1])
        pairs = [(n.z(layer, e, j), n.a(layer, e, j)) for j in units]
        # Softmax looks at every z of its layer, so all of them come first.
        by_kind = zip(*pairs, strict=True) if s.activations[layer] == "softmax" else pairs
        keys += [key for group in by_kind for key in group]
    return [*keys, *([n.loss(e)] if s.examples > 1 else []), "loss"]


def _backward(s: Structure, n: Names, e: int) -> list[tuple[str, str]]:
    """From the loss down: per layer its deltas, then the parameters they complete.

    What z changes with is the same on every edge of a layer, so the first weight, the first bias and the first
    activation stand for all of them: a step of its own before it is used for the first time.
    """
    keys: list[tuple[str, str]] = []
    recipes = catalogue(s).recipes
    for layer in range(s.depth - 1, -1, -1):
        units = range(s.sizes[layer + 1])
        # What comes back through softmax comes from every output, so all of that comes first.
        together = s.activations[layer] == "softmax"
        keys += [(n.dz_da(layer + 1, 0, 0), "")] if layer < s.depth - 1 else []
        # The two ways to the delta of an output are shown with the scale of the loss in them.
        two_ways = n.long(n.delta(layer, e, 0)) in recipes
        flows = [n.dL_da(layer, e, j) if two_ways else n.back(n.dL_da(layer, e, j)) for j in units]
        keys += [(flow, "") for flow in flows if together]
        for j, flow in zip(units, flows, strict=True):
            delta, arriving = n.delta(layer, e, j), () if together else (flow,)
            deltas = (delta, n.back(delta)) if two_ways else (n.back(delta),)
            keys += [(key, "") for key in dict.fromkeys((*arriving, n.da_dz(layer, e, j), *deltas))]
        keys.append((n.dz_dw(layer, e, 0, 0), ""))
        keys += [(n.gradient(p.name), p.name) for p in n.weights(layer)]
        keys += [(n.dz_db(layer, 0), "")] if n.biases(layer) else []
        keys += [(n.gradient(p.name), p.name) for p in n.biases(layer)]
    return keys
