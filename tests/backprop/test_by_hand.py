"""Rounding every intermediate as a student would, against what the lectures print."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import by_hand, load_preset, presets, trace
from backprop.by_hand import round_half_up
from tests.backprop.helpers import layer, neuron, problem
from tests.backprop.strategies import examples, problems, wild
from tests.closeness import close_to

WORKED = {
    "z1_1": 0.3775, "z1_2": 0.3925, "a1_1": 0.5933, "a1_2": 0.5969, "z2_1": 1.1059, "y_hat1": 0.7514, "loss": 0.2748,
    "dL_dy_hat1": 0.7414, "dy_hat1_dz2_1": 0.1868, "dz2_1_dw5": 0.5933, "dL_dw5": 0.0822, "dL_dw6": 0.0827,
    "dz2_1_da1_1": 0.40, "dz2_1_da1_2": 0.45, "da1_1_dz1_1": 0.2413, "delta2_1": 0.1385, "dL_da1_1": 0.0554,
    "delta1_1": 0.0134, "dL_dw1": 0.00067, "dL_dw3": 0.00075, "dL_dw4": 0.0015, "dL_db2": 0.1385,
    "dL_db1_via1": 0.0134, "dL_db1_via2": 0.0150, "dL_db1": 0.0284,
}  # fmt: skip
"""What lecture 3 prints, where it agrees with itself."""


@pytest.mark.parametrize(("key", "printed"), WORKED.items(), ids=list(WORKED))
def test_four_decimals_by_hand_are_what_lecture_three_prints(key, printed):
    assert by_hand(trace(load_preset("worked")), 4)[key] == printed


def test_by_hand_the_second_local_derivative_of_lecture_three_is_neither_of_the_two_it_prints():
    assert by_hand(trace(load_preset("worked")), 4)["da1_2_dz1_2"] == 0.2406  # printed 0.2407 and 0.2417


def test_by_hand_the_gradient_of_w2_is_not_what_lecture_three_prints():
    assert by_hand(trace(load_preset("worked")), 5)["dL_dw2"] == 0.00134  # printed 0.00135


IRIS = {
    "H_in": ("z1_{}", [[1.47, 1.42], [3.42, 0.91], [3.62, 0.47]]),
    "H_out": ("a1_{}", [[0.81, 0.81], [0.97, 0.71], [0.97, 0.62]]),
    "O_in": ("z2_{}", [[0.49, -0.49, 0.57], [0.43, -0.45, 0.55], [0.37, -0.41, 0.50]]),
    "O_out": ("y_hat{}", [[0.62, 0.38, 0.64], [0.61, 0.39, 0.63], [0.59, 0.40, 0.62]]),
    "O_error": ("example_dL_dy_hat{}", [[-0.38, 0.38, 0.64], [0.61, -0.61, 0.63], [0.59, 0.40, -0.38]]),
    "O_delta": ("example_delta2_{}", [[-0.09, 0.09, 0.15], [0.15, -0.15, 0.15], [0.14, 0.10, -0.09]]),
}
"""Key without its example, and what lecture 5 prints."""

IN_ONE_GO = "example_delta2_3@2"
"""The lecture multiplies O_error by O_out and 1 - O_out in one go; see the test of this name."""


def printed_cells():
    for key, rows in IRIS.values():
        for example, row in enumerate(rows, start=1):
            for unit, printed in enumerate(row, start=1):
                yield f"{key.format(unit)}@{example}", printed


CELLS = {key: printed for key, printed in printed_cells() if key != IN_ONE_GO}


@pytest.mark.parametrize(("key", "printed"), CELLS.items(), ids=list(CELLS))
def test_two_decimals_by_hand_are_what_lecture_five_prints(key, printed):
    assert by_hand(trace(load_preset("iris")), 2)[key] == printed


def test_one_delta_of_lecture_five_needs_its_three_factors_multiplied_in_one_go():
    written = by_hand(trace(load_preset("iris")), 2)
    local, error, output = written["dy_hat3_dz2_3@2"], written["example_dL_dy_hat3@2"], written["y_hat3@2"]
    assert (local, written[IN_ONE_GO]) == (0.23, 0.14)
    assert round_half_up(error * output * (1 - output), 2) == 0.15  # as printed


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (0.75136507, 4, 0.7514),
        (0.14549999999999999, 3, 0.146),
        (-0.14549999999999999, 3, -0.146),
        (0.145, 2, 0.15),
        (12.5, 0, 13.0),
        (0.1 + 0.2, 4, 0.3),
        (0.000668396, 4, 0.00067),
        (0.000668396, 2, 0.00067),
        (0.00149, 3, 0.001),
        (0.005, 2, 0.005),
        (0.00499, 2, 0.0050),
        (0.0996, 2, 0.1),
        (0.0912, 2, 0.09),
        (6.6839e-8, 4, 6.7e-8),
        (1.5e-310, 4, 1.5e-310),
        (12345.678, 2, 12345.68),
        (1e300, 4, 1e300),
        (-1.7976931348623157e308, 8, -1.79769313486e308),
        (0.0, 4, 0.0),
    ],
)
def test_rounding_is_half_up_to_places_except_for_small_numbers(value, digits, rounded):
    assert round_half_up(value, digits) == rounded


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_an_infinity_stays_what_it_is_by_hand(value):
    assert round_half_up(value, 4) == value


def test_what_is_not_a_number_stays_so_by_hand():
    assert math.isnan(round_half_up(math.nan, 4))


@examples(200)
@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 8))
def test_rounding_twice_is_rounding_once(value, digits):
    once = round_half_up(value, digits)
    assert round_half_up(once, digits) == once


@pytest.mark.parametrize("name", presets())
@pytest.mark.parametrize("digits", [2, 4])
def test_by_hand_every_term_has_a_value(name, digits):
    record = trace(load_preset(name))
    assert by_hand(record, digits).keys() == record.values.keys()


@pytest.mark.parametrize("name", presets())
def test_with_many_decimals_by_hand_is_exact(name):
    record = trace(load_preset(name))
    assert by_hand(record, 11) == close_to(record.values, relative=1e-6, absolute=1e-9)


@examples(60)
@given(problems(max_layers=3), st.integers(2, 6))
def test_what_is_written_down_is_rounded_already(some, digits):
    record = trace(some)
    exact = {"leaf", "same", "one_over", "two_over", "quotient"}
    written = {key: v for key, v in by_hand(record, digits).items() if record.recipe(key).operation not in exact}
    assert {key: v for key, v in written.items() if math.isfinite(v) and round_half_up(v, digits) != v} == {}


@examples(40)
@given(problems(numbers=wild, max_layers=2))
def test_by_hand_saturation_is_met_in_silence(some):
    record = trace(some)
    assert by_hand(record, 2).keys() == record.values.keys()


def test_a_number_that_is_given_is_not_rounded():
    record = trace(neuron("sigmoid", 0.123456))
    written = by_hand(record, 2)
    assert (written["w1"], written["z1_1"]) == (0.123456, 0.12)


def test_a_copy_of_a_given_number_is_not_rounded_either():
    written = by_hand(trace(problem(layer([[1.0]]), layer([[0.123456]]))), 2)
    assert written["dz2_1_da1_1"] == 0.123456


def test_dividing_by_three_examples_is_not_multiplying_by_a_rounded_third():
    assert by_hand(trace(load_preset("iris")), 2)["scale_half_mean"] == 1 / 3


def test_a_weighted_sum_is_rounded_once_and_not_summand_by_summand():
    # 0.97 * -0.1 - 0.71 * 0.5 = -0.452; its summands rounded, -0.097 and -0.36, would make -0.46.
    assert by_hand(trace(load_preset("iris")), 2)["z2_2@2"] == -0.45


def test_a_sum_of_decimals_that_cancel_is_zero():
    some = problem(layer([[0.1], [0.2], [-0.3]]), inputs=[[1.0, 1.0, 1.0]])
    assert by_hand(trace(some), 4)["z1_1"] == 0.0


def test_the_logarithm_by_hand_is_that_of_the_output_written_down():
    written = by_hand(trace(neuron("sigmoid", 3.0, "binary_cross_entropy", 1.0)), 3)
    assert (written["y_hat1"], written["loss"]) == (0.953, 0.048)  # -log 0.953 = 0.0481, -log 0.9526 = 0.0486


def test_an_output_that_is_rounded_to_one_breaks_the_logarithm_of_its_rest():
    assert by_hand(trace(neuron("sigmoid", 9.0, "binary_cross_entropy", 0.0)), 2)["loss"] == math.inf


def test_the_loss_after_the_update_by_hand_is_that_of_the_rounded_new_parameters():
    written = by_hand(trace(neuron("identity", 0.5, learning_rate=1.23)), 2)
    # 0.5 - 0.62 is -0.12, and 0.12 ** 2 / 2 = 0.0072; exact are -0.115 and 0.0066.
    assert (written["new_w1"], written["new_loss"]) == (-0.12, 0.0072)
