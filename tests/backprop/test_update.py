"""The update: one step against the gradient, and a hundred of them."""

import pytest
from hypothesis import given

from backprop import document_from, load_preset, loss, trace, update, values_by_name, with_values
from tests.backprop.helpers import GOLDEN, golden_problem, layer, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, problems
from tests.backprop.test_forward import close, names_of_golden_files
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to, identical


@names_of_golden_files
def test_every_updated_weight_is_as_in_the_golden_file(name):
    found = [part.W for part in trace(golden_problem(name)).updated.network.layers]
    assert all(map(close, found, GOLDEN[name]["expected"]["updated_weights"]))
    assert len(found) == len(GOLDEN[name]["expected"]["updated_weights"])


@names_of_golden_files
def test_every_updated_bias_is_as_in_the_golden_file_and_has_its_shape(name):
    found = [part.b for part in trace(golden_problem(name)).updated.network.layers]
    expected = GOLDEN[name]["expected"]["updated_biases"]
    assert [b is None for b in found] == [b is None for b in expected]
    assert all(close(b, wanted) for b, wanted in zip(found, expected, strict=True) if wanted is not None)


@names_of_golden_files
def test_a_hundred_updates_follow_the_losses_of_the_golden_file(name):
    current, losses = golden_problem(name), []
    for _ in range(100):
        record = trace(current)
        losses.append(record.loss)
        current = record.updated
    # The file lists the loss before the first update, after 11, after 22, ..., after 99.
    assert losses[::11] == close_to(GOLDEN[name]["losses_of_100_steps"])


@pytest.mark.parametrize(
    ("name", "new"),
    {
        "w1": 0.1493316040, "w2": 0.1986632080, "w3": 0.2492501962, "w4": 0.2985003925, "w5": 0.3178329594,
        "w6": 0.3673323722, "b1": 0.3216360041, "b2": 0.4615014384,
    }.items(),
)  # fmt: skip
def test_the_worked_update_at_learning_rate_one_is_that_of_the_lecture(name, new):
    record = trace(with_values(load_preset("worked"), {"learning_rate": 1.0}))
    assert record[f"new_{name}"] == close_to(new, absolute=5.1e-11)


@given(problems(outputs=SMOOTH_OUTPUTS))
def test_the_updated_problem_holds_the_new_parameters_of_the_trace(some):
    record = trace(some)
    after = values_by_name(record.updated)
    assert all(identical(after[p.name], record[f"new_{p.name}"]) for p in record.names.parameters)


@known_problems
def test_an_update_keeps_the_batch_and_the_learning_rate(known):
    before, after = document_from(known), document_from(trace(known).updated)
    assert all(before[key] == after[key] for key in ("inputs", "targets", "learning_rate", "loss"))


@known_problems
def test_an_update_leaves_the_problem_it_came_from_alone(known):
    before = document_from(known)
    update(known, trace(known).backward)
    assert document_from(known) == before


def test_a_learning_rate_of_zero_changes_nothing():
    still = with_values(load_preset("mazur"), {"learning_rate": 0.0})
    assert document_from(trace(still).updated) == document_from(still)


@known_problems
def test_the_update_of_a_known_problem_lowers_its_loss(known):
    assert trace(known)["loss_change"] < 0


@known_problems
def test_the_new_loss_is_the_loss_of_the_updated_problem(known):
    record = trace(known)
    assert record["new_loss"] == loss(record.updated)


def test_a_shared_bias_stays_one_number():
    assert trace(load_preset("worked")).updated.network.layers[0].b.shape == ()


def test_a_dead_relu_does_not_move():
    dead = problem(layer([[-2.0]], "relu"), layer([[0.7]]), targets=[[5.0]])
    assert trace(dead)["new_w1"] == -2.0
