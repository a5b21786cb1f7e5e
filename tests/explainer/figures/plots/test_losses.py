"""The curve of the loss: every point of it is one of the run."""

import numpy as np
import pytest

from backprop import load_preset, train, with_values
from explainer.figures.plots.losses import MOST_MARKS, epoch_marks, losses_figure, marked_every

LOSSES = train(with_values(load_preset("worked"), {"learning_rate": 0.5}), 30).losses


def points(trace):
    return list(zip(map(int, trace.x), map(float, trace.y), strict=True))


def test_every_point_is_a_loss_of_the_run():
    taken, ahead, here = losses_figure(LOSSES, 10, 50).data
    assert points(taken) == list(enumerate(LOSSES.tolist()))[:11]
    assert points(ahead) == list(enumerate(LOSSES.tolist()))[10:]
    assert points(here) == [(10, LOSSES[10])]


def test_of_what_lies_ahead_nothing_is_drawn_where_it_is_hidden():
    taken, _here = losses_figure(LOSSES[:11], 10, 50).data
    assert max(taken.x) == 10


def test_a_loss_that_is_no_finite_number_is_a_gap():
    losses = np.array([0.5, np.inf, 0.4, np.nan])
    (taken,) = losses_figure(losses, 3, 20).data
    assert np.isnan(taken.y).tolist() == [False, True, False, True]


@pytest.mark.parametrize(("log", "kind"), [(False, "linear"), (True, "log")])
def test_the_scale_of_the_loss_can_be_logarithmic(log, kind):
    assert losses_figure(LOSSES, 10, 50, log).layout.yaxis.type == kind


@pytest.mark.parametrize(("end", "epoch"), [(20, 3), (200, 3), (10_000, 2), (10_000, 200), (50, 200), (50, 0)])
def test_no_more_epochs_are_marked_than_can_be_seen_each_at_the_end_of_one(end, epoch):
    marks = [mark["x0"] for mark in epoch_marks(end, epoch)]
    assert len(marks) <= MOST_MARKS
    assert bool(marks) == (0 < epoch <= end)
    assert all(place % epoch == 0 for place in marks)
    assert marks == sorted(marks)


def test_how_many_epochs_lie_between_two_marks_is_said():
    assert marked_every(10_000, 2) == 500
    assert "every 500 epochs of 2" in losses_figure(LOSSES, 10, 10_000, epoch=2).layout.xaxis.title.text
