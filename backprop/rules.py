"""How an update is made of a gradient: the rules, and the numbers they need."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from backprop.network import LARGEST_SEED, USUAL_RULE, Learning


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


_SHARE = (lambda value: 0.0 <= value < 1.0), "from 0 to below 1"

RULES: Mapping[str, Mapping[str, Setting]] = {
    "gradient_descent": {},
    "momentum": {"momentum": Setting(0.9, *_SHARE)},
    "adam": {
        "beta1": Setting(0.9, *_SHARE),
        "beta2": Setting(0.999, *_SHARE),
        "epsilon": Setting(1e-8, lambda value: 0.0 < value < math.inf, "above 0"),
    },
}
"""Name of a rule -> name -> what it needs beside the learning rate."""

ORDERS = ("batch", "each_example", "shuffled")
"""An update is made of the whole batch, or of one example after the other: as they stand, or drawn for each epoch."""


def setting(learning: Learning, name: str) -> float:
    """Return a number that the rule needs, the usual one where nothing is said of it."""
    return dict(learning.settings).get(name, RULES[learning.rule or USUAL_RULE][name].usual)


def learning_complaints(learning: Learning) -> Iterator[str]:
    """Say what of the wishes for an update cannot be understood."""
    settings = RULES.get(learning.rule or USUAL_RULE)
    if settings is None:
        yield f"The update has the rule {learning.rule[:40]!r}; it must be one of {', '.join(RULES)}."
        return
    for name, value in learning.settings:
        if name not in settings:
            rule, whose = learning.rule or USUAL_RULE, next(rule for rule, needed in RULES.items() if name in needed)
            yield f"The update has {name}, which belongs to the rule {whose}; the rule is {rule}."
        elif not settings[name].fits(value):
            yield f"The update has {name} {value}; it must be a number {settings[name].needed}."
    if learning.l2 is not None and not 0.0 <= learning.l2 < math.inf:
        yield f"The l2 is {learning.l2}; it must be a finite number, zero or larger."
    if learning.order not in {"", *ORDERS}:
        yield f"The order is {learning.order[:40]!r}; it must be one of {', '.join(ORDERS)}."
    if learning.seed is not None and learning.order != "shuffled":
        yield f"The seed is {learning.seed}; it draws the order of the examples, which only the order shuffled needs."
    if learning.seed is not None and not 0 <= learning.seed < LARGEST_SEED:
        yield f"The seed is {learning.seed}; it must be a whole number from 0 to {LARGEST_SEED - 1}."
