"""What became of runs, in sentences."""

from dataclasses import replace

import numpy as np
import pytest

from backprop import gallery, trace, train
from backprop.divergence import DIVERGES, FALLS, OSCILLATES, STILL, Verdict, fault_of
from backprop.sweep import Edge
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.walk.outcomes import compared, edge_told, fault_told, lower_from, verdict_told

NAMES = ("a small rate", "a large one")


def display_of(problem):
    return Display(trace(problem), Notation("house", problem.structure))


def plain(markup):
    return markup.striptags()


def test_the_sentence_on_two_runs_says_from_which_update_the_lower_one_is_lower():
    first, second = np.array([1.0, 0.8, 0.6]), np.array([1.0, 0.9, 0.1])
    assert compared(first, second, NAMES, 4) == (
        "After 2 updates the loss is 0.6000 with a small rate and 0.1000 with a large one; "
        "the second is lower from update 2 on."
    )


def test_two_runs_that_end_alike_are_said_to():
    same = np.array([1.0, 0.5])
    assert compared(same, same, NAMES, 2).endswith(": neither is lower.")


def test_a_run_that_diverged_is_said_to_and_not_called_a_number():
    said = compared(np.array([1.0, 0.5]), np.array([1.0, np.nan]), NAMES, 2, (None, 1))
    assert said == (
        "After 1 update the loss is 0.50 with a small rate and without bounds with a large one, which diverges at "
        "update 1; the first is lower at every update."
    )


def test_a_run_that_is_lower_again_is_lower_from_then_on():
    assert lower_from(np.array([1.0, 0.5, 0.9, 0.4]), np.array([1.0, 0.6, 0.8, 0.5])) == 3


@pytest.mark.parametrize("rate", [1.0, 10.0, 1e4])
def test_a_fault_names_its_update_its_term_and_the_step_that_led_there(rate):
    steep = replace(gallery()["regression"], learning_rate=rate)
    run = train(steep, 100)
    fault = fault_of(run, 1e6)
    said = plain(fault_told(fault, display_of(steep)))
    ratio = (
        np.abs(np.diff(run.parameters[fault.stride.update - 2 : fault.stride.update + 1], axis=0))
        if rate == 1.0
        else None
    )
    assert said.startswith(f"At update {fault.update} ")
    assert "learning rate is too large for this slope" in said or "the slope grows along the way" in said
    if ratio is not None:
        which = [p.name for p in trace(steep).names.parameters].index(fault.stride.parameter)
        assert f"{ratio[1, which] / ratio[0, which]:.1f} times" in said


def test_a_fault_of_the_start_has_no_step():
    steep = replace(gallery()["regression"], x=gallery()["regression"].x * 1e300, y=gallery()["regression"].y * 1e300)
    assert plain(fault_told(fault_of(train(steep, 2)), display_of(steep))).startswith("At the start ")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict(FALLS), "falls"),
        (Verdict(STILL), "stands still"),
        (Verdict(DIVERGES, 3), "diverges, at update 3"),
        (Verdict(OSCILLATES, 2), "goes up and down without falling: update 2 makes it rise"),
    ],
)
def test_a_verdict_is_told(verdict, said):
    assert verdict_told(verdict) == said


@pytest.mark.parametrize(
    ("edge", "said"),
    [
        (Edge(None), "The run diverges for no learning rate up to 10000."),
        (Edge(1e-6), "The run diverges for the smallest learning rate that was tried, 1×10⁻⁶, already."),
        (
            Edge(0.5, 0.4999, 2.0),
            "The smallest learning rate found for which the run diverges is 0.5; for some larger ones, such as 2, "
            "it does not.",
        ),
    ],
)
def test_an_edge_is_told_as_far_as_it_is_known(edge, said):
    assert edge_told(edge, "the run diverges") == said
