"""Small networks to begin one's own from, a network file each: every one shows one thing."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from backprop.files import parse_problem
from backprop.network import Problem

TAUGHT = (
    "neuron", "chain", "and", "xor", "dead_relu", "regression", "binary", "classes", "vanishing", "vanishing_relu",
)  # fmt: skip
"""The order in which they are taught; a network file does not say its own place among others."""


@lru_cache(maxsize=1)
def gallery() -> dict[str, Problem]:
    """Return every network of the gallery by the name of its file, in the order in which they are taught.

    >>> gallery()["xor"].description.title
    'XOR 2-2-1'
    """
    folder = files("backprop") / "gallery"
    return {name: parse_problem((folder / f"{name}.json").read_bytes()) for name in TAUGHT}
