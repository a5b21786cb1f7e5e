"""Which terms are worth asking for: those at which a mistake can be told from the right number."""

import math

import pytest

from backprop import load_preset, trace, with_values
from backprop.mistakes import is_clear
from tests.backprop.helpers import neuron
from tests.backprop.mistakes.taught import record

LIKE_AN_ACTIVATION = {"x1": 0.59328, "w1": 0.0, "w2": 0.0, "b1": math.log(0.59327 / 0.40673)}
"""An input that is nearly what the first unit makes of it: nobody can tell which of both was taken."""


@pytest.fixture(scope="module")
def alike():
    return trace(with_values(load_preset("worked"), LIKE_AN_ACTIVATION))


def test_a_term_whose_mistakes_are_all_far_from_it_is_clear():
    assert is_clear(record("worked"), "dL_dw1")


def test_a_term_that_a_mistake_at_a_factor_leaves_as_it_is_to_the_digits_asked_for_is_not_clear(alike):
    assert not is_clear(alike, "dL_dw5")


def test_a_term_that_is_not_clear_to_few_digits_may_be_clear_to_more(alike):
    assert is_clear(alike, "dL_dw5", digits=7)


def test_a_term_that_a_mistake_at_itself_leaves_nearly_as_it_is_is_not_clear():
    assert not is_clear(record("worked"), "new_w5")  # with or against the gradient, the step is 0.000008


def test_a_mistake_that_is_seen_nowhere_in_the_network_makes_no_term_unclear():
    assert is_clear(record("worked"), "dL_da1_1")  # by updated weights, which are the same to four digits


def test_what_goes_wrong_earlier_makes_no_term_unclear():
    assert is_clear(record("mazur"), "y_hat1")  # one summand of z1_1 is 0.0075


def test_a_mistake_that_changes_nothing_makes_no_term_unclear():
    assert is_clear(trace(neuron("identity", 0.5)), "delta1_1")  # the derivative that is left out is 1


def test_a_number_that_is_not_finite_is_not_clear():
    assert not is_clear(trace(neuron("relu", 1e308, target=-1e308)), "loss")


def test_a_term_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        is_clear(record("worked"), "dL_dw99")
