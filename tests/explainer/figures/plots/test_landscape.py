"""What is seen of the loss over two parameters."""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import load_preset, loss, surface, trace, train, values_by_name, with_values
from explainer.figures.plots.landscape import COUNTS, LARGEST, PLACES, SMALLEST, count, grid, landscape, steepest
from tests.backprop.strategies import examples
from tests.closeness import close_to, same
from tests.explainer.figures.plots.examples import BATCH_OF_IRISES, FAR, STILL, seen_after

every_landscape = pytest.mark.parametrize("which", [FAR, STILL, BATCH_OF_IRISES], ids=["far", "still", "irises"])
coordinates = st.floats(-1e6, 1e6) | st.floats(-3, 3)
paths = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=5).map(np.array)


@every_landscape
def test_we_are_where_the_numbers_are(which):
    display, seen = seen_after(*which)
    now = values_by_name(display.trace.problem)
    assert seen.path[-1].tolist() == [now[seen.first], now[seen.second]]
    assert same(seen.heights[-1], display.trace.loss)


@every_landscape
def test_a_landscape_has_the_losses_of_its_network(which):
    display, seen = seen_after(*which)
    assert seen.losses.tolist() == close_to(
        surface(display.trace.problem, seen.first, seen.second, seen.at_first, seen.at_second).tolist()
    )


@every_landscape
def test_the_next_update_takes_the_step_that_is_seen(which):
    display, seen = seen_after(*which)
    now, after = values_by_name(display.trace.problem), values_by_name(display.trace.updated)
    moved = tuple(after[name] - now[name] for name in (seen.first, seen.second))
    assert seen.step == close_to(moved, absolute=1e-15)  # a difference of numbers near 1


@every_landscape
def test_the_gradient_that_is_seen_is_how_fast_the_surface_rises(which):
    display, seen = seen_after(*which)
    now = values_by_name(display.trace.problem)

    def at(name, nudge):
        return loss(with_values(display.trace.problem, {name: now[name] + nudge}))

    slopes = [(at(name, 1e-6) - at(name, -1e-6)) / 2e-6 for name in (seen.first, seen.second)]
    assert list(seen.gradient) == close_to(slopes, absolute=1e-8)  # rounding of the loss by the nudge


def test_a_path_is_only_as_long_as_the_updates_that_led_here():
    run = train(load_preset("worked"), 5)
    seen = landscape(trace(run.after(2)), run, 2, "w5", "w6")
    assert (len(seen.path), len(seen.heights), seen.updates) == (3, 3, 2)


@examples(30)
@given(paths)
def test_the_whole_path_is_seen_with_both_axes_in_the_same_scale(path):
    first, second = grid(path, 33)
    assert first[-1] - first[0] == second[-1] - second[0] >= SMALLEST
    for axis, places in zip((first, second), path.T, strict=True):
        assert axis[0] < places.min() <= places.max() < axis[-1]
    assert math.log2((first[-1] - first[0]) / SMALLEST).is_integer()


def test_what_is_seen_stands_still_while_the_path_is_short():
    still = [grid(np.array([[0.4, 0.45], [x, y]]), 33) for x, y in ((0.4, 0.45), (0.2, 0.1), (-0.9, 0.9))]
    assert all(np.array_equal(one, still[0]) for one in still)


def test_a_place_far_away_is_seen_too():
    first, _ = grid(np.array([[-1e6, 1e6], [1e6, -1e6]]), 33)
    assert (first[-1] - first[0]) <= LARGEST


@pytest.mark.parametrize("values", COUNTS)
def test_places_that_can_be_chosen_are_values_of_every_grid(values):
    assert (values - 1) % PLACES == 0


@pytest.mark.parametrize(
    ("examples", "units", "values"), [(1, (2, 2, 1), 97), (200, (12,) * 4, 33), (60, (12,) * 4, 65)]
)
def test_of_a_large_network_fewer_values_are_taken(examples, units, values):
    record = SimpleNamespace(structure=SimpleNamespace(examples=examples, sizes=units))
    assert count(record) == values


def test_the_steepest_update_is_found_among_losses_that_are_no_numbers():
    assert steepest(np.array([1.0, math.nan, 2.0, 1.5])) == (3, 0.5)
