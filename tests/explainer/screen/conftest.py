"""What tests of a session without Streamlit have in common."""

import pytest
import streamlit as st

from explainer.screen import session


@pytest.fixture
def own_streamlit(monkeypatch):
    """Put what a test sets in the place of Streamlit's back once it is over; the next one may be a page's."""
    monkeypatch.setattr(st, "session_state", None)
    monkeypatch.setattr(st, "query_params", None)
    monkeypatch.setattr(session, "get_script_run_ctx", lambda **_: None)
