"""The update: one step against the gradient, or by another rule, and a hundred of them."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import document_from, load_preset, loss, trace, update, values_by_name, with_values
from backprop.network import Learning, only
from backprop.rules import ORDERS, RULES
from backprop.training import train
from tests.backprop.helpers import GOLDEN, golden_problem, layer, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, learnings, problems
from tests.backprop.test_forward import close, names_of_golden_files
from tests.backprop.test_trace import arrays_of, lawless
from tests.backprop.test_twin import disagreements, known_problems
from tests.closeness import close_to, identical


@names_of_golden_files
def test_every_updated_weight_is_as_in_the_golden_file(name):
    found = [part.W for part in trace(golden_problem(name)).updated.network.layers]
    assert all(map(close, found, GOLDEN[name]["expected"]["updated_weights"]))
    assert len(found) == len(GOLDEN[name]["expected"]["updated_weights"])


@names_of_golden_files
def test_every_updated_bias_is_as_in_the_golden_file_and_has_its_shape(name):
    found = [part.b for part in trace(golden_problem(name)).updated.network.layers]
    expected = GOLDEN[name]["expected"]["updated_biases"]
    assert [b is None for b in found] == [b is None for b in expected]
    assert all(close(b, wanted) for b, wanted in zip(found, expected, strict=True) if wanted is not None)


@names_of_golden_files
def test_a_hundred_updates_follow_the_losses_of_the_golden_file(name):
    current, losses = golden_problem(name), []
    for _ in range(100):
        record = trace(current)
        losses.append(record.loss)
        current = record.updated
    # The file lists the loss before the first update, after 11, after 22, ..., after 99.
    assert losses[::11] == close_to(GOLDEN[name]["losses_of_100_steps"])


@pytest.mark.parametrize(
    ("name", "new"),
    {
        "w1": 0.1493316040, "w2": 0.1986632080, "w3": 0.2492501962, "w4": 0.2985003925, "w5": 0.3178329594,
        "w6": 0.3673323722, "b1": 0.3216360041, "b2": 0.4615014384,
    }.items(),
)  # fmt: skip
def test_the_worked_update_at_learning_rate_one_is_that_of_the_lecture(name, new):
    record = trace(with_values(load_preset("worked"), {"learning_rate": 1.0}))
    assert record[f"new_{name}"] == close_to(new, absolute=5.1e-11)


@given(problems(outputs=SMOOTH_OUTPUTS))
def test_the_updated_problem_holds_the_new_parameters_of_the_trace(some):
    record = trace(some)
    after = values_by_name(record.updated)
    assert all(identical(after[p.name], record[f"new_{p.name}"]) for p in record.names.parameters)


@known_problems
def test_an_update_keeps_the_batch_and_the_learning_rate(known):
    before, after = document_from(known), document_from(trace(known).updated)
    assert all(before[key] == after[key] for key in ("inputs", "targets", "learning_rate", "loss"))


@known_problems
def test_an_update_leaves_the_problem_it_came_from_alone(known):
    before = document_from(known)
    update(known, trace(known).backward)
    assert document_from(known) == before


def test_a_learning_rate_of_zero_changes_nothing():
    still = with_values(load_preset("mazur"), {"learning_rate": 0.0})
    assert document_from(trace(still).updated) == document_from(still)


@known_problems
def test_the_update_of_a_known_problem_lowers_its_loss(known):
    assert trace(known)["loss_change"] < 0


@known_problems
def test_the_new_loss_is_the_loss_of_the_updated_problem(known):
    record = trace(known)
    assert record["new_loss"] == loss(record.updated)


def test_a_shared_bias_stays_one_number():
    assert trace(load_preset("worked")).updated.network.layers[0].b.shape == ()


def test_a_dead_relu_does_not_move():
    dead = problem(layer([[-2.0]], "relu"), layer([[0.7]]), targets=[[5.0]])
    assert trace(dead)["new_w1"] == -2.0


# By other rules.


BATCH = problem(
    layer([[0.5, -0.4], [0.3, 0.2]], "tanh", 0.1), layer([[0.7], [-0.6]], bias=[0.2]),
    inputs=[[1.0, 0.5], [-0.5, 2.0], [0.0, 1.0]], targets=[[0.5], [-1.0], [0.0]],
)  # fmt: skip
SMALL = {
    "one example, shared biases": load_preset("worked"),
    "a batch": BATCH,
    "a batch whose loss is a sum": BATCH.with_convention("half_sum"),
    "a batch under softmax": problem(
        layer([[0.5, -0.4, 0.1]], "softmax", [0.1, 0.0, -0.1]),
        loss="cross_entropy", inputs=[[1.0], [-2.0]], targets=[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]],
    ),
}  # fmt: skip
WAYS = [
    Learning(rule, (), l2, order, 5 if order == "shuffled" else None)
    for rule, l2, order in product(RULES, (None, 0.1), ORDERS)
]
every_way = pytest.mark.parametrize("learning", WAYS, ids=lambda way: f"{way.rule}-{way.order}-{way.l2}")


def stages(learning):
    """Yield the traces of small networks at the start, after one update, and after three."""
    for name, start in SMALL.items():
        run = train(replace(start, learning=learning), 3)
        for updates in (0, 1, 3):
            yield f"{name}, after {updates}", trace(run.after(updates))


@every_way
def test_the_law_of_the_trace_holds_under_every_rule_at_the_start_and_later(learning):
    assert {where: found for where, record in stages(learning) if (found := lawless(record))} == {}


@every_way
def test_every_term_agrees_with_the_twin_under_every_rule_at_the_start_and_later(learning):
    assert {where: found for where, record in stages(learning) if (found := disagreements(record))} == {}


@examples(25)
@given(problems(max_layers=2, outputs=SMOOTH_OUTPUTS), learnings(), st.integers(0, 3))
def test_the_law_and_the_twin_hold_for_any_problem_under_any_rule(some, learning, updates):
    record = trace(train(replace(some, learning=learning), updates).problem)
    assert (lawless(record), disagreements(record)) == ({}, {})


MEMORY = {"gradient_descent": {}, "momentum": {"first": "velocity"}, "adam": {"first": "moment1", "second": "moment2"}}
"""Name of a rule -> where something is remembered -> what it is called."""


@every_way
def test_the_updated_problem_is_made_of_the_terms_of_the_trace(learning):
    for where, record in stages(learning):
        after, memory, own = values_by_name(record.updated), record.updated.memory, record.names.parameters
        assert all(identical(after[p.name], record[f"new_{p.name}"]) for p in own), where
        left = {kind: [record[f"new_{name}_{p.name}"] for p in own] for kind, name in MEMORY[learning.rule].items()}
        assert {kind: list(getattr(memory, kind)) for kind in left} == left, where
        assert all(getattr(memory, kind) is None for kind in {"first", "second"} - left.keys()), where


@every_way
def test_what_an_update_leaves_behind_is_read_only(learning):
    for where, record in stages(learning):
        memory = record.updated.memory
        left = [memory.first, memory.second, *(array for _, array in arrays_of(record))]
        assert not any(array.flags.writeable for array in left if array is not None), where


def test_momentum_remembers_a_share_of_every_gradient_before():
    start = replace(BATCH, learning=Learning("momentum", (("momentum", 0.5),)))
    run = train(start, 2)
    gradients = [trace(run.after(updates))["dL_dw1"] for updates in (0, 1, 2)]
    assert trace(run.problem)["new_velocity_w1"] == close_to(
        gradients[2] + 0.5 * gradients[1] + 0.25 * gradients[0], added=sum(map(abs, gradients))
    )


def test_the_first_update_of_adam_is_the_learning_rate_long_whatever_the_gradient_is():
    record = trace(replace(BATCH, learning=Learning("adam")))
    steps = [abs(record[f"step_{p.name}"]) for p in record.names.parameters]
    # epsilon is a millionth of the smallest gradient here.
    assert steps == close_to([0.1] * len(steps), relative=1e-6)


def test_a_bias_is_not_penalized():
    record = trace(replace(BATCH, learning=Learning(l2=0.1)))
    penalized = {key.removeprefix("decay_") for key in record.values if key.startswith("decay_")}
    assert penalized == {"w1", "w2", "w3", "w4", "w5", "w6"}
    assert record["step_b1"] == 0.1 * record["dL_db1"]


def test_the_loss_stays_that_of_the_data_where_weights_are_penalized():
    plain, penalized = trace(BATCH), trace(replace(BATCH, learning=Learning(l2=0.1)))
    assert penalized["loss"] == plain["loss"]
    squares = [penalized[f"w{number}"] ** 2 for number in range(1, 7)]
    assert penalized["objective"] == close_to(plain["loss"] + 0.05 * sum(squares))


@pytest.mark.parametrize("order", ["each_example", "shuffled"])
def test_the_updates_of_an_epoch_are_made_of_each_example_once(order):
    learning = Learning(order=order, seed=3 if order == "shuffled" else None)
    for epoch in range(20):
        turns = [only(learning, 7 * epoch + turn, 7) for turn in range(7)]
        assert sorted(turns) == list(range(7))


def test_a_drawn_order_is_another_one_in_each_epoch_and_for_each_seed():
    epochs = {(seed, epoch): shuffled(seed, epoch) for seed in range(3) for epoch in range(3)}
    assert len(set(epochs.values())) == 9


def shuffled(seed, epoch, examples=8):
    return tuple(
        only(Learning(order="shuffled", seed=seed), examples * epoch + turn, examples) for turn in range(examples)
    )


@pytest.mark.parametrize(
    ("seed", "epoch", "turns"),
    [
        (0, 0, (3, 7, 5, 2, 4, 1, 6, 0)),
        (0, 1, (0, 3, 5, 4, 6, 2, 7, 1)),
        (1, 0, (3, 7, 5, 6, 4, 1, 0, 2)),
        (999_999, 123, (6, 5, 2, 0, 4, 1, 3, 7)),
    ],
)
def test_a_drawn_order_is_the_same_on_every_machine(seed, epoch, turns):
    assert shuffled(seed, epoch) == turns


@pytest.mark.parametrize("order", ["each_example", "shuffled"])
def test_an_update_of_one_example_is_the_update_of_a_batch_of_that_example_alone(order):
    start = replace(BATCH, learning=Learning(order=order))
    for updates in range(3):
        now = train(start, updates).problem
        turn = slice(now.only, now.only + 1)
        alone = replace(now, x=now.x[turn], y=now.y[turn])
        assert values_by_name_of_parameters(trace(now).updated) == close_to(
            values_by_name_of_parameters(trace(alone).updated)
        )


def values_by_name_of_parameters(some):
    return {name: value for name, value in values_by_name(some).items() if name[0] in "wb"}


def test_where_there_is_one_example_no_order_changes_anything():
    worked = load_preset("worked")
    assert trace(replace(worked, learning=Learning(order="shuffled"))).values == trace(worked).values
