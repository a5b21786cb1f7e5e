"""One parameter alone: what becomes of the loss when it is nudged, and when it takes its step and no other does.

These terms stand beside what the gradient says of them. Each needs a forward pass of its own, so all are late: they
are computed when somebody asks for one of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from backprop.arrays import Array
from backprop.names import Names
from backprop.parameters import all_gradients, all_values
from backprop.passes import Passes
from backprop.terms.family import Family, Made
from backprop.weights import Parameter


def alone_terms(n: Names) -> Iterator[Family]:
    """Yield each parameter raised, the loss then, its rise and that for each unit of the nudge; the same for a step."""
    every = partial(_of_every, n)
    yield every("raised", n.raised, lambda w: ("sum", (w, "nudge")), _raised)
    yield every("raised_loss", n.raised_loss, lambda w: _after(n, w, n.raised(w)), lambda t: t.raised_losses)
    yield every("rise", n.rise, lambda w: ("difference", (n.raised_loss(w), "loss")), _rise)
    yield every("quotient", n.quotient, lambda w: ("quotient", (n.rise(w), "nudge")), _quotient)
    yield every("off", n.off, lambda w: ("difference", (n.quotient(w), n.gradient(w))), _off)
    yield Family("spacing", (), lambda: "spacing", lambda: ("spacing", ("loss",)), _spacing, late=True)
    yield Family(
        "spacing_quotient",
        (),
        lambda: "spacing_quotient",
        lambda: ("quotient", ("spacing", "nudge")),
        lambda t: _spacing(t) / t.problem.nudge,
        late=True,
    )
    yield every("moved", n.moved, lambda w: ("difference", (n.new(w), w)), lambda t: t.moved)
    yield every("loss_alone", n.loss_alone, lambda w: _after(n, w, n.new(w)), lambda t: t.losses_alone)
    yield every(
        "change_alone",
        n.change_alone,
        lambda w: ("difference", (n.loss_alone(w), "loss")),
        lambda t: t.losses_alone - t.loss,
    )
    yield every(
        "predicted_change",
        n.predicted_change,
        lambda w: ("product", (n.gradient(w), n.moved(w))),
        lambda t: t.predicted,
    )
    yield every(
        "predicted_loss",
        n.predicted_loss,
        lambda w: ("sum", ("loss", n.predicted_change(w))),
        lambda t: t.loss + t.predicted,
    )


def _of_every(
    n: Names, name: str, key: Callable[[str], str], made: Callable[[str], Made], values: Callable[[Passes], Array]
) -> Family:
    def key_of(parameter: Parameter) -> str:
        return key(parameter.name)

    def made_of(parameter: Parameter) -> Made:
        return made(parameter.name)

    return Family(name, (n.parameters,), key_of, made_of, values, late=True)


def _after(n: Names, changed: str, instead: str) -> Made:
    """A forward pass in which one parameter has another value."""
    return "loss_after_update", tuple(instead if p.name == changed else p.name for p in n.parameters)


def _raised(t: Passes) -> Array:
    return all_values(t.problem) + t.problem.nudge


def _rise(t: Passes) -> Array:
    return t.raised_losses - t.loss


def _quotient(t: Passes) -> Array:
    return np.asarray(_rise(t) / t.problem.nudge)


def _off(t: Passes) -> Array:
    return _quotient(t) - all_gradients(t.backward)


def _spacing(t: Passes) -> Array:
    """How far the next number lies from the loss that a float can hold."""
    return np.array(math.ulp(t.loss))
