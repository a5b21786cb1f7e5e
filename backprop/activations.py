"""The activation functions, each with its local derivative da/dz.

One catalogue feeds the forward pass, the backward pass, the file format and the tests.
An activation function here takes and returns arrays of shape (examples, units), or a stack of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from backprop.arrays import ONE, Array

LEAKY_SLOPE = 0.01


@dataclass(frozen=True)
class Activation:
    """An activation function and its derivative.

    Attributes:
        value: ``z -> a``, both of shape (examples, units).
        derivative: ``(z, a) -> da/dz``, of shape (examples, units); for softmax, whose
            every output depends on every z, the Jacobian (examples, units, units) with
            entry ``[e, k, j] = da_k/dz_j``.
        complement: ``(z, a) -> 1 - a`` of a probability, computed from z where ``a`` is so near 1 that it has the
            digits of 1 and not those of what is missing to it.
        log: ``(z, a) -> log a`` of a probability, without the overflow of taking the logarithm of ``a``.
        log_complement: ``(z, a) -> log(1 - a)``, likewise.
    """

    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    complement: Callable[[Array, Array], Array] | None = None
    log: Callable[[Array, Array], Array] | None = None
    log_complement: Callable[[Array, Array], Array] | None = None


def sigmoid(z: Array) -> Array:
    """Squash z into (0, 1): a = 1 / (1 + e^(-z)).

    For z below -709 the exponential overflows to infinity and a is exactly 0, which is the
    nearest float to the true value; callers silence that overflow.

    >>> float(sigmoid(np.array([[0.0]]))[0, 0])
    0.5
    """
    return np.reciprocal(ONE + np.exp(-z))


def softmax(z: Array) -> Array:
    """Turn each row of z into probabilities: a_k = e^(z_k) / sum_j e^(z_j).

    Subtracting the row's largest z first changes nothing in the quotient and keeps every
    exponential at or below 1.

    >>> softmax(np.array([[1000.0, 1000.0]])).tolist()
    [[0.5, 0.5]]
    """
    largest: Array = z.max(axis=-1, keepdims=True)
    exponentials = np.exp(z - largest)
    sums: Array = exponentials.sum(axis=-1, keepdims=True)
    return exponentials / sums


def sigmoid_derivative(z: Array, a: Array) -> Array:
    """Return da/dz = a (1 - a), where 1 - a = 1 / (1 + e^z) is exact even if a is nearly 1.

    >>> float(sigmoid_derivative(np.array([[40.0]]), np.array([[1.0]]))[0, 0])
    4.248354255291589e-18
    """
    derivative: Array = a / (ONE + np.exp(z))
    return derivative


def tanh_derivative(z: Array, a: Array) -> Array:
    """Return da/dz = 1 - a^2, which is 1 / cosh^2 z: exact where a^2 is nearly 1."""
    cosh: Array = np.cosh(z)
    return np.reciprocal(cosh * cosh)


def others(z: Array, a: Array) -> Array:
    """Return 1 - a_k for each share of a row as the sum of the others, which has all its digits."""
    return a @ (1.0 - np.eye(a.shape[-1]))


def softmax_jacobian(z: Array, a: Array) -> Array:
    """Return da_k/dz_j = a_k (1 - a_k) on the diagonal and -a_k a_j off it."""
    jacobian = -a[:, :, None] * a[:, None, :]
    diagonal = np.arange(a.shape[1])
    jacobian[:, diagonal, diagonal] = a * others(z, a)
    return jacobian


def log_softmax(z: Array, a: Array) -> Array:
    """Return log softmax(z) as (z - max) - log sum e^(z - max), finite for every finite z."""
    largest: Array = z.max(axis=-1, keepdims=True)
    shifted = z - largest
    sums: Array = np.exp(shifted).sum(axis=-1, keepdims=True)
    return shifted - np.log(sums)


@lru_cache(maxsize=64)
def leaky_relu(slope: float) -> Activation:
    """Return the activation function that lets z through above 0 and slope * z below."""
    return Activation(
        lambda z: np.where(z > 0.0, z, slope * z),
        lambda z, a: np.where(z > 0.0, 1.0, slope),
    )


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": Activation(
        sigmoid,
        sigmoid_derivative,
        complement=lambda z, a: sigmoid(-z),
        log=lambda z, a: -np.logaddexp(0.0, -z),
        log_complement=lambda z, a: -np.logaddexp(0.0, z),
    ),
    "tanh": Activation(np.tanh, tanh_derivative),
    "relu": Activation(
        lambda z: np.maximum(z, 0.0),
        # At the corner z = 0 the derivative is taken as 0, the left-hand value.
        lambda z, a: (z > 0.0).astype(float),
    ),
    "leaky_relu": leaky_relu(LEAKY_SLOPE),
    "identity": Activation(lambda z: z, lambda z, a: np.ones_like(z)),
    "softmax": Activation(softmax, softmax_jacobian, complement=others, log=log_softmax),
}
