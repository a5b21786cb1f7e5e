"""What a derivation is: a key and its linked lines."""

from __future__ import annotations

from dataclasses import dataclass

GOES_ON = r"\phantom{=} +"
"""Relation of a line that carries a sum over."""


@dataclass(frozen=True)
class Line:
    """One line of a derivation.

    Attributes:
        left: LaTeX of what is derived; empty where the line goes on from the one above.
        body: LaTeX of what it is said to be.
        kind: "symbols", "formula", "numbers" or "value".
        label: markup or text beside the line that says which path it belongs to, or above it what it is about.
        relation: LaTeX between the two: an equals sign, ``GOES_ON``, or "" where the label stands for the left side.
    """

    left: str
    body: str
    kind: str
    label: str = ""
    relation: str = "="

    @property
    def right(self) -> str:
        """LaTeX of relation and body, which are aligned at the relation."""
        return f"{self.relation} {self.body}" if self.relation else self.body


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
