"""The passes: the arrays of one update, before any value in them has a name.

Forward, the loss, backward, and the problem after the update; each is computed once, when it is first looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop.alone import Alone, alone, losses_alone, losses_at
from backprop.arrays import Array, frozen, quietly
from backprop.backward import Backward, backward
from backprop.forward import Forward, forward, loss, outputs
from backprop.losses import Outputs, contributions
from backprop.network import Layer, Problem, Structure
from backprop.parameters import all_gradients, all_values, gradient_of, value_of
from backprop.update import Update
from backprop.weights import Parameter

NUDGES = frozen(np.array([float(f"1e-{places}") for places in range(1, 16)]))
"""Nudges from one tenth to so small a one that it hardly changes a parameter of an ordinary size."""


@dataclass(frozen=True, eq=False)
class Nudged:
    """What the nudges of ``NUDGES`` do; each field is called as the family of terms for the reader's own nudge.

    Attributes:
        nudge: how far it is raised.
        raised: where it is then.
        raised_loss: the loss then.
        rise: how much that is more than the loss.
        quotient: that for each unit of the nudge.
        off: by how much that is not the gradient.
    """

    nudge: Array
    raised: Array
    raised_loss: Array
    rise: Array
    quotient: Array
    off: Array


@dataclass(frozen=True, eq=False)
class Passes:
    """The arrays of one update.

    Attributes:
        problem: the network, its batch and the learning rate.
        forward: z and a of every layer.
        backward: every derivative of the loss.
    """

    problem: Problem
    forward: Forward
    backward: Backward

    @property
    def structure(self) -> Structure:
        """The shape of the problem."""
        return self.problem.structure

    @cached_property
    @quietly
    def loss(self) -> float:
        """The loss of the batch."""
        return float(self.contributions.sum())

    @cached_property
    def outputs(self) -> Outputs:
        """What the loss looks at."""
        return outputs(self.problem, self.forward)

    @cached_property
    @quietly
    def contributions(self) -> Array:
        """What each output of each example adds to the loss, (examples, outputs)."""
        return frozen(contributions(self.problem.network.loss, self.outputs))

    @cached_property
    def update(self) -> Update:
        """The update, and every number on the way to it."""
        return Update(self.problem, self.forward, self.backward)

    @cached_property
    def updated(self) -> Problem:
        """The problem after one update."""
        return self.update.after

    @cached_property
    def new_loss(self) -> float:
        """The loss after one update."""
        return loss(self.updated)

    @cached_property
    @quietly
    def every_alone(self) -> Alone:
        """What a nudge and its step do to each parameter alone, (parameters,) each."""
        at, new = all_values(self.problem), all_values(self.updated)
        raised, landed = (losses_alone(self.problem, self.forward, to) for to in (at + self.problem.nudge, new))
        return alone(self.loss, self.problem.nudge, at, new, all_gradients(self.backward), raised, landed)

    @cached_property
    def _alone(self) -> dict[Parameter, Alone]:
        return {}

    @quietly
    def alone(self, parameter: Parameter) -> Alone:
        """Return what a nudge and its step do to one parameter alone, (1,) each."""
        if parameter not in self._alone:
            at, new = (np.array([value_of(problem, parameter)]) for problem in (self.problem, self.updated))
            to = np.concatenate((at + self.problem.nudge, new))
            raised, landed = losses_at(self.problem, self.forward, parameter, to).reshape(2, 1)
            gradient = np.array([self.gradient(parameter)])
            self._alone[parameter] = alone(self.loss, self.problem.nudge, at, new, gradient, raised, landed)
        return self._alone[parameter]

    @cached_property
    def _nudged(self) -> dict[Parameter, Nudged]:
        return {}

    @quietly
    def nudged(self, parameter: Parameter) -> Nudged:
        """Return what smaller and smaller nudges of one parameter do, those of ``NUDGES``."""
        if parameter not in self._nudged:
            raised = value_of(self.problem, parameter) + NUDGES
            losses = losses_at(self.problem, self.forward, parameter, raised)
            quotient = (losses - self.loss) / NUDGES
            off = quotient - self.gradient(parameter)
            self._nudged[parameter] = Nudged(NUDGES, raised, losses, losses - self.loss, quotient, off)
        return self._nudged[parameter]

    def layer(self, layer: int) -> Layer:
        """The weights and the bias of a layer counted from 0."""
        return self.problem.network.layers[layer]

    def a(self, layer: int) -> Array:
        """Activations of a layer counted from 0; layer -1 is the input."""
        return self.problem.x if layer < 0 else self.forward.a[layer]

    def gradient(self, parameter: Parameter) -> float:
        """dL/dw of one weight or bias."""
        return gradient_of(self.backward, parameter)

    @cached_property
    def _flows(self) -> dict[int, Array]:
        return {self.structure.depth - 1: self.backward.delta[-1]}

    @quietly
    def flow(self, layer: int) -> Array:
        """dL/dz of a layer split into paths, shape (examples, units, units above, ..., outputs).

        Summing over all axes but the first two gives the layer's delta.
        """
        if layer not in self._flows:
            above = self.flow(layer + 1)
            spread = [1] * (above.ndim - 2)
            W = self.layer(layer + 1).W
            local = self.backward.da_dz[layer]
            self._flows[layer] = frozen(
                above[:, None] * W.reshape(*W.shape, *spread) * local.reshape(*local.shape, 1, *spread)
            )
        return self._flows[layer]


def passes(problem: Problem) -> Passes:
    """Run a problem forward and backward.

    Args:
        problem: a validated problem.
    """
    passed = forward(problem.network, problem.x)
    return Passes(problem, passed, backward(problem, passed))
