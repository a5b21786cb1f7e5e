"""A reader's own numbers: taken down, put in as a block, judged on from each other, forgotten."""

import pytest
import streamlit as st

from explainer.browser.messages import Acts
from explainer.practice.checking import box_name
from explainer.screen import actions, session
from explainer.screen.answers import answers
from explainer.screen.check_answers import asked_beside, boxes, texts
from explainer.screen.session import Session, Store
from explainer.view.view import View
from tests.explainer.screen.state import State


@pytest.fixture
def reader(monkeypatch):
    def begin(page="check", **view):
        monkeypatch.setattr(st, "session_state", State({session.KEY: Store(Session(View(**view), page=page))}))

    return begin


def act(*texts):
    actions.act(Acts(session.kept().name, session.kept().acts + 1, texts))


def name(key):
    return box_name(session.view().table, key)


def test_a_block_is_put_in_as_a_whole_and_what_does_not_fit_is_said(reader):
    reader()
    act(f"fill:{name('z1_1')}:0.3775\n0.5933")
    assert texts() == {"z1_1": "0.3775", "a1_1": "0.5933"}
    act(f"fill:{name('new_loss')}:1\n2")
    assert texts() == {"z1_1": "0.3775", "a1_1": "0.5933"}
    assert "Nothing was taken over." in " ".join(session.kept().refused.values())
    act(f"fill:{name('nowhere')}:1\n2", "fill::", "fill:x")
    assert len(texts()) == 2


def test_what_was_typed_for_this_network_alone_is_cleared(reader):
    reader()
    act(f"answer:{name('loss')}:0.27", "answer:check/iris/loss:1", "answer:sum/1/a:2", "clear:check")
    assert answers() == {"check/iris/loss": ("1",), "sum/1/a": ("2",)}


def test_a_name_that_is_no_term_is_left_alone(reader):
    reader()
    act(f"answer:{name('<b>')}:1")
    assert texts() == {}


@pytest.mark.parametrize(("text", "revealed"), [("0.08217", "dL_dw5"), ("0.0823", ""), ("banana", "")])
def test_a_hidden_answer_is_revealed_by_the_right_number_alone(reader, text, revealed):
    reader("chain_rule", hide=True)
    act(f"answer:{name('dL_dw5')}:{text}")
    assert session.view().revealed == revealed


def test_an_answer_to_another_step_reveals_nothing(reader):
    reader("chain_rule", hide=True)
    act(f"answer:{name('loss')}:0.2748")
    assert session.view().revealed == ""


def test_later_steps_are_judged_on_the_readers_own_numbers_and_it_is_said(reader):
    reader("forward", step="a1_1")
    act(f"answer:{name('z1_1')}:0.5775", f"answer:{name('a1_1')}:0.6405")
    box = boxes(session.display(), ["a1_1"], texts())["a1_1"]
    assert box.verdict.kind == "carried"
    assert "Right from your <i>z</i><sub>h1</sub>, which was not" in asked_beside(session.display(), "a1_1")


def test_a_number_that_is_changed_has_what_was_typed_judged_again(reader):
    reader("forward", step="loss")
    act(f"answer:{name('loss')}:0.2748")
    assert boxes(session.display(), ["loss"], texts())["loss"].verdict.is_right
    session.put(session.view().change({"w5": 0.9}))
    assert not boxes(session.display(), ["loss"], texts())["loss"].verdict.is_right
    assert texts() == {"loss": "0.2748"}


def test_what_the_lecture_prints_too_is_said_of_its_own_numbers_alone(reader):
    reader("update", step="new_w5")
    act(f"answer:{name('new_w5')}:0.399927")
    said = asked_beside(session.display(), "new_w5")
    assert "The lecture prints this too" in said
    assert "none of the usual mistakes" not in said
    session.put(session.view().change({"w1": 0.9}))
    assert "The lecture prints this too" not in asked_beside(session.display(), "new_w5")
