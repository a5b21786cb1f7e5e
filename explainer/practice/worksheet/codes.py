"""A short code for an exercise of a sheet: what a reader types who cannot follow its picture code.

It says which exercise of which task it is and how much of it is blank, not of which network: that is on the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits of a code; letters that look like digits or like each other are left out."""

READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
"""What somebody may have read instead."""

MOST_TASKS, MOST_LEVELS = 16, 8
"""Tasks and levels that codes have room for: a new one changes no code that is printed."""

CHECK = 29
"""What the last digit is the remainder of: 32 leaves 3, so that it finds a wrong digit, and two that are swapped."""

LONGEST = 16
"""Characters of what may be a code."""


@dataclass(frozen=True)
class Code:
    """What a code stands for.

    Attributes:
        task: id of a task.
        exercise: its number, from 1.
        blanks: its level, as a link says it.
        on_table: whether its numbers are those on the table.
    """

    task: str
    exercise: int
    blanks: int
    on_table: bool = False


def written(code: Code, tasks: Sequence[str]) -> str:
    """Return the short code of an exercise.

    Args:
        code: what it is to say.
        tasks: every task there is; a new one has to come last.

    >>> written(Code("sum", 31, 2), ["forward", "sum"])
    '7S1Q'
    """
    packed = ((code.exercise * 2 + code.on_table) * MOST_LEVELS + code.blanks) * MOST_TASKS + tasks.index(code.task)
    return _digits(packed) + LETTERS[packed % CHECK]


def read(text: str, tasks: Sequence[str]) -> Code | None:
    """Return what a code says, with or without the number of its sheet, or None where it is none.

    >>> read("7-7s1q", ["forward", "sum"])
    Code(task='sum', exercise=31, blanks=2, on_table=False)
    >>> read("7S1R", ["forward", "sum"]) is None
    True
    """
    digits = text.strip().upper().rpartition("-")[2].translate(READ_AS)
    if len(digits) < 2 or len(text) > LONGEST or any(digit not in LETTERS for digit in digits):
        return None
    packed = _number(digits[:-1])
    rest, task = divmod(packed, MOST_TASKS)
    rest, blanks = divmod(rest, MOST_LEVELS)
    exercise, on_table = divmod(rest, 2)
    if LETTERS[packed % CHECK] != digits[-1] or not exercise or task >= len(tasks):
        return None
    return Code(tasks[task], exercise, blanks, bool(on_table))


def _digits(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, len(LETTERS))
        text = LETTERS[digit] + text
    return text


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * len(LETTERS) + LETTERS.index(digit)
    return number
