"""The starting networks, one JSON file each; adding a file adds a preset."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from backprop.document import problem_from
from backprop.errors import NetworkError
from backprop.network import Problem

DEFAULT_PRESET = "worked"


@dataclass(frozen=True)
class Preset:
    """A starting network and where it comes from.

    Attributes:
        name: what it is called in links and on the command line.
        title: what it is called on the screen.
        about: one sentence about what it shows.
        source: where its numbers come from.
        notation: the notation it is shown in at first.
        parameter: the parameter to look at first.
        problem: the network with its batch.
    """

    name: str
    title: str
    about: str
    source: str
    notation: str
    parameter: str
    problem: Problem


@lru_cache(maxsize=1)
def presets() -> dict[str, Preset]:
    """Return every preset by name, in the order in which they are taught."""
    folder = files("backprop") / "presets"
    documents = [json.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".json")]
    return {d["name"]: _preset(d) for d in sorted(documents, key=lambda d: d["order"])}


def _preset(document: dict[str, Any]) -> Preset:
    texts = {key: document[key] for key in ("name", "title", "about", "source", "notation", "parameter")}
    return Preset(**texts, problem=problem_from(document["network"]))


def load_preset(name: str = DEFAULT_PRESET) -> Problem:
    """Return the problem of a preset.

    Raises:
        NetworkError: if there is no preset of that name.

    >>> load_preset("worked").structure.sizes
    (2, 2, 1)
    """
    if name not in presets():
        raise NetworkError(f"There is no preset named {name[:40]!r}; there are {', '.join(presets())}.")
    return presets()[name].problem
