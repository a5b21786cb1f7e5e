"""Two runs side by side, as a reader without a browser meets them."""

from explainer.view import own
from tests.pages.reader import Reader

REGRESSION = {"network": own.in_link(own.begun("regression"))}


def test_the_reader_says_which_run_is_lower_before_it_is_shown():
    reader = Reader("training", training="compare", other="learning_rate:1", **REGRESSION)
    assert "two_runs_answer" not in reader.panels
    reader.press("Second: learning rate 1")
    assert reader.faults == []
    said = reader.panels["two_runs_answer"]
    assert "You said the second; it is not." in said
    assert "The loss of the first falls; that of the second diverges, at update 23." in said
    assert "Second run: At update 23 " in said
    assert "undefined" not in reader.panels["two_ends"]


def test_the_second_run_can_be_taken_over_and_one_undo_goes_back():
    reader = Reader("training", training="compare", other="learning_rate:0.2", updates="3", **REGRESSION)
    reader.press("Show both").press("Go on with the second: learning rate 0.2")
    assert (reader.values, reader.view.updates) == ({"learning_rate": 0.2}, 3)
    assert reader.link["other"] == "learning_rate:0.1"
    reader.act("undo")
    assert (reader.values, reader.view.updates) == ({}, 3)


def test_a_way_to_learn_that_was_taken_over_is_undone_too():
    reader = Reader("training", training="compare", other="order:each_example", **REGRESSION)
    reader.press("Show both").press("Go on with the second: one example each")
    assert reader.link["order"] == "each_example"
    reader.act("undo")
    assert "order" not in reader.link
