"""Training: the same update again and again, by whichever rule and in whichever order."""

import cmath
import tracemalloc
from collections import deque
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop import NetworkError, document_from, gallery, load_preset, problem_from, trace, values_by_name
from backprop.network import Learning
from backprop.rules import RULES
from backprop.training import in_pieces, train
from tests.backprop.helpers import GOLDEN, golden_problem, layer, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, learnings, problems
from tests.backprop.test_cases import CASES
from tests.backprop.test_forward import names_of_golden_files
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to

DIVERGING = problem(layer([[2.0]]), layer([[2.0]]), layer([[2.0]]), inputs=[[2.0]], learning_rate=1.0)
"""Its losses grow to infinity, and then are not numbers."""


def exactly(problem):
    """Return what equals a problem to the last bit, with what its updates have left behind."""
    return close_to(state_of(problem), relative=0.0, absolute=0.0)


def state_of(problem):
    memory = problem.memory
    return [values_by_name(problem), memory.updates, memory.first, memory.second]


@examples(40)
@given(problems(max_layers=3, outputs=SMOOTH_OUTPUTS), learnings(), st.integers(0, 4))
@example(DIVERGING, Learning(), 6)
@example(DIVERGING, Learning("adam"), 6)
def test_training_ends_where_as_many_single_updates_end(some, learning, updates):
    single = start = replace(some, learning=learning)
    for _ in range(updates):
        single = trace(single).updated
    assert state_of(train(start, updates).problem) == exactly(single)


@examples(20)
@given(problems(max_layers=2, outputs=SMOOTH_OUTPUTS), learnings(), st.integers(0, 3), st.integers(0, 3))
def test_a_run_that_is_gone_on_with_is_the_run_that_was_as_long_at_once(some, learning, before, more):
    start = replace(some, learning=learning)
    part, whole = train(start, before).further(more), train(start, before + more)
    assert state_of(part.problem) == exactly(whole.problem)
    for name in ("losses", "parameters", "first", "second"):
        assert [getattr(part, name)] == close_to([getattr(whole, name)], relative=0.0, absolute=0.0), name


@examples(20)
@given(problems(max_layers=2, outputs=SMOOTH_OUTPUTS), learnings(), st.integers(0, 4))
def test_each_update_of_a_run_can_be_gone_back_to(some, learning, updates):
    run = train(replace(some, learning=learning), 4)
    assert state_of(run.after(updates)) == exactly(train(run.start, updates).problem)


@pytest.mark.parametrize("rule", RULES)
def test_a_run_can_be_gone_back_to_and_gone_on_with_wherever_it_is_laid_together(rule, monkeypatch):
    start = replace(load_preset("worked"), learning=Learning(rule))
    expected = [state_of(train(start, updates).problem) for updates in range(9)]
    monkeypatch.setattr("backprop.training.STACKED", 3)
    run = train(start, 8)
    same = close_to(expected, relative=0.0, absolute=0.0)
    assert [state_of(run.after(updates)) for updates in range(9)] == same
    assert [state_of(start), *(state_of(train(start, updates).further(1).problem) for updates in range(8))] == same


def test_a_run_of_a_run_goes_on_counting():
    start = replace(load_preset("iris"), learning=Learning("adam", order="shuffled"))
    first = train(start, 4)
    second = train(first.problem, 3)
    assert state_of(second.problem) == exactly(train(start, 7).problem)
    assert second.after(0).memory.updates == 4
    assert state_of(second.after(2)) == exactly(train(start, 6).problem)


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


@pytest.mark.parametrize("further", [0, 2])
@pytest.mark.parametrize("rule", RULES)
def test_what_training_leaves_is_read_only(rule, further):
    trained = train(replace(load_preset("worked"), learning=Learning(rule)), 2).further(further)
    left = [trained.losses, trained.parameters, trained.first, trained.second, trained.problem.network.layers[0].W]
    left += [trained.after(1).network.layers[0].W, trained.after(1).memory.first, trained.after(1).memory.second]
    assert not any(array.flags.writeable for array in left if array is not None)


