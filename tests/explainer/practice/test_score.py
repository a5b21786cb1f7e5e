"""What answers come to: how a line went, the score, and how much is left blank next."""

from dataclasses import dataclass

import pytest

from explainer.practice.score import HINTS, MEND, Score, Went, exercise_name, level, notes, score, went

NAME = "exercise/gradient/0123/number/dL_dw5"


@dataclass
class Judged:
    is_right: bool
    counts: bool


def judge(text):
    return Judged(text == "right", text not in {"banana", "more"})


def line(*texts, **also):
    return went({NAME: texts, **{NAME + ending: given for ending, given in also.pop("also", {}).items()}}, NAME, judge)


@pytest.mark.parametrize(
    ("texts", "state", "tries", "outcome"),
    [
        ((), "open", 0, None),
        (("right",), "right", 1, "first"),
        (("wrong", "right"), "right", 2, "later"),
        (("wrong",), "wrong", 1, None),
        (("wrong", ""), "open", 1, None),
        (("wrong", "", "wrong"), "wrong", 2, None),
        (("banana",), "open", 0, None),
        (("banana", "more", "right"), "right", 1, "first"),
    ],
)
def test_a_line_goes_as_its_answers_do_and_what_is_no_number_costs_no_try(texts, state, tries, outcome):
    found = line(*texts)
    assert (found.state, found.tries, found.outcome) == (state, tries, outcome)


def test_what_comes_after_a_right_answer_changes_nothing():
    assert line("right", "wrong", also={MEND: ("1",)}) == line("right")


def test_a_line_that_is_mended_is_counted_apart():
    assert line("wrong", also={MEND: ("1",)}).outcome == "mended"


def test_an_answer_after_a_hint_is_not_right_at_first():
    assert line("right", also={HINTS: ("1",)}).outcome == "later"


def noted(*exercises, task="gradient"):
    log = {}
    for number, outcomes in enumerate(exercises):
        name = exercise_name(task, number)
        done = {"first": Went("right", "1", 1), "later": Went("right", "1", 2), "mended": Went("mended", "1", 1)}
        lines = {f"{name}/number/z{i}": done[outcome] for i, outcome in enumerate(outcomes)}
        log |= {key: (text,) for key, text in notes(lines, name)}
    return log


def test_the_score_counts_lines_and_those_in_a_row():
    log = noted(["first", "later"], ["mended", "first"], ["first"])
    assert score(log) == Score(3, 1, 1, 2)
    assert score(log).said == "3 right at first, 1 after another try or a hint, 1 mended; 2 in a row."


def test_what_belongs_to_no_exercise_does_not_count():
    assert score({"check/dL_dw5/went": ("first",), "find/1/done": ("first",)}) == Score()
    assert score({}).said == "No line is done yet."


def test_an_exercise_is_noted_once_all_its_lines_are_done():
    name = exercise_name("gradient", 1)
    lines = {f"{name}/number/z": Went("right", "1", 1), f"{name}/number/a": Went("wrong", "1", 1)}
    assert not any(key.endswith("/done") for key, _ in notes(lines, name))
    lines[f"{name}/number/a"] = Went("right", "1", 2)
    assert (f"{name}/done", "later") in list(notes(lines, name))


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], 2),
        (["first"], 2),
        (["first", "first"], 3),
        (["first", "later", "first"], 2),
        (["first"] * 4, 4),
        (["first"] * 9, 4),
        (["first", "first", "mended"], 2),
        (["mended", "mended"], 2),
    ],
)
def test_one_more_line_is_blank_once_two_exercises_are_right_at_first(outcomes, expected):
    log = noted(*([outcome] for outcome in outcomes))
    assert level(log, exercise_name("gradient", "next"), 2, 4) == expected


def test_every_kind_of_exercise_rises_by_itself():
    assert level(noted(["first"], ["first"]), exercise_name("sign", "next"), 2, 4) == 2


def test_the_level_of_an_exercise_stays_while_the_reader_is_at_it():
    log = noted(["first"], ["first"])
    assert level(log, exercise_name("gradient", 1), 2, 4) == 2


def test_what_an_exercise_depends_on_tells_it_from_others():
    assert exercise_name("sign", "worked", 1) != exercise_name("sign", "mazur", 1)
