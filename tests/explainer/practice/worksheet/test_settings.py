import pytest

from backprop import NetworkError
from explainer.practice.worksheet.settings import (
    LARGEST_SEED,
    MOST_COPIES,
    MOST_EXERCISES,
    Settings,
    read_settings,
    to_query,
)
from explainer.view.view import MOST_EXERCISES as MOST_IN_LINK

TASKS = ("forward", "gradient", "sign")


def test_no_two_exercises_of_any_sheets_have_the_same_number():
    numbers = [
        Settings(seed).number_of(copy, place)
        for seed in (1, 2, 3)
        for copy in range(1, MOST_COPIES + 1)
        for place in range(1, MOST_EXERCISES + 1)
    ]
    assert numbers == list(range(1, 3 * MOST_COPIES * MOST_EXERCISES + 1))


def test_every_number_of_a_sheet_fits_in_a_link():
    assert Settings(LARGEST_SEED).number_of(MOST_COPIES, MOST_EXERCISES) <= MOST_IN_LINK


def test_several_tasks_take_turns():
    settings = Settings(task=("gradient", "sign"))
    assert [settings.task_of(place) for place in (1, 2, 3)] == ["gradient", "sign", "gradient"]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(4000, 30, 8, ("forward", "sign"), 4, True, "letter", True),
        Settings(seed=2, task=("gradient",)),
    ],
)
def test_what_is_written_is_read(settings):
    assert read_settings(to_query(settings), TASKS) == settings


def test_what_is_usual_is_left_out():
    assert to_query(Settings()) == {}


@pytest.mark.parametrize(
    ("name", "text", "needed"),
    [
        ("seed", "0", "a whole number from 1 to 4000"),
        ("seed", "4001", "a whole number from 1 to 4000"),
        ("seed", "1.5", "a whole number from 1 to 4000"),
        ("copies", "31", "a whole number from 1 to 30"),
        ("copies", "٣", "a whole number from 1 to 30"),
        ("exercises", "9" * 5000, "a whole number from 1 to 8"),
        ("task", "sum", "forward, gradient or sign, several with commas between"),
        ("task", "sign,", "forward, gradient or sign, several with commas between"),
        ("blanks", "5", "a whole number from 0 to 4"),
        ("key", "yes", "0 or 1"),
        ("paper", "A5", "a4 or letter"),
        ("download", "-1", "0 or 1"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_is_needed(name, text, needed):
    with pytest.raises(NetworkError) as caught:
        read_settings({name: text}, TASKS)
    sentence = str(caught.value)
    assert sentence.startswith(f"There is no sheet with {name} “{text[:20]}")
    assert sentence.endswith(f"(needed is {needed}).")
    assert len(sentence) < 150


def test_all_that_cannot_be_used_stands_in_one_sentence():
    with pytest.raises(
        NetworkError, match=r"^There is no sheet with seed “x” \(.*\), key “2” \(.*\) and paper “a5” \(.*\)\.$"
    ):
        read_settings({"paper": "a5", "seed": "x", "key": "2", "copies": "3"}, TASKS)
