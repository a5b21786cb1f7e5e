"""What is seen of the loss over two parameters, in sentences."""

from dataclasses import replace

import numpy as np
import pytest

from backprop import load_preset, trace, train
from backprop.network import Learning
from explainer.figures.plots.landscape import landscape
from explainer.figures.plots.told import answer, moves, path_told, told
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from tests.explainer.figures.plots.examples import FAR, STILL, seen_after


def test_the_map_is_told():
    assert told(*seen_after(*FAR)) == (
        "A map of the loss with w5 from −4 to 4 and w6 from −4 to 4: from 8.337×10⁻⁹, at w5 = −4 and w6 = −1.08, "
        "to 0.4646. The dashed contour line passes through where we are."
    )


def test_a_map_without_a_finite_loss_is_told():
    display, seen = seen_after(*FAR)
    nowhere = replace(seen, losses=np.full_like(seen.losses, np.inf))
    assert told(display, nowhere) == (
        "Nowhere on the map, w5 from −4 to 4 and w6 from −4 to 4, is the loss a finite number."
    )


def test_the_path_is_told_with_what_it_does_not_show():
    assert path_told(*seen_after(*FAR)) == (
        "In 120 updates the loss falls from 0.2748 to 0.002840; most in update 4, by 0.01812. "
        "The other 6 parameters move too, so the path is a projection: earlier points lie off this surface."
    )


def test_before_the_first_update_there_is_no_path_to_be_told():
    assert path_told(*seen_after(*STILL)).startswith("No update has been taken from here")


def test_a_loss_that_does_not_fall_is_told():
    display, seen = seen_after(*FAR)
    assert "goes from 0.1000 to 0.3000: it does not fall." in path_told(
        display, replace(seen, heights=np.linspace(0.1, 0.3, 121))
    )


@pytest.mark.parametrize(
    ("guess", "begun"), [("--", "Right: w5 and w6 shrink"), ("++", "Not so: w5 and w6 shrink"), ("+-", "Not so: w5")]
)
def test_a_guess_is_answered(guess, begun):
    said = answer(*seen_after(*FAR), guess)
    assert said.startswith(begun)
    assert said.endswith("the step goes straight against the gradient, down the slope.")


@pytest.mark.parametrize("guess", ["++", "+-"])
def test_where_a_parameter_stays_either_guess_is_right(guess):
    display, seen = seen_after(*FAR)
    still = replace(seen, step=(0.1, 0.0), gradient=(-0.1, 0.0))
    assert answer(display, still, guess).startswith("Right: w5 grows" if guess == "+-" else "Right: w5 and w6 grow")


@pytest.mark.parametrize(
    ("learning", "why"),
    [
        (Learning(rule="momentum"), "momentum carries on"),
        (Learning(rule="adam"), "Adam scales each parameter"),
        (Learning(order="each_example"), "this update looks at example 1 alone"),
        (Learning(l2=0.5), "the penalty draws weights"),
    ],
)
def test_a_step_that_is_not_straight_down_says_why(learning, why):
    run = train(replace(load_preset("iris"), learning=learning), 3)
    record = trace(run.problem)
    seen = landscape(record, run, 3, "w2_11", "w2_21")
    assert why in answer(Display(record, Notation("house", record.structure)), seen, "++")


@pytest.mark.parametrize(("step", "is_one"), [((0.0, 0.0), False), ((0.0, 1e-9), True), ((np.nan, 1.0), False)])
def test_a_step_that_goes_nowhere_is_none(step, is_one):
    assert moves(replace(seen_after(*FAR)[1], step=step)) == is_one
