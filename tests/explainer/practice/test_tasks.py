import json
from dataclasses import replace

import pytest

from backprop import load_preset, parse_problem
from backprop.gallery import gallery
from backprop.names import example_of
from explainer.practice.tasks import TASKS, step_making, tasks_of, wrong_products
from tests.explainer.examples import layered, problem_named


def test_a_network_with_all_that_there_is_has_every_task():
    assert tasks_of(load_preset("worked").structure) == tuple(TASKS)


@pytest.mark.parametrize(("name", "without"), [("neuron", {"sum"}), ("chain", {"sum", "transpose"})])
def test_a_network_has_only_the_tasks_that_it_has_something_for(name, without):
    assert set(TASKS) - set(tasks_of(gallery()[name].structure)) == without


def test_without_targets_no_loss_is_asked_for():
    assert "loss" not in TASKS["forward"].kinds(problem_named("output-itself").structure, 0)


def test_of_a_deep_network_the_way_back_is_asked_for_near_the_output():
    asked = TASKS["gradient"].kinds(gallery()["vanishing"].structure, 0)
    assert asked == {"output": ("dL_dw6",), "hidden": ("dL_dw5", "dL_dw4")}


LARGE = parse_problem(json.dumps(layered((2, 2, 1), ("tanh", "identity"), examples=200))).structure


def test_a_large_batch_is_not_added_up():
    assert "sum" not in tasks_of(LARGE)


@pytest.mark.parametrize("task", tasks_of(LARGE))
def test_of_a_large_batch_one_example_is_followed(task):
    for keys in TASKS[task].kinds(LARGE, 7).values():
        lines = TASKS[task].lines(LARGE, keys[0], 7)
        assert {example_of(key) for key in lines} <= {None, 7, *([0] if task == "cell" else [])}


def test_a_product_that_is_the_same_numbers_is_no_wrong_one():
    step = step_making(load_preset("worked").structure, "dL_dW2")
    assert "A1.T · D2.T" not in wrong_products(step)
    assert "D2.T · A1" in wrong_products(step)


def test_a_product_that_is_turned_over_is_a_wrong_one_though_its_shape_fits():
    structure = replace(load_preset("iris").structure, sizes=(3, 3, 3), examples=3)
    assert "D1.T · X" in wrong_products(step_making(structure, "dL_dW1"))[:7]
