"""One number by which a whole matrix is wrong."""

import pytest

from backprop.judging.factors import candidates, find_factors
from backprop.numerals import numeral
from tests.backprop.helpers import GOLDEN

PRINTED = ("0.023", "0.003", "0.020", "0.013", "0.003", "0.019")
"""The gradient of W2 as lecture 5 prints it, row by row."""


def found(printed, exact, N=3, K=3):
    return find_factors([numeral(text) for text in printed], exact, N, K)


def exact_update():
    return [value for row in GOLDEN["iris-4-2-3"]["expected"]["weight_gradients"][1] for value in row]


def test_the_iris_gradient_is_found_to_be_divided_by_three_once_more():
    assert {factor.value for factor in found(PRINTED, exact_update())} == {1 / 3}


def test_the_factor_of_the_iris_gradient_is_named_in_both_its_readings():
    second, over_outputs = found(PRINTED, exact_update())
    assert "1/N² instead of 1/N" in second.meaning
    assert "mean over examples and outputs" in over_outputs.meaning


def test_one_entry_that_does_not_fit_is_enough_to_reject_a_factor():
    assert found(("0.024", *PRINTED[1:]), exact_update()) == ()


def test_a_matrix_that_agrees_needs_no_factor():
    assert found(["0.07"], [0.0687]) == ()


def test_a_matrix_that_fits_several_factors_gets_none():
    assert found(["0.0"], [0.06], K=5) == ()


@pytest.mark.parametrize("factor", candidates(3, 2), ids=lambda factor: factor.formula)
def test_every_simple_factor_is_found(factor):
    exact = [0.31, -0.77, 0.52, 0.13]
    assert factor in found([f"{value * factor.value:.6f}" for value in exact], exact, K=2)


def test_with_a_single_example_no_factor_is_one():
    assert all(factor.value != 1.0 for factor in candidates(1, 1))


def test_nothing_is_a_multiple_of_a_value_that_is_not_finite():
    assert found(["0.5"], [float("nan")]) == ()
