"""How many updates have led to what is on screen."""

from dataclasses import replace

from explainer.view.updates import updates_taken
from explainer.view.view import View


def test_an_update_replaces_every_parameter_and_nothing_else():
    before = View("worked", {"learning_rate": 1.0})
    after = before.updated
    assert after.values.keys() == {"learning_rate", "w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2"}
    assert round(after.values["w5"], 10) == 0.3178329594


def test_updates_are_counted_back_to_what_was_no_update():
    start = View()
    first = start.updated
    second = first.updated
    changed = second.change({"w5": 0.7})
    assert updates_taken([], start) == 0
    assert updates_taken([start], first) == 1
    assert updates_taken([start, first], second) == 2
    assert updates_taken([start, first, second], changed) == 0
    assert updates_taken([start, first, second, changed], changed.updated) == 1


def test_an_update_that_is_undone_is_not_counted():
    start = View()
    assert updates_taken([start], start.updated.updated) == 0
    assert updates_taken([], start) == 0


def test_looking_at_another_step_keeps_the_count():
    start = View()
    assert updates_taken([start], replace(start.updated, step="new_w6", parameter="w6")) == 1


def test_another_network_begins_at_none():
    assert updates_taken([View()], View("mazur")) == 0
