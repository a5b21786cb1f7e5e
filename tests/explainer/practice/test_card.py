"""The card of an exercise as markup: what can be done, and what is read aloud."""

import re
from dataclasses import replace

import pytest

from backprop import load_preset
from explainer.practice.attempt import attempt
from explainer.practice.card import MOST_PROJECTED, Card, card_html, hints_html
from explainer.practice.exercises import exercise
from explainer.practice.score import HINTS, MEND, line_name
from explainer.view.hiding import until_answered
from tests.explainer.examples import display_of
from tests.explainer.markup import fragment

NAME = "exercise/gradient/0123"


def card(log=None, task="gradient", blanks=3, **also):
    found = exercise(load_preset("worked"), task, 1, blanks=blanks)
    display = display_of(found.problem)
    rows = attempt(display, found, log or {}, NAME)
    return display, Card(found, rows, "The rule.", **also)


def shown(log=None, **also):
    display, found = card(log, **also)
    return fragment(card_html(until_answered(display, [row.line.key for row in found.rows if row.is_open]), found))


def answers(*texts, ending="", place=0, **also):
    _, found = card(**also)
    line = found.exercise.blanks[place]
    return {line_name(NAME, line.blank, line.key) + ending: texts}


def is_off(html, way):
    (button,) = (e["attributes"] for e in html.with_attribute("data-way") if e["attributes"]["data-way"] == way)
    return button.get("aria-disabled") == "true"


def test_at_first_there_is_a_hint_and_nothing_to_try_again_or_to_mend():
    html = shown()
    assert [is_off(html, way) for way in ("hint", "again", "mend", "walk", "next")] == [False, True, True, False, False]


def test_a_wrong_answer_can_be_tried_again_or_mended():
    html = shown(answers("7.5"))
    assert not is_off(html, "again")
    assert not is_off(html, "mend")


def test_after_all_hints_a_line_can_be_mended_without_a_try():
    html = shown(answers("1", "2", "3", ending=HINTS))
    assert is_off(html, "hint")
    assert not is_off(html, "mend")


def test_every_box_has_a_name_the_rule_and_what_was_said():
    html = shown(answers("7.5"))
    ids = {e["attributes"]["id"] for e in html.with_attribute("id")}
    boxes = [e["attributes"] for e in html.with_attribute("data-answer")]
    assert len(boxes) == 2
    assert all(box["aria-label"] for box in boxes)
    assert all(set(box["aria-describedby"].split()) <= ids for box in boxes)
    assert [box.get("aria-invalid") for box in boxes] == ["true", None]


def test_a_line_that_is_done_leads_on_to_the_next_and_the_last_one_to_the_next_exercise():
    def onward(log):
        return [e["attributes"].get("data-onward") for e in shown(log).with_attribute("data-answer")]

    (first,), (second,) = answers(), answers(place=1)
    assert onward(answers("1", ending=MEND)) == [f"answer:{second}", None]
    both = {**answers("1", ending=MEND), **answers("1", ending=MEND, place=1)}
    assert onward(both) == ["act:practise:next"] * 2
    assert first != second


def test_what_is_mended_is_the_exact_number_and_can_no_longer_be_changed():
    display, found = card(answers("1", ending=MEND))
    (box, _) = shown(answers("1", ending=MEND)).with_attribute("data-answer")
    assert box["attributes"]["value"] == display.text(found.exercise.blanks[0].key)
    assert "readonly" in box["attributes"]


def test_projected_the_present_line_stands_with_those_before_it():
    display, found = card(blanks=4)
    html = str(card_html(display, replace(found, projected=True)))
    assert html.count("<li") == MOST_PROJECTED
    assert 'aria-current="step"' in html
    assert f"Lines 1 to {MOST_PROJECTED} of {len(found.rows)}." in html


@pytest.mark.parametrize("task", ["sign", "shape", "transpose"])
def test_what_can_be_chosen_are_buttons_that_answer(task):
    html = shown(task=task, blanks=2)
    acts = [e["attributes"]["data-act"] for e in html.with_attribute("aria-pressed")]
    _, found = card(task=task, blanks=2)
    assert [act.rpartition(":")[2] for act in acts] == list(found.exercise.blanks[0].choices)


def test_a_worked_exercise_asks_by_which_rule_its_last_line_holds():
    html = str(card_html(*card(blanks=1)))
    assert "By which rule does the last line" in html
    assert "The rule." not in html  # of rounding: nothing is typed


def test_hints_have_a_place_of_their_own_before_there_are_any():
    _, found = card()
    assert re.fullmatch(r'<div class="hints" role="status"></div>', str(hints_html(found)))
    assert hints_html(replace(found, hints=("Look here.",))).count("<li>") == 1


def test_an_exercise_is_said_in_words_to_those_who_listen():
    assert "Exercise 1, whole gradient. Find" in card_html(*card())
