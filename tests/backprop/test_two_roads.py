"""y_hat - y against the Jacobian road: equal while every y_hat is representable, and exact beyond."""

import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop import trace
from tests.backprop.helpers import layer, problem
from tests.backprop.strategies import examples
from tests.closeness import close_to


def outputs_of(logits, targets, loss="cross_entropy", activation="softmax"):
    """Return the trace of a layer whose z are the logits."""
    return trace(problem(layer([logits], activation), loss=loss, targets=[targets]))


def roads(record):
    """Return (short, long) for every output."""
    return [(record[f"delta1_{j + 1}"], record[f"long_delta1_{j + 1}"]) for j in range(record.structure.outputs)]


def logits(largest):
    return st.lists(st.floats(-largest, largest), min_size=1, max_size=12)


@st.composite
def one_hot(draw, largest):
    """Draw logits and the targets of one class."""
    z = draw(logits(largest))
    right = draw(st.integers(0, len(z) - 1))
    return z, [float(k == right) for k in range(len(z))]


@st.composite
def shared(draw, largest, shares):
    """Draw logits and a target for each of them."""
    z = draw(logits(largest))
    return z, draw(st.lists(shares, min_size=len(z), max_size=len(z)))


# A spread of 340: the product of any two y_hat is still a normal float, as the Jacobian needs.
@examples(200)
@given(one_hot(170.0))
@example(([0.0, 0.0], [1.0, 0.0]))
@example(([170.0, -170.0, -170.0], [0.0, 1.0, 0.0]))
def test_both_roads_through_softmax_agree_to_twelve_digits_for_a_class(case):
    for short, long in roads(outputs_of(*case)):
        assert long == close_to(short)


@examples(200)
@given(shared(170.0, st.floats(0.0, 1.0)))
@example(([0.0, 0.0], [0.0, 5e-324]))
def test_both_roads_through_softmax_agree_to_twelve_digits_of_what_is_subtracted(case):
    z, shares = case
    record = outputs_of(z, shares)
    for j, (short, long) in enumerate(roads(record)):
        assert long == close_to(short, added=record[f"y_hat{j + 1}"] * record["y_sum"] + shares[j])


# A spread of 700: every y_hat is representable, but the product of two small ones may be 0.
@examples(100)
@given(one_hot(350.0))
@example(([350.0, -350.0, -350.0], [0.0, 1.0, 0.0]))
def test_both_roads_through_softmax_agree_beside_the_largest_delta_while_every_output_is_representable(case):
    pairs = roads(outputs_of(*case))
    largest = max(abs(short) for short, _ in pairs)
    assert all(long == close_to(short, added=largest) for short, long in pairs)


@examples(100)
@given(shared(30.0, st.sampled_from([0.0, 1.0, 0.3])))
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_both_roads_through_sigmoid_agree_to_twelve_digits_of_what_is_subtracted(loss, case):
    z, targets = case
    record = outputs_of(z, targets, loss, "sigmoid")
    for j, (short, long) in enumerate(roads(record)):
        # 1 - y_hat has the digits of 1, not its own; both roads take it from there.
        assert long == close_to(short, added=record[f"y_hat{j + 1}"] + targets[j])


def exact_deltas(z, targets):
    """Return softmax(z) - y, computed with fifty digits and an unlimited exponent."""
    with localcontext() as context:
        context.prec = 50
        powers = [(Decimal(value) - Decimal(max(z))).exp() for value in z]
        return [float(power / sum(powers) - Decimal(y)) for power, y in zip(powers, targets, strict=True)]


@examples(200)
@given(one_hot(1000.0))
@example(([1000.0, -1000.0, 0.0], [0.0, 1.0, 0.0]))
@example(([-1000.0] * 3, [0.0, 0.0, 1.0]))
@example(([1000.0, 1000.0 - 1e-12], [1.0, 0.0]))
def test_the_short_road_is_exact_for_logits_up_to_a_thousand(case):
    deltas = [short for short, _ in roads(outputs_of(*case))]
    # y_hat has 53 bits below 1, and so has its difference from a target of 1.
    assert deltas == close_to(exact_deltas(*case), absolute=1e-15)


def test_the_long_road_breaks_where_the_output_of_the_right_class_is_zero():
    record = outputs_of([1000.0, -1000.0], [0.0, 1.0])
    assert (record["y_hat2"], record["dL_dy_hat2"]) == (0.0, -math.inf)
    assert math.isnan(record["long_delta1_2"])
