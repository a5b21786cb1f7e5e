import json
from dataclasses import replace

import pytest

from backprop import parse_problem
from explainer.practice.worksheet.settings import Settings
from explainer.view import own
from explainer.view.link import from_link, to_link
from explainer.view.sheets import exercise_link, settings_of, sheet_address, with_settings
from explainer.view.view import View
from tests.explainer.examples import FILES

THIRTY = Settings(7, 30, 6, ("gradient", "sign"), 3, True, "letter")


def test_a_link_says_what_a_sheet_is_to_have():
    link = to_link(with_settings(View("mazur"), THIRTY))
    assert link["sheet"] == "seed-7.copies-30.exercises-6.task-gradient~sign.blanks-3.key-1.paper-letter"
    assert settings_of(from_link(link)[0]) == THIRTY


def test_a_usual_sheet_leaves_the_link_as_short_as_it_is():
    assert "sheet" not in to_link(with_settings(View(), Settings()))


@pytest.mark.parametrize(
    "text", ["copies-31", "copies", "key-1.copies-2", "task-none", "x-1", "download-1", "<b>", "."]
)
def test_a_sheet_that_cannot_be_used_is_named(text):
    view, note = from_link({"sheet": text})
    assert (view.sheet, "sheet “" in note) == ("", True)


def test_a_sheet_whose_tasks_another_network_does_not_have_is_the_usual_one():
    assert settings_of(with_settings(View(network=own.begun("neuron")), Settings(task=("sum",)))) == Settings()


def test_the_address_of_a_sheet_says_nothing_that_has_nothing_to_do_with_it():
    view = replace(View("iris", parameter="w1_11", present=True, seed=3, digits=6), values={"w1_11": 0.5})
    assert sheet_address(view, Settings(copies=2)) == "worksheet?preset=iris&digits=6&copies=2"
    on_table = sheet_address(replace(view, numbers="table"), Settings())
    assert on_table == "worksheet?preset=iris&digits=6&numbers=table&w1_11=0.5"


def test_the_link_of_an_exercise_is_as_short_as_can_be():
    gallery = View(network=own.begun("xor"), task="sign", exercise=12)
    assert exercise_link(gallery) == {"preset": "xor", "task": "sign", "exercise": "12"}
    assert from_link(exercise_link(gallery)) == (gallery, "")


def test_an_exercise_of_a_network_that_fits_in_no_link_has_none(monkeypatch):
    monkeypatch.setattr(own, "MOST_IN_LINK", 10)
    assert exercise_link(View(network=own.pack(parse_problem(json.dumps(FILES["one-weight"]))))) == {}
