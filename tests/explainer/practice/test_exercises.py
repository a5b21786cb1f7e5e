import math
from functools import lru_cache

import pytest

from backprop import presets, trace
from backprop.gallery import gallery
from explainer.practice.exercises import exercise
from explainer.practice.ideas import IDEAS
from explainer.practice.tasks import TASKS, step_making, tasks_of

NETWORKS = {**{name: preset.problem for name, preset in presets().items()}, **gallery()}
EVERY = [(name, task) for name, problem in NETWORKS.items() for task in tasks_of(problem.structure)]
NUMBERS = (1, 2, 3)


@lru_cache(maxsize=512)
def exercises(name, task):
    return [exercise(NETWORKS[name], task, number) for number in NUMBERS]


def is_of_matrix(task):
    return TASKS[task].blank in {"shape", "transpose"}


@pytest.mark.parametrize(("name", "task"), EVERY)
def test_every_line_of_an_exercise_is_a_term_or_a_matrix_step(name, task):
    for found in exercises(name, task):
        now = trace(found.problem)
        for line in found.lines:
            assert step_making(now.structure, line.key) if is_of_matrix(task) else math.isfinite(now[line.key])


@pytest.mark.parametrize(("name", "task"), EVERY)
def test_something_is_blank_and_the_right_choice_is_among_different_ones(name, task):
    for found in exercises(name, task):
        assert found.blanks
        for line in found.blanks:
            assert bool(line.choices) == (line.blank != "number")
            assert len(set(line.choices)) == len(line.choices) != 1
            assert not line.choices or line.right in line.choices
            assert line.idea in IDEAS
