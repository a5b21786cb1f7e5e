"""How a named term is made of its factors, one plain function of plain numbers each.

The passes compute whole arrays at once; these functions say the same thing one number at a
time. The law of the trace is that both agree for every term, as far as the digits of the factors reach:
where ``a`` is nearly 1, the passes take 1 - a from z, and ``a`` itself has the digits of 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable

LEAF = "leaf"


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + _exp(-z))


def _log_one_plus_exp(value: float) -> float:
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))


def _softmax(z: float, *row: float) -> float:
    largest = max(row)
    return math.exp(z - largest) / sum(math.exp(other - largest) for other in row)


def _log_softmax(z: float, *row: float) -> float:
    largest = max(row)
    return z - largest - math.log(sum(math.exp(other - largest) for other in row))


def _divide(numerator: float, denominator: float) -> float:
    if denominator == 0.0:
        return math.nan if numerator == 0.0 else math.copysign(math.inf, numerator)
    return numerator / denominator


def _sum(*terms: float) -> float:
    try:
        return math.fsum(terms)
    except (OverflowError, ValueError):  # beyond the largest float, or infinities of both signs
        return sum(terms)


def _squared(value: float) -> float:
    return value * value  # unlike value**2, this overflows to infinity


def _largest_size(*values: float) -> float:
    sizes = list(map(abs, values))
    return math.nan if any(map(math.isnan, sizes)) else max(sizes)


def _log(value: float) -> float:
    return -math.inf if value == 0.0 else math.log(value) if value > 0.0 else math.nan


def _weighted(weight: float, value: float) -> float:
    return 0.0 if weight == 0.0 else weight * value


def _over(value: float, counts: tuple[float, ...]) -> float:
    return value / math.prod(counts)


OPERATIONS: dict[str, Callable[..., float]] = {
    "same": lambda value: value,
    "one": lambda: 1.0,
    "product": lambda *factors: math.prod(factors),
    "sum": _sum,
    "difference": lambda start, step: start - step,
    # activation functions and their derivatives
    "sigmoid": _sigmoid,
    "sigmoid_derivative": lambda a: a * (1.0 - a),
    "tanh": math.tanh,
    "tanh_derivative": lambda a: 1.0 - a * a,
    "relu": lambda z: max(z, 0.0),
    "relu_derivative": lambda z: 1.0 if z > 0.0 else 0.0,
    "leaky_relu": lambda z, slope: z if z > 0.0 else slope * z,
    "leaky_relu_derivative": lambda z, slope: 1.0 if z > 0.0 else slope,
    "identity": lambda z: z,
    "identity_derivative": lambda z: 1.0,
    "softmax": _softmax,
    "softmax_derivative": lambda a: a * (1.0 - a),
    "softmax_cross_derivative": lambda a_k, a_j: -a_k * a_j,
    # logarithms of the outputs, from z where that is safer
    "log": _log,
    "log_complement": lambda a: _log(1.0 - a),
    "log_sigmoid": lambda z: -_log_one_plus_exp(-z),
    "log_sigmoid_complement": lambda z: -_log_one_plus_exp(z),
    "log_softmax": _log_softmax,
    # what an output adds to the loss, and dL/dy_hat; the counts are those that the loss is divided by
    "half_squared_error": lambda y_hat, y, *counts: _over(_squared(y_hat - y) / 2.0, counts),
    "half_squared_error_derivative": lambda y_hat, y, *counts: _over(y_hat - y, counts),
    "mean_squared_error": lambda y_hat, y, *counts: _over(_squared(y_hat - y), counts),
    "mean_squared_error_derivative": lambda y_hat, y, *counts: _over(2.0 * (y_hat - y), counts),
    "none": lambda y_hat: y_hat,
    "none_derivative": lambda: 1.0,
    "cross_entropy": lambda log, y, *counts: _over(-_weighted(y, log), counts),
    "cross_entropy_derivative": lambda y_hat, y, *counts: _over(-_weighted(y, _divide(1.0, y_hat)), counts),
    "binary_cross_entropy": lambda log, log_complement, y, *counts: _over(
        -(_weighted(y, log) + _weighted(1.0 - y, log_complement)), counts
    ),
    "binary_cross_entropy_derivative": lambda y_hat, y, *counts: _over(
        _weighted(1.0 - y, _divide(1.0, 1.0 - y_hat)) - _weighted(y, _divide(1.0, y_hat)), counts
    ),
    # dL/dz where output activation and loss are a pair with a shorter road
    "softmax_cross_entropy_delta": lambda y_hat, y_sum, y, *counts: _over(y_hat * y_sum - y, counts),
    "sigmoid_binary_cross_entropy_delta": lambda y_hat, y, *counts: _over(y_hat - y, counts),
    "sigmoid_cross_entropy_delta": lambda y_hat, y, *counts: _over(-y * (1.0 - y_hat), counts),
    # the scale of the loss, and how two conventions compare
    "one_over": lambda *counts: _over(1.0, counts),
    "two_over": lambda *counts: _over(2.0, counts),
    "quotient": _divide,
    "spacing": math.ulp,
    # what an update makes of a gradient
    "complement": lambda value: 1.0 - value,
    "squared": _squared,
    "complement_of_power": lambda base, exponent: 1.0 - base**exponent,
    "root_plus": lambda square, more: (math.sqrt(square) if square >= 0.0 else math.nan) + more,
    "penalty": lambda weight, *values: weight / 2.0 * _sum(*map(_squared, values)),
    "largest_size": _largest_size,
}
"""Name of the operation -> function of the factors' values."""
