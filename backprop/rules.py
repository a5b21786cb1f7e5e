"""How an update is made of a gradient: the rules, the numbers they need, and which can be computed so far."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from backprop.errors import NetworkError
from backprop.network import Learning, Problem


@dataclass(frozen=True)
class Setting:
    """A number that a rule needs.

    Attributes:
        usual: what it is where nothing is said.
        fits: whether a number can be used for it.
        needed: what that is, in words.
    """

    usual: float
    fits: Callable[[float], bool]
    needed: str


_FADING = "from 0 to below 1", lambda value: 0.0 <= value < 1.0

RULES: Mapping[str, Mapping[str, Setting]] = {
    "gradient_descent": {},
    "momentum": {"momentum": Setting(0.9, *reversed(_FADING))},
    "adam": {
        "beta1": Setting(0.9, *reversed(_FADING)),
        "beta2": Setting(0.999, *reversed(_FADING)),
        "epsilon": Setting(1e-8, lambda value: 0.0 < value < math.inf, "above 0"),
    },
}
"""Name of a rule -> name -> what it needs beside the learning rate."""

ORDERS = ("batch", "each_example")


def learning_complaints(learning: Learning) -> Iterator[str]:
    """Say what of the wishes for an update cannot be understood."""
    settings = RULES.get(learning.rule or "gradient_descent")
    if settings is None:
        yield f"The update has the rule {learning.rule[:40]!r}; it must be one of {', '.join(RULES)}."
        return
    for name, value in learning.settings:
        if name in settings and not settings[name].fits(value):
            yield f"The update has {name} {value}; it must be a number {settings[name].needed}."
    if learning.l2 is not None and not 0.0 <= learning.l2 < math.inf:
        yield f"The l2 is {learning.l2}; it must be a finite number, zero or larger."
    if learning.order not in {"", *ORDERS}:
        yield f"The order is {learning.order[:40]!r}; it must be one of {', '.join(ORDERS)}."


def refuse_what_cannot_be_computed(problem: Problem) -> None:
    """Refuse a problem whose update is of a kind that is understood, but cannot be computed so far.

    Raises:
        NetworkError: with one sentence about the first such wish.
    """
    for complaint in not_computed_yet(problem):
        raise NetworkError(complaint)


def not_computed_yet(problem: Problem) -> Iterator[str]:
    """Say what of the wishes for an update is understood and kept, but cannot be computed so far."""
    learning = problem.learning
    if learning.rule not in {"", "gradient_descent"}:
        yield f"The update rule {learning.rule} cannot be computed here yet; gradient_descent can."
    if learning.l2:
        yield f"The penalty l2 = {learning.l2} cannot be computed here yet; 0, or none, can."
    if learning.order == "each_example" and len(problem.x) > 1:
        yield "An update after each example cannot be computed here yet; one for the whole batch can."
