"""What a line of numbers comes to when a reader works it out as it is printed.

Only what our own equations are made of is understood. Colours and other classes are invisible to a
reader, and so they are here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

TOKEN = re.compile(r"\\[a-zA-Z]+|⟦[^⟧]*⟧|⟪[^⟫]*⟫|\d+(?:\.\d+)?|\S")
OUTSIDE = re.compile(r"\\class\{[^}]*\}|\\Big|\\big|\\phantom\{=\}")
CHOICE = re.compile(r"\\text\{ if \}|\\text\{, else \}")

Numbers = Callable[[str], float]
Worth = Callable[[Numbers], float]
"""Numbers by key -> what an expression comes to with them."""

ENDS = {None, "+", "-", "}", ")", r"\right", ",", "?", ":", ">"}


@lru_cache(maxsize=2048)
def worth(latex: str) -> Worth | None:
    """Return what an expression comes to, given its numbers; None where it is not one of numbers alone."""
    plain = CHOICE.sub(lambda found: "?" if "if" in found[0] else ":", OUTSIDE.sub("", latex))
    reader = _Reader(TOKEN.findall(plain))
    try:
        found = reader.sum()
    except KeyError:
        return None
    return found if reader.next is None else None


def work_out(found: Worth, numbers: Numbers) -> float:
    """Return what an expression comes to; what cannot be worked out is not a number."""
    try:
        return found(numbers)
    except (ArithmeticError, ValueError):
        return math.nan


class _Reader:
    """Reads a sum of products of powers from the left to the right; a token it does not know is a KeyError."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *expected: str) -> str:
        token = self.next
        if token is None or (expected and token not in expected):
            raise KeyError(token)
        self.at += 1
        return token

    def sum(self) -> Worth:
        negative = self.next == "-" and bool(self.take())
        parts = [(-1.0 if negative else 1.0, self.product())]
        while self.next in {"+", "-"}:
            sign = -1.0 if self.take() == "-" else 1.0
            parts.append((sign, self.product()))
        return lambda numbers: math.fsum(sign * part(numbers) for sign, part in parts)

    def product(self) -> Worth:
        factors = [self.power()]
        while self.next not in ENDS:
            if self.next in {r"\cdot", r"\times"}:
                self.take()
            factors.append(self.power())
        return lambda numbers: math.prod(factor(numbers) for factor in factors)

    def power(self) -> Worth:
        base = self.primary()
        if self.next != "^":
            return base
        self.take()
        exponent = self.primary()
        return lambda numbers: base(numbers) ** exponent(numbers)

    def primary(self) -> Worth:
        token = self.take()
        if token[0] in "⟦⟪":
            key = token[1:-1]
            return lambda numbers: numbers(key)
        if token[0].isdigit():
            value = float(token)
            return lambda numbers: value
        return {
            "{": lambda: self.until("}"),
            "(": lambda: self.until(")"),
            "e": lambda: lambda numbers: math.e,
            r"\frac": self.fraction,
            r"\left": self.delimited,
            r"\log": lambda: self.applied(math.log),
            r"\tanh": lambda: self.applied(math.tanh),
            r"\sqrt": lambda: self.applied(math.sqrt),
            r"\max": self.largest,
        }[token]()

    def until(self, end: str) -> Worth:
        found = self.sum()
        self.take(end)
        return found

    def applied(self, function: Callable[[float], float]) -> Worth:
        argument = self.power()
        return lambda numbers: function(argument(numbers))

    def fraction(self) -> Worth:
        above, below = self.primary(), self.primary()
        return lambda numbers: above(numbers) / below(numbers)

    def delimited(self) -> Worth:
        bracket = self.take("(", "[")
        found = self.condition(self.sum()) if bracket == "[" else self.sum()
        if self.next == "?":
            found = self.choice(found)
        self.take(r"\right")
        self.take({"(": ")", "[": "]"}[bracket])
        return found

    def condition(self, left: Worth) -> Worth:
        self.take(">")
        right = self.sum()
        return lambda numbers: float(left(numbers) > right(numbers))

    def choice(self, then: Worth) -> Worth:
        self.take("?")
        condition = self.condition(self.sum())
        self.take(":")
        otherwise = self.sum()
        return lambda numbers: then(numbers) if condition(numbers) else otherwise(numbers)

    def largest(self) -> Worth:
        self.take(r"\left")
        self.take("(")
        one = self.sum()
        self.take(",")
        other = self.until(r"\right")
        self.take(")")
        return lambda numbers: max(one(numbers), other(numbers))
