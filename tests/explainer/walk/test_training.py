"""What a run of updates has done to the loss, in sentences."""

import re

import numpy as np
import pytest

from backprop import load_preset, train, with_values
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.walk.training import (
    GUESSES,
    axis_end,
    course,
    history_told,
    predictions,
    standing,
    told,
    verdict,
    where_it_went,
    why_it_ends,
    window,
)

WORKED = with_values(load_preset("worked"), {"learning_rate": 0.5})


def said(*losses):
    return told(course(np.array(losses, dtype=float)), 4)


def test_a_loss_that_falls_is_said_to_fall():
    assert told(course(train(WORKED, 120).losses), 4) == "The loss falls from 0.2748 to 0.002840 in 120 updates."


def test_a_loss_that_rises_is_said_to_rise():
    assert said(0.1, 0.2, 0.4) == "The loss rises from 0.1000 to 0.4000 in 2 updates."


def test_a_loss_that_stands_still_is_said_to_stand_still():
    assert said(0.25, 0.25, 0.25) == "The loss stands still at 0.2500 for 2 updates."


def test_rounding_is_no_course():
    assert said(0.25, np.nextafter(0.25, 1), 0.25) == "The loss stands still at 0.2500 for 2 updates."


def test_a_loss_that_goes_up_and_down_is_said_to():
    assert said(0.5, 0.6, 0.4, 0.5, 0.3) == (
        "The loss falls from 0.5000 to 0.3000 in 4 updates. It goes up and down: 2 updates of 4 made it larger."
    )


def test_a_loss_that_returns_is_not_said_to_stand_still():
    assert said(0.5, 0.6, 0.5).startswith("The loss is 0.5000 again after 2 updates.")


def test_a_single_rise_on_the_way_is_said():
    assert said(*np.linspace(1.0, 0.5, 20), 0.6, 0.4).endswith("On the way 1 update made it larger.")


@pytest.mark.parametrize(
    ("last", "what"), [(np.nan, "is not a number"), (np.inf, "is beyond the largest number that can be computed")]
)
def test_a_loss_that_is_no_finite_number_is_said_to_be_none(last, what):
    assert said(0.5, last) == f"The loss was 0.5000 at the start and {what} after 1 update."


def test_before_the_first_update_no_course_is_said():
    assert said(0.5) == "No update has been taken yet. The loss is 0.5000."


def test_two_losses_that_differ_little_are_told_apart():
    first, last = re.findall(r"\d\.\d+", told(course(train(load_preset("worked"), 3).losses), 4))
    assert first != last


def test_a_loss_that_has_grown_beyond_all_bounds_is_not_written_with_all_its_digits():
    assert said(0.305, 2.27604598598948e12) == "The loss rises from 0.3050 to 2.276×10¹² in 1 update."


@pytest.mark.parametrize("updates", [0, 9, 10, 11, 99, 4321, 9_999, 10_000])
def test_an_axis_has_room_for_ten_more_updates_where_there_are_so_many(updates):
    assert min(updates + 10, 10_000) <= axis_end(updates, 10_000) <= 10_000


@pytest.mark.parametrize(("here", "last"), [(0, 0), (0, 50), (3, 50), (25, 50), (50, 50), (2, 4)])
def test_a_window_holds_the_present_update_and_as_many_rows_as_there_are(here, last):
    rows = window(here, last, 9)
    assert here in rows
    assert len(rows) == min(9, last + 1)
    assert 0 <= rows[0] <= rows[-1] <= last


@pytest.mark.parametrize(("after", "right"), [(0.4, "lower"), (0.501, "same"), (0.6, "higher"), (np.nan, "higher")])
def test_a_guess_is_judged_by_where_the_loss_went(after, right):
    assert where_it_went(0.5, after) == right
    for guess in GUESSES:
        assert ("and it is" in verdict(guess, 0.5, after, 4)) == (guess == right)


def test_a_run_says_why_it_ends():
    assert why_it_ends(5, 10, usable=True) == ""
    assert "10 updates can be taken" in why_it_ends(10, 10, usable=True)
    assert "beyond 1,000,000" in why_it_ends(5, 10, usable=False)


def test_where_a_run_stands_is_said_in_terms_of_the_trace():
    html = standing(display_of(View(updates=3)), 3, 0, ahead=True)
    assert re.findall('data-term="([^"]+)"', html) == ["loss", "new_loss", "loss_change"]
    assert "<b>3 updates</b>" in html


def test_what_lies_ahead_can_be_left_out():
    assert "new_loss" not in standing(display_of(View()), 0, 0, ahead=False)


def test_epochs_are_counted_where_each_update_is_of_one_example():
    view = View("iris", order="each_example", updates=7)
    assert "(2 epochs and 1 of 3 examples)" in standing(display_of(view), 7, 3, ahead=True)


def test_every_output_is_said_beside_its_target():
    html = predictions(display_of(View("iris", example=2)))
    assert re.findall('data-term="([^"]+)"', html) == [
        f"{name}{unit}@2" for unit in (1, 2, 3) for name in ("y_hat", "y")
    ]


def test_of_parameters_the_chosen_one_is_said_and_the_one_that_changed_most():
    values = np.array([[0.4, 0.6], [0.3, -0.6]])
    assert history_told(["w5", "b2"], values, 0, 4) == (
        "In 1 update w5 goes from 0.4000 to 0.3000. b2 has changed most: it goes from 0.6000 to −0.6000."
    )
    assert history_told(["w5", "b2"], values, 1, 4).endswith("No other parameter has changed more.")


def test_parameters_that_stay_are_said_to_stay():
    assert history_told(["w5"], np.zeros((3, 1)), 0, 4) == "No parameter has changed in 2 updates."
