import math
from functools import lru_cache

import pytest

from backprop import presets, trace
from backprop.gallery import gallery
from backprop.mistakes import MISTAKES, wrong_values
from explainer.practice.exercises import LEVELS, exercise, sign_of, task_of
from explainer.practice.ideas import IDEAS
from explainer.practice.tasks import TASKS, product_id, step_making, tasks_of
from explainer.practice.working import MOST_LINES, parts_of
from tests.explainer.examples import problem_named

NETWORKS = {**{name: preset.problem for name, preset in presets().items()}, **gallery()}
TYPED = tuple(name for name, task in TASKS.items() if task.blank == "number")
NUMBERS = (1, 2, 3)


@lru_cache(maxsize=16)
def each(task):
    """Return some exercises of a task on every network that has it, each with its trace."""
    networks = (problem for problem in NETWORKS.values() if task in tasks_of(problem.structure))
    found = [exercise(problem, task, number) for problem in networks for number in NUMBERS]
    return [(one, trace(one.problem)) for one in found]


@pytest.mark.parametrize("task", TASKS)
def test_every_line_is_a_term_or_a_step_of_the_matrix_pass(task):
    is_step = TASKS[task].blank in {"shape", "transpose"}
    for found, now in each(task):
        assert 1 <= len(found.lines) <= MOST_LINES
        for line in found.lines:
            assert step_making(now.structure, line.key) if is_step else math.isfinite(now[line.key])


@pytest.mark.parametrize("task", TASKS)
def test_what_is_blank_can_be_answered(task):
    for found, _ in each(task):
        assert found.blanks
        assert found.lines[-1].key == found.asked
        for line in found.blanks:
            assert line.idea in IDEAS
            assert bool(line.choices) == (line.blank != "number")
            assert len(set(line.choices)) == len(line.choices) != 1
            assert not line.choices or line.right in line.choices


@pytest.mark.parametrize("task", [task for task in TYPED if task != "cell"])
def test_a_line_is_made_of_what_is_given_and_of_the_lines_above_it(task):
    for found, now in each(task):
        known = set(found.given)
        for line in found.lines:
            assert known.issuperset(parts_of(now.structure, line.key)), line.key
            known.add(line.key)


@pytest.mark.parametrize("task", TYPED)
def test_no_given_number_is_an_answer(task):
    assert not any({line.key for line in found.lines} & set(found.given) for found, _ in each(task))


@pytest.mark.parametrize("task", TYPED)
def test_a_right_answer_is_neither_nothing_nor_tiny(task):
    assert all(0.002 <= abs(now[line.key]) <= 100.0 for found, now in each(task) for line in found.blanks)


def test_the_right_sign_is_that_of_the_term():
    assert all(line.right == sign_of(now[line.key]) != "0" for found, now in each("sign") for line in found.lines)


def test_the_right_product_is_that_of_the_pass():
    for found, now in each("transpose"):
        for line in found.lines:
            assert line.right == product_id(*step_making(now.structure, line.key).operands[:2])


def test_which_numbers_are_asked_has_no_mistake_that_gives_nearly_them():
    for found, now in each("gradient"):
        own = (w for w in wrong_values(now, found.asked) if w.at == (found.asked,) and not MISTAKES[w.id].places)
        assert all(abs(wrong.value - now[found.asked]) > 1e-4 for wrong in own)


def test_the_mixed_tasks_take_turns_in_the_order_of_learning():
    structure = NETWORKS["worked"].structure
    assert [task_of(structure, "", number) for number in range(1, 10)] == list(TASKS)
    assert exercise(NETWORKS["worked"], "", 3) == exercise(NETWORKS["worked"], "gradient", 3)


def test_a_task_that_a_network_does_not_have_is_a_mixed_one():
    assert "sum" not in tasks_of(NETWORKS["neuron"].structure)
    assert exercise(NETWORKS["neuron"], "sum", 1).task == "forward"


def test_each_level_leaves_more_of_the_same_exercise_blank():
    found = [exercise(NETWORKS["worked"], "gradient", 1, blanks=level) for level in LEVELS]
    assert len({tuple(each.values.items()) for each in found}) == 1
    assert [len(each.blanks) for each in found] == [1, 1, 2, 10]
    assert [each.blanks[-1].blank for each in found] == ["idea", "number", "number", "number"]


def test_a_worked_example_is_given_as_a_whole_and_asks_for_its_idea():
    found = exercise(NETWORKS["mazur"], "sum", 1, blanks=1)
    *given, question = found.lines
    assert not any(line.blank for line in given)
    assert (question.key, question.right) == (found.asked, "paths")
    assert len(set(question.choices)) == 4


