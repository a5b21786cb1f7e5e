"""The update: every weight and bias takes one step, by default against its gradient.

Every rule is a direction, and a step is the learning rate times that. What a rule works with are flat arrays of one
number for each parameter, in the order of ``Names.parameters``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop.arrays import Array, frozen, quietly
from backprop.backward import Backward
from backprop.conventions import CONVENTIONS
from backprop.forward import Forward, forward
from backprop.network import USUAL_RULE, Layer, Memory, Problem
from backprop.parameters import all_gradients, all_values, all_weights, with_parameters
from backprop.rules import setting


@dataclass(frozen=True, eq=False)
class Update:
    """One update, and every number on the way to it.

    Attributes:
        problem: before the update.
        passed: its forward pass.
        gradients: its backward pass.
    """

    problem: Problem
    passed: Forward
    gradients: Backward

    @cached_property
    def values(self) -> Array:
        """The parameters before it."""
        return all_values(self.problem)

    @cached_property
    @quietly
    def alone(self) -> Array:
        """The gradient that it is made of: of the batch, or of the one example whose turn it is.

        The loss of an example alone is not divided by N, so its gradient is N times what it adds to that of a batch.
        """
        only = self.problem.only
        if only is None:
            return all_gradients(self.gradients)
        return times_alone(self.problem) * _of_example(self.problem, self.passed, self.gradients, only)

    @cached_property
    @quietly
    def decay(self) -> Array:
        """What the penalty lambda/2 * (the sum of all squared weights) adds to the gradient; 0 for a bias."""
        return (self.problem.learning.l2 or 0.0) * np.where(all_weights(self.problem.structure), self.values, 0.0)

    @cached_property
    @quietly
    def penalized(self) -> Array:
        """The gradient with what the penalty adds to it."""
        return self.alone if self.problem.learning.l2 is None else self.alone + self.decay

    @cached_property
    @quietly
    def moved(self) -> tuple[Array, Memory]:
        """The direction that the rule makes of the gradient, and what it leaves behind."""
        return DIRECTIONS[self.problem.rule](self.problem, self.penalized)

    @property
    def memory(self) -> Memory:
        """What is left behind for the next update."""
        return self.moved[1]

    @cached_property
    @quietly
    def step(self) -> Array:
        """How far each parameter goes against the direction: learning rate * direction."""
        return self.problem.learning_rate * self.moved[0]

    @cached_property
    @quietly
    def after(self) -> Problem:
        """The problem after the update."""
        return with_parameters(self.problem, self.values - self.step, self.memory)

    def before(self, kind: str) -> Array:
        """What the updates before left behind, "first" or "second"; zeros at first."""
        return _kept(self.problem.memory, kind, len(self.values))


def update(problem: Problem, gradients: Backward, passed: Forward | None = None) -> Problem:
    """Return the problem after one update, by the rule of its own: w - learning_rate * dL/dw where nothing is said.

    Args:
        problem: before the update.
        gradients: its backward pass.
        passed: its forward pass, where that is known already.

    >>> from backprop import load_preset, trace
    >>> after = trace(load_preset("worked")).updated
    >>> round(float(after.network.layers[1].W[0, 0]), 10)
    0.3999917833
    """
    return Update(problem, passed or forward(problem.network, problem.x), gradients).after


def is_plain(problem: Problem) -> bool:
    """Whether an update is nothing but a step against the gradient of the batch."""
    learning = problem.learning
    return problem.rule == USUAL_RULE and learning.l2 is None and problem.only is None


@quietly
def descend(problem: Problem, gradients: Backward) -> Problem:
    """Return the problem after one step of plain gradient descent, layer by layer, which is the quickest."""
    rate = np.array(problem.learning_rate)  # once, instead of once for each layer
    layers = []
    for layer, dL_dW, dL_db in zip(problem.network.layers, gradients.dL_dW, gradients.dL_db, strict=True):
        W = frozen(layer.W - rate * dL_dW)
        b = None if layer.b is None or dL_db is None else frozen(np.asarray(layer.b - rate * dL_db))
        layers.append(Layer(W, b, layer.activation, layer.slope))
    return problem.with_layers(tuple(layers), Memory(problem.memory.updates + 1))


def times_alone(problem: Problem) -> float:
    """Return by what the gradient of an example alone is larger than what it adds to that of the batch: N, or 1."""
    return float(len(problem.x)) if "N" in CONVENTIONS[problem.convention].over else 1.0


def _of_example(problem: Problem, passed: Forward, gradients: Backward, example: int) -> Array:
    """Return what one example adds to the gradient of the batch."""
    below = (problem.x, *passed.a)
    deltas = [delta[example] for delta in gradients.delta]
    weights = [(delta[:, None] * a[example]).ravel() for delta, a in zip(deltas, below[:-1], strict=True)]
    biases = [
        delta if layer.b.ndim else delta.sum(keepdims=True)
        for layer, delta in zip(problem.network.layers, deltas, strict=True)
        if layer.b is not None
    ]
    return np.concatenate(weights + biases)


def _kept(memory: Memory, kind: str, count: int) -> Array:
    found: Array | None = getattr(memory, kind)
    return np.zeros(count) if found is None else found


def _plain(problem: Problem, gradient: Array) -> tuple[Array, Memory]:
    return gradient, Memory(problem.memory.updates + 1)


def _momentum(problem: Problem, gradient: Array) -> tuple[Array, Memory]:
    """Go on with a share of the last direction: velocity = momentum * velocity + gradient."""
    memory = problem.memory
    velocity = setting(problem.learning, "momentum") * _kept(memory, "first", len(gradient)) + gradient
    return velocity, Memory(memory.updates + 1, frozen(velocity))


def _adam(problem: Problem, gradient: Array) -> tuple[Array, Memory]:
    """Go by the mean of the gradients, over the root of the mean of their squares.

    Both means begin at 0, which the corrections make up for. The rule is Kingma and Ba's, *Adam: a method for
    stochastic optimization* (2015).
    """
    memory = problem.memory
    beta1, beta2, epsilon = (setting(problem.learning, name) for name in ("beta1", "beta2", "epsilon"))
    number = memory.updates + 1
    first = beta1 * _kept(memory, "first", len(gradient)) + (1.0 - beta1) * gradient
    second = beta2 * _kept(memory, "second", len(gradient)) + (1.0 - beta2) * gradient**2
    root = np.sqrt(second / (1.0 - beta2**number)) + epsilon
    return first / (1.0 - beta1**number) / root, Memory(number, frozen(first), frozen(second))


DIRECTIONS: Mapping[str, Callable[[Problem, Array], tuple[Array, Memory]]] = {
    "gradient_descent": _plain,
    "momentum": _momentum,
    "adam": _adam,
}
"""Name of a rule -> (problem, gradient) -> the direction to go against, and what is left behind."""
