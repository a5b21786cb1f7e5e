"""What Streamlit's own widgets report, and when it is not to be followed."""

import pytest
import streamlit as st

from explainer.screen import session, widgets
from explainer.screen.session import Session
from explainer.view.view import View
from tests.explainer.screen.state import State

TITLES = {"": "Its own", "house": "One for all"}


@pytest.fixture(autouse=True)
def page(monkeypatch):
    """A page that holds nothing yet."""
    monkeypatch.setattr(st, "session_state", State({session.KEY: session.Store(Session(View()))}))
    return st.session_state


@pytest.fixture
def chosen(monkeypatch, page):
    """A function that shows a widget; what it is called by once something has been chosen in it."""
    heard = {}

    def mount(label, *options, key, on_change, **how):
        heard[key] = on_change

    for name in ("selectbox", "radio", "toggle", "segmented_control"):
        monkeypatch.setattr(st, name, mount)
    return heard


def test_what_is_chosen_is_followed(page, chosen):
    widgets.choice("Notation", "notation", list(TITLES), "", TITLES.get)
    page["choice_notation"] = "house"
    chosen["choice_notation"]()
    assert session.view().notation == "house"


def test_the_first_of_several_can_be_chosen_though_it_is_called_nothing(page, chosen):
    page[session.KEY] = session.Store(Session(View(notation="house")))
    widgets.choice("Notation", "notation", list(TITLES), "house", TITLES.get)
    page["choice_notation"] = ""
    chosen["choice_notation"]()
    assert session.view().notation == ""


SHOWN = {
    "choice_digits": lambda: widgets.choice("Decimals", "digits", [4, 6], 4, str, pytest.fail),
    "lecture": lambda: widgets.radio("Lecture", "lecture", TITLES, None, pytest.fail),
    "choice_hide": lambda: widgets.switch("Hide", "hide", on=False),
    "choice_mode": lambda: widgets.segments("Look", "mode", {"": "Paths", "build": "Build"}, "", stage=0),
}
"""Key of a widget -> how it is shown."""


@pytest.mark.parametrize("key", SHOWN)
def test_what_comes_from_a_widget_that_is_gone_with_its_page_is_left_alone(key, page, chosen):
    SHOWN[key]()
    del page[key]
    chosen[key]()
    assert session.view() == View()


@pytest.mark.parametrize("key", SHOWN)
@pytest.mark.parametrize("late", ["Its own (Lecture 5)", None, 99])
def test_what_a_widget_no_longer_offers_is_left_alone(key, late, page, chosen):
    SHOWN[key]()
    page[key] = late
    chosen[key]()
    assert session.view() == View()


def test_what_a_widget_shows_is_not_chosen_by_being_reported_from_a_page_that_is_left(page, chosen):
    widgets.choice("Places", "places", [2, 4], 4, str)  # what the lecture has, where the reader has chosen nothing
    page["choice_places"] = 4
    chosen["choice_places"]()
    assert session.view() == View()


def test_what_a_widget_showed_before_the_reader_did_something_else_is_left_alone(page, chosen):
    SHOWN["choice_mode"]()
    page["choice_mode"] = "build"
    session.change(acted=True)
    chosen["choice_mode"]()
    assert session.view() == View()


def test_a_box_that_is_gone_holds_nothing(page):
    assert widgets.typed("answer") is None
    page["answer"] = "0.5"
    assert widgets.typed("answer") == "0.5"


def test_what_a_list_showed_a_moment_ago_is_not_chosen_by_a_report_that_was_on_its_way(page, chosen, monkeypatch):
    now = 100.0
    monkeypatch.setattr(widgets, "monotonic", lambda: now)
    page["choice_notation"] = "house"
    widgets.choice("Notation", "notation", list(TITLES), "", TITLES.get)  # follows the view, which has changed
    page["choice_notation"] = "house"
    now += widgets.LATE_SECONDS - 0.1
    chosen["choice_notation"]()
    assert session.view() == View()
    now += 0.2
    chosen["choice_notation"]()
    assert session.view().notation == "house"


def test_what_is_typed_into_a_box_is_followed_unless_the_box_shows_it_or_something_else_was_done(page):
    page["box"] = "0.2"
    assert widgets.entered("box", "0.1") == "0.2"
    assert widgets.entered("box", "0.2") is None
    assert widgets.entered("gone", "0.1") is None
    session.change(acted=True)
    assert widgets.entered("box", "0.1") is None
