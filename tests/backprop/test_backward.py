"""The backward pass: against the golden files, against the measured slope, and at the edges."""

import math

import numpy as np
import pytest
from hypothesis import given

from backprop import forward, loss, trace, values_by_name, with_values
from tests.backprop.helpers import GOLDEN, golden_problem, layer, neuron, problem
from tests.backprop.rounding import Reach
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, problems
from tests.backprop.test_forward import close, names_of_golden_files
from tests.closeness import close_to


@names_of_golden_files
def test_every_delta_is_as_in_the_golden_file(name):
    found = trace(golden_problem(name)).backward.delta
    assert all(map(close, found, GOLDEN[name]["expected"]["delta"]))
    assert len(found) == len(GOLDEN[name]["expected"]["delta"])


@names_of_golden_files
def test_every_weight_gradient_is_as_in_the_golden_file(name):
    found = trace(golden_problem(name)).backward.dL_dW
    assert all(map(close, found, GOLDEN[name]["expected"]["weight_gradients"]))
    assert len(found) == len(GOLDEN[name]["expected"]["weight_gradients"])


@names_of_golden_files
def test_every_bias_gradient_is_as_in_the_golden_file_and_has_its_shape(name):
    found, expected = trace(golden_problem(name)).backward.dL_db, GOLDEN[name]["expected"]["bias_gradients"]
    assert [b is None for b in found] == [b is None for b in expected]
    assert all(close(b, wanted) for b, wanted in zip(found, expected, strict=True) if wanted is not None)


def sides(some):
    """Return on which side of its corner every unit of relu and leaky_relu is."""
    passed = zip(some.structure.activations, forward(some.network, some.x).z, strict=True)
    return [(z > 0.0).tolist() for name, z in passed if name in {"relu", "leaky_relu"}]


@examples(80)
@given(problems(max_layers=3, outputs=SMOOTH_OUTPUTS))
def test_every_gradient_is_the_measured_slope_of_the_loss(some):
    record = trace(some)
    values, nudge, reach = values_by_name(some), 1e-4, Reach(record)["loss"]
    parameters = record.names.parameters
    for parameter in parameters[:: 1 + len(parameters) // 12]:  # of a large network a dozen, from all over it
        nudged = [with_values(some, {parameter.name: values[parameter.name] + n * nudge}) for n in (-2, -1, 1, 2)]
        if any(sides(other) != sides(some) for other in nudged):
            continue  # across a corner there is no slope
        far_below, below, above, far_above = map(loss, nudged)
        near, far = (above - below) / (2 * nudge), (far_above - far_below) / (4 * nudge)
        # The losses are rounded, and that is divided by the nudge; what the bends leave is far less than near - far.
        off = 1.5 * reach / nudge + 0.01 * abs(near - far)
        assert record[f"dL_d{parameter.name}"] == close_to((4 * near - far) / 3, relative=1e-6, absolute=off)


def test_a_shared_bias_gets_the_sum_over_its_units():
    record = trace(golden_problem("worked-2-2-1"))
    assert record.backward.dL_db[0] == close_to(record.backward.delta[0].sum())


def test_a_unit_bias_gets_the_sum_over_the_examples():
    record = trace(golden_problem("matrix-2-5-1"))
    assert record.backward.dL_db[0] == close_to(record.backward.delta[0].sum(axis=0))


def test_a_layer_without_bias_has_no_bias_gradient():
    assert trace(golden_problem("iris-4-2-3")).backward.dL_db == (None, None)


def test_every_gradient_has_the_shape_of_its_parameter():
    record = trace(golden_problem("mazur-2-2-2-shared-biases"))
    for part, weights, bias in zip(
        record.problem.network.layers, record.backward.dL_dW, record.backward.dL_db, strict=True
    ):
        assert (weights.shape, bias.shape) == (part.W.shape, part.b.shape)


def test_the_deltas_of_a_batch_contain_the_mean_over_the_examples():
    one = problem(layer([[0.5]], "sigmoid"))
    twice = problem(layer([[0.5]], "sigmoid"), inputs=[[1.0], [1.0]], targets=[[0.0], [0.0]])
    assert trace(twice)["delta1_1@1"] == trace(one)["delta1_1"] / 2


@given(problems(outputs=SMOOTH_OUTPUTS, by_examples=True))
def test_an_example_given_twice_leaves_every_gradient_unchanged(some):
    doubled = type(some)(some.network, np.vstack([some.x] * 2), np.vstack([some.y] * 2), some.learning_rate)
    once, twice = trace(some), trace(doubled)
    reach = Reach(once)
    for p in once.names.parameters:
        assert twice.gradient(p) == close_to(once.gradient(p), absolute=reach[f"dL_d{p.name}"])


@pytest.mark.parametrize("z", [1000.0, -1000.0])
def test_a_saturated_hidden_sigmoid_passes_the_gradient_zero(z):
    record = trace(problem(layer([[z]], "sigmoid"), layer([[0.5]]), targets=[[3.0]]))
    assert record["dL_dw1"] == 0.0


def test_a_dead_relu_passes_the_gradient_zero():
    record = trace(problem(layer([[-2.0]], "relu", 0.5), layer([[0.7]], "sigmoid")))
    assert (record["dL_dw1"], record["dL_db1"]) == (0.0, 0.0)


def test_a_dead_relu_at_the_output_has_the_gradient_zero():
    assert trace(neuron("relu", -3.0, target=1.0))["dL_dw1"] == 0.0


def test_a_dead_leaky_relu_still_passes_a_hundredth():
    assert trace(neuron("leaky_relu", -3.0))["dL_dw1"] == close_to(-0.03 * 0.01)


def test_a_gradient_that_overflows_is_infinite_in_silence():
    assert trace(problem(layer([[1e200]]), layer([[1e200]]), layer([[1e200]])))["dL_dw1"] == math.inf
