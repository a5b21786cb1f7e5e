"""What has to be worked out for a term: the lines on the way to it, in the order of the walk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from backprop import Structure
from backprop.names import names
from backprop.operations import LEAF
from backprop.terms import catalogue
from explainer.notation.families import traits
from explainer.walk.steps import Step, walk

FORWARD = frozenset({"z", "a", "y_hat"})
BACKWARD = frozenset({
    "dL_dy_hat", "dL_da", "example_dL_da", "da_dz", "da_dz_cross", "delta", "example_delta",
})  # fmt: skip
GRADIENTS = frozenset({"gradient", "gradient_of_example", "example_gradient"})

MOST_LINES = 13
"""Lines of an exercise: as many as the gradient of a first weight of a 2-2-1 network takes."""

MOST_SUMMANDS = 6
"""What is added up in one line by hand; a longer sum is given."""


def made_of(s: Structure, key: str) -> tuple[str, ...]:
    """Return what the walk makes a term of.

    The logarithms of a loss are those of the outputs, as anybody writes them; and the gradient of a batch is made of
    those of its examples before what the loss is divided by, where the way back takes that last.
    """
    recipe, n = catalogue(s).recipes[key], names(s)
    if recipe.family in {"log_y_hat", "log_1_minus_y_hat"}:
        return (n.a(s.depth - 1, *recipe.place),)
    if recipe.family == "gradient" and recipe.parameter is not None and s.examples > 1:
        parts = (n.gradient(recipe.parameter.name, e) for e in range(s.examples))
        return (*map(n.back, parts), *(s.counts if s.scaled else ()))
    if recipe.family == "moved" and recipe.parameter is not None:
        return (n.step(recipe.parameter.name),)  # which way, not from where to where
    return recipe.factors


def is_long(s: Structure, key: str) -> bool:
    """Whether too much is put together in one line for it to be done by hand."""
    return len(catalogue(s).recipes[key].factors) > MOST_SUMMANDS + 1


def parts_of(s: Structure, key: str) -> tuple[str, ...]:
    """Return the terms with a symbol, or given ones, that a term is computed from: what stands in its line.

    >>> from backprop import load_preset
    >>> parts_of(load_preset("worked").structure, "z1_1")
    ('x1', 'w1', 'x2', 'w2', 'b1')
    """
    counted = {"N": s.examples, "K": s.outputs}
    return tuple(part for part in dict.fromkeys(_parts(s, key)) if counted.get(part) != 1)


def _parts(s: Structure, key: str) -> Iterator[str]:
    recipes = catalogue(s).recipes
    for part in made_of(s, key):
        recipe = recipes[part]
        is_written = traits(recipe).symbol and recipe.family != "step" and recipe.operation not in {"same", "one"}
        if recipe.operation == LEAF or is_written or recipe.family in GRADIENTS:
            yield part
        else:
            yield from _parts(s, part)


def lines_to(s: Structure, asked: str, example: int, families: Collection[str]) -> tuple[str, ...]:
    """Return the terms to be worked out for one that is asked, itself last.

    Args:
        s: the structure.
        asked: the term that is asked for.
        example: the example that is followed, from 0.
        families: those whose terms are worked out; all others are given.
    """
    found: dict[str, None] = {}
    too_long: list[str] = []

    def visit(key: str) -> None:
        for part in parts_of(s, key):
            if part not in found and catalogue(s).recipes[part].family in families:
                if is_long(s, part):
                    too_long.append(part)
                else:
                    visit(part)
        found[key] = None

    visit(asked)
    # What is given gives away what it is made of.
    for key in _behind(s, too_long):
        found.pop(key, None)
    steps = {key: _step(s, key, example) for key in found}
    last = len(walk(s, example).steps)
    ordered = sorted(found, key=lambda key: step.number if (step := steps[key]) else last)
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda key: _where(steps[key]))]
    while len(groups) > 1 and sum(map(len, groups)) > MOST_LINES:
        del groups[0]
    before = [key for group in groups for key in group if key != asked]
    return (*before[1 - MOST_LINES :], asked)


def _behind(s: Structure, keys: Collection[str]) -> set[str]:
    """Return all that some terms are made of."""
    found: set[str] = set()
    ahead = list(keys)
    while ahead:
        for part in parts_of(s, ahead.pop()):
            if part not in found:
                found.add(part)
                ahead.append(part)
    return found


def _where(step: Step | None) -> tuple[str, int]:
    return (step.page, step.layer) if step else ("", 0)


def _step(s: Structure, key: str, example: int) -> Step | None:
    """Return the step that a term belongs to: its own, or of what an example adds that of the gradient."""
    parameter, found = catalogue(s).recipes[key].parameter, walk(s, example)
    return found.find(key) or (found.find(names(s).gradient(parameter.name)) if parameter else None)


def given_for(s: Structure, lines: Collection[str]) -> tuple[str, ...]:
    """Return what some lines need and do not work out, in the order in which they need it."""
    return tuple(dict.fromkeys(part for key in lines for part in parts_of(s, key) if part not in lines))
