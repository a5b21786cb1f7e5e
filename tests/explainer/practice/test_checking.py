"""Which terms of a pass there are to check, where a block of them goes, and what came of all answers."""

import pytest

from backprop import NetworkError, load_preset
from backprop.names import names
from backprop.terms import catalogue
from explainer.practice.checking import (
    ONLY_NAMES,
    TITLES,
    box_name,
    filled,
    groups,
    keys_of,
    own_values,
    shared_factor,
    steps_beside,
    tally,
    texts_of,
)
from explainer.walk.steps import walk
from tests.explainer.examples import display_named, every_network, problem_named


def listed(structure):
    return groups(structure, walk(structure).steps)


@every_network
def test_every_term_that_the_walk_computes_has_one_row(name):
    s = problem_named(name).structure
    recipes = catalogue(s).recipes
    computed = [step.key for step in walk(s).steps if recipes[step.key].family not in ONLY_NAMES]
    assert sorted(keys_of(listed(s))) == sorted(computed)


@every_network
def test_a_term_stands_below_all_that_it_is_made_of(name):
    recipes = catalogue(problem_named(name).structure).recipes
    place = {key: at for at, key in enumerate(keys_of(listed(problem_named(name).structure)))}
    for key, at in place.items():
        assert all(place.get(factor, -1) < at for factor in recipes[key].factors), key


def test_the_groups_go_from_the_inputs_to_the_new_parameters():
    found = listed(load_preset("softmax").structure)
    order = list(TITLES)
    assert [order.index(group.kind) for group in found] == sorted(order.index(group.kind) for group in found)
    assert [group.layer for group in found if group.kind == "forward"] == [0, 1, 2]
    assert [group.layer for group in found if group.kind == "backward"] == [2, 1, 0]


def test_of_the_largest_network_the_rows_of_one_unit_are_shown_with_ways_to_the_others():
    display = display_named("deep")
    steps = walk(display.trace.structure).steps
    shown, ways = steps_beside(display, steps, display.trace.names.w(2, 0, 0))
    assert len(shown) < 50
    assert {step.layer for step in shown} == {2}
    assert ways
    assert steps_beside(display_named("worked"), walk(load_preset("worked").structure).steps, "w1")[1] == ""


def test_answers_for_another_network_are_not_those_for_this_one():
    answers = {box_name(("worked", ""), "loss"): ("0.3", "0.27"), box_name(("", "abc"), "loss"): ("1",)}
    assert texts_of(answers, ("worked", "")) == {"loss": "0.27"}
    assert texts_of(answers, ("", "abc")) == {"loss": "1"}
    assert texts_of(answers, ("", "abcd")) == {}


def test_an_answer_that_was_taken_back_is_none():
    assert texts_of({box_name(("worked", ""), "loss"): ("0.3", "")}, ("worked", "")) == {}


def test_only_a_number_is_gone_on_with():
    assert own_values({"z1_1": "0,38", "a1_1": "1/2", "loss": "1,234,567", "z2_1": "<b>"}) == {
        "z1_1": 0.38,
        "a1_1": 0.5,
    }


# ---- a block ----


def put(key, cells, turned=False, name="worked"):
    s = problem_named(name).structure
    return filled(s, listed(s), key, cells, turned)


def test_a_column_fills_the_boxes_downwards_and_an_empty_cell_leaves_its_box():
    assert put("z1_1", [["1"], [" "], ["3"]]) == {"z1_1": "1", "z1_2": "3"}


def test_a_column_goes_on_in_the_next_group():
    assert list(put("dL_db2", [["1"], ["2"]])) == ["dL_db2", "dL_dw1"]


def test_a_matrix_of_gradients_goes_where_its_rows_and_columns_say():
    n = names(problem_named("softmax").structure)
    by_source = put("dL_dw2_11", [["1", "2"], ["3", "4"]], name="softmax")
    assert by_source == {
        n.gradient(n.w(1, i, j)): cell for (i, j), cell in zip([(0, 0), (0, 1), (1, 0), (1, 1)], "1234")
    }
    by_unit = put("dL_dw2_11", [["1", "2"], ["3", "4"]], turned=True, name="softmax")
    assert by_unit["dL_dw2_21"] == "2"


def test_more_numbers_than_boxes_are_refused_as_a_whole():
    with pytest.raises(NetworkError, match="2 numbers; from this box on there is one box"):
        put("new_loss", [["1"], ["2"]])


def test_a_block_for_a_box_that_is_not_there_fills_nothing():
    assert put("nowhere", [["1"]]) == {}


# ---- all together ----


def test_what_came_of_all_answers_is_counted_and_the_first_that_is_not_right_is_named():
    found = tally(["a", "b", "c", "d", "e"], {"e": "wrong", "c": "mistake", "b": "carried", "a": "right"})
    assert (found.of, found.given, found.first_wrong) == (5, 4, "c")
    assert [(mark.word, count) for mark, count in found.counts.items()] == [
        ("right", 1),
        ("right from your own numbers", 1),
        ("not right", 2),
    ]


def test_what_is_not_judged_is_not_called_wrong():
    assert tally(["a", "b"], {"a": "unclear", "b": "cannot"}).first_wrong == ""


# ---- a factor that is too much everywhere ----


def off(name, by, only=None):
    """Return what is said of the gradients of the last layer, each of them so many times too large."""
    record = display_named(name).trace
    group = next(group for group in listed(record.structure) if group.kind == "gradients")
    typed = {key: f"{record[key] * (by if only is None or only in key else 1):.4g}" for key in group.keys}
    return shared_factor(record, group, typed), group


@pytest.mark.parametrize(("by", "formula"), [(-1, "−1"), (2, "2"), (0.5, "1/2")])
def test_a_factor_that_all_gradients_of_a_layer_are_off_by_is_found_once(by, formula):
    found, group = off("worked", by)
    assert found.keys == group.keys
    assert [factor.formula for factor in found.factors] == [formula]


def test_a_factor_of_the_weights_alone_is_found():
    found, group = off("worked", 2, only="_dw")
    assert found.keys == group.keys[:2]


def test_gradients_that_are_right_or_not_off_by_one_factor_share_none():
    assert off("worked", 1)[0] is None
    assert off("worked", 2, only="w5")[0] is None


def test_what_is_no_number_shares_no_factor():
    record = display_named("worked").trace
    group = next(group for group in listed(record.structure) if group.kind == "gradients")
    assert shared_factor(record, group, dict.fromkeys(group.keys, "<b>")) is None
    assert shared_factor(record, group, {}) is None
