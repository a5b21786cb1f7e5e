"""What a network is: layers of weights, a loss, and the batch it learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from random import Random

import numpy as np

from backprop.activations import ACTIVATIONS, Activation, leaky_relu
from backprop.arrays import Array, frozen
from backprop.conventions import CONVENTIONS, conventions_of, scale_of
from backprop.errors import NetworkError
from backprop.losses import LOSSES

USUAL_RULE = "gradient_descent"
LARGEST_SEED = 1_000_000

NUDGE = 0.01
"""How far a parameter is moved in thought, to say what its gradient means; small beside an ordinary weight."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: Z = A @ W + b, then the activation function.

    Attributes:
        W: weights, shape (n_in, n_out).
        b: None for no bias, shape (n_out,) for one per unit, shape () for one number that
            every unit of the layer shares.
        activation: a name in ``ACTIVATIONS``.
        slope: of a leaky_relu below 0; None for the usual one.
    """

    W: Array
    b: Array | None
    activation: str
    slope: float | None = None

    @property
    def function(self) -> Activation:
        """The activation function, with the slope it has here."""
        return ACTIVATIONS[self.activation] if self.slope is None else leaky_relu(self.slope)


@dataclass(frozen=True)
class Structure:
    """The shape of a problem without its numbers; equal shapes have the same named terms.

    Attributes:
        sizes: number of units per layer, the input layer first.
        activations: one name per layer after the input.
        biases: "none", "unit" or "shared", one per layer after the input.
        loss: a name in ``LOSSES``.
        examples: number of examples in the batch.
        convention: a name in ``CONVENTIONS``; the loss's own is written out too.
        rule: a name in ``RULES``, by which an update is made of the gradient.
        penalized: whether large weights are penalized.
        only: the one example whose gradient the next update is made of; None for that of the whole batch.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    biases: tuple[str, ...]
    loss: str
    examples: int
    convention: str
    rule: str = USUAL_RULE
    penalized: bool = False
    only: int | None = None

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return len(self.activations)

    @property
    def outputs(self) -> int:
        """Number of units in the last layer."""
        return self.sizes[-1]

    @property
    def targets(self) -> int:
        """Number of targets of each example: one for each output, or none where no loss looks at them."""
        return self.outputs if LOSSES[self.loss].sees_targets else 0

    @property
    def counts(self) -> tuple[str, ...]:
        """Keys of the counts that the loss is divided by: N and K, N alone, or none."""
        return CONVENTIONS[self.convention].over

    @property
    def scale(self) -> float:
        """What dL/dy_hat is multiplied by for the sake of the convention."""
        return scale_of(self.loss, self.convention, self.examples, self.outputs)

    @property
    def scaled(self) -> bool:
        """Whether that multiplication changes anything."""
        return self.scale != 1.0


@dataclass(frozen=True, eq=False)
class Network:
    """Layers in order, and the loss that judges the last one.

    Attributes:
        layers: from the first after the input to the output.
        loss: a name in ``LOSSES``.
        convention: what the loss is divided by, a name in ``CONVENTIONS``; "" is the loss's own.
    """

    layers: tuple[Layer, ...]
    loss: str
    convention: str = ""


@dataclass(frozen=True)
class Learning:
    """How the network is to learn, beside the learning rate; what is not said is None or empty.

    Attributes:
        rule: a name in ``RULES``.
        settings: name -> number, what the rule needs; see ``RULES``.
        l2: lambda of the penalty lambda/2 * the sum of all squared weights.
        order: a name in ``ORDERS``: whether an update is made of the whole batch, or of one example after the other.
        seed: what the order of the examples is drawn from, where it is drawn.
    """

    rule: str = ""
    settings: tuple[tuple[str, float], ...] = ()
    l2: float | None = None
    order: str = ""
    seed: int | None = None


@dataclass(frozen=True, eq=False)
class Memory:
    """What the updates so far have left behind beside the parameters.

    The arrays are flat, in the order of ``Names.parameters``; None stands for zeros, or for what the rule keeps not.

    Attributes:
        updates: how many there were.
        first: the velocity of momentum, or the mean of the gradients of adam.
        second: the mean of their squares.
    """

    updates: int = 0
    first: Array | None = None
    second: Array | None = None


