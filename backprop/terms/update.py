"""What the gradients are for: what a nudge of each parameter does, and the update, term by term."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from backprop.names import Names
from backprop.parameters import all_gradients, all_values
from backprop.terms.family import Family
from backprop.terms.given import NUDGE


def nudge_terms(n: Names) -> Iterator[Family]:
    """Yield what a gradient means in numbers: how much the loss changes when its parameter is raised a little."""
    yield Family(
        "nudged",
        (n.parameters,),
        key=lambda p: n.nudged(p.name),
        made=lambda p: ("product", ("nudge", n.gradient(p.name))),
        values=lambda t: NUDGE * all_gradients(t.backward),
    )


def update_terms(n: Names) -> Iterator[Family]:
    """Yield learning_rate * gradient, w - step, the new loss and how much it changed."""
    yield Family(
        "step",
        (n.parameters,),
        key=lambda p: n.step(p.name),
        made=lambda p: ("product", ("learning_rate", n.gradient(p.name))),
        values=lambda t: t.problem.learning_rate * all_gradients(t.backward),
    )
    yield Family(
        "new",
        (n.parameters,),
        key=lambda p: n.new(p.name),
        made=lambda p: ("difference", (p.name, n.step(p.name))),
        values=lambda t: all_values(t.updated),
    )
    yield Family(
        "new_loss",
        (),
        key=lambda: "new_loss",
        made=lambda: ("loss_after_update", tuple(n.new(p.name) for p in n.parameters)),
        values=lambda t: np.array(t.new_loss),
    )
    yield Family(
        "loss_change",
        (),
        key=lambda: "loss_change",
        made=lambda: ("difference", ("new_loss", "loss")),
        values=lambda t: np.array(t.new_loss - t.loss),
    )
