"""What the browser sends to a part of a page that has been left meanwhile."""

import pytest
import streamlit as st

from explainer.screen import components


@pytest.fixture
def heard(monkeypatch):
    """Callbacks of the components, by the key of each."""
    found = {}

    def mount(key, **calls):
        found[key] = next(call for name, call in calls.items() if name.startswith("on_"))

    for name in ("_numbers", "_acts"):
        monkeypatch.setattr(components, name, mount)
    monkeypatch.setattr(st, "session_state", {})
    components.numbers({}, pytest.fail)
    components.acts({}, pytest.fail)
    return found


@pytest.mark.parametrize("key", ["numbers", "acts"])
def test_what_comes_from_a_page_that_has_been_left_is_left_alone(heard, key):
    heard[key]()