@dataclass(frozen=True)
class Description:
    """What a network file says to its readers; what it does not say is empty.

    Attributes:
        title: what the network is called.
        about: what it shows.
        notation: the notation to show it in at first.
        weights_are: "in_out" for rows that are what comes in, "out_in" for rows that are units.
        input_names: what each input is, or nothing.
        output_names: what each output is, such as a class, or nothing.
    """

    title: str = ""
    about: str = ""
    notation: str = ""
    weights_are: str = ""
    input_names: tuple[str, ...] = ()
    output_names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """A network, the batch it learns from, and how far one update goes.

    Attributes:
        network: the layers and the loss.
        x: inputs, shape (examples, n_in).
        y: targets, shape (examples, n_out).
        learning_rate: the factor of the gradient in an update.
        learning: what else is to be said of the update.
        description: what its file says to its readers.
        memory: what the updates so far have left behind.
        nudge: how far a parameter is raised to see what its gradient means; in no file.
    """

    network: Network
    x: Array
    y: Array
    learning_rate: float
    learning: Learning = Learning()
    description: Description = Description()
    memory: Memory = Memory()
    nudge: float = NUDGE

    @cached_property
    def structure(self) -> Structure:
        """The shape of this problem, as a hashable value."""
        layers = self.network.layers
        return Structure(
            sizes=(self.x.shape[1], *(layer.W.shape[1] for layer in layers)),
            activations=tuple(layer.activation for layer in layers),
            biases=tuple("none" if layer.b is None else "shared" if layer.b.ndim == 0 else "unit" for layer in layers),
            loss=self.network.loss,
            examples=len(self.x),
            convention=self.convention,
            rule=self.rule,
            penalized=self.learning.l2 is not None,
            only=self.only,
        )

    @property
    def only(self) -> int | None:
        """The example, from 0, whose gradient alone the next update is made of, or None for the whole batch."""
        return only(self.learning, self.memory.updates, len(self.x))

    @property
    def rule(self) -> str:
        """By which rule an update is made of the gradient, a name in ``RULES``."""
        return self.learning.rule or USUAL_RULE

    @property
    def convention(self) -> str:
        """What the loss is divided by, a name in ``CONVENTIONS``."""
        return self.network.convention or conventions_of(self.network.loss)[0]

    @property
    def scale(self) -> float:
        """What dL/dy_hat is multiplied by for the sake of the convention."""
        return scale_of(self.network.loss, self.convention, *self.y.shape)

    def with_layers(self, layers: tuple[Layer, ...], memory: Memory = Memory()) -> Problem:
        """Return the same problem with other weights and biases, and what the updates that led to them left behind."""
        network = Network(layers, self.network.loss, self.network.convention)
        return Problem(network, self.x, self.y, self.learning_rate, self.learning, self.description, memory, self.nudge)

    def with_convention(self, name: str) -> Problem:
        """Return the same problem with its loss divided by something else.

        Args:
            name: a name in ``CONVENTIONS``, or "" for the loss's own.

        Raises:
            NetworkError: if the loss cannot follow that convention.
        """
        network = replace(self.network, convention=name)
        for complaint in convention_complaints(network):
            raise NetworkError(complaint)
        return replace(self, network=network)


def only(learning: Learning, updates: int, examples: int) -> int | None:
    """Return the example, from 0, whose gradient alone the next update is made of, or None for the whole batch.

    Once each example has had its turn, an epoch is over. An order that is drawn is drawn anew for each epoch: of
    numbers that Python promises to draw alike on every machine and in every version.

    Args:
        learning: how the network is to learn.
        updates: how many updates there were.
        examples: how many examples there are.

    >>> [only(Learning(order="shuffled", seed=1), update, examples=3) for update in range(6)]
    [1, 0, 2, 0, 1, 2]
    """
    if learning.order in {"", "batch"} or examples == 1:
        return None
    epoch, turn = divmod(updates, examples)
    return turn if learning.order == "each_example" else _drawn(learning.seed or 0, epoch, examples)[turn]


@lru_cache(maxsize=64)
def _drawn(seed: int, epoch: int, examples: int) -> tuple[int, ...]:
    draw = Random(seed * LARGEST_SEED + epoch).random  # noqa: S311 (nobody is to be kept from guessing it)
    ranks = [draw() for _ in range(examples)]
    return tuple(sorted(range(examples), key=ranks.__getitem__))


def convention_complaints(network: Network) -> Iterator[str]:
    """Say whether the loss cannot follow the convention."""
    possible = conventions_of(network.loss)
    if network.convention not in {"", *possible}:
        yield (
            f"The convention is {network.convention[:40]!r}; "
            f"{network.loss} can be divided in these ways: {', '.join(possible)}."
        )


def as_array(numbers: object) -> Array:
    """Return ``numbers`` as a frozen float64 array of its own."""
    return frozen(np.array(numbers, dtype=np.float64))
