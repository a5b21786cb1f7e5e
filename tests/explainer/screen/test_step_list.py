"""Every step has a name of its own in the list, which says the page and the place on it."""

import pytest

from explainer.screen.step_list import place_on_page, step_title
from explainer.view.view import View
from tests.explainer.examples import PRESETS, display_named


@pytest.mark.parametrize("preset", PRESETS)
def test_no_two_steps_are_called_alike(preset):
    walk, display = View(preset).walk, display_named(preset)
    titles = [step_title(display, walk, step) for step in walk.steps]
    assert len(set(titles)) == len(titles)
    assert not any(set("<>&") & set(title) for title in titles)


def test_a_step_says_its_page_and_its_place_on_it():
    walk, display = View().walk, display_named("worked")
    step = walk.find("dL_dw5")
    number = walk.on("chain_rule").index(step) + 1
    assert place_on_page(walk, step) == f"Chain rule, {number} of {len(walk.on('chain_rule'))}"
    assert step_title(display, walk, step).startswith(f"{place_on_page(walk, step)}: ∂L/∂w5")
