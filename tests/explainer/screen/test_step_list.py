"""Every step has a name of its own in the list, which says the page and the place on it."""

import pytest

from explainer.screen.step_list import place_on_page, step_name
from explainer.view.view import View
from explainer.walk.narration import titles
from tests.explainer.examples import PRESETS, display_named


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_steps_are_called_alike(preset):
    walk = View(preset).walk
    called = titles(display_named(preset), walk)
    names = [step_name(called[step.key], walk, step) for step in walk.steps]
    assert len(set(names)) == len(names)
    assert not any(set("<>&") & set(name) for name in names)


def test_a_step_says_its_page_and_its_place_on_it():
    walk = View().walk
    step = walk.find("dL_dw5")
    number = walk.on("chain_rule").index(step) + 1
    assert place_on_page(walk, step) == f"Chain rule, {number} of {len(walk.on('chain_rule'))}"
    title = titles(display_named("worked"), walk)[step.key]
    assert step_name(title, walk, step).startswith(f"{place_on_page(walk, step)}: ∂L/∂w5")
