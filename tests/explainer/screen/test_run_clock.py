"""Updates that are taken by the clock."""

import pytest

from explainer.screen import actions, run_clock, session
from explainer.view import runs, view
from tests.explainer.screen.test_actions import Session

pytestmark = pytest.mark.usefixtures("own_streamlit")


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.setattr(view, "RUNS", runs.Runs())
    return Session("training", learning_rate="0.5")


def beats(reader, count):
    """Let the clock call so often."""
    for _ in range(count):
        run_clock.go_on()
        reader.rerun()


def test_a_run_that_is_played_takes_updates_at_the_readers_pace(reader):
    actions.toggle_play()
    beats(reader, 4)
    assert reader.view.updates == 4 * run_clock.USUAL_PACE * run_clock.BEAT_S


def test_the_pace_can_be_changed_while_it_is_played(reader):
    actions.toggle_play()
    session.change(plots={"pace": 1})
    beats(reader, 3)
    session.change(plots={"pace": 100})
    beats(reader, 1)
    assert (reader.view.updates, run_clock.beat()) == (3 + 50, run_clock.BEAT_S)


def test_all_updates_until_it_is_paused_are_one_change(reader):
    actions.toggle_play()
    beats(reader, 5)
    actions.toggle_play()
    assert (reader.view.updates, len(session.kept().history)) == (25, 1)
    actions.undo()
    assert reader.view.updates == 0
    actions.redo()
    assert reader.view.updates == 25


def test_the_link_is_written_when_it_is_paused(reader):
    actions.toggle_play()
    beats(reader, 2)
    assert "updates" not in reader.link
    actions.toggle_play()
    reader.rerun()
    assert reader.link["updates"] == "10"


def test_undo_while_it_is_played_stops_it_and_takes_back_all_of_it(reader):
    actions.take_update()
    actions.toggle_play()
    beats(reader, 2)
    actions.undo()
    assert (reader.view.updates, session.kept().clock) == (1, None)


@pytest.mark.parametrize(
    "act",
    [
        lambda: actions.take_update(),
        lambda: actions.go_to_update(0),
        lambda: actions.open_preset("iris"),
        lambda: actions.set_option(rule="adam"),
        lambda: actions.set_option(training="sweep"),
        lambda: actions.reset(),
    ],
)
def test_what_begins_another_run_stops_it(reader, act):
    actions.toggle_play()
    beats(reader, 2)
    act()
    assert session.kept().clock is None
    assert session.kept().history[0].updates == 0


def test_a_number_that_is_changed_stops_it_and_is_a_change_of_its_own(reader):
    actions.toggle_play()
    beats(reader, 2)
    reader.edit(w5=0.7)
    assert (session.kept().clock, reader.view.updates) == (None, 0)
    actions.undo()
    assert reader.view.updates == 10
    actions.undo()
    assert reader.view.updates == 0


@pytest.mark.parametrize("option", [{"digits": 6}, {"parameter": "w1"}, {"hide": True}, {"present": True}])
def test_what_is_only_looked_at_otherwise_lets_it_go_on(reader, option):
    actions.toggle_play()
    beats(reader, 1)
    actions.set_option(**option)
    assert session.kept().clock


def test_a_page_that_is_turned_to_stops_it(reader):
    actions.toggle_play()
    beats(reader, 2)
    reader.visit("forward")
    assert (session.kept().clock, session.kept().playing, reader.link["updates"]) == (None, False, "10")


def test_it_stops_where_no_more_updates_can_be_taken(reader, monkeypatch):
    monkeypatch.setattr(runs, "MOST_UPDATES", 8)
    actions.toggle_play()
    beats(reader, 2)
    assert (reader.view.updates, session.kept().clock) == (8, None)


def test_a_long_run_comes_to_its_end_piece_by_piece_and_is_one_change(reader):
    actions.go_to_update(1000)
    assert (reader.view.updates, session.kept().clock.until) == (0, 1000)
    for _ in range(1000 // run_clock.PIECE):
        if session.kept().clock:
            beats(reader, 1)
    assert (reader.view.updates, len(session.kept().history)) == (1000, 1)


def test_a_long_run_can_be_stopped(reader, monkeypatch):
    monkeypatch.setattr(run_clock, "BEAT_S", 0.0)
    actions.go_to_update(1000)
    beats(reader, 1)
    actions.toggle_play()
    beats(reader, 1)
    assert reader.view.updates == run_clock.PIECE


def test_a_run_that_is_there_already_is_gone_to_at_once(reader):
    reader.view.run(900)
    actions.go_to_update(900)
    assert (reader.view.updates, session.kept().clock) == (900, None)


def test_to_the_start_is_always_the_same_start(reader):
    reader.edit(w5=0.7)
    actions.take_update(10)
    actions.go_to_update(0)
    assert (reader.view.updates, dict(reader.view.values)) == (0, {"w5": 0.7, "learning_rate": 0.5})


def test_an_epoch_ends_when_every_example_has_had_its_turn():
    reader = Session("training", preset="iris", order="each_example")
    actions.take_update()
    actions.take_epoch()
    assert reader.view.updates == 3
    actions.take_epoch()
    assert reader.view.updates == 6


def test_the_key_of_play_plays_the_walk_where_there_is_one(reader):
    reader.visit("forward")
    actions.toggle_play()
    assert (session.kept().playing, session.kept().clock) == (True, None)


def test_beside_another_run_nothing_is_played():
    Session("training", training="sweep")
    actions.toggle_play()
    assert session.kept().clock is None
