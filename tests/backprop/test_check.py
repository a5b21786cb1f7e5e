"""The gradient check."""

import math

import numpy as np
import pytest
from hypothesis import given

from backprop import Comparison, check_gradients, trace
from backprop.check import imaginary_slope, rounding_of_loss
from backprop.document import problem_from
from tests.backprop.helpers import KNOWN_PROBLEMS, neuron, problem
from tests.backprop.helpers import layer as layer_of
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, problems
from tests.backprop.test_cases import CASES
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


def verdicts(some):
    return {row.parameter: row.verdict for row in check_gradients(trace(some))}


@known_problems
def test_every_gradient_of_a_known_problem_agrees_with_its_measured_slope(known):
    assert set(verdicts(known).values()) == {"agree"}


@known_problems
def test_the_check_has_one_row_per_parameter_in_their_order(known):
    record = trace(known)
    assert [row.parameter for row in check_gradients(record)] == [p.name for p in record.names.parameters]


@known_problems
def test_the_check_compares_the_gradients_of_the_trace(known):
    record = trace(known)
    assert all(row.gradient == record[f"dL_d{row.parameter}"] for row in check_gradients(record))


def test_the_check_can_be_made_of_some_parameters_alone():
    record = trace(KNOWN_PROBLEMS["preset-worked"])
    assert check_gradients(record, parameters=record.names.parameters[1:3]) == check_gradients(record)[1:3]


@examples(40)
@given(problems(outputs=SMOOTH_OUTPUTS, max_layers=2))
def test_no_gradient_of_any_problem_differs(some):
    assert "differ" not in verdicts(some).values()


# What a verdict says.


@pytest.mark.parametrize("gradient", [0.1001, -0.1, 0.0, 0.2])
def test_a_wrong_gradient_differs(gradient):
    assert Comparison("w1", gradient, 0.1, error=1e-9).verdict == "differ"


def test_a_gradient_within_the_error_of_the_slope_agrees():
    assert Comparison("w1", 0.1, 0.10000001, error=1e-8).verdict == "agree"


def test_two_slopes_that_are_the_same_agree():
    assert Comparison("w1", 0.0, 0.0).verdict == "agree"


def test_nothing_can_be_told_where_the_error_is_as_large_as_the_slope():
    assert Comparison("w1", 1e-7, 0.0, error=5.0).verdict == "cannot be told"


def test_a_gradient_that_is_zero_agrees_with_a_slope_that_is_rounding():
    assert Comparison("b1", -5e-17, 3e-12, error=1e-11, is_zero=True).verdict == "agree"


@pytest.mark.parametrize(("gradient", "slope"), [(math.nan, 0.1), (0.1, math.inf), (math.inf, math.inf)])
def test_nothing_can_be_told_of_what_is_not_finite(gradient, slope):
    assert Comparison("w1", gradient, slope).verdict == "cannot be told"


@pytest.mark.parametrize(("imaginary", "verdict"), [(1e-7, "agree"), (1.1e-7, "differ")])
def test_a_slope_that_rounding_does_not_touch_decides_where_nudging_cannot(imaginary, verdict):
    assert Comparison("w1", 1e-7, 0.0, error=5.0, imaginary=imaginary).verdict == verdict


# What is said.


def test_a_row_reads_as_a_sentence():
    row = Comparison("w5", 0.0821670406, 0.0821670406, error=1.2e-11)
    assert str(row) == "dL/dw5: backpropagation 0.0821670406, nudging w5 0.0821670406 ± 1.2e-11: they agree"


def test_a_row_that_differs_says_so_loudly():
    assert str(Comparison("w5", 0.1, 0.2)).endswith("they DIFFER")


def test_a_row_that_cannot_be_told_says_why():
    row = Comparison("w1", 1e-7, 0.0, error=5.0)
    assert str(row).endswith("cannot be told, for the loss is rounded more than the nudge changes it")


# Where the slope has two sides.


def test_at_the_corner_of_relu_both_sides_are_said_and_nothing_is_told():
    (row,) = check_gradients(trace(neuron("relu", 0.0, target=1.0)))
    assert (row.gradient, row.verdict) == (0.0, "cannot be told")
    assert row.corner == (
        "for z1_1 = 0 stands at the corner of relu, where the slope is 0 from below and -0.999995 from above"
    )


def test_a_corner_whose_sides_are_the_same_is_none():
    flat = problem(layer_of([[0.0]], "relu"), layer_of([[0.0]]))
    assert verdicts(flat) == {"w1": "agree", "w2": "agree"}


def test_a_parameter_that_moves_no_corner_is_told():
    assert verdicts(problem_from(CASES["relu-at-zero"]["network"])) == {
        **dict.fromkeys(["w1", "w2", "w3", "w4"], "cannot be told"), **dict.fromkeys(["w5", "w6"], "agree"),
    }  # fmt: skip


# How far rounding reaches.


def test_a_large_parameter_is_nudged_in_its_own_scale():
    assert verdicts(problem(layer_of([[1e8]]), inputs=[[1e-8]])) == {"w1": "agree"}


def test_unscaled_house_prices_are_told_by_the_imaginary_nudge_where_the_loss_is_rounded_too_much():
    rows = check_gradients(trace(problem_from(CASES["house-prices"]["network"])))
    assert [row.verdict for row in rows] == ["agree"] * 9
    assert sum(row.by_nudging == "cannot be told" for row in rows) == 6


def test_the_bias_that_softmax_shares_has_a_gradient_of_zero_that_agrees():
    assert verdicts(problem_from(CASES["shared-bias-softmax"]["network"]))["b2"] == "agree"


@known_problems
def test_the_rounding_of_the_loss_is_a_small_share_of_what_it_is_made_of(known):
    assert 0.0 < rounding_of_loss(trace(known)) < 1e-13


@known_problems
def test_the_imaginary_slope_is_the_gradient_where_every_function_takes_complex_numbers(known):
    record = trace(known)
    for p in record.names.parameters:
        found = imaginary_slope(known, p.name)
        assert found is None or found == close_to(record.gradient(p), added=np.abs(record.backward.delta[-1]).max())
