"""The catalogue of terms: which there are, how each is made, and in what order."""

from collections import Counter

import pytest
from hypothesis import given

from backprop import load_preset, presets, trace, values_by_name
from backprop.operations import OPERATIONS
from backprop.trace import OF_THE_WHOLE_NETWORK
from tests.backprop.helpers import every_value, golden_problem, layer, problem
from tests.backprop.strategies import examples, problems
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


@known_problems
def test_every_term_comes_after_all_its_factors(known):
    record, seen = trace(known), set()
    for term in record.terms():
        assert seen.issuperset(term.factors), term.key
        seen.add(term.key)


@examples(50)
@given(problems(max_layers=3))
def test_every_factor_of_any_problem_is_itself_a_term(some):
    record = trace(some)
    assert every_value(record).keys() >= {factor for term in record.terms() for factor in term.factors}


@examples(50)
@given(problems())
def test_the_leaves_are_what_the_reader_gives_slopes_a_nudge_and_the_two_counts(some):
    leaves = {term.key for term in trace(some).terms() if term.operation == "leaf"}
    layers = enumerate(some.network.layers, start=1)
    slopes = {f"slope{number}" for number, layer in layers if layer.activation == "leaky_relu"}
    assert leaves == {*values_by_name(some), *slopes, "N", "K"}


@known_problems
def test_every_operation_is_in_the_catalogue_of_operations(known):
    operations = {term.operation for term in trace(known).terms()}
    assert operations <= OPERATIONS.keys() | {"leaf", *OF_THE_WHOLE_NETWORK}


@known_problems
def test_a_recipe_names_its_own_key(known):
    recipes = trace(known).catalogue.recipes
    assert all(recipe.key == key for key, recipe in recipes.items())


@known_problems
def test_the_keys_come_in_the_order_of_the_families(known):
    catalogue = trace(known).catalogue
    assert list(catalogue.recipes) == [key for family in catalogue.families for key in family.keys()]  # noqa: SIM118


@pytest.mark.parametrize(
    "key", ["", "@", "loss@", "z1_1@", "z1_1@0", "z1_1@01", "z1_1@4", "w1_11@1", "z1_1@1@1", "z1_1"]
)
def test_what_only_looks_like_a_key_is_none(key):
    assert key not in trace(load_preset("iris")).catalogue.recipes


def batch_of(examples):
    return problem(
        layer([[0.1, 0.2], [0.3, 0.4]], "softmax"),
        loss="cross_entropy",
        inputs=[[1.0, 2.0]] * examples,
        targets=[[0.0, 1.0]] * examples,
    )


def test_a_catalogue_keeps_no_more_keys_for_a_large_batch_than_for_a_small_one():
    small, large = (trace(batch_of(examples)).catalogue.recipes for examples in (3, 60))
    assert (small.kept, len(large) > 10 * len(small)) == (large.kept, True)


def test_recipes_that_nobody_keeps_are_made_again():
    recipes = trace(batch_of(60)).catalogue.recipes
    assert recipes.place("z1_2@7")[0].recipe(recipes.place("z1_2@7")[1]) == recipes["z1_2@7"]


@known_problems
def test_no_two_terms_of_a_family_stand_in_the_same_place(known):
    places = Counter((recipe.family, recipe.place) for recipe in trace(known).catalogue.recipes.values())
    assert [place for place, count in places.items() if count > 1] == []


FAMILIES = {
    "x", "y", "parameter", "learning_rate", "N", "K", "product", "z", "y_hat", "a", "loss", "dL_dy_hat", "da_dz",
    "delta", "dL_da_via", "dL_da", "dz_da", "dz_dw", "dz_db", "gradient", "gradient_via", "path", "step", "new",
    "new_loss", "loss_change", "scale", "factor", "nudge", "nudged", "raised", "raised_loss", "rise", "quotient",
    "moved", "loss_alone", "change_alone", "predicted_change", "predicted_loss", "off", "spacing", "spacing_quotient",
    "delta_size", "delta_ratio",
}  # fmt: skip


MEAN_LAST = {
    "example_dL_da", "example_dL_da_via", "example_delta", "example_gradient", "sum_gradient", "mean_gradient",
}  # fmt: skip


def families_of(some):
    return {recipe.family for recipe in trace(some).catalogue.recipes.values()}


def test_the_worked_example_has_every_family_of_a_single_example_with_a_shared_bias():
    assert families_of(load_preset("worked")) == FAMILIES


def test_a_batch_adds_the_families_of_its_examples():
    added = families_of(golden_problem("iris-4-2-3")) - FAMILIES
    assert added == {"loss_part", "loss_of_example", "gradient_of_example"} | MEAN_LAST


def test_softmax_adds_its_jacobian_and_the_long_road():
    added = families_of(golden_problem("softmax-2-2-2-2")) - FAMILIES
    assert added == {"loss_part", "log_y_hat", "da_dz_cross", "y_sum", "long_delta", "long_delta_via"}


def test_problems_of_one_structure_share_one_catalogue():
    assert trace(load_preset("worked")).catalogue is trace(load_preset("derivation")).catalogue


def test_a_single_example_has_no_example_in_its_keys():
    assert not [key for key in trace(load_preset("mazur")).values if "@" in key]


def test_a_shared_bias_has_one_product_per_unit_that_adds_up():
    assert trace(load_preset("worked")).term("dL_db1").factors == ("dL_db1_via1", "dL_db1_via2")


def test_a_gradient_of_a_batch_is_the_sum_over_its_examples():
    factors = trace(golden_problem("iris-4-2-3")).term("dL_dw1_11").factors
    assert factors == ("dL_dw1_11@1", "dL_dw1_11@2", "dL_dw1_11@3")


def test_the_derivative_by_a_hidden_activation_is_a_sum_over_the_units_it_feeds():
    assert trace(load_preset("mazur")).term("dL_da1_1").factors == ("dL_da1_1_via2_1", "dL_da1_1_via2_2")


def test_deck_five_s_delta_is_n_times_ours():
    record = trace(golden_problem("iris-4-2-3"))
    assert record["example_delta2_1@1"] == close_to(3 * record["delta2_1@1"])


def test_both_forms_of_the_softmax_delta_stand_in_the_trace_and_are_equal():
    record = trace(golden_problem("softmax-2-2-2-2"))
    assert record["long_delta3_1"] == close_to(record["delta3_1"])
    assert record.term("long_delta3_1").factors == ("long_delta3_1_via1", "long_delta3_1_via2")


def test_a_new_parameter_is_the_old_one_minus_its_step():
    record = trace(load_preset("worked"))
    assert (record.term("new_w5").operation, record.term("new_w5").factors) == ("difference", ("w5", "step_w5"))


@pytest.mark.parametrize(("key", "by_hand"), [("path_w1_1-1-1", 11 * 3 * 1), ("path_w1_1-2-1", 11 * 4 * 2)])
def test_a_path_is_named_by_the_units_it_runs_through(key, by_hand):
    record = trace(problem(layer([[1.0]]), layer([[1.0, 2.0]]), layer([[3.0], [4.0]])))
    assert record[key] == by_hand


@pytest.mark.parametrize("name", presets())
def test_every_preset_has_a_path_for_the_parameter_it_shows_first(name):
    record = trace(load_preset(name))
    assert [key for key in record.values if key.startswith(f"path_{presets()[name].parameter}_")]
