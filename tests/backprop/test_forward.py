"""The forward pass."""

import numpy as np
import pytest
from hypothesis import given

from backprop import forward, loss, trace
from tests.backprop.helpers import GOLDEN, golden_problem, layer, problem
from tests.backprop.rounding import Reach
from tests.backprop.strategies import SMOOTH_OUTPUTS, problems
from tests.closeness import close_to

names_of_golden_files = pytest.mark.parametrize("name", GOLDEN)


def close(found, expected):
    """Compare arrays or numbers; their shapes must fit exactly."""
    return found == close_to(expected)


@names_of_golden_files
def test_every_z_is_as_in_the_golden_file(name):
    found = trace(golden_problem(name)).forward.z
    assert all(map(close, found, GOLDEN[name]["expected"]["z"]))
    assert len(found) == len(GOLDEN[name]["expected"]["z"])


@names_of_golden_files
def test_every_activation_is_as_in_the_golden_file(name):
    found = trace(golden_problem(name)).forward.a
    assert all(map(close, found, GOLDEN[name]["expected"]["a"]))
    assert len(found) == len(GOLDEN[name]["expected"]["a"])


@names_of_golden_files
def test_the_loss_is_as_in_the_golden_file(name):
    assert trace(golden_problem(name)).loss == close_to(GOLDEN[name]["expected"]["loss"])


def test_a_unit_bias_reaches_its_own_unit_only():
    passed = trace(problem(layer([[1.0, 1.0]], bias=[10.0, 20.0]), targets=[[0.0, 0.0]])).forward
    assert passed.z[0].tolist() == [[11.0, 21.0]]


def test_a_shared_bias_reaches_every_unit_of_its_layer():
    passed = trace(problem(layer([[1.0, 2.0]], bias=10.0), targets=[[0.0, 0.0]])).forward
    assert passed.z[0].tolist() == [[11.0, 12.0]]


def test_the_last_activation_is_the_next_layer_s_input():
    passed = trace(problem(layer([[2.0]], "relu"), layer([[-3.0]], "identity"))).forward
    assert [a.tolist() for a in passed.a] == [[[2.0]], [[-6.0]]]


def test_loss_gives_the_loss_of_the_trace():
    known = golden_problem("iris-4-2-3")
    assert loss(known) == trace(known).loss


def test_loss_reuses_a_forward_pass_it_is_given():
    known, other = golden_problem("worked-2-2-1"), golden_problem("mazur-2-2-2")
    borrowed = forward(other.network, other.x)
    assert loss(other, borrowed) == loss(other) != loss(known)


@given(problems(outputs=SMOOTH_OUTPUTS, by_examples=True))
def test_the_loss_of_a_batch_is_the_mean_of_the_losses_of_its_examples(batch):
    alone = [
        loss(type(batch)(batch.network, batch.x[[e]], batch.y[[e]], batch.learning_rate)) for e in range(len(batch.x))
    ]
    # An example alone may be multiplied in another order than in its batch.
    assert loss(batch) == close_to(np.mean(alone), absolute=Reach(trace(batch))["loss"])


def test_an_overflowing_pass_carries_infinity_in_silence():
    passed = trace(problem(layer([[1e200]]), layer([[1e200]]))).forward
    assert passed.a[-1].tolist() == [[np.inf]]
