"""Every step has a name of its own in the list, which says the page and the place on it."""

import pytest

from explainer.screen.step_list import part_name, place_on_page, step_name
from explainer.view.view import View
from explainer.walk.narration import titles
from explainer.walk.steps import MOST_LISTED
from explainer.walk.steps import walk as walk_of
from tests.explainer.examples import PRESETS, display_named, problem_named


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_steps_are_called_alike(preset):
    walk = View(preset).walk
    called = titles(display_named(preset), walk.steps)
    names = [step_name(called[step.key], walk, step) for step in walk.steps]
    assert len(set(names)) == len(names)
    assert not any(set("<>&") & set(name) for name in names)


def test_a_step_says_its_page_and_its_place_on_it():
    walk = View().walk
    step = walk.find("dL_dw5")
    number = walk.on("chain_rule").index(step) + 1
    assert place_on_page(walk, step) == f"Chain rule, {number} of {len(walk.on('chain_rule'))}"
    title = titles(display_named("worked"), walk.steps)[step.key]
    assert step_name(title, walk, step).startswith(f"{place_on_page(walk, step)}: ∂L/∂w5")


def test_a_long_walk_is_listed_by_the_layers_of_its_pages():
    long = walk_of(problem_named("deep").structure)
    assert [part_name(part) for part in long.parts] == [
        *(f"Forward, layer {layer}" for layer in range(1, 7)),
        *(f"Chain rule, layer {layer}" for layer in range(6, 0, -1)),
        *(f"Update, layer {layer}" for layer in range(1, 7)),
    ]
    assert sorted(step.number for part in long.parts for step in part) == [step.number for step in long.steps]
    assert all(long.part_of(step) is part for part in long.parts for step in part[:3])
    assert max(map(len, long.parts)) <= MOST_LISTED


@pytest.mark.parametrize("preset", PRESETS)
def test_the_walk_of_a_preset_is_one_list(preset):
    assert View(preset).walk.parts == (View(preset).walk.steps,)