def test_a_negative_number_of_updates_is_refused():
    with pytest.raises(NetworkError, match=r"^-1 updates cannot be taken; .*\.$"):
        train(load_preset("worked"), -1)


def test_training_that_diverges_runs_to_infinity_in_silence():
    steep = problem(layer([[1.0]]), inputs=[[10.0]], learning_rate=100.0)
    assert not np.isfinite(train(steep, 200).losses[-1])


def test_the_memory_of_a_run_in_pieces_does_not_grow_with_it(monkeypatch):
    monkeypatch.setattr("backprop.training.STACKED", 100)
    neuron, peaks = gallery()["neuron"], []
    for updates in (200, 600):
        tracemalloc.start()
        deque(in_pieces(neuron, updates), maxlen=0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


@pytest.mark.parametrize("updates", [0, 1, 4, 5, 6, 10])
def test_a_run_in_pieces_is_the_run(updates, monkeypatch):
    start = replace(load_preset("worked"), learning=Learning("adam"))
    whole = train(start, updates)
    monkeypatch.setattr("backprop.training.STACKED", 5)
    pieces = list(in_pieces(start, updates))
    assert sum(piece.updates for piece in pieces) == updates
    assert np.array_equal(np.concatenate([pieces[0].losses, *(piece.losses[1:] for piece in pieces[1:])]), whole.losses)
    assert state_of(pieces[-1].problem) == exactly(whole.problem)


# Two examples one after the other, an exercise of a textbook: its source asks for the weights after the second.

PATTERNS = CASES["two-patterns"]
WEIGHTS = {"wca": "w1", "wcb": "w2", "wdc": "w3", "wc0": "b1", "wd0": "b2"}
"""What the source calls a weight -> what it is called here; its 0 is the input that is always 1."""

both_rules = pytest.mark.parametrize(
    ("said", "momentum"), [("without", 0.0), ("with momentum 0.9", 0.9)], ids=["without", "with"]
)


def two_patterns(momentum):
    update = {"rule": "momentum", "momentum": momentum} if momentum else {}
    network = {**PATTERNS["network"], "inputs": [[1, 0], [0, 1]], "targets": [[1], [0]]}
    return problem_from({**network, "order": "each_example", "update": update})


@both_rules
def test_after_the_second_example_the_weights_are_as_the_case_has_them(said, momentum):
    after = values_by_name(train(two_patterns(momentum), 2).problem)
    found = {name: after[here] for name, here in WEIGHTS.items()}
    assert found == close_to(PATTERNS["second_iteration"][said], absolute=5.1e-9)


@both_rules
def test_after_the_second_example_the_weights_are_those_of_a_loop_by_complex_steps(said, momentum):
    def loss(w, x, y):
        def sigmoid(z):
            return 1.0 / (1.0 + cmath.exp(-z))

        c = sigmoid(w["wca"] * x[0] + w["wcb"] * x[1] + w["wc0"])
        return (sigmoid(w["wdc"] * c + w["wd0"]) - y) ** 2 / 2.0

    weights, velocity = dict.fromkeys(WEIGHTS, 0.1), dict.fromkeys(WEIGHTS, 0.0)
    for x, y in (((1.0, 0.0), 1.0), ((0.0, 1.0), 0.0)):
        slope = {name: loss({**weights, name: weights[name] + 1e-30j}, x, y).imag / 1e-30 for name in weights}
        velocity = {name: momentum * velocity[name] + slope[name] for name in weights}
        weights = {name: weights[name] - 0.3 * velocity[name] for name in weights}
    after = values_by_name(train(two_patterns(momentum), 2).problem)
    assert {name: after[here] for name, here in WEIGHTS.items()} == close_to(weights)
