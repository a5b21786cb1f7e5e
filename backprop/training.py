"""Training: the same update again and again, and the loss on the way."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import unwrap

from backprop.arrays import Array, quietly
from backprop.backward import backward
from backprop.errors import NetworkError
from backprop.forward import forward, loss_of
from backprop.network import Problem, as_array
from backprop.rules import refuse_what_cannot_be_computed
from backprop.update import descend

# Each of these is quiet by itself. In a loop that is quiet already, once is enough: being quiet
# four times would be an eighth of the time that an update of a small network takes.
_forward = unwrap(forward)
_backward = unwrap(backward)
_descend = unwrap(descend)


@dataclass(frozen=True, eq=False)
class Training:
    """What is left after a number of updates.

    Attributes:
        problem: the problem with the weights and biases of the last update.
        losses: shape (updates + 1,); ``losses[i]`` is the loss after i updates.
    """

    problem: Problem
    losses: Array


@quietly
def train(problem: Problem, updates: int) -> Training:
    """Repeat the update on the same batch.

    Args:
        problem: where to start, and the learning rate.
        updates: how many updates to take; 0 takes none.

    Raises:
        NetworkError: if ``updates`` is negative, or of a kind that cannot be computed so far.

    >>> from backprop import load_preset, trace, with_values
    >>> start = with_values(load_preset("worked"), {"learning_rate": 0.5})
    >>> [round(loss, 4) for loss in train(start, 3).losses.tolist()]
    [0.2748, 0.2578, 0.2402, 0.2221]
    """
    if updates < 0:
        raise NetworkError(f"{updates} updates cannot be taken; their number must be zero or larger.")
    refuse_what_cannot_be_computed(problem)
    losses = []
    for _ in range(updates):
        passed = _forward(problem.network, problem.x)
        losses.append(loss_of(problem, passed))
        problem = _descend(problem, _backward(problem, passed))
    losses.append(loss_of(problem))
    return Training(problem, as_array(losses))
