"""What a reader calls inputs and outputs, where that is more than their symbols."""

from __future__ import annotations

from collections.abc import Sequence

from backprop import Problem


def usual_name(letter: str, number: int) -> str:
    """Return what an input or an output is called that has no name: a letter and its number, from 1."""
    return f"{letter}{number}"


def called(names: Sequence[str], letter: str, number: int) -> str:
    """Return the name of an input or an output, or "" where it has none of its own; of it only what can be seen.

    >>> called(("width", "x2"), "x", 1), called(("width", "x2"), "x", 2), called((), "x", 1)
    ('width', '', '')
    """
    name = "".join(filter(str.isprintable, names[number - 1])) if names else ""
    return "" if name == usual_name(letter, number) else name


def input_names(problem: Problem) -> tuple[str, ...]:
    """Return the name of each input, "" where it has none."""
    return tuple(
        called(problem.description.input_names, "x", number) for number in range(1, problem.structure.sizes[0] + 1)
    )


def output_names(problem: Problem) -> tuple[str, ...]:
    """Return the name of each output, "" where it has none."""
    return tuple(
        called(problem.description.output_names, "y", number) for number in range(1, problem.structure.outputs + 1)
    )
