"""What is said beside the loss along one parameter."""

import pytest

from backprop import with_values
from explainer.browser.terms import terms_in
from explainer.notation.display import NUDGED, is_known
from explainer.view.hiding import hiding
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.walk.alone import MOST_PLACES, how_near, not_seen, nudges, question, seen
from tests.explainer.examples import PRESETS, display_named, problem_named
from tests.explainer.examples import display_of as shown


def of_worked(**changes):
    return shown(with_values(problem_named("worked"), {"learning_rate": 1.0, **changes}), "worked")


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        ("0.3178", "Very near"),
        ("0,32", "Very near"),
        ("0.35", "The right way, but too short, by less than half of the step."),
        ("0.39", "The right way, but too short."),
        ("0.25", "The right way, but too far."),
        ("0.48", "The other way"),
        ("0.4", "It does move"),
        ("1,000", "This is not a number yet"),
        ("<b>", "This is not a number yet"),
    ],
)
def test_a_prediction_is_told_how_near_it_comes(guess, said):
    assert how_near(of_worked(), "w5", guess).startswith(said)


def test_a_parameter_that_stays_is_predicted_right_by_where_it_is():
    display = of_worked(learning_rate=0.0)
    assert how_near(display, "w5", "0.4").startswith("Right")
    assert how_near(display, "w5", "0.3") == "It stays where it is: its step is 0."


@pytest.mark.parametrize("preset", PRESETS)
def test_every_number_beside_the_curve_is_a_term(preset):
    display = display_named(preset)
    parameter = display.trace.names.parameters[-1].name
    keys = terms_in(question(display, parameter), seen(display, parameter), nudges(display, parameter))
    assert {f"quotient_{parameter}|{NUDGED}{places}" for places in range(1, MOST_PLACES + 1)} <= set(keys)
    assert all(is_known(display.trace.structure, key) for key in keys)


def test_a_step_that_is_not_seen_can_be_seen_at_a_learning_rate_of_1():
    assert "at_rate:1;parameter:w5" in not_seen(display_named("worked"), "w5")
    assert "at_rate" not in not_seen(of_worked(), "w5")


def test_what_a_reader_is_to_predict_is_hidden_and_the_slope_is_not():
    view = View(hide=True)
    display = hiding(display_of(view), view, "intuition")
    assert [display.text(key) for key in ("new_w5", "moved_w5", "loss_alone_w5", "predicted_loss_w5")] == ["?"] * 4
    assert display.text("dL_dw5") == "0.08217"


def test_numbers_at_other_nudges_are_known_for_what_a_nudge_tells_alone():
    structure = problem_named("worked").structure
    known = [f"quotient_w5|{NUDGED}15", f"off_w5|{NUDGED}1"]
    assert all(is_known(structure, key) for key in known)
    unknown = [f"quotient_w5|{NUDGED}16", f"quotient_w5|{NUDGED}0", f"loss|{NUDGED}5", f"moved_w5|{NUDGED}5"]
    assert not any(is_known(structure, key) for key in unknown)
