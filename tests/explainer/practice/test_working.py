import pytest

from backprop import load_preset
from explainer.practice.working import BACKWARD, FORWARD, MOST_LINES, given_for, lines_to, parts_of
from explainer.walk.steps import walk
from tests.explainer.examples import problem_named

ALL = FORWARD | BACKWARD


@pytest.mark.parametrize("key", ["dL_dw5", "dL_dw1", "loss"])
def test_the_lines_to_a_term_stand_in_the_order_of_the_walk(key):
    structure = load_preset("worked").structure
    numbers = [walk(structure).find(line).number for line in lines_to(structure, key, 0, ALL)]
    assert numbers == sorted(numbers)


def test_only_what_is_on_the_way_is_a_line():
    structure = load_preset("worked").structure
    assert lines_to(structure, "a1_2", 0, ALL) == ("z1_2", "a1_2")


def test_of_a_long_way_the_first_layers_are_given():
    structure = load_preset("softmax").structure
    lines = lines_to(structure, "dL_dw1_11", 0, ALL)
    assert len(lines) <= MOST_LINES
    assert not any(line.startswith("z") for line in lines)
    assert "y_hat1" in given_for(structure, lines)


def test_a_loss_is_made_of_the_outputs_where_it_is_computed_from_their_sums():
    assert "y_hat1" in parts_of(load_preset("softmax").structure, "loss")


def test_the_gradient_of_a_batch_is_made_of_those_of_its_examples_alone():
    structure = load_preset("iris").structure
    assert parts_of(structure, "dL_dw1_11") == (*(f"example_dL_dw1_11@{e}" for e in (1, 2, 3)), "N")


def test_which_way_a_weight_moves_is_not_made_of_where_it_ends():
    assert parts_of(load_preset("worked").structure, "moved_w5") == ("learning_rate", "dL_dw5")


def test_what_takes_too_long_by_hand_is_given():
    structure = problem_named("deep").structure
    assert lines_to(structure, "a3_1", 0, ALL) == ("a3_1",)


def test_what_a_given_sum_is_made_of_is_given_too():
    structure = problem_named("deep").structure
    lines = lines_to(structure, "dL_dw4_7_7", 0, ALL)
    assert "dL_da4_7" in given_for(structure, lines)
    assert "a3_7" not in lines  # which the sum is made of, by way of what comes after it
