"""Texts that are to become the network: what can be used is, what cannot stays with its sentence."""

import json

import pytest
import streamlit as st

from backprop import document_from, gallery
from backprop.files import text_of
from explainer.browser.messages import Acts
from explainer.screen import actions, network_begin, network_file, session
from explainer.screen.session import Draft, Session, Store
from explainer.view.view import View
from tests.explainer.screen.state import State

FILE = text_of(gallery()["xor"])
WRONG = FILE.replace('"bias"', '"biases"', 1)


@pytest.fixture(autouse=True)
def _reader(monkeypatch):
    monkeypatch.setattr(st, "session_state", State({session.KEY: Store(Session(View(), page="chain_rule"))}))


@pytest.fixture
def shown(monkeypatch):
    """What has been shown as panels, by name."""
    found = {}
    for module in (network_begin, network_file):
        monkeypatch.setattr(module, "show", found.__setitem__)
    return found


def do(*acts):
    actions.act(Acts(session.kept().name, session.kept().acts + 1, acts))


def test_a_file_becomes_the_network_on_its_own_page_and_undo_returns():
    session.change(view=View(values={"w5": 0.7}))
    do(f"read:{FILE}")
    assert document_from(session.view().problem) == document_from(gallery()["xor"])
    assert (session.wanted_page(), session.view().section) == ("your_network", "")
    do("undo")
    assert session.view() == View(values={"w5": 0.7})


def test_a_file_whose_report_comes_again_is_not_opened_again():
    report = Acts(session.kept().name, 1, (f"read:{FILE}",))
    actions.act(report)
    do("undo")
    actions.act(report)
    assert session.view() == View()


def test_a_table_becomes_the_examples_of_the_network():
    do("read:1;0\n0,5;1\n")
    assert session.view().problem.x.tolist() == [[1], [0.5]]
    assert (session.wanted_page(), session.view().section) == ("your_network", "data")


def test_a_text_that_cannot_be_used_stays_with_its_sentence_until_one_can():
    do(f"read:{WRONG}")
    assert session.view() == View(section="file")
    assert session.wanted_page() == "your_network"
    assert session.kept().draft == Draft(WRONG, "Layer 1 has 'biases', which is not known here; did you mean 'bias'?")
    do(f"keep:{WRONG} ")
    assert session.kept().draft.text == f"{WRONG} "
    assert session.kept().draft.why
    do(f"read:{FILE}")
    assert session.kept().draft == Draft()


def test_a_text_is_given_up_for_the_network_on_the_table():
    do(f"read:{WRONG}", "keep:")
    assert session.kept().draft == Draft()


def test_a_file_that_is_not_read_leaves_the_text_in_its_box_alone():
    do("keep:mine", "unread:large:big.csv")
    assert session.kept().draft == Draft(
        "mine", "“big.csv” has more than 256 KiB, the most that a network file or a table may have."
    )
    do("unread:nothing:else")
    assert session.kept().draft.why.startswith("“big.csv”")


def test_what_is_said_of_a_network_goes_into_its_file_and_no_further_than_it_may():
    do("say:title:  Mine ", f"say:about:{'a' * 3000}", "say:layers:[]")
    said = session.view().problem.description
    assert (said.title, said.about) == ("Mine", "a" * 2000)
    assert session.view().origin.title == "Mine"


@pytest.mark.parametrize(("name", "title"), [("xor", "XOR 2-2-1"), ("empty", "Empty"), ("mazur", "Mazur 2-2-2")])
def test_what_is_begun_from_is_pressed_and_nothing_else(shown, name, title):
    do(f"open:{name}")
    network_begin.show_begin()
    pressed = [part.partition("</strong>")[0] for part in shown["begin"].split('aria-pressed="true"><strong>')[1:]]
    assert pressed == [title]


def test_looking_through_beginnings_is_one_change():
    session.change(view=View(values={"w5": 0.7}))
    do("open:xor", "open:chain", "open:empty", "undo")
    assert session.view() == View(values={"w5": 0.7})


@pytest.mark.parametrize("act", ["open:banana", "open:", "read", "keep", "unread", "say", "say:"])
def test_an_act_that_says_nothing_changes_no_network(act):
    do(act)
    assert session.view().table == View().table


def test_a_hostile_text_never_becomes_markup(shown):
    hostile = '</textarea><img src=x onerror="alert(1)">'
    document = {**json.loads(FILE), "title": hostile, "about": hostile}
    do(f"read:{json.dumps(document)}", f"read:{hostile}", f"unread:binary:{hostile}")
    network_file.show_file()
    network_begin.show_begin()
    assert not any("<img" in html for html in shown.values())
    assert shown["file"].count("&lt;img") == 4


def test_the_box_shows_the_network_on_the_table_with_the_readers_numbers(shown):
    session.change(view=View(values={"w5": 0.7}))
    network_file.show_file()
    assert "[0.7]" in shown["file"]


def test_a_link_that_nobody_else_can_open_is_not_called_one(shown, monkeypatch):
    do(f"read:{FILE}")
    network_file.show_file()
    assert "in any browser" in shown["file"]
    monkeypatch.setattr("explainer.view.own.MOST_IN_LINK", 10)
    network_file.show_file()
    assert "in any browser" not in shown["file"]
    assert "on this server only" in shown["file"]
