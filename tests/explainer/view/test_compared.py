"""Two runs from the same start, of which one thing differs."""

from dataclasses import replace

import pytest

from backprop import presets, values_by_name
from explainer.view import own
from explainer.view.compared import other, other_view, taken_over, things, usual, values
from explainer.view.link import from_link, to_link
from explainer.view.view import View
from tests.closeness import close_to

IRIS = View("iris")


@pytest.mark.parametrize("name", presets())
def test_every_difference_that_is_offered_can_be_linked_and_run(name):
    view = View(name)
    for thing in things(view):
        for value in {*values(view, thing), usual(view, thing)}:
            with_other = replace(view, other=f"{thing}:{value}")
            assert from_link(to_link(with_other)) == (with_other, "")
            ran = other_view(with_other).run(3)
            assert ran.losses[0] == close_to(view.run(3).losses[0])


def test_both_runs_begin_with_the_same_numbers_also_after_updates():
    view = replace(IRIS, updates=5, other="learning_rate:3.0")
    first, second = (values_by_name(some.begun) for some in (view, other_view(view)))
    assert (first.pop("learning_rate"), second.pop("learning_rate")) == (0.1, 3.0)
    assert first == second


@pytest.mark.parametrize("differs", ["learning_rate:3.0", "rule:adam", "order:each_example", "penalty:on"])
def test_what_is_taken_over_swaps_the_two_runs_and_keeps_the_number_of_updates(differs):
    before = replace(IRIS, updates=5, other=differs)
    after = taken_over(before)
    assert after.updates == 5
    assert after.run(20).losses[:21] == close_to(other_view(before).run(20).losses[:21])
    assert other_view(after).run(20).losses[:21] == close_to(before.run(20).losses[:21])


@pytest.mark.parametrize("differs", ["learning_rate:3.0", "rule:adam", "order:each_example", "penalty:on"])
def test_what_is_taken_over_twice_is_as_it_was(differs):
    before = replace(IRIS, other=differs)
    twice = taken_over(taken_over(before))
    assert replace(twice, other="") == replace(before, other="")


@pytest.mark.parametrize("differs", ["rule:momentum", "penalty:off"])
def test_numbers_that_only_the_first_run_needs_are_not_in_the_second(differs):
    view = replace(IRIS, rule="adam", penalty="on", values={"beta1": 0.5, "l2": 0.2, "x1@1": 3.0}, other=differs)
    kept = {"rule:momentum": {"l2": 0.2, "x1@1": 3.0}, "penalty:off": {"beta1": 0.5, "x1@1": 3.0}}[differs]
    assert (other_view(view).values, other_view(view).run(2).updates >= 2) == (kept, True)


def test_the_learning_rate_is_ten_times_as_large_where_nothing_is_said():
    assert other(IRIS) == ("learning_rate", "1.0")


def test_where_ten_times_is_too_large_it_is_a_tenth():
    assert other(IRIS.change({"learning_rate": 9999.0})) == ("learning_rate", "999.9")


def test_a_learning_rate_of_nothing_is_compared_with_a_tenth():
    assert other(IRIS.change({"learning_rate": 0.0})) == ("learning_rate", "0.1")


@pytest.mark.parametrize(
    "text",
    ["banana", "learning_rate:", "learning_rate:-1", "learning_rate:nan", "rule:", "rule:sgd", "order:", "w5:1", ":"],
)
def test_what_names_no_other_run_is_left_out_of_a_link_with_a_note(text):
    view, note = from_link({"other": text})
    assert (view, "other" in note) == (View(), True)


def test_one_example_has_no_order_to_compare():
    assert from_link({"other": "order:each_example"})[0] == View()


def test_a_learning_rate_can_be_written_as_people_write_it():
    assert from_link({"other": "learning_rate:1/4"})[0].other == "learning_rate:0.25"


def test_an_own_network_can_be_compared_too():
    view = View(network=own.begun("xor"))
    assert other_view(replace(view, other="order:shuffled")).run(4).updates >= 4
