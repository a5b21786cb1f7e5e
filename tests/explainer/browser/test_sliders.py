"""Sliders and boxes: one of each for every number a reader may change."""

import math

import pytest

from backprop import values_by_name, with_values
from explainer.browser.sliders import USUAL, all_numbers, control_panel
from explainer.notation.numbers import MINUS, parse_number
from explainer.notation.spoken import spoken
from tests.closeness import close_to
from tests.explainer.examples import PRESETS, RULED, display_named, display_of, every_notation, problem_named
from tests.explainer.markup import fragment


def panel_of(name="worked", notation="worked", **changes):
    shown = display_of(with_values(problem_named(name), changes), notation)
    return fragment(control_panel(shown, problem_named(name)))


def numbers_of_the_first_example(name):
    own = [key for key in values_by_name(problem_named(name)) if key not in USUAL]
    return [key for key in own if "@" not in key or key.endswith("@1")]


def sliders(parsed):
    return {e["attributes"]["data-slider"]: e["attributes"] for e in parsed.with_attribute("data-slider")}


def boxes(parsed):
    return {e["attributes"]["data-box"]: e["attributes"] for e in parsed.with_attribute("data-box")}


@pytest.mark.parametrize("name", [*PRESETS, *RULED])
@every_notation
def test_every_number_has_a_slider_and_a_box(name, notation):
    parsed, expected = panel_of(name, notation), numbers_of_the_first_example(name)
    assert list(sliders(parsed)) == list(boxes(parsed)) == expected


def test_a_batch_has_sliders_for_the_example_that_is_shown():
    shown = display_of(problem_named("iris"), example=1)
    assert {"x1@2", "y3@2"} <= sliders(fragment(control_panel(shown, problem_named("iris")))).keys()
    assert not {"x1@1", "y3@3"} & sliders(fragment(control_panel(shown, problem_named("iris")))).keys()


def elsewhere(name, here):
    parsed = fragment(control_panel(display_named(name), problem_named(name), "", here))
    return sum("data-elsewhere" in e["attributes"] for e in parsed.tagged("div"))


def test_of_many_numbers_those_of_the_step_are_shown_and_the_others_set_aside():
    count = len(numbers_of_the_first_example("softmax"))
    assert elsewhere("softmax", frozenset({"x1", "w1_11", "dL_dw1_11"})) == count - 2


def test_of_very_many_numbers_those_of_the_layer_of_the_step_and_the_chosen_one_are_at_hand():
    here = frozenset({"w6_1_1", *(f"w3_{source}_4" for source in range(1, 13)), "b3_4", "a2_1"})
    found = sliders(fragment(control_panel(display_named("deep"), problem_named("deep"), "w6_1_1", here)))
    assert found.keys() - {"learning_rate", "w6_1_1"} == {
        *(f"w3_{source}_{unit}" for source in range(1, 13) for unit in range(1, 13)),
        *(f"b3_{unit}" for unit in range(1, 13)),
    }
    said = fragment(all_numbers(display_named("deep"), "w6_1_1", here)).elements[0]["text"]
    assert said.strip() == "All 158 numbers of layer 3"


def test_inputs_are_at_hand_with_the_first_layer_and_targets_with_the_last():
    for chosen, others in (("w1_1_1", "x"), ("w6_1_1", "y")):
        found = sliders(fragment(control_panel(display_named("deep"), problem_named("deep"), chosen)))
        assert {name for name in found if name[0] in "xy"} == {f"{others}{unit}" for unit in range(1, 13)}


def test_all_are_shown_where_they_are_few_or_the_step_is_made_of_none_of_them():
    assert elsewhere("worked", frozenset({"w5"})) == 0
    assert elsewhere("softmax", frozenset({"dL_dw1_11"})) == 0


def test_beside_the_chosen_parameter_stands_its_gradient():
    parsed = fragment(control_panel(display_named("worked"), problem_named("worked"), "w5"))
    assert [e["attributes"]["data-term"] for e in parsed.with_attribute("data-term")] == ["dL_dw5"]


