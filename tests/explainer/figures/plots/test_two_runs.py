"""Two runs in one plot."""

import numpy as np
import pytest

from explainer.figures.plots.two_runs import MOST_DRAWN, start_figure, two_runs_figure

NAMES = ("slow", "fast")


def losses(*values):
    return np.array(values, dtype=float)


def test_every_point_of_a_curve_is_one_of_the_run():
    falling = np.exp(-np.linspace(0.0, 3.0, 2001))
    figure = two_runs_figure((falling, falling / 2.0), NAMES)
    for curve, run in zip(figure.data, (falling, falling / 2.0), strict=True):
        assert len(curve.x) <= MOST_DRAWN
        assert list(curve.y) == [run[at] for at in curve.x]


def test_two_curves_differ_in_more_than_colour_and_each_has_its_name_beside_it():
    figure = two_runs_figure((losses(1, 0.5, 0.2, 0.1), losses(1, 0.9, 0.8, 0.7)), NAMES)
    assert figure.data[0].line.dash != figure.data[1].line.dash
    assert {note.text for note in figure.layout.annotations} == set(NAMES)


@pytest.mark.parametrize("end", [np.inf, np.nan, 1e80])
def test_a_run_that_diverges_leaves_room_for_the_other(end):
    figure = two_runs_figure((losses(1, 0.5, 0.4, 0.3), losses(1, 40, 1e30, end)), NAMES)
    low, high = figure.layout.yaxis.range
    assert figure.layout.yaxis.type == "log"
    assert -1 < low < high < 4


def test_before_the_reader_has_chosen_only_the_start_is_seen():
    (place,) = start_figure(0.25, 100).data
    assert (list(place.x), list(place.y)) == ([0], [0.25])
