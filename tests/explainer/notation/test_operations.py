"""How each operation is written: what is written, computed, gives what the operation gives."""

import math

import pytest

from explainer.notation.operations import OPERATION_LATEX, product
from tests.closeness import close_to
from tests.explainer.latex import evaluate

A, B, N, K = 0.3, 0.8, 4.0, 3.0
VALUES = {"a": A, "b": B, "c": 1.7, "N": N, "K": K, "ny": 1.0}


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


WRITTEN = {
    "same": (["a"], A),
    "one": (["a"], 1.0),
    "product": (["a", "b", "c"], A * B * 1.7),
    "sum": (["a", "b", "c"], A + B + 1.7),
    "difference": (["a", "b"], A - B),
    "quotient": (["a", "b"], A / B),
    "one_over": (["N", "K"], 1 / (N * K)),
    "two_over": (["N", "K"], 2 / (N * K)),
    "complement": (["a"], 1 - A),
    "complement_of_power": (["a", "c"], 1 - A**1.7),
    "squared": (["a"], A**2),
    "root_plus": (["a", "b"], math.sqrt(A) + B),
    "sigmoid": (["a"], sigmoid(A)),
    "sigmoid_derivative": (["a"], A * (1 - A)),
    "tanh": (["a"], math.tanh(A)),
    "tanh_derivative": (["a"], 1 - A**2),
    "relu": (["a"], A),
    "relu_derivative": (["a"], 1.0),
    "leaky_relu": (["a", "b"], A),
    "leaky_relu_derivative": (["a", "b"], 1.0),
    "identity": (["a"], A),
    "identity_derivative": (["a"], 1.0),
    "softmax": (["a", "a", "b"], math.exp(A) / (math.exp(A) + math.exp(B))),
    "softmax_derivative": (["a"], A * (1 - A)),
    "softmax_cross_derivative": (["a", "b"], -A * B),
    "log": (["a"], math.log(A)),
    "log_complement": (["a"], math.log(1 - A)),
    "log_sigmoid": (["a"], math.log(sigmoid(A))),
    "log_sigmoid_complement": (["a"], math.log(1 - sigmoid(A))),
    "log_softmax": (["a", "a", "b"], A - math.log(math.exp(A) + math.exp(B))),
    "half_squared_error": (["a", "b", "N"], (B - A) ** 2 / (2 * N)),
    "half_squared_error_derivative": (["a", "b", "N"], (A - B) / N),
    "mean_squared_error": (["a", "b", "N", "K"], (B - A) ** 2 / (N * K)),
    "mean_squared_error_derivative": (["a", "b", "N", "K"], 2 * (A - B) / (N * K)),
    "none": (["a"], A),
    "none_derivative": (["a"], 1.0),
    "cross_entropy": (["a", "b", "N"], -B * A / N),
    "cross_entropy_derivative": (["a", "b", "N"], -B / A / N),
    "binary_cross_entropy": (["a", "b", "c", "N"], (-1.7 * A - (1 - 1.7) * B) / N),
    "binary_cross_entropy_derivative": (["a", "b", "N"], ((1 - B) / (1 - A) - B / A) / N),
    "softmax_cross_entropy_delta": (["a", "b", "c", "N"], (A * B - 1.7) / N),
    "sigmoid_binary_cross_entropy_delta": (["a", "b", "N"], (A - B) / N),
    "sigmoid_cross_entropy_delta": (["a", "b", "N"], -B * (1 - A) / N),
}
"""Operation -> the names of its factors, and what it gives for ``VALUES``."""

COUNTED = [operation for operation, (factors, _) in WRITTEN.items() if factors[-1] in {"N", "K"}]


def written(operation, factors):
    return OPERATION_LATEX[operation]([f"⟪{factor}⟫" for factor in factors])


def test_every_operation_is_tried_here():
    assert set(WRITTEN) == set(OPERATION_LATEX)


@pytest.mark.parametrize("operation", WRITTEN)
def test_what_is_written_gives_what_the_operation_gives(operation):
    factors, value = WRITTEN[operation]
    assert evaluate(written(operation, factors), VALUES) == close_to(value)


@pytest.mark.parametrize("operation", ["relu", "relu_derivative", "leaky_relu", "leaky_relu_derivative"])
def test_below_zero_a_bent_line_is_written_with_its_other_slope(operation):
    other = {"relu": 0.0, "relu_derivative": 0.0, "leaky_relu": -0.02, "leaky_relu_derivative": 0.01}[operation]
    factors = ["a", "b"] if operation.startswith("leaky") else ["a"]
    assert evaluate(written(operation, factors), {"a": -2.0, "b": 0.01}) == close_to(other)


@pytest.mark.parametrize("operation", COUNTED)
def test_without_counts_nothing_is_divided_by_them(operation):
    factors = [factor for factor in WRITTEN[operation][0] if factor not in {"N", "K"}]
    assert "N" not in written(operation, factors)
    assert r"\frac{1}{}" not in written(operation, factors)


@pytest.mark.parametrize(("operation", "alone"), [("one_over", "1"), ("two_over", "2")])
def test_one_over_nothing_is_written_without_a_fraction(operation, alone):
    assert OPERATION_LATEX[operation]([]) == alone


def test_the_scale_of_a_sum_names_every_count():
    assert OPERATION_LATEX["one_over"](["N", "K"]) == r"\frac{1}{N \cdot K}"


def test_a_derivative_is_squared_as_a_whole():
    assert OPERATION_LATEX["squared"]([r"\frac{L}{w}"]) == r"\left( \frac{L}{w} \right)^2"


def test_symbols_are_multiplied_with_a_dot():
    assert product(["a", "b"]) == r"a \cdot b"


def test_numbers_are_multiplied_with_a_cross():
    assert product(["2", "3"], times=True) == r"2 \times 3"
