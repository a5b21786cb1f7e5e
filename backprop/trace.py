"""The trace: one frozen record of everything one batch does in one update.

Whatever is shown, exported, asked or checked reads a trace; nothing is computed a second time.
The arrays are there at once. Named terms are built when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backprop.arrays import Array, frozen, quietly
from backprop.backward import Backward, backward
from backprop.forward import Forward, forward, loss, outputs
from backprop.losses import Outputs, contributions
from backprop.names import Names, Parameter, names
from backprop.network import Layer, Problem, Structure
from backprop.operations import LEAF, OPERATIONS
from backprop.parameters import gradient_of, with_values
from backprop.terms import Catalogue, Recipe, catalogue
from backprop.update import update


@dataclass(frozen=True)
class Term:
    """A named value and what it was made of.

    Attributes:
        key: its name, the same in exports, links and on the screen.
        value: its value.
        operation: a name in ``OPERATIONS``, or "leaf", or "loss_after_update".
        factors: the keys of the terms that the operation combines, in order.
    """

    key: str
    value: float
    operation: str
    factors: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Trace:
    """Everything one example batch does in one update.

    Attributes:
        problem: the network, its batch and the learning rate.
        forward: z and a of every layer.
        backward: every derivative of the loss.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> record.term("dL_dw5").factors
    ('delta2_1', 'dz2_1_dw5')
    >>> round(record["dL_dw5"], 4)
    0.0822
    """

    problem: Problem
    forward: Forward
    backward: Backward

    @property
    def structure(self) -> Structure:
        """The shape of the problem."""
        return self.problem.structure

    @property
    def names(self) -> Names:
        """The keys of the terms, by layer, unit and example."""
        return names(self.structure)

    @property
    def catalogue(self) -> Catalogue:
        """How every term is made."""
        return catalogue(self.structure)

    @cached_property
    def values(self) -> dict[str, float]:
        """Key -> value for every term, in the order of computation."""
        return self.catalogue.values(self)

    def __getitem__(self, key: str) -> float:
        """Return the value of one term."""
        return self.values[key]

    def recipe(self, key: str) -> Recipe:
        """Return how a term is made."""
        return self.catalogue.recipes[key]

    def term(self, key: str) -> Term:
        """Return one term with its value.

        Raises:
            KeyError: if there is no such term.
        """
        recipe = self.recipe(key)
        return Term(key, self.values[key], recipe.operation, recipe.factors)

    def terms(self) -> Iterator[Term]:
        """Every term, in the order of computation."""
        return map(self.term, self.values)

    def combine(self, key: str) -> float:
        """Compute a term again from its factors alone: the left-hand side of the law.

        The law of the trace is ``combine(key) == self[key]`` up to rounding, for every key.
        """
        recipe = self.recipe(key)
        values = [self.values[factor] for factor in recipe.factors]
        if recipe.operation == LEAF:
            return self.values[key]
        if recipe.operation == "loss_after_update":
            return loss(
                with_values(self.problem, dict(zip((p.name for p in self.names.parameters), values, strict=True)))
            )
        return OPERATIONS[recipe.operation](*values)

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
    def updated(self) -> Problem:
        """The problem after one update."""
        return update(self.problem, self.backward)

    @cached_property
    def new_loss(self) -> float:
        """The loss after one update."""
        return loss(self.updated)

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


def trace(problem: Problem) -> Trace:
    """Take a problem apart: forward pass, backward pass, and a name for every value in them.

    Args:
        problem: a validated problem.
    """
    passed = forward(problem.network, problem.x)
    return Trace(problem, passed, backward(problem, passed))
