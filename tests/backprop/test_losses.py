"""The loss functions, in their right scale and at their edges."""

import math

import pytest

from backprop import Problem, trace, with_values
from backprop.losses import LOSSES
from tests.backprop.helpers import layer, neuron, problem
from tests.closeness import close_to


def test_the_catalogue_holds_the_published_names():
    assert set(LOSSES) == {"half_squared_error", "mean_squared_error", "binary_cross_entropy", "cross_entropy", "none"}


def two_by_two(loss, activation="identity", inputs=((0.2, 0.8), (0.5, 0.9))) -> Problem:
    """Two examples with two outputs that pass the inputs through."""
    passing = layer([[1.0, 0.0], [0.0, 1.0]], activation)
    return problem(passing, loss=loss, inputs=inputs, targets=[[0.0, 1.0], [1.0, 0.3]])


def logits(*probabilities):
    """Return what a sigmoid makes these probabilities of."""
    return [math.log(p / (1 - p)) for p in probabilities]


def probable(loss):
    """Return the two examples with the same outputs, as a sigmoid gives them."""
    return two_by_two(loss, "sigmoid", [logits(0.2, 0.8), logits(0.5, 0.9)])


def test_half_squared_error_divides_by_twice_the_examples():
    assert trace(two_by_two("half_squared_error")).loss == close_to((0.04 + 0.04 + 0.25 + 0.36) / 4)


def test_mean_squared_error_divides_by_examples_and_outputs():
    assert trace(two_by_two("mean_squared_error")).loss == close_to((0.04 + 0.04 + 0.25 + 0.36) / 4)


def test_mean_squared_error_and_half_squared_error_part_ways_with_three_outputs():
    def of(loss):
        return trace(problem(layer([[1.0, 2.0, 3.0]]), loss=loss, targets=[[0.0, 0.0, 0.0]])).loss

    assert (of("half_squared_error"), of("mean_squared_error")) == close_to((14 / 2, 14 / 3))


def test_binary_cross_entropy_sums_over_outputs_and_averages_over_examples():
    exact = -(math.log(0.8) + math.log(0.8) + math.log(0.5) + 0.3 * math.log(0.9) + 0.7 * math.log(0.1)) / 2
    assert trace(probable("binary_cross_entropy")).loss == close_to(exact)


def test_cross_entropy_sums_over_outputs_and_averages_over_examples():
    exact = -(math.log(0.8) + math.log(0.5) + 0.3 * math.log(0.9)) / 2
    assert trace(probable("cross_entropy")).loss == close_to(exact)


def overflown(weights, target):
    """Return outputs of sigmoid whose z lies beyond the largest float."""
    sizes = [1e308 * weight for weight in weights]
    return problem(layer([sizes], "sigmoid"), loss="cross_entropy", inputs=[[10.0]], targets=[[target] * len(weights)])


def softmax_of(z, targets):
    return trace(problem(layer([z], "softmax"), loss="cross_entropy", targets=[targets]))


def test_cross_entropy_delta_of_softmax_is_output_minus_target():
    record = softmax_of([0.3, -0.4], [1.0, 0.0])
    assert record["delta1_1"] == close_to(record["y_hat1"] - 1.0)


def test_targets_that_do_not_sum_to_one_weigh_the_output_in_the_softmax_delta():
    record = softmax_of([0.3, -0.4], [0.5, 0.8])
    assert record["delta1_1"] == close_to(1.3 * record["y_hat1"] - 0.5)


def test_targets_that_do_not_sum_to_one_have_equal_short_and_long_roads():
    record = softmax_of([0.3, -0.4, 1.2], [0.5, 0.8, 0.1])
    for j in (1, 2, 3):
        assert record[f"delta1_{j}"] == close_to(record[f"long_delta1_{j}"])


def test_cross_entropy_of_logits_of_a_thousand_is_their_distance():
    assert softmax_of([1000.0, -1000.0], [0.0, 1.0]).loss == 2000.0


def test_the_delta_of_logits_of_a_thousand_is_finite_and_right():
    record = softmax_of([1000.0, -1000.0], [0.0, 1.0])
    assert [record["delta1_1"], record["delta1_2"]] == [1.0, -1.0]


def test_the_gradient_of_logits_of_a_thousand_is_finite_and_right():
    record = softmax_of([-1000.0, 1000.0, 0.0], [1.0, 0.0, 0.0])
    assert [record["dL_dw1"], record["dL_dw2"], record["dL_dw3"]] == [-1.0, 1.0, 0.0]


