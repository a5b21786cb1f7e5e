"""The walk: an ordered list of steps, each a term of the trace."""

import pytest

from backprop.names import example_of, names
from explainer.equations.derivations import equation
from explainer.walk.steps import PAGES, Step, walk
from tests.explainer.examples import display_named, every_network, every_preset, problem_named, trace_named
from tests.explainer.latex import keys_in

WORKED = walk(problem_named("worked").structure)


def test_the_walk_of_the_worked_example_has_38_steps():
    assert len(WORKED.steps) == 38


def test_the_walk_of_the_worked_example_goes_this_way():
    assert [step.key for step in WORKED.steps] == [
        "z1_1", "a1_1", "z1_2", "a1_2", "z2_1", "y_hat1", "loss",
        "dL_dy_hat1", "dy_hat1_dz2_1", "delta2_1", "dz2_1_dw5", "dL_dw5", "dL_dw6", "dz2_1_db2", "dL_db2",
        "dz2_1_da1_1", "dL_da1_1", "da1_1_dz1_1", "delta1_1", "dL_da1_2", "da1_2_dz1_2", "delta1_2",
        "dz1_1_dw1", "dL_dw1", "dL_dw2", "dL_dw3", "dL_dw4", "dz1_1_db1", "dL_db1",
        "new_w1", "new_w2", "new_w3", "new_w4", "new_w5", "new_w6", "new_b1", "new_b2", "new_loss",
    ]  # fmt: skip


@every_network
def test_every_step_is_a_term_of_the_trace(name):
    values = trace_named(name).values
    assert [step.key for step in walk(problem_named(name).structure).steps if step.key not in values] == []


@every_network
def test_no_step_comes_twice(name):
    keys = [step.key for step in walk(problem_named(name).structure).steps]
    assert len(set(keys)) == len(keys)


@every_network
def test_steps_are_numbered_from_1(name):
    steps = walk(problem_named(name).structure).steps
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


@every_network
def test_the_walk_goes_forward_then_back_then_updates(name):
    pages = [step.page for step in walk(problem_named(name).structure).steps]
    assert pages == sorted(pages, key=PAGES.index)
    assert set(pages) == set(PAGES)


@every_network
def test_every_parameter_has_a_gradient_and_an_update(name):
    structure = problem_named(name).structure
    found = walk(structure)
    for parameter in names(structure).parameters:
        gradient, update = found.find(f"dL_d{parameter.name}"), found.find(f"new_{parameter.name}")
        assert (gradient.page, gradient.parameter) == ("chain_rule", parameter.name)
        assert (update.page, update.parameter) == ("update", parameter.name)


@every_network
def test_each_layer_says_once_what_its_z_changes_with(name):
    structure = problem_named(name).structure
    families = [trace_named(name).recipe(step.key).family for step in walk(structure).on("chain_rule")]
    biased = sum(kind != "none" for kind in structure.biases)
    expected = {"dz_dw": structure.depth, "dz_db": biased, "dz_da": structure.depth - 1}
    assert {family: families.count(family) for family in expected} == expected


@every_preset
def test_no_step_comes_before_what_it_is_made_of(name):
    record = trace_named(name)
    place = {step.key: step.number for step in walk(record.structure).steps}

    def ingredients(key):
        for factor in record.recipe(key).factors:
            yield factor
            yield from ingredients(factor)

    for key, number in place.items():
        assert all(place.get(other, 0) < number for other in ingredients(key)), key


def test_a_step_is_found_by_its_term():
    assert WORKED.find("loss") == Step("loss", "forward", 7, layer=1)


@pytest.mark.parametrize("key", ["", "banana", "w5", "path_w5_1", "dL_dw99"])
def test_what_is_no_step_is_not_found(key):
    assert WORKED.find(key) is None


def test_the_steps_of_a_page_are_those_of_the_walk_in_their_order():
    assert [step for page in PAGES for step in WORKED.on(page)] == list(WORKED.steps)


def test_an_unknown_page_has_no_steps():
    assert WORKED.on("banana") == ()


def test_the_walk_of_another_example_ends_in_the_same_parameters():
    structure = problem_named("golden-iris-4-2-3").structure
    first, second = walk(structure, 0), walk(structure, 1)
    assert first.on("update") == second.on("update")
    assert {step.key for step in second.on("forward")} & {step.key for step in first.on("forward")} == {"loss"}


@pytest.mark.parametrize("example", [0, 1, 2])
def test_the_walk_of_a_batch_says_what_its_example_adds_before_the_loss_of_all(example):
    found = walk(problem_named("iris").structure, example)
    assert [step.key for step in found.on("forward")][-2:] == [f"loss@{example + 1}", "loss"]


def test_a_single_example_adds_nothing_of_its_own():
    assert [step.key for step in WORKED.on("forward")][-2:] == ["y_hat1", "loss"]


def test_every_pre_activation_of_softmax_comes_before_its_outputs():
    keys = [step.key for step in walk(problem_named("softmax").structure).on("forward")]
    assert keys[-5:] == ["z3_1", "z3_2", "y_hat1", "y_hat2", "loss"]


def test_everything_that_comes_back_through_softmax_comes_before_its_slopes():
    keys = [step.key for step in walk(problem_named("softmax").structure).on("chain_rule")]
    assert keys[:4] == ["dL_dy_hat1", "dL_dy_hat2", "dy_hat1_dz3_1", "delta3_1"]


@pytest.mark.parametrize(("key", "example"), [("z1_1@1", 0), ("z1_1@12", 11), ("dL_dy_hat1@3", 2), ("loss@9999", 9998)])
def test_the_example_of_a_term_stands_behind_its_at(key, example):
    assert example_of(key) == example


@pytest.mark.parametrize(
    "key", ["loss", "", "z1_1@", "z1_1@0", "z1_1@-1", "z1_1@x", "z1_1@1@2", "z1_1@10000", "z@²", "z@٣"]
)
def test_what_is_no_term_of_one_example_has_none(key):
    assert example_of(key) is None


def test_a_walk_is_made_once_for_each_structure():
    assert walk(problem_named("worked").structure) is walk(problem_named("derivation").structure)


def test_where_the_mean_over_a_batch_is_taken_last_the_way_back_is_that_of_one_example():
    keys = [step.key for step in walk(problem_named("iris").structure).on("chain_rule")]
    assert {"example_dL_dy_hat1@1", "example_delta2_1@1", "example_dL_da1_1@1", "example_delta1_1@1"} <= set(keys)
    assert not {"dL_dy_hat1@1", "delta2_1@1", "dL_da1_1@1", "delta1_1@1"} & set(keys)


@pytest.mark.parametrize("name", ["iris", "matrix"])
def test_every_delta_that_a_gradient_of_a_batch_is_made_of_has_had_its_step(name):
    shown = display_named(name)
    found = walk(shown.trace.structure)
    for step in found.on("chain_rule"):
        if step.parameter:
            keys = {key for line in equation(shown, step.key).lines for key in keys_in(line.body)}
            deltas = {key for key in keys if "delta" in key and key.endswith("@1")}
            assert deltas
            assert all(found.find(key).number < step.number for key in deltas)


def test_a_link_to_a_delta_with_the_scale_in_it_finds_the_step_of_the_delta_without():
    assert walk(problem_named("iris").structure).find("delta2_1@1").key == "example_delta2_1@1"
