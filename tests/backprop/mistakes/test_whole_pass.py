"""The classic mistakes: what each makes of the gradients, and that the gradient check catches it."""

import numpy as np
import pytest

from backprop import MISTAKES, check_gradients, gallery, load_preset, mistakes_of, presets, trace, with_values
from backprop.document import problem_from
from backprop.parameters import all_gradients
from tests.backprop.helpers import layer, network, problem
from tests.closeness import close_to, same

TAUGHT = {**{name: load_preset(name) for name in presets()}, **gallery()}
every_taught_network = pytest.mark.parametrize("taught", TAUGHT.values(), ids=list(TAUGHT))

GIVEN_AWAY = 1e-9
"""Share of a gradient below which a mistake has not changed it."""


def planted(record, name):
    """Return parameter -> gradient with a mistake in it."""
    found = all_gradients(MISTAKES[name].backward(record))
    return dict(zip((p.name for p in record.names.parameters), found.tolist(), strict=True))


def exposed(record, name):
    """Return the parameters at which the gradient check notices a mistake."""
    rows = check_gradients(record, MISTAKES[name].backward(record))
    return [row.parameter for row in rows if row.verdict == "differ"]


def changed(record, name):
    right = {p.name: record.gradient(p) for p in record.names.parameters}
    wrong = planted(record, name)
    return [p for p in right if not same(right[p], wrong[p], relative=GIVEN_AWAY)]


# The gradient check.


@every_taught_network
def test_the_check_catches_each_mistake_at_one_parameter_at_least(taught):
    record = trace(taught)
    assert not [name for name in mistakes_of(taught.structure) if not exposed(record, name)]


@every_taught_network
def test_the_parameters_that_expose_a_mistake_are_those_whose_gradient_it_changes(taught):
    record = trace(taught)
    for name in mistakes_of(taught.structure):
        assert exposed(record, name) == changed(record, name), name


@every_taught_network
def test_every_right_gradient_of_a_taught_network_agrees(taught):
    assert {row.verdict for row in check_gradients(trace(taught))} == {"agree"}


def test_a_planted_gradient_stands_in_the_row_of_its_parameter():
    record = trace(load_preset("worked"))
    (row,) = (row for row in check_gradients(record, MISTAKES["sign"].backward(record)) if row.parameter == "w5")
    assert (row.gradient, row.verdict) == (-record["dL_dw5"], "differ")


# What each mistake makes of the gradients.


def test_without_the_derivative_of_the_activation_delta_is_what_flows_in():
    record = trace(load_preset("worked"))
    assert planted(record, "slope")["w5"] == close_to(record["dL_dy_hat1"] * record["a1_1"])
    assert planted(record, "slope")["w1"] == close_to(record["dL_dy_hat1"] * record["w5"] * record["x1"])


def test_without_the_derivative_of_the_activation_softmax_with_cross_entropy_stays_right_at_the_output():
    record = trace(load_preset("softmax"))
    assert changed(record, "slope") == [p.name for p in record.names.parameters if p.layer < 2]


def test_updated_weights_change_what_flows_back_and_nothing_at_the_output():
    record = trace(with_values(load_preset("worked"), {"learning_rate": 0.5}))
    expected = record["delta2_1"] * record["new_w5"] * record["da1_1_dz1_1"] * record["x1"]
    assert planted(record, "updated")["w1"] == close_to(expected)
    assert changed(record, "updated") == ["w1", "w2", "w3", "w4", "b1"]


def test_without_its_last_path_a_hidden_weight_is_reached_through_the_first_output_alone():
    record = trace(load_preset("mazur"))
    expected = record["dL_da1_1_via2_1"] * record["da1_1_dz1_1"] * record["x1"]
    assert planted(record, "path")["w1"] == close_to(expected)


def test_without_its_last_path_a_shared_bias_is_reached_through_the_first_unit_alone():
    record = trace(load_preset("worked"))
    assert planted(record, "path")["b1"] == record["delta1_1"]
    assert changed(record, "path") == ["b1"]


@pytest.mark.parametrize(("name", "factor"), [("sign", -1.0), ("half", 2.0), ("mean", 3.0)])
def test_a_factor_that_is_lost_is_missing_from_every_gradient(name, factor):
    record = trace(load_preset("iris"))
    assert planted(record, name) == {p.name: factor * record.gradient(p) for p in record.names.parameters}


def test_inputs_stand_where_hidden_activations_should():
    record = trace(load_preset("worked"))
    assert planted(record, "input")["w6"] == record["delta2_1"] * record["x2"]


@every_taught_network
def test_gradients_with_a_mistake_have_the_shapes_of_the_right_ones(taught):
    record = trace(taught)
    right = record.backward
    for name, mistake in mistakes_of(taught.structure).items():
        wrong = mistake.backward(record)
        for kind in ("dL_da", "delta", "dL_dW", "dL_db"):
            assert list(map(np.shape, getattr(wrong, kind))) == list(map(np.shape, getattr(right, kind))), (name, kind)


# Where a mistake can be made.


def test_a_single_neuron_has_neither_hidden_delta_nor_path():
    assert not {"updated", "path", "input"} & set(mistakes_of(gallery()["neuron"].structure))


def test_inputs_do_not_fit_where_a_layer_is_of_another_width():
    assert "input" not in mistakes_of(load_preset("matrix").structure)


def test_a_loss_without_a_half_cannot_lose_it():
    assert "half" not in mistakes_of(gallery()["regression"].structure)


def test_one_example_alone_has_no_mean_to_lose():
    assert "mean" not in mistakes_of(load_preset("worked").structure)


def test_an_output_that_is_differentiated_itself_is_compared_with_no_target():
    alone = network(layer([[1.0]], "tanh"), loss="none")
    del alone["targets"]
    assert list(mistakes_of(problem_from(alone).structure)) == ["slope"]


def test_a_linear_unit_has_no_derivative_to_forget():
    assert "slope" not in mistakes_of(problem(layer([[1.0]])).structure)


@every_taught_network
def test_a_mistake_enters_at_layers_of_the_network(taught):
    s = taught.structure
    assert all(0 <= at < s.depth for mistake in mistakes_of(s).values() for at in mistake.whole_pass.layers(s))
