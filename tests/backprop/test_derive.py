"""A term made again where a number on the way to it is another one."""

import math

import pytest

from backprop import derive, gallery, load_preset, presets, trace, with_values
from backprop.derive import MOST_ON_THE_WAY, way_to
from tests.backprop.helpers import every_value, layer, neuron, problem
from tests.closeness import close_to

TAUGHT = {**{name: load_preset(name) for name in presets()}, **gallery()}


@pytest.fixture(scope="module")
def worked():
    return trace(load_preset("worked"))


def test_a_term_of_which_nothing_is_changed_is_that_of_the_trace(worked):
    assert derive(worked, "dL_dw1") == worked["dL_dw1"]


def test_a_term_that_is_given_is_what_it_is_given_as(worked):
    assert derive(worked, "dL_dw1", {"dL_dw1": 7.0}) == 7.0


def test_what_is_made_of_a_given_number_is_made_of_it_again(worked):
    found = derive(worked, "dL_dw1", {"delta2_1": 0.2})
    assert found == close_to(0.2 * worked["w5"] * worked["da1_1_dz1_1"] * worked["x1"])


def test_a_number_that_a_term_is_not_made_of_changes_nothing(worked):
    assert derive(worked, "dL_dw1", {"delta1_2": 9.0}) == worked["dL_dw1"]


def test_a_given_number_is_not_made_again_from_another(worked):
    assert derive(worked, "dL_dw5", {"delta2_1": 0.2, "y_hat1": 0.5, "dz2_1_dw5": 0.5}) == close_to(0.1)


@pytest.mark.parametrize("name", TAUGHT)
def test_another_weight_gives_what_the_network_with_that_weight_gives(name):
    before = trace(TAUGHT[name])
    weight = before.names.parameters[0].name
    after = trace(with_values(TAUGHT[name], {weight: before[weight] + 0.25}))
    keys = [before.names.gradient(p.name) for p in before.names.parameters]
    found = {key: derive(before, key, {weight: after[weight]}) for key in keys}
    assert found == close_to({key: after[key] for key in keys}, relative=1e-7, absolute=1e-12)


def test_the_loss_after_the_update_follows_a_given_new_parameter():
    record = trace(neuron("identity", 0.5, learning_rate=0.1))
    assert derive(record, "new_loss", {"new_w1": 0.4}) == close_to(0.4**2 / 2)


def test_a_late_term_is_made_again_too():
    record = trace(neuron("identity", 0.5))
    assert derive(record, "rise_w1", {"raised_loss_w1": 0.2}) == close_to(0.2 - record["loss"])


def test_a_logarithm_is_that_of_the_given_output():
    record = trace(neuron("sigmoid", 3.0, "binary_cross_entropy", 1.0))
    assert derive(record, "loss", {"y_hat1": 0.9}) == close_to(-math.log(0.9))


def test_a_twisted_term_is_carried_on(worked):
    def without_bias(recipe, look):
        return look("product_w5") + look("product_w6") if recipe.key == "z2_1" else None

    assert derive(worked, "y_hat1", twist=without_bias) == close_to(1 / (1 + math.exp(0.6 - worked["z2_1"])))


def test_a_twist_sees_what_was_changed_before_it(worked):
    found = derive(worked, "z2_1", {"a1_1": 1.0}, lambda r, look: look("product_w5") if r.key == "z2_1" else None)
    assert found == worked["w5"]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 1e308, -1e308])
def test_a_number_that_no_network_has_breaks_nothing(value):
    record = trace(load_preset("softmax"))
    assert isinstance(derive(record, "new_w1_11", {"z3_1": value}), float)


def test_a_sum_whose_parts_cancel_is_zero():
    record = trace(problem(layer([[0.1], [0.2], [0.3]]), inputs=[[1.0, 1.0, 1.0]]))
    assert derive(record, "z1_1", {"w3": -0.3}) == 0.0


def test_what_there_is_not_is_refused(worked):
    with pytest.raises(KeyError):
        derive(worked, "dL_dw99", {"w1": 1.0})


def test_a_term_that_is_made_of_too_many_is_not_made_again():
    units = [[0.1] * 12] * 12
    large = trace(problem(layer(units), layer(units), inputs=[[0.1] * 12] * 50, targets=[[0.0] * 12] * 50))
    assert derive(large, "loss", {"w1_1_1": 1.0}) is None


@pytest.mark.parametrize("name", TAUGHT)
def test_every_term_of_a_taught_network_has_its_whole_way(name):
    structure = TAUGHT[name].structure
    long_ones = [key for key in every_value(trace(TAUGHT[name])) if key.startswith(("loss_change", "delta_size"))]
    assert long_ones
    assert all(way_to(structure, key).is_whole for key in long_ones)


def test_a_way_has_every_term_after_its_factors(worked):
    keys = [recipe.key for recipe in way_to(worked.structure, "loss_change").recipes]
    assert len(keys) == len(set(keys)) < MOST_ON_THE_WAY
    for recipe in way_to(worked.structure, "loss_change").recipes:
        assert all(keys.index(factor) < keys.index(recipe.key) for factor in recipe.factors if factor in keys)