@pytest.mark.parametrize(("z", "target"), [(1000.0, 0.0), (-1000.0, 1.0)])
def test_binary_cross_entropy_of_a_saturated_wrong_sigmoid_is_the_distance(z, target):
    assert trace(neuron("sigmoid", z, "binary_cross_entropy", target)).loss == 1000.0


@pytest.mark.parametrize(("z", "target"), [(1000.0, 1.0), (-1000.0, 0.0)])
def test_binary_cross_entropy_of_a_saturated_right_sigmoid_is_zero(z, target):
    assert trace(neuron("sigmoid", z, "binary_cross_entropy", target)).loss == 0.0


@pytest.mark.parametrize(("z", "target", "delta"), [(1000.0, 0.0, 1.0), (-1000.0, 1.0, -1.0), (1000.0, 1.0, 0.0)])
def test_the_delta_of_a_saturated_binary_cross_entropy_is_output_minus_target(z, target, delta):
    assert trace(neuron("sigmoid", z, "binary_cross_entropy", target))["delta1_1"] == delta


@pytest.mark.parametrize(("z", "delta"), [(-1000.0, -1.0), (1000.0, 0.0)])
def test_the_delta_of_a_saturated_sigmoid_under_cross_entropy_is_finite_and_right(z, delta):
    assert trace(neuron("sigmoid", z, "cross_entropy", 1.0))["delta1_1"] == delta


def test_the_long_road_of_a_saturated_output_shows_why_the_short_one_is_needed():
    assert math.isnan(trace(neuron("sigmoid", -1000.0, "binary_cross_entropy", 1.0))["long_delta1_1"])


def test_a_target_of_zero_adds_nothing_to_cross_entropy_even_where_the_logarithm_is_infinite():
    assert trace(overflown([-1.0], 0.0)).loss == 0.0


def test_an_output_of_zero_under_a_positive_target_has_infinite_cross_entropy():
    assert trace(overflown([-1.0], 1.0)).loss == math.inf


def test_opposite_infinite_parts_make_the_loss_not_a_number_in_silence():
    # A file cannot have such a target, a slider can.
    record = trace(with_values(overflown([-1.0, -1.0], 1.0), {"y1": -1.0}))
    assert math.isnan(record.loss)


def test_parts_whose_sum_overflows_make_the_loss_infinite_in_silence():
    assert trace(problem(layer([[1.3e154] * 3]), targets=[[0.0] * 3])).loss == math.inf


@pytest.mark.parametrize("z", [18.0, 37.5, 300.0, 700.0])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_the_delta_of_a_sigmoid_that_is_nearly_right_has_all_its_digits_by_either_road(loss, z):
    record = trace(neuron("sigmoid", z, loss, target=1.0))
    exact = -math.exp(-z) / (1.0 + math.exp(-z))
    assert (record["delta1_1"], record["long_delta1_1"]) == close_to((exact, exact), relative=1e-14)


@pytest.mark.parametrize("z", [18.0, 37.5, 300.0, 700.0])
def test_the_long_road_of_a_sigmoid_that_is_surely_wrong_arrives_where_the_short_one_does(z):
    record = trace(neuron("sigmoid", z, "binary_cross_entropy", target=0.0))
    assert record["long_delta1_1"] == close_to(record["delta1_1"], relative=1e-14)


@pytest.mark.parametrize("z", [18.0, 37.5, 300.0, 700.0])
def test_the_delta_of_a_softmax_that_is_nearly_right_has_all_its_digits_by_either_road(z):
    record = softmax_of([z, 0.0, 0.0], [1.0, 0.0, 0.0])
    exact = -2.0 * math.exp(-z) / (1.0 + 2.0 * math.exp(-z))
    assert (record["delta1_1"], record["long_delta1_1"]) == close_to((exact, exact), relative=1e-14)


@pytest.mark.parametrize("target", [0.01, 0.3, 0.5, 0.75, 0.99])
@pytest.mark.parametrize("z", [-3.0, 0.2, 1.1, 4.0, 40.0])
def test_the_delta_of_any_target_is_output_minus_target(z, target):
    record = trace(neuron("sigmoid", z, "binary_cross_entropy", target))
    assert record["delta1_1"] == close_to(record["y_hat1"] - target, added=1.0)
