"""What became of a run, and where it went wrong."""

import math
from dataclasses import replace

import numpy as np
import pytest

from backprop import gallery, load_preset, presets, trace, train, values_by_name, with_values
from backprop.divergence import DIVERGES, FALLS, OSCILLATES, OVERSHOOTS, STILL, Verdict, fault_of, judged, verdict_of
from tests.backprop.helpers import layer, problem
from tests.closeness import close_to

LINE = problem(layer([[1.0]]), inputs=[[2.0]], learning_rate=0.1)
"""ŷ = 2·w, and the loss is ŷ²/2: its slope grows by 4 with w, so beyond a learning rate of 2/4 a step leads further
up the other side."""


def at_rate(some, rate):
    return replace(some, learning_rate=rate)


@pytest.mark.parametrize(
    ("rate", "kind"), [(0.25, FALLS), (0.499, FALLS), (0.5, STILL), (0.501, DIVERGES), (3.0, DIVERGES)]
)
def test_a_line_diverges_beyond_twice_the_inverse_of_its_curvature(rate, kind):
    assert verdict_of(train(at_rate(LINE, rate), 100)).kind == kind


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([4, 3, 2, 1, 1, 1], Verdict(FALLS)),
        ([4, 3, 5, 2, 1, 1, 0.5, 0.2], Verdict(OVERSHOOTS, 2)),
        ([4, 9, 4, 9, 4, 9, 4, 9], Verdict(OSCILLATES, 1)),
        ([4, 5, 7, 11, 19, 35, 67, 131], Verdict(DIVERGES, 1)),
        ([4, 5, math.inf, math.nan], Verdict(DIVERGES, 2)),
        ([4, 4, 4, 4], Verdict(STILL)),
        ([4, 9, 9, 9, 9, 9, 9, 9], Verdict(STILL, 1)),
        ([0, 0, 0, 0], Verdict(STILL)),
        ([-1, -2, -3], Verdict(FALLS)),
        ([4], Verdict(STILL)),
    ],
)
def test_what_became_of_a_run_is_read_off_its_losses(losses, expected):
    assert judged(np.array(losses, dtype=float), np.ones(len(losses)), 1e6) == expected


def test_a_parameter_beyond_what_can_be_shown_is_a_run_that_diverges():
    assert judged(np.ones(3), np.array([1.0, 2.0, 2e6]), 1e6) == Verdict(DIVERGES, 2)


def test_rises_within_an_epoch_of_single_examples_are_no_overshooting():
    losses = np.array([4, 5, 3, 4, 2, 3, 1, 2, 0.5])
    assert (judged(losses, np.ones(9), 1e6, turns=2), judged(losses, np.ones(9), 1e6).at) == (Verdict(FALLS), 1)


def test_a_dead_unit_stands_still():
    dead = problem(layer([[1.0]], "relu", bias=[-5.0]), inputs=[[1.0]], targets=[[1.0]])
    assert verdict_of(train(dead, 20)) == Verdict(STILL)


@pytest.mark.parametrize("name", [*presets(), *gallery()])
def test_every_network_falls_with_the_learning_rate_it_comes_with(name):
    some = load_preset(name) if name in presets() else gallery()[name]
    run = train(some, 50)
    assert (verdict_of(run, 1e6).kind, fault_of(run, 1e6)) == (FALLS, None)


def test_the_fault_is_the_first_parameter_beyond_what_can_be_shown():
    run = train(at_rate(LINE, 3.0), 20)
    fault = fault_of(run, 1e6)
    assert (fault.update, fault.before, fault.key, fault.kind) == (6, 5, "new_w1", "too_large")
    assert [fault.value, fault.stride.ratio] == close_to([(1.0 - 3.0 * 4.0) ** 6, 11.0])
    assert (fault.stride.update, fault.stride.parameter, fault.stride.turned) == (6, "w1", True)


OVERFLOWING = {
    "its loss": at_rate(LINE, 3.0),
    "its gradient": problem(layer([[2.0]]), layer([[2.0]]), layer([[2.0]]), inputs=[[2.0]], learning_rate=1.0),
    "its start": with_values(LINE, {"w1": 1e200, "x1": 1e200}),
    "its penalty": at_rate(replace(LINE, learning=replace(LINE.learning, l2=1e4)), 1e4),
    "momentum": at_rate(replace(LINE, learning=replace(LINE.learning, rule="momentum")), 100.0),
    "its rate alone": with_values(gallery()["regression"], {"learning_rate": 1e4}),
}


@pytest.mark.parametrize("some", OVERFLOWING.values(), ids=list(OVERFLOWING))
def test_the_fault_is_a_term_that_is_not_finite_and_was_made_of_finite_ones(some):
    run = train(some, 400)
    fault = fault_of(run)
    record = trace(run.after(fault.before))
    assert not math.isfinite(record[fault.key])
    assert all(math.isfinite(record[factor]) for factor in record.term(fault.key).factors)
    assert all(map(math.isfinite, values_by_name(run.after(fault.before)).values()))
    assert np.isfinite(run.losses[: fault.update]).all()
