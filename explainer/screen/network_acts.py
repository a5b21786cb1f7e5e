"""What a reader does to the form of a network: what the page asks for on which it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from backprop import NetworkError, Problem
from backprop.building import drawn, with_data, with_examples
from explainer.screen.network_texts import put_in_another_form
from explainer.screen.session import change, put, view
from explainer.view import grids, wishes
from explainer.view.view import View

FORM = "form"
"""Under this name it is kept why something did not fit that belongs to no box."""


def ask(*asked: tuple[str, str]) -> None:
    """Ask something of the network: it is done as soon as everything fits together."""
    if all(wishes.is_possible(view(), name, wish) for name, wish in asked):
        put_in_another_form(wishes.asked(view(), *asked))


def settle() -> None:
    """Try again what was asked for, after a number has changed; both are one change."""
    found = wishes.settled(view())
    if found:
        put(found)


def draw(scheme: str, seed: int) -> None:
    """Draw new weights and biases."""
    _build_or_say(lambda: wishes.changed(view(), lambda problem: drawn(problem, scheme, seed)))


def paste(detail: str) -> None:
    """Put a block into a grid, from a box on; the box's name and the block stand on both sides of a colon."""
    name, _, text = detail.partition(":")
    _build_or_say(lambda: grids.with_block(view(), name, text))
    settle()


def say(why: str) -> None:
    """Say why something that belongs to no box was not done."""
    change(refused={FORM: why}, acted=True)


def _build_or_say(make: Callable[[], View | None]) -> None:
    try:
        found = make()
    except NetworkError as error:
        say(str(error))
    else:
        change(refused={})
        put_in_another_form(found)


def _add_example(_: str) -> None:
    def more(problem: Problem) -> Problem:
        return with_examples(problem, problem.structure.examples + 1)

    _build_or_say(lambda: wishes.changed(view(), more))


def _drop_example(number: str) -> None:
    def fewer(problem: Problem) -> Problem:
        place = int(number) - 1
        return with_data(problem, np.delete(problem.x, place, axis=0), np.delete(problem.y, place, axis=0))

    if 1 <= int(number) <= view().structure.examples:
        _build_or_say(lambda: wishes.changed(view(), fewer))


def _name(detail: str) -> None:
    name, _, text = detail.partition("=")
    ask((name, text))


BUILT: Mapping[str, Callable[[str], None]] = {
    "wish": lambda detail: ask(*wishes.wishes_from(detail)),
    "name": _name,
    "layer": lambda after: _build_or_say(lambda: wishes.with_layer_after(view(), int(after))),
    "out": lambda layer: _build_or_say(lambda: wishes.without_layer_at(view(), int(layer))),
    "example": _add_example,
    "drop": _drop_example,
}
"""Name of a change -> what it does with what stands behind its colon."""

NUMBERED = ("layer", "out", "drop")
"""Those of them that need a whole number."""


def follow(detail: str) -> None:
    """Change the form of the network as a button or a box of ours says; what is no change is left alone."""
    name, _, rest = detail.partition(":")
    is_number = rest.removeprefix("-").isdecimal() and len(rest) < 5
    if name in BUILT and (is_number or name not in NUMBERED):
        BUILT[name](rest)
