"""An exercise as a reader has worked on it so far."""

import pytest

from backprop import derive, load_preset, trace
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.practice.attempt import attempt
from explainer.practice.exercises import exercise
from explainer.practice.score import line_name


@pytest.mark.parametrize("text", ["1.005", "1,005"])
def test_a_wrong_answer_is_gone_on_from_however_its_comma_is_written(text):
    asked = exercise(load_preset("worked"), "gradient", 3, blanks=4)
    now = trace(asked.problem)
    first, second = (line.key for line in asked.lines[:2])
    assert now.recipe(second).factors == (first,)
    names = [line_name("e", "number", key) for key in (first, second)]
    carried = f"{derive(now, second, {first: 1.005}):.6f}"
    display = Display(now, Notation("house", now.structure))
    rows = attempt(display, asked, {names[0]: (text,), names[1]: (carried,)}, "e")
    assert [row.went.state for row in rows[:2]] == ["wrong", "right"]
