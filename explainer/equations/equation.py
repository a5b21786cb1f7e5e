"""What a derivation is: a key and its linked lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a derivation.

    Attributes:
        left: LaTeX of what is derived; empty where the line goes on from the one above.
        right: LaTeX of the line, its relation sign included.
        kind: "symbols", "formula", "numbers", "value" or "continued".
        label: markup or text beside the line that says which path it belongs to, or above it what it is about.
    """

    left: str
    right: str
    kind: str
    label: str = ""


@dataclass(frozen=True)
class Equation:
    """The derivation of one term.

    Attributes:
        key: the term.
        lines: from symbols to value.
        answers: keys whose numbers give the answer away.
    """

    key: str
    lines: tuple[Line, ...]
    answers: tuple[str, ...]
