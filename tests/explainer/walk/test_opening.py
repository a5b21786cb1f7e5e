"""What the network has just done, in words."""

import re

from explainer.walk.opening import opening
from tests.explainer.examples import display_named, problem_named, small_networks
from tests.explainer.markup import fragment


def plain(markup):
    return re.sub(r"<[^>]*>", "", markup)


def test_the_worked_example_says_what_it_answered_and_what_the_target_was():
    said = plain(opening(display_named("worked")))
    assert said.startswith("It answered 0.7514; the target is 0.01. ")
    assert "half the squared difference, L = 0.2748" in said


def test_several_outputs_are_listed():
    assert "; the targets are 0.01 and 0.99." in plain(opening(display_named("mazur")))


def test_of_a_batch_it_is_said_which_example_was_answered():
    said = plain(opening(display_named("iris")))
    assert said.startswith("To example 1 of 3 it answered ")
    assert "over all 3 examples, MSE = 0.4153" in said


@small_networks
def test_every_output_target_and_the_loss_are_numbers_that_stay_true(name):
    shown, n, s = display_named(name), display_named(name).trace.names, problem_named(name).structure
    terms = [e["attributes"]["data-term"] for e in fragment(opening(shown)).with_attribute("data-term")]
    units = range(s.outputs)
    targets = range(s.targets)
    assert terms == [*(n.a(s.depth - 1, 0, k) for k in units), *(n.y(0, k) for k in targets), "loss"]


def test_of_very_many_outputs_some_are_listed_and_the_others_counted():
    assert opening(display_named("deep")).striptags().count(" and 7 more") == 2
