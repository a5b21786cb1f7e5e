"""The text of any term, and its size beside the others."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import parse_problem, values_by_name, with_values
from explainer.notation.display import FALL, FINE, RISE
from explainer.notation.numbers import DIGITS, format_number
from tests.closeness import close_to
from tests.explainer.examples import (
    display_named,
    display_of,
    every_network,
    layered,
    problem_named,
    small_networks,
)


def worked(**changes):
    return display_of(with_values(problem_named("worked"), changes), "worked")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("x1", "0.05"), ("x2", "0.10"), ("y1", "0.01"), ("w5", "0.40"), ("b1", "0.35"), ("learning_rate", "0.0001"),
        ("z1_1", "0.3775"), ("z1_2", "0.3925"), ("a1_1", "0.5933"), ("a1_2", "0.5969"), ("z2_1", "1.1059"),
        ("y_hat1", "0.7514"), ("loss", "0.2748"), ("dL_dy_hat1", "0.7414"), ("dy_hat1_dz2_1", "0.1868"),
        ("dz2_1_dw5", "0.5933"), ("dz2_1_da1_1", "0.40"), ("dz2_1_da1_2", "0.45"), ("da1_1_dz1_1", "0.2413"),
        ("dL_dw5", "0.08217"), ("dL_dw6", "0.08267"), ("dL_dw1", "0.0006684"), ("dL_dw4", "0.001500"),
        ("dL_db2", "0.1385"), ("dL_db1", "0.02836"), ("path_b1_1-1", "0.01337"), ("path_b1_2-1", "0.01500"),
        ("new_w5", "0.3999918"),
    ],
)  # fmt: skip
def test_the_worked_example_shows_the_numbers_of_its_lecture(key, text):
    assert worked().text(key) == text


@every_network
def test_every_term_has_a_text(name):
    shown = display_named(name)
    assert all(isinstance(shown.text(key), str) and shown.text(key) for key in list(shown.trace.values)[:3000])


@small_networks
def test_what_is_the_same_value_has_the_same_text(name):
    shown = display_named(name)
    same = [r for r in map(shown.trace.recipe, shown.trace.values) if r.operation == "same"]
    assert [r.key for r in same if shown.text(r.key) != shown.text(r.factors[0])] == []


def test_a_derivative_that_is_a_weight_is_written_like_the_weight():
    assert worked(w5=0.5).text("dz2_1_da1_1") == worked(w5=0.5).text("w5") == "0.50"


def test_a_given_number_that_needs_more_digits_is_shown_like_a_computed_one():
    assert worked(w5=0.12345678).text("w5") == "0.1235"


def test_a_new_parameter_shows_what_the_step_changed():
    assert worked(learning_rate=1e-7).text("new_w5") == "0.3999999918"


@pytest.mark.parametrize("digits", DIGITS)
def test_computed_numbers_follow_the_precision(digits):
    shown = display_of(problem_named("worked"), digits=digits)
    assert shown.text("y_hat1") == format_number(shown.trace["y_hat1"], digits)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("scale_half_mean", "0.3333"), ("scale_sum", "2"), ("factor_half_mean", "1"), ("factor_sum", "6"),
        ("factor_half_mean_all", "0.3333"), ("N", "3"), ("K", "3"),
    ],
)  # fmt: skip
def test_counts_and_scales_are_written_as_one_would_by_hand(key, text):
    assert display_of(problem_named("iris")).text(key) == text


def test_the_gradient_of_lecture_5_is_shown_as_it_is_and_not_divided_again():
    shown = display_of(problem_named("iris"), "iris")
    written = [[shown.text(f"dL_dw2_{f}{n}") for n in (1, 2, 3)] for f in (1, 2)]
    assert written == [["0.06867", "0.008667", "0.05868"], ["0.03952", "0.009322", "0.05636"]]


# One example of a batch, or all of it.


def test_a_display_is_of_the_whole_batch_unless_an_example_is_asked_for():
    shown = display_of(problem_named("iris"))
    assert (shown.example, shown.whole) == (0, True)


def test_which_example_is_shown_changes_no_number():
    problem = problem_named("iris")
    one, other = display_of(problem), display_of(problem, example=2, whole=False)
    assert {key: one.text(key) for key in one.trace.values} == {key: other.text(key) for key in other.trace.values}


def test_the_form_of_equations_depends_on_the_targets_only_after_softmax():
    assert worked(y1=0.7).form == ()


def test_the_form_says_for_each_example_whether_targets_add_up_to_1():
    assert display_of(with_values(problem_named("softmax-batch"), {"y1@1": 0.5})).form == (True, False)


# Rounding where zero is meant.


def sum_of(w, bias, target):
    """Return the display of a unit whose z is ``w + bias``."""
    file = layered((1, 1), ("identity",))
    file["layers"][0].update(weights=[[w]], bias=[bias])
    file.update(inputs=[[1.0]], targets=[[target]])
    return display_of(parse_problem(json.dumps(file)))


def test_a_sum_that_is_only_rounding_is_shown_as_0():
    shown = sum_of(0.1 + 0.2, -0.3, 0.0)
    assert shown.trace["z1_1"] == close_to(5.55e-17, relative=0.01)
    assert shown.text("z1_1") == "0"


def test_a_small_sum_of_small_numbers_is_not_taken_for_rounding():
    assert sum_of(1e-17, 1e-18, 0.0).text("z1_1") == "1.100×10⁻¹⁷"


def test_a_sum_just_above_rounding_is_shown():
    assert sum_of(1.0 + 1e-14, -1.0, 0.0).text("z1_1") != "0"


def test_a_sum_with_an_infinite_part_is_not_taken_for_rounding():
    shown = worked(w5=1e6, w6=-1e6)
    assert shown.text("loss") != "0"


def test_a_product_that_is_tiny_is_not_taken_for_rounding():
    assert worked(x1=1e-20).text("dL_dw1") == "1.339×10⁻²²"


def test_an_output_that_meets_its_target_up_to_rounding_has_a_gradient_of_0():
    shown = sum_of(0.1, 0.2, 0.3)
    assert shown.trace["dL_dy_hat1"] == close_to(0.0, absolute=1e-16)
    assert shown.text("dL_dy_hat1") == "0"


def nearly(z, target):
    """Return the display of a sigmoid that is judged by binary cross-entropy."""
    file = layered((1, 1), ("sigmoid",), loss="binary_cross_entropy")
    file["layers"][0] = {"weights": [[z]], "activation": "sigmoid"}
    file.update(inputs=[[1.0]], targets=[[target]])
    return display_of(parse_problem(json.dumps(file)))


def test_a_delta_that_is_nearly_0_since_its_output_is_nearly_1_is_shown():
    assert nearly(60.0, 1.0).text("delta1_1") == "−8.757×10⁻²⁷"


def test_a_delta_whose_output_meets_its_target_up_to_rounding_is_shown_as_0():
    shown = nearly(math.log(0.7 / 0.3), 0.7)
    assert 0 < abs(shown.trace["delta1_1"]) < 1e-15
    assert shown.text("delta1_1") == "0"


# The fine form.


def test_the_fine_loss_shows_what_an_update_changed():
    shown = worked()
    before, after = shown.text("loss" + FINE), shown.text("new_loss" + FINE)
    assert before != after
    assert shown.text("loss") == "0.2748"


def test_a_fine_parameter_has_the_decimals_that_show_what_its_step_changes():
    assert worked(w5=0.399991783).text("w5" + FINE) == "0.3999918"


def test_a_fine_parameter_is_written_as_by_hand_where_that_is_exact():
    assert worked().text("w5" + FINE) == "0.40"


# Numbers in words.


def test_a_positive_change_rises_and_a_negative_one_falls():
    assert worked().text("nudge_w5" + RISE).startswith("rises by about 0.000")
    assert worked(y1=1.0).text("nudge_w5" + RISE).startswith("falls by about 0.000")


def test_what_is_taken_away_lets_a_number_fall():
    assert worked().text("step_w5" + FALL).startswith("falls by 0.00000")
    assert worked(y1=1.0).text("step_w5" + FALL).startswith("rises by 0.00000")


def test_where_nothing_changes_that_is_what_is_said():
    assert worked(x1=0.0).text("nudge_w1" + RISE) == "does not change"


# Marks.


def test_the_largest_mark_is_1_and_the_others_are_in_proportion():
    shown = worked(w1=-2.0, w2=1.0)
    assert shown.marks(["w1", "w2", "w3"]) == {"w1": -1.0, "w2": 0.5, "w3": 0.125}


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_mark_lies_between_minus_1_and_1(w1, w2):
    assert all(-1.0 <= mark <= 1.0 for mark in worked(w1=w1, w2=w2).marks(["w1", "w2"]).values())


def test_marks_of_nothing_but_zeros_are_0():
    assert worked(w1=0.0, w2=0.0).marks(["w1", "w2"]) == {"w1": 0.0, "w2": 0.0}


def test_marks_beside_an_overflow_are_0():
    file = layered((1,) * 4, ("identity",) * 3, biases="none")
    for layer in file["layers"]:
        layer["weights"] = [[1e150]]
    shown = display_of(parse_problem(json.dumps(file)))
    assert not math.isfinite(shown.trace["loss"])
    gradients = [f"dL_d{p.name}" for p in shown.trace.names.parameters]
    assert set(shown.marks(gradients).values()) == {0.0}


def test_every_number_a_reader_may_change_has_a_text():
    shown = worked()
    assert set(shown.texts(values_by_name(shown.trace.problem))) == set(values_by_name(shown.trace.problem))
