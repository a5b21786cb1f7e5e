"""The card of a derivation with a mistake in it."""

import re
from functools import cache

import pytest

from backprop.mistakes import MISTAKES
from explainer.practice.finding import finding
from explainer.practice.finding_card import Verdict, finding_html, hints, line_said
from explainer.practice.search import search
from tests.explainer.examples import PRESETS, display_named

NAME = "find/abc"


@cache
def found_in(name, number=2):
    return finding(display_named(name), number)


def card(found, **texts):
    log = {f"{NAME}/{ending}": given for ending, given in texts.items()}
    right = found.true.text(found.wrong.key)
    judged = type("Judged", (), {"counts": True})
    now = search(log, NAME, len(found.lines), found.place, lambda text: judged_as(judged(), text == right))
    return finding_html(found, NAME, now, Verdict(), "Derivation 2", "No mistake is found yet.")


def judged_as(judged, is_right):
    judged.is_right = is_right
    return judged


@pytest.mark.parametrize("name", PRESETS)
def test_no_number_of_it_names_a_term_of_the_network_on_the_table(name):
    found = found_in(name)
    told = card(found, line=[str(found.place + 1)], value=[found.true.text(found.wrong.key)], which=["sign"])
    assert "As it should be" in told
    assert "data-term" not in card(found) + told


@pytest.mark.parametrize("name", PRESETS)
def test_each_line_is_a_button_with_a_name_that_says_its_numbers(name):
    found = found_in(name)
    names = re.findall(r'data-act="answer:find/abc/line:(\d+)" aria-label="([^"]+)"', card(found))
    assert [int(number) for number, _ in names] == list(range(1, len(found.lines) + 1))
    for line, (number, said) in zip(found.lines, names, strict=True):
        assert said.startswith(f"Line {number}: ")
        assert said.endswith(found.display.text(line.key))
        assert "\\" not in said


def test_the_right_value_is_not_on_the_card_before_it_is_found():
    found = found_in("worked")
    right, line = found.true.text(found.wrong.key), str(found.place + 1)
    assert right not in card(found)
    assert right not in card(found, line=[line], value=["1"])


def test_a_line_that_was_chosen_wrongly_is_worked_out():
    found = found_in("worked")
    above, below = found.place - 1, len(found.lines) - 1
    assert f"Line {above + 1} follows from the numbers in it: " in card(found, line=[str(above + 1)])
    assert "goes on from a number above it that is wrong" in card(found, line=[str(below + 1)])
    assert "Lines tried: 2." in card(found, line=[str(above + 1), str(below + 1)])


def test_the_hints_lead_to_the_line():
    found = found_in("worked")
    pointer, question, line = hints(found)
    assert "pass" in pointer or "update" in pointer
    assert str(found.place + 1) in question
    assert line.startswith(f"It is line {found.place + 1}.")
    assert "It is line" not in card(found, hints=["1"])
    assert pointer in card(found, hints=["1"])


def test_in_the_end_the_mistake_is_named_and_both_lines_are_there():
    found = found_in("worked")
    right = found.true.text(found.wrong.key)
    for which, begins in ((found.mistake, "Yes: "), ("nothing", "It is another one: ")):
        told = card(found, line=[str(found.place + 1)], value=[right], which=[which])
        assert f"{begins}{MISTAKES[found.mistake].title}." in told
        assert line_said(found.display, found.wrong) in told
        assert line_said(found.true, found.right) in told
        assert f"practise:walk:{found.wrong.key}" in told


def test_hostile_answers_are_not_on_the_card():
    found = found_in("worked")
    text = "<img src=x onerror=alert(1)>"
    told = card(found, line=[text, str(found.place + 1)], value=[text], which=[text], hints=[text], shown=[text])
    assert "<img" not in told
