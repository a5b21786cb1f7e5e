"""What a reader answers: kept as it was given, and a bounded number of it."""

import pytest
import streamlit as st

from explainer.browser.messages import LONGEST_TEXT, Acts
from explainer.screen import actions, session
from explainer.screen.answers import LONGEST_NAME, MOST_NAMES, MOST_TRIES, answers, forget
from explainer.screen.session import Session, Store
from explainer.view.view import View
from tests.explainer.screen.state import State


@pytest.fixture(autouse=True)
def _reader(monkeypatch):
    monkeypatch.setattr(st, "session_state", State({session.KEY: Store(Session(View(), page="practice"))}))


def answer(*details):
    actions.act(Acts(session.kept().name, session.kept().acts + 1, tuple(f"answer:{detail}" for detail in details)))


def test_all_that_was_answered_is_kept_in_its_order():
    answer("a:0.08", "b:1", "a:0.0822")
    assert answers() == {"b": ("1",), "a": ("0.08", "0.0822")}


def test_the_same_answer_once_more_is_no_other_try():
    answer("a:0.08", "a: 0.08 ", "a:")
    assert answers()["a"] == ("0.08", "")


def test_an_answer_may_hold_a_colon_and_is_cut_where_no_number_is_so_long():
    answer("a:1:2", "b:" + "9" * 10_000)
    assert answers()["a"] == ("1:2",)
    assert len(answers()["b"][0]) == LONGEST_TEXT


def test_what_has_no_name_or_a_name_that_nobody_gave_is_not_kept():
    answer(":1", "x" * (LONGEST_NAME + 1) + ":1")
    assert answers() == {}


def test_a_bounded_number_of_answers_is_kept():
    answer(*(f"a:{n}" for n in range(MOST_TRIES + 2)))
    assert answers()["a"][-1] == str(MOST_TRIES + 1)
    assert len(answers()["a"]) == MOST_TRIES
    answer(*(f"n{n}:1" for n in range(MOST_NAMES)))
    assert len(answers()) == MOST_NAMES
    assert "a" not in answers()


def test_answers_outlast_another_page_and_another_network():
    answer("a:1")
    actions.turn_to("forward")
    actions.open_preset("iris")
    assert answers() == {"a": ("1",)}


def test_those_to_one_kind_of_question_are_forgotten_together():
    answer("check/a:1", "check/b:1", "other/a:1")
    forget("check/")
    assert answers() == {"other/a": ("1",)}


def test_a_page_that_there_is_not_is_not_turned_to():
    actions.act(Acts(session.kept().name, 1, ("page:nowhere",)))
    assert session.kept().wanted is None
