"""Training: the same update again and again, and what it leads through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from inspect import unwrap

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.backward import Backward, backward
from backprop.errors import NetworkError
from backprop.forward import Forward, forward, loss_of, loss_seen
from backprop.losses import Outputs
from backprop.network import Memory, Problem, as_array
from backprop.parameters import with_parameters
from backprop.update import Update, descend, is_plain

# Each of these is quiet by itself. In a loop that is quiet already, once is enough: being quiet
# four times would be an eighth of the time that an update of a small network takes.
_forward = unwrap(forward)
_backward = unwrap(backward)
_descend: Callable[[Problem, Backward], Problem] = unwrap(descend)

STACKED = 500
"""Updates after which what they led through is laid together: a network takes a hundred times as much room."""


@dataclass(frozen=True, eq=False)
class Training:
    """A number of updates, and what they led through.

    Attributes:
        start: the problem before the first update.
        problem: the problem with the weights and biases of the last update.
        losses: shape (updates + 1,); ``losses[i]`` is the loss of the whole batch after i updates.
        parameters: shape (updates + 1, parameters); row i holds them after i updates, in the order of
            ``Names.parameters``.
        first, second: shaped like them, what ``Memory`` holds; None where the rule needs no such thing.
    """

    start: Problem
    problem: Problem
    losses: Array
    parameters: Array
    first: Array | None = None
    second: Array | None = None

    @property
    def updates(self) -> int:
        """How many updates there were."""
        return len(self.losses) - 1

    def after(self, updates: int) -> Problem:
        """Return the problem after the first so many updates.

        >>> from backprop import load_preset, train, values_by_name
        >>> trained = train(load_preset("worked"), 3)
        >>> values_by_name(trained.after(3)) == values_by_name(trained.problem)
        True
        """
        kept = (None if kind is None or not updates else kind[updates] for kind in (self.first, self.second))
        memory = Memory(self.start.memory.updates + updates, *kept) if updates else self.start.memory
        return with_parameters(self.start, self.parameters[updates], memory)

    def further(self, updates: int) -> Training:
        """Return the training with so many updates more; those that were taken are not taken again."""
        more = train(self.problem, updates)
        pairs = ((getattr(self, name), getattr(more, name)) for name in ("losses", "parameters", "first", "second"))
        return Training(self.start, more.problem, *(_after_each_other(*pair) for pair in pairs))  # type: ignore[arg-type]


@quietly
def train(problem: Problem, updates: int) -> Training:
    """Repeat the update, of the batch or of one example after the other, as the problem has it.

    Args:
        problem: where to start, the learning rate, the rule and the order.
        updates: how many updates to take; 0 takes none. Where they are made of one example each, as many as there are
            examples are an epoch.

    Raises:
        NetworkError: if ``updates`` is negative.

    >>> from backprop import load_preset, trace, with_values
    >>> start = with_values(load_preset("worked"), {"learning_rate": 0.5})
    >>> [round(loss, 4) for loss in train(start, 3).losses.tolist()]
    [0.2748, 0.2578, 0.2402, 0.2221]
    """
    if updates < 0:
        raise NetworkError(f"{updates} updates cannot be taken; their number must be zero or larger.")
    step: Callable[[Problem, Forward, Backward], Problem] = _plainly if is_plain(problem) else _by_rule
    start, losses, through = problem, [], [problem]
    stacks: list[tuple[Array, Array | None, Array | None]] = []
    beside_outputs = (problem.y, problem.network.layers[-1].activation, problem.scale)  # what the loss looks at too
    for _ in range(updates):
        passed = _forward(problem.network, problem.x)
        seen = Outputs(passed.z[-1], passed.a[-1], *beside_outputs)
        losses.append(loss_seen(problem, seen))
        problem = step(problem, passed, _backward(problem, passed, seen))
        through.append(problem)
        if len(through) == STACKED:
            stacks.append(_stacked(through))
            through = []
    losses.append(loss_of(problem))
    if through:
        stacks.append(_stacked(through))
    laid = (None if kind[0] is None else frozen(np.concatenate(kind)) for kind in zip(*stacks, strict=True))
    return Training(start, problem, as_array(losses), *laid)  # type: ignore[arg-type]


def in_pieces(problem: Problem, updates: int) -> Iterator[Training]:
    """Yield a long run piece by piece, so that its memory does not grow; each begins where the one before ended.

    >>> from backprop import load_preset
    >>> [piece.updates for piece in in_pieces(load_preset("worked"), 1200)]
    [500, 500, 200]
    """
    for taken in range(0, max(updates, 1), STACKED):
        piece = train(problem, min(STACKED, updates - taken))
        yield piece
        problem = piece.problem


def _plainly(problem: Problem, passed: Forward, gradients: Backward) -> Problem:
    return _descend(problem, gradients)


def _by_rule(problem: Problem, passed: Forward, gradients: Backward) -> Problem:
    return Update(problem, passed, gradients).after


def _stacked(problems: Sequence[Problem]) -> tuple[Array, Array | None, Array | None]:
    """Lay together the parameters of some problems and what their updates left behind, a row for each problem."""
    count = len(problems)
    layers = list(zip(*(problem.network.layers for problem in problems), strict=True))
    # Weights are numbered unit by unit, so their matrices are read column by column.
    # Laid below each other and cut again, which takes half the time of a stack.
    below = [np.concatenate([layer.W for layer in some]).reshape(count, *some[0].W.shape) for some in layers]
    weights = [W.transpose(0, 2, 1).reshape(count, -1) for W in below]
    biases = [_rows(layer.b for layer in some) for some in layers]
    parameters = np.concatenate([*weights, *(rows for rows in biases if rows is not None)], axis=1)
    memories = [problem.memory for problem in problems]
    return parameters, _rows(memory.first for memory in memories), _rows(memory.second for memory in memories)


def _rows(arrays: Iterable[Array | None]) -> Array | None:
    """Lay arrays together, a row for each; None stands for zeros where another one is there, and else for nothing."""
    found = list(arrays)
    some = next((array for array in found if array is not None), None)
    if some is None:
        return None
    return np.stack([np.zeros_like(some) if array is None else array for array in found]).reshape(len(found), -1)


def _after_each_other(before: Array | None, more: Array | None) -> Array | None:
    """Lay what came later below what was before; its first row is the last one of that, unless none was kept yet."""
    if before is None or more is None:
        return more if before is None else before
    return frozen(np.concatenate([before, more[1:]]))
