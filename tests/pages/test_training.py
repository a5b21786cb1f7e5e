"""The page on which a network is trained, as a reader meets it."""

import re

import pytest

from backprop import train, with_values
from explainer.view import runs
from tests.pages.reader import Reader


@pytest.fixture(scope="module")
def trained():
    """A page that is only looked at."""
    return Reader("training", learning_rate="0.5", updates="120")


def alts(reader):
    return [plot.proto.alt for plot in reader.app.get("plotly_chart")]


def test_the_course_of_the_loss_is_said_beside_its_plot(trained):
    assert alts(trained)[0].startswith("The loss falls from 0.2748 to 0.002840 in 120 updates.")


def test_every_plot_says_what_is_seen_in_it(trained):
    assert len(alts(trained)) == 2
    assert all(alts(trained))


def test_the_table_holds_exactly_the_numbers_of_the_run_around_the_present_update(trained):
    table = trained.app.dataframe[0].value
    run = train(trained.view.begun, 130)
    rows = list(table.index)
    assert 120 in rows
    assert table["loss"].to_list() == run.losses[rows].tolist()
    assert table[[p.name for p in trained.view.names.parameters]].to_numpy().tolist() == run.parameters[rows].tolist()


def test_the_next_update_is_one_after_the_numbers_on_screen(trained):
    said = dict(trained.shown)
    again = trained.expected
    assert said["new_loss|fine"] == again.text("new_loss|fine")


def test_buttons_take_updates_and_take_them_back():
    reader = Reader("training", learning_rate="0.5")
    assert not reader.enabled("Back one")
    assert reader.press("Ten").press("One update").view.updates == 11
    assert reader.link == {"learning_rate": "0.5", "updates": "11"}
    assert reader.press("Back one").view.updates == 10
    assert reader.press("To the start").view.updates == 0
    assert reader.act("undo").view.updates == 10


def test_keys_do_what_the_buttons_do_and_no_others_are_heard():
    reader = Reader("training", preset="iris", order="each_example")
    assert reader.act("updates:10", "updates:-1", "epoch").view.updates == 12
    assert reader.act("updates:5000", "updates:x").view.updates == 12
    assert reader.act("start").view.updates == 0


def test_a_number_in_the_box_leads_to_that_update():
    reader = Reader("training")
    reader.app.number_input[0].set_value(25).run()
    assert (reader.view.updates, reader.app.number_input[0].value) == (25, None)


def test_what_lies_ahead_is_hidden_with_all_that_says_it():
    reader = Reader("training", learning_rate="0.5", updates="10", hide="1")
    assert "dotted" not in alts(reader)[0]
    assert "new_loss" not in dict(reader.shown)
    assert reader.app.dataframe[0].value.index[-1] == 10


def test_a_guess_is_judged_ten_updates_later():
    reader = Reader("training", learning_rate="0.5")
    reader.app.radio[0].set_value("higher").run()
    assert "guess" not in reader.panels
    reader.press("Ten")
    assert "You said higher; it is lower" in reader.panels["guess"]
    assert "guess" not in reader.press("One update").panels


def test_a_run_that_cannot_go_on_says_why_and_offers_no_further_update(monkeypatch):
    monkeypatch.setattr(runs, "MOST_UPDATES", 30)
    reader = Reader("training", updates="30")
    assert "30 updates can be taken" in reader.panels["training_run"]
    assert not any(map(reader.enabled, ("One update", "Ten", "Play")))
    assert reader.enabled("Back one")


def test_a_long_run_shows_how_far_it_has_come_and_can_be_stopped():
    reader = Reader("training", learning_rate="0.37")
    reader.app.number_input[0].set_value(5000).run()
    assert re.fullmatch(r"[\d,]+ of 5,000 updates", reader.app.get("progress")[0].proto.text)
    reader.press("Stop")
    assert not reader.app.get("progress")
    assert reader.view.updates < 5000


def test_the_same_start_is_trained_by_another_rule_where_that_is_chosen():
    reader = Reader("training", learning_rate="0.5", updates="5")
    reader.pick("choice_rule", "momentum")
    assert reader.view.updates == 5
    start = with_values(reader.view.ready, {"learning_rate": 0.5})
    assert reader.view.run(5).losses[:6].tolist() == train(start, 5).losses.tolist()
