"""How far rounding alone can take the terms of a trace, so that two ways to them can be compared.

Two questions are asked. Where both ways start from the same floats and only add them up in another order, it is
``added`` that counts; where they compute everything on their own, from the inputs on, it is ``Reach``.
"""

import math
import sys

from backprop import trace
from backprop.operations import LEAF, OPERATIONS

EPSILON = sys.float_info.epsilon
ROUNDED = 4 * EPSILON
"""What an operation other than a sum loses of its factors and its result: none is rounded more than eight times."""

NEAR_ONE = {"log_complement", "log_softmax"}
"""Logarithms of a number that is rounded with the digits of 1 although its logarithm may be near 0."""

FROM_ONE = {
    "sigmoid_derivative", "tanh_derivative", "softmax_derivative", "binary_cross_entropy_derivative",
    "softmax_cross_entropy_delta", "sigmoid_binary_cross_entropy_delta", "sigmoid_cross_entropy_delta",
}  # fmt: skip
"""What subtracts its first factor, an activation, from 1: the passes know the difference better than from there."""


def reaches(record, key):
    """Whether a term is made of its factors if the activation among them lies elsewhere within its rounding."""
    recipe = record.recipe(key)
    if recipe.operation not in FROM_ONE:
        return False
    a, *rest = (record[factor] for factor in recipe.factors)
    made = [OPERATIONS[recipe.operation](near, *rest) for near in (a, max(-1.0, a - EPSILON), min(1.0, a + EPSILON))]
    return min(made) <= record[key] <= max(made)


def added(record, through=("sum",)):
    """Return for every term the sum of the absolute values of what was added up to it.

    Args:
        record: a trace.
        through: operations that are looked through. Through sums, partial sums are taken apart into their summands;
            through products too, a gradient is taken apart into its paths down to the parameter.
    """
    found, recipes = {}, record.catalogue.recipes
    for key, value in record.values.items():
        recipe = recipes[key]
        if recipe.operation not in through:
            found[key] = abs(value)
        else:
            combined = {"sum": sum, "product": math.prod}[recipe.operation]
            found[key] = combined(found[factor] for factor in recipe.factors)
    return found


class Reach:
    """Key of a term -> how far its value may lie from the exact one; infinite where rounding decides everything.

    Each factor is moved as far as rounding may have moved it, and what the operation then gives is how far its
    result may be moved. Where that leads across 0 or 1, where operations have their corners and poles, they are seen.

    Args:
        record: a trace.
        given: name of a given number -> how far it may itself have been moved; else they are exact.
    """

    def __init__(self, record, given=None):
        self.record, self.found = record, dict(given or {})
        self.values, self.recipes = record.values, record.catalogue.recipes

    def __getitem__(self, key):
        if key not in self.found:
            moved = self._of(self.recipes[key])
            self.found[key] = moved if math.isfinite(moved) else math.inf
        return self.found[key]

    def _of(self, recipe):
        operation, factors = recipe.operation, recipe.factors
        if operation == LEAF:
            return 0.0
        if operation == "loss_after_update":
            new = {p.name: self[f"new_{p.name}"] for p in self.record.names.parameters}
            return Reach(trace(self.record.updated), new)["loss"]
        values = [self.values[factor] for factor in factors]
        reach = [self[factor] for factor in factors]
        if operation == "same":
            return reach[0]
        if operation == "sum":
            return sum(reach) + len(values) * EPSILON * sum(map(abs, values))
        moves = [far + ROUNDED * abs(value) for far, value in zip(reach, values, strict=True)]
        if operation == "product":
            sizes = list(map(abs, values))
            size = math.prod(sizes)
            return math.prod(map(sum, zip(sizes, moves, strict=True))) - size + ROUNDED * size
        return self._moved(OPERATIONS[operation], values, moves, operation in NEAR_ONE)

    def _moved(self, combine, values, moves, near_one):
        """Return how far the result of an operation moves if each of its factors does."""
        result = combine(*values)
        far = ROUNDED * (1.0 if near_one else abs(result)) if math.isfinite(result) else 0.0
        for n, (value, move) in enumerate(zip(values, moves, strict=True)):
            low, high = value - move, value + move
            within = [low, high, *(edge for edge in (0.0, 1.0) if low < edge < high)]
            far += max(_apart(combine(*values[:n], other, *values[n + 1 :]), result) for other in within)
        return far


def _apart(one, other):
    """Return how far apart two numbers are; an infinity, and what is not a number, is not apart from its like."""
    if one == other or (math.isnan(one) and math.isnan(other)):
        return 0.0
    distance = abs(one - other)
    return math.inf if math.isnan(distance) else distance
