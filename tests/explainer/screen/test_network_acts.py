"""What a reader does to the form of a network is one change each, which undo takes back; what does not fit is said."""

import pytest
import streamlit as st

from backprop.building import empty
from explainer.browser.messages import Acts, Edit
from explainer.screen import actions, network_acts, session
from explainer.view.moves import open_network
from explainer.view.view import View
from tests.explainer.screen.state import State


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """The page on which a network is made, with the empty form on the table."""
    began = session.Session(open_network(View(), empty()), page="your_network")
    monkeypatch.setattr(st, "session_state", State({session.KEY: session.Store(began)}))


def act(*texts):
    actions.act(Acts(session.kept().name, session.kept().acts + 1, texts))


def said():
    return " ".join(session.kept().refused.values())


def structure():
    return session.view().structure


@pytest.mark.parametrize(
    ("done", "sizes"),
    [
        ("build:layer:0", (2, 2, 2, 1)),
        ("build:out:0", (2, 1)),
        ("build:wish:units1=5,inputs=3", (3, 5, 1)),
    ],
)
def test_a_change_of_the_form_is_one_step_of_undo(done, sizes):
    before = session.view()
    act(done)
    assert structure().sizes == sizes
    act("undo")
    assert session.view().table == before.table
    act("redo")
    assert structure().sizes == sizes


def test_examples_are_added_and_one_is_removed():
    act("build:example", "build:example", "paste:x1@1:1 1 1\n2 2 2\n3 3 3", "build:drop:2")
    assert session.view().problem.x.tolist() == [[1, 1], [3, 3]]


def test_a_block_that_is_pasted_is_one_step_of_undo():
    act("paste:w1:[[1, 2], [3, 4]]")
    assert session.view().problem.network.layers[0].W.tolist() == [[1, 2], [3, 4]]
    act("undo")
    assert session.view().values == {}


def test_a_block_that_does_not_fit_is_said_until_a_number_changes():
    act("paste:w1:1 2 3")
    assert "1 row and 3 columns" in said()
    actions.edit(Edit(1, {"w1": 0.5}, {}, True))
    assert said() == ""


def test_what_does_not_fit_is_said_no_longer_when_something_else_is_done():
    act("paste:w1:1 2 3")
    assert said()
    actions.set_option(section="data")
    assert said() == ""


def test_a_wish_is_undone_alone():
    act("build:wish:activation2=relu", "build:wish:loss=cross_entropy")
    assert dict(session.view().wishes) == {"loss": "cross_entropy"}
    act("undo")
    assert session.view().wishes == ()
    assert structure().activations[-1] == "relu"


def test_a_number_that_lets_a_wish_fit_is_one_change_with_it():
    actions.edit(Edit(1, {"y1": 2.0}, {}, True))
    act("build:wish:loss=binary_cross_entropy")
    actions.edit(Edit(2, {"y1": 0.5}, {}, True))
    assert (structure().loss, session.view().problem.y.tolist()) == ("binary_cross_entropy", [[0.5]])
    act("undo")
    assert (structure().loss, session.view().problem.y.tolist()) == ("half_squared_error", [[2.0]])


def test_a_random_start_is_the_same_for_the_same_seed_and_one_step_of_undo():
    began = session.view().table
    network_acts.draw("xavier", 7)
    drawn = session.view().table
    act("undo")
    assert session.view().table == began
    network_acts.draw("xavier", 7)
    assert session.view().table == drawn != began


def test_a_name_may_hold_what_separates_wishes():
    act("build:name:input_name1=a,b=c")
    assert session.view().problem.description.input_names == ("a,b=c", "x2")


NO_CHANGES = (
    "build:|build:layer:x|build:layer:|build:layer:--1|build:out:99|build:drop:0|build:drop:-1|build:drop:²|build:wish:|"
    "build:wish:units1|paste:|paste:nothing:1 2|paste:learning_rate:1 2"
)


@pytest.mark.parametrize("text", NO_CHANGES.split("|"))
def test_what_is_no_change_is_left_alone(text):
    before = session.view()
    act(text)
    assert session.view() == before


def test_nothing_is_built_on_another_page():
    session.change(page="forward")
    before = session.view()
    act("build:layer:0", "paste:w1:1 2")
    assert session.view() == before


def test_what_did_not_fit_on_one_part_of_the_page_is_not_said_on_another():
    act("paste:w1:1 2 3 4")
    assert "there is room" in said()
    actions.set_option(section="layers")
    assert said() == ""
