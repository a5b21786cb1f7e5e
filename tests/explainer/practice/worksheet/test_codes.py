from itertools import product

import pytest

from explainer.practice.exercises import LEVELS
from explainer.practice.tasks import TASKS
from explainer.practice.worksheet.codes import LETTERS, MOST_LEVELS, MOST_TASKS, Code, read, written
from explainer.practice.worksheet.settings import LARGEST_SEED, MOST_COPIES, MOST_EXERCISES, Settings

NAMES = tuple(TASKS)
NUMBERS = (1, 7, 240, 960_000)


@pytest.mark.parametrize("on_table", [False, True])
def test_a_code_says_what_was_written(on_table):
    for task, number, blanks in product(NAMES, NUMBERS, (0, *LEVELS)):
        code = Code(task, number, blanks, on_table)
        assert read(f"7-{written(code, NAMES)}", NAMES) == code


def test_a_code_can_be_read_in_small_letters_and_with_letters_that_look_like_digits():
    code = Code("gradient", 8209, 3)
    said = written(code, NAMES)
    assert "0" in said or "1" in said
    assert read(said.lower().replace("0", "o").replace("1", "l"), NAMES) == code


def test_a_code_with_one_wrong_letter_or_two_swapped_ones_is_none():
    said = written(Code("update", 4711, 4), NAMES)
    for place, letter in product(range(len(said)), LETTERS):
        if letter != said[place] and {letter, said[place]} not in ({"0", "X"}, {"1", "Y"}, {"2", "Z"}):
            assert read(said[:place] + letter + said[place + 1 :], NAMES) is None
    for place in range(len(said) - 1):
        swapped = said[:place] + said[place + 1] + said[place] + said[place + 2 :]
        assert swapped == said or read(swapped, NAMES) is None


@pytest.mark.parametrize("text", ["", "7", "7-", "-", "hello world", "7-<b>", "９９", "0" * 500, "00", "İ1"])
def test_what_is_no_code_is_none(text):
    assert read(text, NAMES) is None


def test_a_code_that_is_printed_stays_true_when_tasks_are_added():
    said = written(Code("sign", 31, 2), NAMES)
    assert read(said, (*NAMES, "another")) == Code("sign", 31, 2)
    assert (len(NAMES) < MOST_TASKS, max(LEVELS) < MOST_LEVELS) == (True, True)


def test_the_longest_code_of_a_sheet_has_seven_letters():
    number = Settings(LARGEST_SEED).number_of(MOST_COPIES, MOST_EXERCISES)
    assert len(written(Code(NAMES[-1], number, max(LEVELS), True), NAMES)) == 7
