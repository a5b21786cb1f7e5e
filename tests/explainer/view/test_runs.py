"""The updates that have been taken: of whom, how many are kept, and how many can be shown."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from backprop import load_preset, train, with_values
from backprop.network import Learning
from backprop.rules import RULES
from explainer.view.runs import LARGEST, MOST_OF_ONE, MOST_UPDATES, Runs, last_usable, most_updates, size
from tests.backprop.helpers import layer, problem

WORKED, MAZUR = load_preset("worked"), load_preset("mazur")
STEEP = problem(layer([[2.0]]), layer([[2.0]]), layer([[2.0]]), inputs=[[2.0]], learning_rate=1.0)
"""Its parameters are −126 after one update, and 10¹¹ after two."""


def never():
    raise AssertionError("This run was there already.")


def equal(one, other):
    pairs = [(getattr(one, name), getattr(other, name)) for name in ("losses", "parameters", "first", "second")]
    return all((a is None and b is None) or np.array_equal(a, b) for a, b in pairs)


def test_a_run_is_computed_once():
    runs = Runs()
    first = runs.of("a", lambda: WORKED, 5)
    assert runs.of("a", never, 5) is first
    assert runs.of("a", never, 3) is first


@pytest.mark.parametrize("rule", RULES)
def test_a_run_is_gone_on_with_where_more_of_it_is_asked_for(rule):
    start, runs = replace(WORKED, learning=Learning(rule)), Runs()
    runs.of("a", lambda: start, 3)
    assert equal(runs.of("a", never, 8), train(start, 8))


def test_runs_that_began_elsewhere_do_not_mix():
    runs = Runs()
    for updates in (2, 4):
        one, other = runs.of("worked", lambda: WORKED, updates), runs.of("mazur", lambda: MAZUR, updates)
        assert (equal(one, train(WORKED, updates)), equal(other, train(MAZUR, updates))) == (True, True)


def test_whether_so_many_updates_are_there_is_known_without_taking_them():
    runs = Runs()
    assert not runs.holds("a", 0)
    runs.of("a", lambda: WORKED, 4)
    assert (runs.holds("a", 4), runs.holds("a", 5), runs.holds("b", 1)) == (True, False, False)


def test_all_runs_together_take_a_bounded_room():
    one = size(train(WORKED, 10))
    runs = Runs(most=5 * one)
    for number in range(50):
        runs.of(number, lambda: WORKED, 10)
        assert runs.size <= 5 * one
    assert [number for number in range(50) if runs.holds(number, 10)] == [45, 46, 47, 48, 49]


def test_the_run_that_was_asked_for_longest_ago_goes_first():
    runs = Runs(most=2 * size(train(WORKED, 10)))
    for key in ("a", "b", "a", "c"):
        runs.of(key, lambda: WORKED, 10)
    assert [runs.holds(key, 10) for key in "abc"] == [True, False, True]


def test_the_newest_run_is_kept_however_long_it_is():
    runs = Runs(most=1)
    runs.of("a", lambda: WORKED, 1)
    runs.of("b", lambda: WORKED, 50)
    assert (runs.holds("a", 1), runs.holds("b", 50)) == (False, True)


def test_the_room_of_a_run_is_counted_anew_where_it_is_gone_on_with():
    runs = Runs()
    for updates in (1, 5, 3, 9):
        runs.of("a", lambda: WORKED, updates)
    assert runs.size == size(train(WORKED, 9))


def test_a_run_without_updates_counts_for_what_it_begins_with():
    large = problem(layer(np.ones((12, 12)).tolist()), inputs=np.ones((200, 12)).tolist(), targets=[[0.0] * 12] * 200)
    assert size(train(large, 1)) > 10 * 200 * 24


def test_readers_who_go_on_with_the_same_run_at_once_get_the_same_numbers():
    start, runs, found = replace(WORKED, learning=Learning("adam")), Runs(), {}
    meet = threading.Barrier(4)

    def ask(updates):
        runs.of("a", lambda: start, 1)
        meet.wait()
        found[updates] = runs.of("a", lambda: start, updates)

    threads = [threading.Thread(target=ask, args=(updates,)) for updates in (10, 20, 30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = train(start, 40)
    for updates, run in found.items():
        assert run.updates >= updates
        assert np.array_equal(run.parameters, whole.parameters[: run.updates + 1])
    assert runs.size == size(runs.of("a", never, 40))


@pytest.mark.parametrize("parameters", [1, 8, 99, 100, 101, 1000])
def test_no_run_keeps_more_numbers_than_one_may(parameters):
    most = most_updates(parameters)
    assert 0 < most <= MOST_UPDATES
    assert most * parameters <= MOST_OF_ONE


def test_a_parameter_can_be_shown_until_it_is_beyond_the_largest():
    assert last_usable(train(STEEP, 5)) == 1
    assert last_usable(train(WORKED, 5)) == 5


def test_what_is_not_a_number_cannot_be_shown():
    start = with_values(STEEP, {"learning_rate": 1e300})
    assert np.isnan(train(start, 4).parameters[-1]).all()
    assert last_usable(train(start, 4)) == 0


@pytest.mark.parametrize("updates", [0, 1, 3])
def test_the_start_is_shown_however_large_its_numbers_are(updates):
    large = problem(layer([[2 * LARGEST]]), learning_rate=1e-9)
    assert last_usable(train(large, updates)) == 0
