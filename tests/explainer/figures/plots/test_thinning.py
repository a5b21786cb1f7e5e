"""Fewer points of a long curve."""

import numpy as np
import pytest

from explainer.figures.plots.thinning import thinned

RNG = np.random.default_rng(1)


@pytest.mark.parametrize("count", [1, 2, 3, 999, 1000, 1001, 1002, 1499, 10_001])
def test_there_are_no_more_points_than_asked_for_and_both_ends_are_there(count):
    places = thinned(RNG.normal(size=count), 1000)
    assert len(places) <= 1000
    assert (places[0], places[-1]) == (0, count - 1)
    assert (np.diff(places) > 0).all()


def test_a_short_curve_is_drawn_as_it_is():
    assert thinned(np.zeros(1000), 1000).tolist() == list(range(1000))


@pytest.mark.parametrize("place", [1, 3333, 9999])
@pytest.mark.parametrize("size", [-5.0, 5.0])
def test_a_peak_of_one_point_is_kept(place, size):
    values = RNG.normal(size=10_001) * 0.1
    values[place] = size
    assert place in thinned(values, 100)


def test_what_is_no_finite_number_is_neither_lowest_nor_highest():
    values = RNG.normal(size=5000)
    values[100:4000:7] = np.nan
    values[101:4000:7] = np.inf
    finite = values[np.isfinite(values)]
    kept = values[thinned(values, 60)]
    kept = kept[np.isfinite(kept)]
    assert (kept.min(), kept.max()) == (finite.min(), finite.max())
