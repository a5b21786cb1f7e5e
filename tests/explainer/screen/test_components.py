"""What the browser sends to a part of a page that has been left meanwhile."""

import pytest
import streamlit as st

from explainer.browser.messages import Acts
from explainer.screen import components
from explainer.screen.session import KEY, Session, Store, kept
from explainer.view.view import View
from tests.explainer.screen.state import State


@pytest.fixture
def heard(monkeypatch):
    """Callbacks of the components, by the key of each."""
    found = {}

    def mount(key, **calls):
        found[key] = next(call for name, call in calls.items() if name.startswith("on_"))

    for name in ("_numbers", "_acts"):
        monkeypatch.setattr(components, name, mount)
    monkeypatch.setattr(st, "session_state", State({KEY: Store(Session(View()))}))
    components.numbers({}, pytest.fail)
    components.acts({}, pytest.fail)
    return found


def test_what_was_said_to_the_session_before_the_server_was_restarted_is_not_heard(heard):
    session = kept()
    st.session_state["acts"] = {"acts": {"session": "another", "first": 1, "acts": ["move:1"]}}
    heard["acts"]()
    assert components.reported_acts() is None
    st.session_state["acts"] = {"acts": {"session": session.name, "first": 1, "acts": ["move:1"]}}
    assert components.reported_acts() == Acts(session.name, 1, ("move:1",))


def test_of_acts_with_whole_texts_and_without_the_later_ones_are_heard(heard):
    def said(first, *acts):
        return {"session": kept().name, "first": first, "acts": list(acts)}

    st.session_state["acts"] = {"acts": said(1, "move:1"), "texts": said(1, "move:1", "read:{}")}
    assert components.reported_acts().texts == ("move:1", "read:{}")
    st.session_state["acts"] = {"acts": said(3, "undo"), "texts": None}
    assert components.reported_acts().texts == ("undo",)


@pytest.mark.parametrize("key", ["numbers", "acts"])
def test_what_comes_from_a_page_that_has_been_left_is_left_alone(heard, key):
    heard[key]()
