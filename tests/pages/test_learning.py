"""A reader chooses how the network learns, on the update page, and in the form of an own network."""

import pytest

from backprop import train, values_by_name
from explainer.view import own
from explainer.view.view import View
from tests.explainer.examples import FILES, problem_named
from tests.pages.reader import Reader, tells_the_numbers_that_move


def true_of(reader):
    """Check every number on the page against a fresh trace, and what the live path sends against the page."""
    expected = reader.expected
    assert reader.faults == []
    assert [(key, text) for key, text in reader.shown if text != expected.text(key)] == []
    tells_the_numbers_that_move(reader, values_by_name(reader.view.problem))
    return True


def test_choosing_a_rule_goes_on_with_the_same_run_by_that_rule():
    reader = Reader("update", preset="mazur").press("Take the update").press("Take the update")
    reader.pick("choice_rule", "momentum").pick("choice_penalty", "on")
    assert reader.link == {"preset": "mazur", "rule": "momentum", "penalty": "on", "updates": "2"}
    assert reader.view.problem.memory.updates == 2
    assert values_by_name(reader.view.problem) == values_by_name(train(reader.view.begun, 2).problem)
    assert true_of(reader)
    reader.pick("choice_rule", "gradient_descent").pick("choice_penalty", "off")
    assert reader.link == {"preset": "mazur", "updates": "2"}


def test_each_example_has_its_turn_and_is_named():
    reader = Reader("update", preset="iris", rule="adam", step="alone_dL_dw1_11", parameter="w1_11")
    reader.pick("choice_order", "each_example")
    for turn in ("example 1 in epoch 1", "example 2 in epoch 1", "example 3 in epoch 1", "example 1 in epoch 2"):
        assert turn in reader.panels["outcome"]
        assert true_of(reader)
        reader.press("Take the update")
    assert "Update 4 taken." in reader.panels["outcome"]


def test_a_number_that_is_changed_begins_a_run_in_which_no_update_was_taken():
    reader = Reader("update").press("Take the update")
    reader.pick("choice_rule", "adam")
    assert "Update 1 taken" in reader.panels["outcome"]
    assert reader.view.change({"beta1": 0.5}).updates == 0


def test_a_drawn_order_has_a_seed_and_a_text_that_is_none_is_said():
    reader = Reader("update", preset="iris", order="shuffled")
    box = reader.app.text_input(key="learning_seed")
    box.set_value("7").run()
    assert (reader.link["order"], reader.link["seed"]) == ("shuffled", "7")
    reader.app.text_input(key="learning_seed").set_value("seven").run()
    assert reader.link["seed"] == "7"
    assert "whole number" in str(reader.live["refused"])


@pytest.mark.parametrize("name", ["momentum-shuffled", "adam-decay"])
def test_a_file_that_says_how_it_learns_opens_so(name):
    network = own.in_link(own.pack(problem_named(name)))
    reader = Reader("your_network", network=network, section="layers")
    wanted = FILES[name].get("update", {}).get("rule", "gradient_descent")
    assert reader.app.selectbox(key="choice_rule").value == wanted
    assert reader.app.selectbox(key="choice_penalty").value == ("on" if "l2" in FILES[name] else "off")
    assert true_of(reader)
    assert View(network=own.from_link(network)).problem.rule == wanted