def test_without_nice_numbers_they_are_those_of_the_network():
    found = exercise(NETWORKS["iris"], "gradient", 2, nice=False)
    assert found.problem is NETWORKS["iris"]
    assert not found.values


@pytest.mark.parametrize("name", ["sigmoid-cross", "adam-decay", "adam-one-by-one", "output-itself", "deep"])
def test_a_network_of_ones_own_has_exercises_of_every_task(name):
    problem = problem_named(name)
    for task in tasks_of(problem.structure):
        assert exercise(problem, task, 1).task == task


PINNED = {
    ("worked", "gradient", 1): (
        {
            "learning_rate": 0.2,
            "w1": 0.15,
            "w2": 0.4,
            "w3": 0.9,
            "w4": -0.85,
            "b1": 0.15,
            "w5": 0.65,
            "w6": 0.4,
            "b2": 0.45,
            "x1": 0.9,
            "x2": 0.8,
            "y1": 0.2,
        },
        ["z1_1", "a1_1", "z1_2", "a1_2", "z2_1", "y_hat1", "dL_dy_hat1", "dy_hat1_dz2_1", "delta2_1", "dL_dw6"],
        ["0.1031311345", "0.05873794824"],
    ),
    ("softmax", "shape", 2): (
        {
            "learning_rate": 0.2,
            "w1_11": 0.85,
            "w1_21": 0.55,
            "w1_12": 0.4,
            "w1_22": 0.7,
            "w2_11": 0.3,
            "w2_21": 0.15,
            "w2_12": 0.8,
            "w2_22": -0.75,
            "w3_11": 0.8,
            "w3_21": -0.25,
            "w3_12": 0.5,
            "w3_22": 0.9,
            "x1": 0.6,
            "x2": 1.8,
            "y1": 1.0,
            "y2": 0.0,
        },
        ["dL_dW2", "error1", "delta1"],
        ["1 × 2"],
    ),
    ("mazur", "sum", 5): (
        {
            "learning_rate": 0.5,
            "w1": 0.85,
            "w2": 0.25,
            "w3": 0.3,
            "w4": -0.6,
            "b1": 0.45,
            "b2": 0.6,
            "w5": 0.8,
            "w6": 0.95,
            "w7": 0.75,
            "w8": -0.4,
            "b3": -0.6,
            "b4": 0.5,
            "x1": 0.8,
            "x2": 0.9,
            "y1": 0.3,
            "y2": 0.9,
        },
        ["delta2_1", "delta2_2", "dL_da1_2"],
        ["-0.04084245341", "0.0909415851"],
    ),
    ("binary", "sign", 1): (
        {
            "learning_rate": 0.1,
            "w1": -0.3,
            "w2": -0.4,
            "w3": 0.75,
            "w4": 0.2,
            "b1": -0.4,
            "b2": -0.35,
            "w5": 0.7,
            "w6": -0.95,
            "b3": 0.6,
            "x1@1": 0.9,
            "x2@1": 1.8,
            "y1@1": 0.0,
            "x1@2": 0.3,
            "x2@2": 1.3,
            "y1@2": 1.0,
        },
        ["example_delta2_1@2", "example_dL_dw6@2"],
        ["−"],
    ),
    ("leaky-shared", "update", 1): (
        {
            "learning_rate": 0.5,
            "w1_11": -0.3,
            "w1_21": -0.7,
            "w1_12": 0.95,
            "w1_22": -0.6,
            "b1": 0.6,
            "w2_11": 0.6,
            "w2_21": -0.85,
            "w2_12": 0.7,
            "w2_22": 0.15,
            "b2": 0.35,
            "w3_11": -0.3,
            "w3_21": -0.45,
            "b3": -0.25,
            "x1": 0.8,
            "x2": -0.4,
            "y1": 0.7,
        },
        ["dL_dw1_12", "new_w1_12"],
        ["1.017819988"],
    ),
}


@pytest.mark.parametrize(("name", "task", "number"), PINNED)
def test_an_exercise_is_the_same_on_every_machine_and_in_every_version(name, task, number):
    found = exercise(NETWORKS.get(name) or problem_named(name), task, number)
    values, keys, answers = PINNED[name, task, number]
    assert found.values == values
    assert [line.key for line in found.lines] == keys
    now = trace(found.problem)
    assert [line.right or f"{now[line.key]:.10g}" for line in found.blanks] == answers
