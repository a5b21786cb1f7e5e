"""What a derivation is: a key and its linked lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a derivation.

    Attributes:
        left: LaTeX of what is derived; empty where the line goes on from the one above.
        body: LaTeX of what it is said to be.
        kind: "symbols", "formula", "numbers" or "value".
        label: markup or text beside the line that says which path it belongs to, or above it what it is about.
        relation: LaTeX between the two: an equals sign, or "" where the label stands for the left side.
    """

    left: str
    body: str
    kind: str
    label: str = ""
    relation: str = "="

    @property
    def right(self) -> str:
        """LaTeX of relation and body."""
        return f"{self.relation} {self.body}" if self.relation else self.body


@dataclass(frozen=True)
class Equation:
    """The derivation of one term.

    Attributes:
        key: the term.
        lines: from symbols to value.
        answers: keys whose numbers give the answer away.
        rounded: whether no number of digits makes what is printed add up.
    """

    key: str
    lines: tuple[Line, ...]
    answers: tuple[str, ...]
    rounded: bool = False
