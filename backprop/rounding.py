"""Which numbers of a trace are nothing but rounding where 0 is meant."""

from __future__ import annotations

import math

import numpy as np

from backprop.trace import Trace

MULTIPLES = {"product", "same"}
"""Operations whose result is rounding where one of their factors is."""

SUBTRACTING = {"difference", "half_squared_error_derivative", "mean_squared_error_derivative"}
"""Operations, beside the sum, whose result can be nothing but rounding, where what they subtract is equal."""

SHARES = {"softmax_cross_entropy_delta", "sigmoid_binary_cross_entropy_delta"}
"""The same of an output ŷ and its target y, of what is subtracted in ŷ(1 − y) − y(1 − ŷ): a target of 1 is exact."""

COUNTS = {"N", "K"}

ZERO = 4 * 2.0**-53
"""A sum smaller than this, beside its largest summand, is rounding where zero is meant."""


def is_rounding(trace: Trace, key: str) -> bool:
    """Return whether a value is nothing but rounding where 0 is meant.

    So is a difference of equal numbers that floats store unequal, and whatever is a multiple of it.

    >>> from backprop import load_preset, trace
    >>> is_rounding(trace(load_preset("worked")), "dL_dw5")
    False
    """
    recipe, value = trace.recipe(key), trace[key]
    if value == 0.0 or not math.isfinite(value):
        return False
    if recipe.operation in MULTIPLES:
        return any(is_rounding(trace, factor) for factor in recipe.factors)
    if recipe.operation == "sum":
        return _is_small(value, float(np.abs(trace.many(recipe.factors)).max()))
    if recipe.operation not in SHARES | SUBTRACTING:
        return False
    sizes = [abs(trace[factor]) for factor in recipe.factors if factor not in COUNTS]
    if recipe.operation in SHARES:
        y_hat, y, whole = sizes[0], sizes[-1], sizes[1] if len(sizes) > 2 else 1.0
        sizes = [y_hat * abs(whole - y), y * abs(1.0 - y_hat)]
    return _is_small(value, max(sizes))


def _is_small(value: float, largest: float) -> bool:
    return math.isfinite(largest) and abs(value) <= ZERO * largest
