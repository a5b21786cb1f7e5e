"""Many learning rates in one plot."""

import math

import pytest

from backprop import gallery
from backprop.divergence import KINDS
from backprop.sweep import sweep
from explainer.figures.plots.sweep import LOOKS, drawn_heights, sweep_figure, waiting_figure

RATES = (0.01, 0.1, 0.8, 1.0, 100.0)


@pytest.fixture(scope="module")
def tried():
    return sweep(gallery()["regression"], RATES, 100, 1e6)


def test_each_point_stands_at_its_learning_rate_and_its_loss(tried):
    figure = sweep_figure(tried, dict.fromkeys(KINDS, "said"), 0.1, [])
    places = {x: y for points in figure.data[1:] for x, y in zip(points.x, points.y, strict=True)}
    heights = drawn_heights(tried)
    assert places == dict(zip(RATES, heights.tolist(), strict=True))
    assert [heights[place] for place in (0, 1, 2)] == [one.end for one in tried[:3]]


def test_what_overflowed_is_drawn_at_the_top(tried):
    heights = drawn_heights(tried)
    assert not math.isfinite(tried[-1].end)
    assert heights[-1] == heights.max() == 1e3 * tried[0].losses[0]


def test_what_became_of_a_run_is_told_by_shape_too():
    assert len({symbol for symbol, _ in LOOKS.values()}) == len(LOOKS) == len(KINDS)


def test_edges_and_the_present_learning_rate_have_a_line_and_a_name(tried):
    figure = sweep_figure(tried, dict.fromkeys(KINDS, "said"), 0.1, [(0.7, "rises"), (0.9, "diverges")])
    assert [line.x0 for line in figure.layout.shapes] == [0.7, 0.9, 0.1]
    assert [note.text for note in figure.layout.annotations] == ["rises", "diverges", "in use"]


def test_before_the_sweep_no_loss_at_an_end_is_seen():
    (level,) = waiting_figure(RATES, 0.5, 0.1).data
    assert list(level.y) == [0.5, 0.5]
