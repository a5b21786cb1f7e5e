"""The walk: forward pass, chain rule and update as one ordered list of steps.

A step is a term that is explained, and its id is that term's key; so the walk follows from the
trace, and a link to a step says what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from backprop import Structure
from backprop.names import Names, names

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
    """All steps of a structure, in order."""

    steps: tuple[Step, ...]

    def find(self, key: str) -> Step | None:
        """Return the step that explains a term, if there is one."""
        return next((step for step in self.steps if step.key == key), None)

    def on(self, page: str) -> tuple[Step, ...]:
        """Return the steps of one page."""
        return tuple(step for step in self.steps if step.page == page)


@lru_cache(maxsize=128)
def walk(structure: Structure, example: int = 0) -> Walk:
    """Return the walk through a structure, for one example of its batch."""
    n = names(structure)
    listed = [
        *(("forward", key, "") for key in _forward(structure, n, example)),
        *(("chain_rule", key, parameter) for key, parameter in _backward(structure, n, example)),
        *(("update", f"new_{p.name}", p.name) for p in n.parameters),
        ("update", "new_loss", ""),
    ]
    return Walk(
        tuple(Step(key, page, place, parameter) for place, (page, key, parameter) in enumerate(listed, start=1))
    )


def _forward(s: Structure, n: Names, e: int) -> list[str]:
    keys = []
    for layer in range(s.depth):
        for j in range(s.sizes[layer + 1]):
            keys += [n.z(layer, e, j), n.a(layer, e, j)]
    return [*keys, "loss"]


def _backward(s: Structure, n: Names, e: int) -> list[tuple[str, str]]:
    """From the loss down: per layer its deltas, then the parameters they complete."""
    keys: list[tuple[str, str]] = []
    for layer in range(s.depth - 1, -1, -1):
        for j in range(s.sizes[layer + 1]):
            local = [n.da_dz(layer, e, j)]
            keys += [(key, "") for key in (n.dL_da(layer, e, j), *local, n.delta(layer, e, j))]
        keys += [(f"dL_d{p.name}", p.name) for p in n.parameters if p.layer == layer]
    return keys
