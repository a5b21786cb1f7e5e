"""One parameter alone: what becomes of the loss when it is nudged, and when it takes its step and no other does.

These terms stand beside what the gradient says of them. They take a forward pass for each parameter, so all are late:
computed one by one, when somebody asks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from backprop.alone import Alone
from backprop.arrays import Array
from backprop.names import Names
from backprop.passes import Passes
from backprop.terms.family import Family, Made


def alone_terms(n: Names) -> Iterator[Family]:
    """Yield each parameter raised, the loss then, its rise and that for each unit of the nudge; the same for a step."""

    def every(name: str, key: Callable[[str], str], made: Callable[[str], Made]) -> Family:
        return Family(
            name,
            (n.parameters,),
            key=lambda p: key(p.name),
            made=lambda p: made(p.name),
            values=lambda t: _of(t.every_alone, name),
            one=lambda t, p: float(_of(t.alone(p), name)[0]),
        )

    yield every("raised", n.raised, lambda w: ("sum", (w, "nudge")))
    yield every("raised_loss", n.raised_loss, lambda w: ("loss_alone", (n.raised(w),)))
    yield every("rise", n.rise, lambda w: ("difference", (n.raised_loss(w), "loss")))
    yield every("quotient", n.quotient, lambda w: ("quotient", (n.rise(w), "nudge")))
    yield every("off", n.off, lambda w: ("difference", (n.quotient(w), n.gradient(w))))
    yield _of_the_loss("spacing", ("spacing", ("loss",)), lambda t: math.ulp(t.loss))
    yield _of_the_loss(
        "spacing_quotient", ("quotient", ("spacing", "nudge")), lambda t: math.ulp(t.loss) / t.problem.nudge
    )
    yield every("moved", n.moved, lambda w: ("difference", (n.new(w), w)))
    yield every("loss_alone", n.loss_alone, lambda w: ("loss_alone", (n.new(w),)))
    yield every("change_alone", n.change_alone, lambda w: ("difference", (n.loss_alone(w), "loss")))
    yield every("predicted_change", n.predicted_change, lambda w: ("product", (n.gradient(w), n.moved(w))))
    yield every("predicted_loss", n.predicted_loss, lambda w: ("sum", ("loss", n.predicted_change(w))))


def _of(found: Alone, name: str) -> Array:
    array: Array = getattr(found, name)
    return array


def _of_the_loss(name: str, made: Made, value: Callable[[Passes], float]) -> Family:
    """Return what is said of how finely a computer knows the loss."""
    return Family(name, (), lambda: name, lambda: made, lambda t: np.array(value(t)), one=value)
