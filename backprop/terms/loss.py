"""The loss, term by term: what each output adds, the sums, and dL/dy_hat."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from backprop.conventions import keeps_two
from backprop.losses import LOSSES
from backprop.names import Names
from backprop.network import Structure
from backprop.terms.family import Family, Made


def loss_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the logarithms that a loss is made of, its contributions, their sums, and dL/dy_hat."""
    last, grid = s.depth - 1, (range(s.examples), range(s.outputs))
    operation = _operation(s)
    logarithms = tuple(_logarithms(s, n))
    yield from logarithms

    def contribution(e: int, k: int) -> Made:
        seen = [logarithm.key(e, k) for logarithm in logarithms] or [n.a(last, e, k)]
        return operation, (*seen, *_target(s, n, e, k), *s.counts)

    def derivative(e: int, k: int) -> Made:
        seen = (n.a(last, e, k), n.y(e, k)) if s.targets else ()
        return f"{operation}_derivative", (*seen, *s.counts)

    if s.examples == s.outputs == 1:
        yield Family("loss", grid, lambda e, k: "loss", contribution, lambda t: t.contributions)
    else:
        yield Family("loss_part", grid, n.loss_part, contribution, lambda t: t.contributions)
        yield from _sums(s, n)
    yield Family(
        "dL_dy_hat",
        grid,
        key=partial(n.dL_da, last),
        made=derivative,
        values=lambda t: t.backward.dL_da[last],
    )


def _target(s: Structure, n: Names, e: int, k: int) -> tuple[str, ...]:
    return (n.y(e, k),) if s.targets else ()


def _operation(s: Structure) -> str:
    """Name what a contribution to the loss is: of the squared errors, the one with or without 1/2."""
    if LOSSES[s.loss].squared:
        return "mean_squared_error" if keeps_two(s.loss, s.convention) else "half_squared_error"
    return s.loss


def _sums(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the loss as a sum: over the outputs of each example, then over the examples."""
    examples, outputs = range(s.examples), range(s.outputs)

    def example_made(e: int) -> Made:
        return "sum", tuple(n.loss_part(e, k) for k in outputs)

    def loss_made() -> Made:
        return ("sum", tuple(n.loss(e) for e in examples)) if s.examples > 1 else example_made(0)

    if s.examples > 1:
        yield Family(
            "loss_of_example",
            (examples,),
            key=n.loss,
            made=example_made,
            values=lambda t: t.contributions.sum(axis=1),
        )
    yield Family("loss", (), lambda: "loss", loss_made, lambda t: np.array(t.loss))


def _logarithms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield log y_hat and log(1 - y_hat), where the loss is made of them.

    After sigmoid and softmax, and of tanh the second one, they are made of z, which is where their safe form looks.
    """
    last, grid, activation = s.depth - 1, (range(s.examples), range(s.outputs)), s.activations[-1]

    def log_made(e: int, k: int) -> Made:
        z = n.z(last, e, k)
        if activation == "softmax":
            return "log_softmax", (z, *(n.z(last, e, j) for j in range(s.outputs)))
        return "log_sigmoid", (z,)

    def complement_made(e: int, k: int) -> Made:
        return "log_sigmoid_complement", (n.z(last, e, k),)

    if LOSSES[s.loss].uses_log:
        yield Family(
            "log_y_hat",
            grid,
            key=n.log_y_hat,
            made=log_made,
            values=lambda t: t.outputs.log,
        )
    if LOSSES[s.loss].uses_log_complement:
        yield Family(
            "log_1_minus_y_hat",
            grid,
            key=n.log_complement,
            made=complement_made,
            values=lambda t: t.outputs.log_complement,
        )
