"""Many learning rates, and where a network begins to do badly."""

from dataclasses import replace

import pytest

from backprop import gallery, load_preset, train
from backprop.divergence import DIVERGES, FALLS, verdict_of
from backprop.sweep import SMALLEST_RATE, Edge, edges, sweep
from tests.backprop.helpers import layer, problem
from tests.closeness import close_to


@pytest.mark.parametrize("x", [0.1, 2.0, 30.0])
def test_of_a_line_both_edges_are_twice_the_inverse_of_its_curvature(x):
    found = edges(problem(layer([[1.0]]), inputs=[[x]]), 100)
    exact = 2.0 / x**2
    assert [found.rises.rate, found.diverges.rate] == close_to([exact, exact], relative=2e-3)  # within the last cut


@pytest.mark.parametrize("name", gallery())
def test_an_edge_is_where_the_run_itself_changes(name):
    some = gallery()[name]
    found = edges(some, 40, 1e6)
    for edge, happens in (
        (found.rises, lambda verdict: verdict.at is not None or verdict.kind == DIVERGES),
        (found.diverges, lambda verdict: verdict.kind == DIVERGES),
    ):
        if edge.rate is not None and edge.below is not None:
            pair = [train(replace(some, learning_rate=rate), 40) for rate in (edge.below, edge.rate)]
            assert [happens(verdict_of(run, 1e6)) for run in pair] == [False, True]
            assert edge.rate / edge.below == close_to(1.0, relative=2e-3)


def test_where_nothing_goes_wrong_there_is_no_edge():
    found = edges(load_preset("softmax"), 20, 1e6)
    assert (found.rises, found.diverges) == (Edge(None), Edge(None))


def test_what_ends_again_for_a_larger_rate_says_so():
    assert edges(load_preset("iris"), 100).rises.above is not None


def test_what_happens_for_the_smallest_rate_already_has_nothing_below():
    steep = problem(layer([[1.0]]), inputs=[[1e4]])
    assert edges(steep, 20).diverges == Edge(SMALLEST_RATE)


def test_a_sweep_says_of_each_rate_where_its_run_ends():
    found = sweep(gallery()["xor"], [0.1, 1.0], 10)
    alone = [train(replace(gallery()["xor"], learning_rate=rate), 10).losses[-1] for rate in (0.1, 1.0)]
    assert ([one.end for one in found], {one.verdict.kind for one in found}) == (close_to(alone), {FALLS})
