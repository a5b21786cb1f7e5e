"""Training: the same update again and again."""

import tracemalloc
from collections import deque
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop import NetworkError, document_from, gallery, load_preset, trace, values_by_name
from backprop.network import Learning
from backprop.training import in_pieces, train
from tests.backprop.helpers import GOLDEN, golden_problem, layer, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, problems
from tests.backprop.test_forward import names_of_golden_files
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to

DIVERGING = problem(layer([[2.0]]), layer([[2.0]]), layer([[2.0]]), inputs=[[2.0]], learning_rate=1.0)
"""Its losses grow to infinity, and then are not numbers."""


@examples(40)
@given(problems(max_layers=3, outputs=SMOOTH_OUTPUTS), st.integers(0, 4))
@example(DIVERGING, 6)
def test_training_ends_where_as_many_single_updates_end(some, updates):
    single = some
    for _ in range(updates):
        single = trace(single).updated
    exactly = close_to(values_by_name(single), relative=0.0, absolute=0.0)
    assert values_by_name(train(some, updates).problem) == exactly


@examples(40)
@given(problems(max_layers=3, outputs=SMOOTH_OUTPUTS), st.integers(0, 4))
@example(DIVERGING, 6)
def test_training_lists_the_loss_before_each_update_and_after_the_last(some, updates):
    records = [trace(some)]
    for _ in range(updates):
        records.append(trace(records[-1].updated))
    assert train(some, updates).losses == close_to([record.loss for record in records])


@names_of_golden_files
def test_training_follows_the_losses_of_the_golden_file(name):
    losses = train(golden_problem(name), 99).losses
    assert losses[::11] == close_to(GOLDEN[name]["losses_of_100_steps"])


@known_problems
def test_no_updates_leave_the_problem_and_its_loss(known):
    trained = train(known, 0)
    assert (document_from(trained.problem), trained.losses.tolist()) == (document_from(known), [trace(known).loss])


@known_problems
def test_training_leaves_the_problem_it_started_from_alone(known):
    before = document_from(known)
    train(known, 3)
    assert document_from(known) == before


def test_what_training_leaves_is_read_only():
    trained = train(load_preset("worked"), 2)
    assert not any(array.flags.writeable for array in (trained.losses, trained.problem.network.layers[0].W))


def test_a_negative_number_of_updates_is_refused():
    with pytest.raises(NetworkError, match=r"^-1 updates cannot be taken; .*\.$"):
        train(load_preset("worked"), -1)


def test_training_that_diverges_runs_to_infinity_in_silence():
    steep = problem(layer([[1.0]]), inputs=[[10.0]], learning_rate=100.0)
    assert not np.isfinite(train(steep, 200).losses[-1])


def test_the_memory_of_a_run_in_pieces_does_not_grow_with_it():
    peaks = []
    for updates in (1000, 2000):
        tracemalloc.start()
        deque(in_pieces(gallery()["neuron"], updates), maxlen=0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


@pytest.mark.parametrize("updates", [0, 1, 499, 500, 501, 1000])
def test_a_run_in_pieces_is_the_run(updates):
    start = replace(load_preset("worked"), learning=Learning("adam"))
    pieces, whole = list(in_pieces(start, updates)), train(start, updates)
    assert sum(piece.updates for piece in pieces) == updates
    assert np.array_equal(np.concatenate([pieces[0].losses, *(piece.losses[1:] for piece in pieces[1:])]), whole.losses)
    assert np.array_equal(pieces[-1].parameters[-1], whole.parameters[-1])
