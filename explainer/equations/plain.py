"""A line as plain text, as it could be typed: for a name that is read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.notation.markers import MARKER
from explainer.notation.numbers import MINUS

SIGNS = {
    r"\times": " × ", r"\cdot": " × ", "+": " + ", "-": f" {MINUS} ", ">": " > ", ",": ", ",
    r"\left": "", r"\right": "", r"\big": "", r"\bigg": "", r"\phantom": "", r"\cdots": "…",
    r"\log": "log ", r"\tanh": "tanh ", r"\max": "max", r"\sqrt": "√",
}  # fmt: skip
"""LaTeX of ours -> what is typed for it."""

TOKEN = re.compile(r"\\text\{[^}]*\}|\\class\{[^}]*\}|\\[a-zA-Z]+|\d[\d.]*|\S")
NUMBER = re.compile(r"⟨([^⟩]*)⟩")


def plain(latex: str, text: Callable[[str], str]) -> str:
    r"""Return an expression of numbers as plain text.

    Args:
        latex: with its numbers as markers.
        text: key -> the text of its number.

    >>> plain(r"\frac{1}{1 + e^{-⟪z1⟫}}", lambda key: "0.3775")
    '1/(1 + e^(−0.3775))'
    """
    numbers: list[str] = []

    def hold(match: re.Match[str]) -> str:
        found = text(match["bare"] or match["signed"])
        numbers.append(f"({found})" if match["signed"] and found.startswith(MINUS) else found)
        return f" ⟨{len(numbers) - 1}⟩ "

    tokens = re.findall(rf"{NUMBER.pattern}|({TOKEN.pattern})", MARKER.sub(hold, latex))
    reader = _Reader([numbers[int(place)] if place else token for place, token in tokens])
    return re.sub(r" +", " ", reader.until(None)).strip()


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = iter(tokens)

    def until(self, end: str | None) -> str:
        """Return what stands before a token."""
        found = ""
        for token in self.tokens:
            if token == end:
                break
            piece = self.piece(token)
            if found[-1:].isdigit() or found[-1:] == ")":
                found += SIGNS[r"\times"] if piece[:1].isdigit() or piece[:1] == "(" else ""
            found += piece if found else piece.strip()  # a minus at the beginning belongs to its number
        return found

    def piece(self, latex: str) -> str:
        """Return what a latex stands for, with what belongs to it."""
        if latex == r"\frac":
            above, below = self.argument(), self.argument()
            return f"{_held(above)}/{_held(below)}"
        if latex == "^":
            return f"^{_held(self.argument())}"
        if latex == r"\sqrt":
            return f"√{_held(self.argument())}"
        if latex == "{":
            return self.until("}")
        if latex.startswith(r"\text{"):
            return latex[len(r"\text{") : -1]
        if latex.startswith(r"\class{"):
            return ""
        return SIGNS.get(latex, latex)

    def argument(self) -> str:
        """Return what follows: one token, or what stands in braces."""
        return self.piece(next(self.tokens)).strip()


def _held(text: str) -> str:
    """Put brackets around what is more than one number."""
    return text if re.fullmatch(r"[\d.e]+|\(.*\)", text) else f"({text})"
