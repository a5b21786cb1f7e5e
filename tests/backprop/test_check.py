"""The gradient check."""

import math

import pytest

from backprop import Comparison, check_gradients, trace
from tests.backprop.helpers import layer as layer_of
from tests.backprop.helpers import neuron, problem
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


@known_problems
def test_every_gradient_of_a_known_problem_agrees_with_its_measured_slope(known):
    assert [str(row) for row in check_gradients(trace(known)) if not row.agrees] == []


@known_problems
def test_the_check_has_one_row_per_parameter_in_their_order(known):
    record = trace(known)
    assert [row.parameter for row in check_gradients(record)] == [p.name for p in record.names.parameters]


@known_problems
def test_the_check_compares_the_gradients_of_the_trace(known):
    record = trace(known)
    assert all(row.gradient == record[f"dL_d{row.parameter}"] for row in check_gradients(record))


@pytest.mark.parametrize("gradient", [0.1001, -0.1, 0.0, 0.2, math.nan])
def test_a_wrong_gradient_does_not_agree(gradient):
    assert not Comparison("w1", gradient, 0.1).agrees


def test_a_gradient_that_is_right_to_seven_digits_agrees():
    assert Comparison("w1", 0.1, 0.10000001).agrees


def test_two_gradients_of_zero_agree():
    assert Comparison("w1", 0.0, 0.0).agrees


def test_the_difference_is_relative_to_the_larger_of_the_two():
    assert Comparison("w1", 2.0, 1.0).difference == 0.5


def test_a_row_reads_as_a_sentence():
    row = Comparison("w5", 0.0821670406, 0.0821670406)
    assert str(row) == "dL/dw5: backpropagation 0.0821670406, nudging w5 0.0821670406: they agree (0.0e+00)"


def test_a_row_that_differs_says_so_loudly():
    assert "they DIFFER" in str(Comparison("w5", 0.1, 0.2))


def test_the_corner_of_relu_is_where_the_two_rightly_differ():
    (row,) = check_gradients(trace(neuron("relu", 0.0, target=1.0)))
    assert (row.gradient, row.agrees) == (0.0, False)
    assert row.slope == close_to(-0.5, absolute=1e-5)  # the loss is bent: by a quarter of the nudge


def test_a_large_parameter_is_nudged_in_its_own_scale():
    assert all(row.agrees for row in check_gradients(trace(problem(layer_of([[1e8]]), inputs=[[1e-8]]))))
