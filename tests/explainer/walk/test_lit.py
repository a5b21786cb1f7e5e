"""What lights up for a step."""

import json

from backprop import parse_problem
from explainer.walk.lit import lit_by
from tests.explainer.examples import display_named, display_of, layered


def test_a_gradient_of_a_few_paths_lights_all_of_them_for_the_example_that_is_shown():
    assert lit_by(display_named("iris"), "dL_dw2_11") == {
        "dL_dw2_11", "dL_dy_hat1@1", "dy_hat1_dz2_1@1", "dz2_1_dw2_11@1"
    }  # fmt: skip


def test_a_gradient_of_too_many_paths_lights_what_it_is_made_of_at_its_own_edge():
    assert lit_by(display_named("deep"), "dL_dw1_1_1") == {"dL_dw1_1_1", "delta1_1", "dz1_1_dw1_1_1"}


def test_a_gradient_of_too_many_examples_lights_what_the_one_that_is_shown_adds():
    shown = display_of(parse_problem(json.dumps(layered((2, 1), ("sigmoid",), examples=70))), example=3)
    assert lit_by(shown, "dL_dw1") == {"dL_dw1", "dL_dw1@4", "delta1_1@4", "dz1_1_dw1@4"}
