"""Exercises as a reader meets them: numbers of their own, answers that are judged, and a walk with the same numbers."""

import re

import pytest

from backprop import presets
from explainer.notation.numbers import format_number
from explainer.practice.tasks import tasks_of
from explainer.screen.practice_acts import steps_for
from explainer.view.live import display_of
from explainer.view.moves import go_to
from explainer.view.practising import practised
from explainer.view.view import View
from tests.pages.reader import Reader


def names(reader):
    """The names of the boxes and of the choices, in the order of the lines."""
    return re.findall(r'data-answer="([^"]+)"', reader.panels["exercise"])


def numbers(reader):
    return display_of(practised(reader.view)[0])


def answer(reader, name, value):
    return reader.act(f"answer:{name}:{value}")


def exact(reader, name):
    key = name.rpartition("/")[2]
    return format_number(numbers(reader).trace[key], 8)


def state(reader):
    return re.findall(r'<li class="asked[^"]*" data-state="(\w+)"', reader.panels["exercise"])


@pytest.mark.parametrize("preset", presets())
def test_every_number_of_an_exercise_is_that_of_its_own_network(preset):
    place = list(presets()).index(preset)
    for number, task in enumerate(tasks_of(View(preset=preset).structure)[place % 3 :: 3], 1):
        reader = Reader("practice", preset=preset, task=task, exercise=str(number), digits="6")
        expected = numbers(reader)
        assert (reader.faults, reader.notes) == ([], [])
        assert [(key, text) for key, text in reader.shown if text != expected.text(key)] == []


def test_a_wrong_answer_is_said_to_be_one_and_the_right_one_taken():
    reader = Reader("practice", task="gradient", blanks="3")
    first, second = names(reader)
    answer(reader, first, "7.5")
    assert state(reader) == ["wrong", "open"]
    answer(reader, first, exact(reader, first))
    assert state(reader) == ["right", "open"]
    answer(reader, second, exact(reader, second))
    assert state(reader) == ["right", "right"]
    assert "1 right at first, 1 after another try or a hint." in reader.panels["exercise"]
    assert "All lines are done" in reader.panels["hints"]


def test_what_is_asked_stands_nowhere_until_it_is_answered_and_then_in_the_picture():
    reader = Reader("practice", task="forward", exercise="2")
    (name,) = names(reader)
    key, text = name.rpartition("/")[2], numbers(reader).text(name.rpartition("/")[2])
    shown = "".join(reader.panels.values())
    assert f'data-term="{key}"' not in shown
    assert f">{text}<" not in shown
    answer(reader, name, exact(reader, name))
    assert f'data-term="{key}"' in reader.panels["diagram"]


def test_an_answer_that_follows_from_an_own_wrong_one_is_right():
    reader = Reader("practice", task="update", preset="worked", blanks="4")
    first, last = names(reader)[-2:]
    display = numbers(reader)
    parameter = display.trace.recipe(last.rpartition("/")[2]).parameter.name
    answer(reader, first, "0.5")
    answer(reader, last, f"{display.trace[parameter] - display.trace['learning_rate'] * 0.5:.6f}")
    assert state(reader)[-2:] == ["wrong", "right"]
    reader.act(f"answer:{first}/mend:1")  # what was right by then stays so
    assert state(reader)[-2:] == ["mended", "right"]


def test_hints_come_one_by_one_and_the_line_can_then_be_mended():
    reader = Reader("practice", task="factor")
    (name,) = names(reader)
    assert "<li>" not in reader.panels["hints"]
    for count in (1, 2, 3, 4):
        reader.act(f"answer:{name}/hints:{count}")
        assert reader.panels["hints"].count("<li>") == min(count, 3)
    reader.act(f"answer:{name}/mend:1")
    assert state(reader) == ["mended"]
    assert numbers(reader).text(name.rpartition("/")[2]) in reader.panels["exercise"]
    assert "1 mended." in reader.panels["exercise"]


def test_after_two_that_are_right_at_first_one_more_line_is_blank_unless_the_link_says_how_many():
    reader = Reader("practice", task="forward")
    for _ in range(2):
        for name in names(reader):
            answer(reader, name, exact(reader, name))
        assert "Last line blank" in reader.panels["exercise"]
        reader.act("practise:next")
    assert reader.link["exercise"] == "3"
    assert "Last two lines blank" in reader.panels["exercise"]
    reader.pick("choice_blanks", 2)
    assert "Last line blank" in reader.panels["exercise"]


def test_the_walk_with_the_numbers_of_an_exercise_is_one_step_of_undo_away():
    reader = Reader("practice", task="gradient", w5="0.9")
    key, expected = names(reader)[-1].rpartition("/")[2], dict(practised(reader.view)[0].values)
    reader.act(f"practise:walk:{names(reader)[-1]}")
    assert (reader.page, reader.values, reader.view.step) == ("chain_rule", expected, key)
    reader.act("undo")
    assert reader.values == {"w5": 0.9}


@pytest.mark.parametrize(
    ("preset", "task"), [("iris", "sum"), ("iris", "gradient"), ("worked", "sign"), ("worked", "factor")]
)
def test_every_line_of_an_exercise_has_a_step_that_shows_it(preset, task):
    for number in range(1, 6):
        view, found = practised(View(preset=preset, task=task, exercise=number))
        for line in found.lines:
            assert any(go_to(view, "", key) for key in steps_for(view.structure, line.key)), line.key


def test_what_is_answered_after_a_look_at_the_walk_is_not_right_at_first():
    reader = Reader("practice", task="forward")
    (name,) = names(reader)
    reader.act(f"practise:walk:{name}")
    reader.act("page:practice")
    answer(reader, name, exact(reader, name))
    assert "1 after another try or a hint." in reader.panels["exercise"]


def test_what_is_chosen_is_judged_as_what_is_typed():
    reader = Reader("practice", task="shape", exercise="2")
    acts = re.findall(r'data-act="(answer:[^"]*/shape/[^"]*: ?\d+ × \d+)"', reader.panels["exercise"])
    line = practised(reader.view)[1].blanks[-1]
    wrong = next(act for act in acts if not act.endswith(f":{line.right}"))
    reader.act(wrong)
    assert state(reader) == ["wrong"]
    reader.act(next(act for act in acts if act.endswith(f":{line.right}")))
    assert state(reader) == ["right"]


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "{0.__class__}", "\\input{x}", "9" * 10_000, "%s"])
def test_nothing_that_is_typed_is_anything_but_text(text):
    reader = Reader("practice", task="forward")
    answer(reader, names(reader)[0], text)
    assert reader.faults == []
    assert "<script" not in reader.panels["exercise"]
    assert state(reader)[-1] in {"open", "wrong"}


def test_a_seed_that_is_none_stays_in_its_box_and_is_said():
    reader = Reader("practice", preset="worked", practice="sheet")
    reader.app.text_input(key="sheet_seed_box").set_value("12a<b>").run()
    assert reader.app.text_input(key="sheet_seed_box").value == "12a<b>"
    assert "“12a&lt;b&gt;” is no seed: a whole number from 1 to 4000 is needed." in reader.panels["sheet_seed_note"]
    reader.app.text_input(key="sheet_seed_box").set_value("12").run()
    assert reader.app.text_input(key="sheet_seed_box").value == "12"
    assert "seed=12" in reader.panels["sheet_ways"].replace("&amp;", "&")