@pytest.mark.parametrize("name", [*PRESETS, *RULED])
def test_a_slider_and_its_box_are_called_what_the_number_is(name):
    notation, parsed = display_named(name, "worked").notation, panel_of(name)
    expected = {key: spoken(notation, key) for key in numbers_of_the_first_example(name)}
    assert {key: slider["aria-label"] for key, slider in sliders(parsed).items()} == expected
    assert {key: box["aria-label"].removesuffix(", exact number") for key, box in boxes(parsed).items()} == expected


@pytest.mark.parametrize("name", [*PRESETS, *RULED])
def test_no_two_controls_have_the_same_name(name):
    parsed = panel_of(name)
    labels = [a["aria-label"] for a in (*sliders(parsed).values(), *boxes(parsed).values())]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("value", [0.4, -0.4, 12.0, -1e6, 1e-9, 0.1234567890123])
def test_a_slider_stands_at_its_value_between_its_ends(value):
    slider = sliders(panel_of(w5=value))["w5"]
    assert float(slider["min"]) <= float(slider["value"]) == value <= float(slider["max"])


@pytest.mark.parametrize("value", [0.4, -0.4, 12.0, -1e6, 1e-9, 0.1234567890123])
def test_a_box_shows_the_exact_number_with_a_true_minus(value):
    text = boxes(panel_of(w5=value))["w5"]["value"]
    assert parse_number(text) == value
    assert text.startswith(MINUS) == (value < 0)


@pytest.mark.parametrize("rate", [0.0, 1e-9, 0.0001, 1.0, 10.0, 1e4])
def test_the_learning_rate_moves_along_a_logarithm(rate):
    slider = sliders(panel_of(learning_rate=rate))["learning_rate"]
    assert slider["data-scale"] == "log"
    assert float(slider["min"]) <= float(slider["value"])
    assert 10 ** float(slider["value"]) == close_to(max(rate, 10 ** float(slider["min"])))


@pytest.mark.parametrize("changes", [{}, {"w5": 3.0}, {"y1": 0.9}, {"learning_rate": 1.0}, {"y1": -3.0, "w1": 1e6}])
def test_every_slider_is_filled_up_to_where_it_stands(changes):
    for slider in sliders(panel_of(**changes)).values():
        low, high, value = (float(slider[side]) for side in ("min", "max", "value"))
        filled = float(slider["style"].removeprefix("--filled:").removesuffix("%"))
        assert filled == close_to(100 * (value - low) / (high - low), absolute=0.01)


@pytest.mark.parametrize(("name", "moved"), [("l2", "log"), ("epsilon", "log"), ("beta2", "linear")])
def test_the_numbers_of_a_rule_move_along_their_own_scale(name, moved):
    slider = sliders(panel_of("adam-decay", "house"))[name]
    assert slider["data-scale"] == moved
    assert float(slider["min"]) < float(slider["value"]) <= float(slider["max"])


def test_the_numbers_of_a_rule_stand_beside_the_update_alone():
    assert elsewhere("adam-decay", frozenset({"w1", "beta1"})) == len({"beta2", "epsilon", "l2"})
    assert elsewhere("adam-decay", frozenset()) == 0


def test_a_target_of_a_sigmoid_runs_from_0_to_1():
    slider = sliders(panel_of())["y1"]
    assert (slider["data-low"], slider["data-high"]) == ("0.0", "1.0")


def test_double_clicking_goes_back_to_the_preset_not_to_where_it_is():
    assert float(sliders(panel_of(w5=0.9))["w5"]["data-start"]) == 0.4


@pytest.mark.parametrize("name", PRESETS)
def test_no_end_of_a_slider_is_infinite(name):
    for slider in sliders(panel_of(name)).values():
        assert all(math.isfinite(float(slider[side])) for side in ("min", "max", "value", "data-low", "data-high"))
