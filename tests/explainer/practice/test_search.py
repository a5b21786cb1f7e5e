"""How far a reader has come with finding a mistake, and the score."""

from dataclasses import dataclass

import pytest

from explainer.practice.search import find_name, notes, score_said, search

NAME = find_name("a network", 1)


@dataclass(frozen=True)
class Judged:
    is_right: bool
    counts: bool


def judged(text):
    return Judged(text == "0.5", text != "half")


def searched(**texts):
    """Return the search of a derivation of six lines, the third of which is wrong."""
    return search({f"{NAME}/{ending}": given for ending, given in texts.items()}, NAME, 6, 2, judged)


def test_first_the_line_is_asked_for_then_its_value_then_the_mistake():
    assert searched().stage == "line"
    assert searched(line=["5"]).stage == "line"
    assert searched(line=["5", "3"]).stage == "value"
    assert searched(line=["3"], value=["0.4"]).stage == "value"
    assert searched(line=["3"], value=["0.4", "0.5"]).stage == "which"
    assert searched(line=["3"], value=["0.5"], which=["sign"]).stage == "told"


def test_no_line_counts_after_the_wrong_one_is_found():
    assert searched(line=["5", "3", "1"]).chosen == (4, 2)


@pytest.mark.parametrize("text", ["", "0", "7", "-3", "³", "3.0", "99999999999", "<b>3</b>"])
def test_what_is_no_line_is_left_alone(text):
    assert searched(line=[text]).chosen == ()


def test_what_costs_no_try_is_none():
    assert searched(line=["3"], value=["half", "0.4", "0.5"]).values == 2
    assert searched(line=["3"], value=["half", "0.5"], which=["sign"]).outcome == "first"


def test_the_first_right_value_stands():
    found = searched(line=["3"], value=["0.5", "0.4"])
    assert found.is_right
    assert found.text == "0.5"


@pytest.mark.parametrize(
    ("texts", "outcome"),
    [
        ({}, None),
        ({"line": ["3"], "value": ["0.5"]}, None),
        ({"line": ["3"], "value": ["0.5"], "which": ["sign"]}, "first"),
        ({"line": ["1", "3"], "value": ["0.5"], "which": ["sign"]}, "later"),
        ({"line": ["3"], "value": ["0.4", "0.5"], "which": ["sign"]}, "later"),
        ({"line": ["3"], "value": ["0.5"], "which": ["sign"], "hints": ["1"]}, "later"),
        ({"line": ["3"], "shown": ["value"], "which": ["sign"]}, "shown"),
        ({"shown": ["line", "value"], "which": ["sign"]}, "shown"),
    ],
)
def test_what_comes_of_it_is_noted_once_nothing_is_asked_any_more(texts, outcome):
    found = searched(**texts)
    assert found.outcome == outcome
    assert list(notes(NAME, found)) == ([(f"{NAME}/done", outcome)] if outcome else [])


def test_the_score_counts_derivations_alone():
    log = {f"{find_name(n)}/done": [outcome] for n, outcome in enumerate(["first", "shown", "first"])}
    log |= {"exercise/gradient/a/done": ["first"], f"{NAME}/line": ["3"]}
    assert score_said(log) == "Mistakes found: 2 at the first try, 1 shown."
    assert score_said({}) == "No mistake is found yet."


def test_another_network_or_another_number_is_another_derivation():
    assert len({find_name("a", 1), find_name("a", 2), find_name("b", 1)}) == 3
