"""Which network a file is of, which program made it, and from which link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from unicodedata import normalize
from urllib.parse import urlencode

from backprop import Problem
from explainer.notation.called import usual_name

PROGRAM = "Backprop, step by step"
PACKAGE = "backprop-step-by-step"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
"""Where the version stands while the program is run from its own folder."""

LONGEST_LINK = 1000
"""Characters of a link that a comment can hold."""

LONGEST_NAME = 40
"""Characters of the name of a file before its kind."""


@lru_cache(maxsize=1)
def program() -> str:
    """Return the name of this program with its version."""
    return f"{PROGRAM} {_version()}".strip()


def _version() -> str:
    try:
        return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])
    except (OSError, KeyError):
        pass
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


def harmless(text: str) -> str:
    """Return a text on one line, without anything that could end a comment or turn what is written around.

    >>> harmless("my net" + chr(10) + "import os")
    'my net·import os'
    """
    return "".join(c if c.isprintable() else "·" for c in text)


def slug(text: str) -> str:
    """Return a text as a name of a file that every system takes.

    >>> slug("Worked 2-2-1"), slug("Größe: 3 × 4"), slug("網絡")
    ('worked-2-2-1', 'grosse-3-4', 'network')
    """
    plain = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-") or "network"


def given_name(problem: Problem, layer: int, unit: int) -> str:
    """Return what a reader calls an input or an output, or ""; layer -1 is the input."""
    said, depth = problem.description, problem.structure.depth
    names, letter = {-1: (said.input_names, "x"), depth - 1: (said.output_names, "y")}.get(layer, ((), ""))
    name = names[unit] if names else ""
    return "" if name == usual_name(letter, unit + 1) else name


@dataclass(frozen=True)
class About:
    """What a file says of itself.

    Attributes:
        title: what the network is called, as its reader wrote it.
        link: name -> text, what a link to it says.
        name: of a preset, or "".
    """

    title: str
    link: Mapping[str, str]
    name: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be said in comments, a line each, whatever the reader wrote."""
        query = urlencode(self.link, errors="replace")
        again = f"To open it again, add this to the address of the app: ?{query}"
        return (
            *((f"Network: {harmless(self.title)}",) if self.title else ()),
            f"Made with {program()}",
            *((again,) if 0 < len(query) <= LONGEST_LINK else ()),
        )

    def filename(self, kind: str) -> str:
        """Return what a file of some kind is to be called."""
        return f"{slug(self.name or self.title)}-{kind}"
