"""Computing what a line of LaTeX says, so that a line can be held against the value it claims.

Only what the explainer writes is understood; anything else raises. Colours and other classes are
invisible to a reader and so they are to this: they group nothing.
"""

import math
import re

TOKEN = re.compile(r"\\[a-zA-Z]+|⟦[^⟧]*⟧|⟪[^⟫]*⟫|\d+(?:\.\d+)?|\S")
MARKER = re.compile(r"⟦([^⟧]*)⟧|⟪([^⟫]*)⟫")
SIZE = re.compile(r"\\[bB]igg?(?=[()])")
CLASS = re.compile(r"\\class\{[^}]*\}\{")
TEXT = re.compile(r"\\text\{([^}]*)\}")


def forms_in(latex):
    """Return the keys of the numbers in a line, in order, each with the form it asks for."""
    return [bare or signed for bare, signed in MARKER.findall(latex)]


def keys_in(latex):
    """Return the keys of the numbers in a line, in order."""
    return [form.partition("|")[0] for form in forms_in(latex)]


def without_classes(latex):
    """Return a line without its classes; what they hold stays."""
    while match := CLASS.search(latex):
        end, depth = match.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(latex[end], 0)
            end += 1
        latex = latex[: match.start()] + latex[match.end() : end - 1] + latex[end:]
    return latex


def evaluate(latex, values):
    """Return the value of an expression.

    Args:
        latex: without a relation sign.
        values: key of a term -> its value.
    """
    plain = TEXT.sub(
        lambda match: {"if": " ? ", ", else": " : "}[match[1].strip()], without_classes(SIZE.sub("", latex))
    )
    reader = Reader(TOKEN.findall(plain), values)
    value = reader.sum()
    assert reader.next is None, f"{latex}: cannot read on at {reader.tokens[reader.at :]}"
    return value


class Reader:
    def __init__(self, tokens, values):
        self.tokens, self.values, self.at = tokens, values, 0

    @property
    def next(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *expected):
        token = self.next
        assert not expected or token in expected, f"{expected} expected, {token} found in {self.tokens}"
        self.at += 1
        return token

    def sum(self):
        total = 0.0
        sign = 1.0
        if self.next in {"+", "-"}:
            sign = -1.0 if self.take() == "-" else 1.0
        total = sign * self.product()
        while self.next in {"+", "-"}:
            sign = -1.0 if self.take() == "-" else 1.0
            total += sign * self.product()
        return total

    def product(self):
        value = self.power()
        while self.next is not None and self.next not in {"+", "-", "}", ")", r"\right", ",", "?", ":", ">"}:
            if self.next in {r"\cdot", r"\times"}:
                self.take()
            value *= self.power()
        return value

    def power(self):
        base = self.primary()
        if self.next != "^":
            return base
        self.take()
        exponent = self.group() if self.next == "{" else float(self.take())
        try:
            return base**exponent
        except OverflowError:
            return math.inf

    def group(self):
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def primary(self):
        token = self.next
        if token == "{":
            return self.group()
        self.take()
        if token[0] in "⟦⟪":
            return self.values[token[1:-1].partition("|")[0]]
        if token[0].isdigit():
            return float(token)
        if token == "e":
            return math.e
        return {
            "(": self.parenthesised,
            r"\frac": self.fraction,
            r"\left": self.delimited,
            r"\log": lambda: math.log(self.power()),
            r"\sigma": lambda: 1 / (1 + math.exp(-self.power())),
            r"\tanh": lambda: math.tanh(self.power()),
            r"\sqrt": lambda: math.sqrt(self.group()),
            r"\max": self.largest,
        }[token]()

    def fraction(self):
        above, below = self.group(), self.group()
        return above / below

    def parenthesised(self):
        value = self.sum()
        self.take(")")
        return value

    def delimited(self):
        bracket = self.take("(", "[")
        value = self.sum()
        if bracket == "[":
            value = self.is_positive(value)
        elif self.next == "?":
            self.take()
            condition = self.is_positive(self.sum())
            self.take(":")
            otherwise = self.sum()
            value = value if condition else otherwise
        self.take(r"\right")
        self.take({"(": ")", "[": "]"}[bracket])
        return value

    def is_positive(self, value):
        self.take(">")
        return float(value > self.sum())

    def largest(self):
        self.take(r"\left")
        self.take("(")
        one = self.sum()
        self.take(",")
        other = self.sum()
        self.take(r"\right")
        self.take(")")
        return max(one, other)
