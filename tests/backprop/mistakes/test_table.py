"""The table of mistakes: what is said of each, and which of them a gradient check can be tried on."""

import re

import pytest

from backprop import MISTAKES, load_preset, mistakes_of, trace
from backprop.mistakes.table import BACK, FREE, LOSS
from tests.backprop.helpers import every_value
from tests.backprop.mistakes.taught import TAUGHT, record

every_mistake = pytest.mark.parametrize("mistake", MISTAKES.values(), ids=list(MISTAKES))


@every_mistake
def test_what_is_said_of_a_mistake_has_one_place_for_names_and_is_a_sentence(mistake):
    assert re.fullmatch(r"[A-Z][^{}]*\{\}[^{}]*\.", mistake.said)


@every_mistake
def test_a_mistake_has_a_title_and_says_what_is_done_wrong(mistake):
    assert mistake.title[0].isupper()
    assert not mistake.title.endswith(".")
    assert mistake.sentence.endswith(".")


def test_no_two_mistakes_are_called_the_same():
    assert len({mistake.title for mistake in MISTAKES.values()}) == len(MISTAKES)


def test_every_family_in_the_table_is_one_of_the_trace():
    families = {record(name).recipe(key).family for name in TAUGHT for key in every_value(record(name))}
    named = {family for mistake in MISTAKES.values() for family in (*mistake.at, *mistake.also)}
    # Delta of softmax is a sum without a pair of output and loss too, and no taught network has that.
    assert (named | LOSS | BACK | FREE) - families <= {"delta_via", "example_delta_via"}


@every_mistake
def test_where_a_mistake_is_made_together_it_is_made_at_all(mistake):
    assert all(families <= mistake.at.keys() for families in mistake.together)


def test_a_gradient_check_is_tried_on_mistakes_of_a_whole_backward_pass_in_the_order_of_the_table():
    assert list(mistakes_of(load_preset("iris").structure)) == ["slope", "sign", "updated", "path", "half", "mean"]


def test_a_mistake_of_one_term_alone_is_none_of_a_whole_backward_pass():
    assert not MISTAKES["bias"].applies(trace(load_preset("worked")).structure)
