"""The measure of all float comparisons: it takes what rounding can do, and refuses the rest."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from tests.closeness import FLOOR, close_to, identical, same

TESTS = Path(__file__).parent
INF, NAN = math.inf, math.nan
SUBNORMAL = 5e-324


# Numbers.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.0),
        (0.0, -0.0),
        (0.1 + 0.2, 0.3),
        (1.0, 1.0 + 0.9e-12),
        (-1e300, -1e300 * (1 + 0.9e-12)),
        (1e-290, 1e-290 * (1 + 0.9e-12)),
        (0.0, SUBNORMAL),
        (0.0, 1e-323),
        (-SUBNORMAL, SUBNORMAL),
        (1e-310, 1.1e-310),
        (INF, INF),
        (-INF, -INF),
        (NAN, NAN),
        (NAN, -NAN),
    ],
)
def test_numbers_that_rounding_alone_sets_apart_are_the_same(one, other):
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.0 + 1.1e-12),
        (1.0, -1.0),
        (1e-290, 1e-290 * (1 + 1.1e-12)),
        (1e-290, 0.0),
        (1e-300, -1e-300),
        (1e-300, 1.1e-300),
        (0.0, 2.3e-308),
        (0.0, 1e-16),
        (1.7e308, -1.7e308),
        (INF, 1.7976931348623157e308),
        (INF, -INF),
        (INF, NAN),
        (NAN, 0.0),
        (NAN, -INF),
    ],
)
def test_numbers_that_rounding_does_not_set_apart_differ(one, other):
    assert not same(one, other)
    assert not same(other, one)


def test_the_floor_is_the_error_of_a_subnormal_times_the_resolution_of_a_float():
    assert SUBNORMAL / np.finfo(float).eps == FLOOR


@pytest.mark.parametrize(("off", "taken"), [(0.9e-12, True), (1.1e-12, False)])
def test_a_sum_that_cancels_is_measured_by_what_was_added(off, taken):
    assert same(off, 0.0, added=1.0) is taken
    assert same(-1e-3 * off, 0.0, added=1e-3) is taken
    assert not same(off, 0.0)


def test_what_was_added_widens_no_sum_that_does_not_cancel():
    assert not same(1.0, 1.0 + 1.1e-12, added=1.0)


@pytest.mark.parametrize("added", [INF, NAN])
def test_summands_that_overflowed_allow_nothing(added):
    assert not same(1.0, 2.0, added=added)
    assert same(1.0, 1.0 + 0.9e-12, added=added)


def test_a_tolerance_that_is_spelled_is_the_one_that_is_used():
    assert same(1.0, 1.09, relative=0.1)
    assert not same(1.0, 1.2, relative=0.1)
    assert same(0.75136507, 0.7514, absolute=5e-5)
    assert not same(0.75136507, 0.7515, absolute=5e-5)


@pytest.mark.parametrize("value", [0.0, -1.5, SUBNORMAL, INF, NAN])
def test_a_number_is_identical_to_itself(value):
    assert identical(value, value)


@pytest.mark.parametrize(("one", "other"), [(0.1 + 0.2, 0.3), (0.0, SUBNORMAL), (1e-323, 5e-324), (INF, NAN)])
def test_the_last_bit_is_enough_not_to_be_identical(one, other):
    assert not identical(one, other)


# Nests of numbers.


NESTS = [
    0.3,
    np.float64(0.3),
    [0.3, 1.0],
    (0.3, 1.0),
    [[0.3], [NAN, None]],
    np.array([0.3, 1.0]),
    np.array([[0.3, 1.0], [2.0, INF]]),
    np.array(0.3),
    {"w1": 0.3, "b": [0.3, {"of": None}]},
    [],
]


@pytest.mark.parametrize("nest", NESTS, ids=repr)
def test_a_nest_of_numbers_is_close_to_itself_from_either_side(nest):
    assert nest == close_to(nest)
    assert close_to(nest) == nest
    assert not nest != close_to(nest)  # noqa: SIM202  # how != answers is what is tested


def rounded(nest):
    """Return a nest with 0.1 + 0.2 for every 0.3, which is another float."""
    if isinstance(nest, dict):
        return {key: rounded(value) for key, value in nest.items()}
    if isinstance(nest, list | tuple):
        return type(nest)(rounded(value) for value in nest)
    if isinstance(nest, np.ndarray):
        return np.where(nest == 0.3, 0.1 + 0.2, nest)
    return 0.1 + 0.2 if nest == 0.3 else nest


@pytest.mark.parametrize("nest", NESTS[:-1], ids=repr)
def test_every_number_of_a_nest_may_be_rounded(nest):
    assert rounded(nest) == close_to(nest)
    assert rounded(nest) != close_to(nest, relative=0.0)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (0.3, 0.4),
        (0.3, [0.3]),
        ([0.3], 0.3),
        ([0.3], [0.3, 0.3]),
        ([0.3, 0.3], [0.3]),
        ([0.3, 1.0], [1.0, 0.3]),
        ([[0.3, 1.0]], [[0.3], [1.0]]),
        (np.ones((2, 1)), np.ones((1, 2))),
        (np.ones((2, 2)), np.ones(2)),
        (np.array([1.0, 2.0]), [1.0, 3.0]),
        (1.0, np.ones(1)),
        ({"w1": 0.3}, {"w2": 0.3}),
        ({"w1": 0.3}, {"w1": 0.3, "w2": 0.3}),
        ({"w1": 0.3, "w2": 0.3}, {"w1": 0.3}),
        ({"w1": [0.3]}, {"w1": [0.4]}),
        ({0: 0.3}, [0.3]),
        (None, 0.0),
        (0.0, None),
        ("0.3", 0.3),
        ([0.3, "0.3"], [0.3, 0.3]),
    ],
)
def test_a_nest_of_other_numbers_or_another_form_is_not_close(found, expected):
    assert found != close_to(expected)
    assert not found == close_to(expected)  # noqa: SIM201  # how == answers is what is tested


def test_each_number_of_a_nest_is_measured_by_what_was_added_to_it():
    off = [1e-13, 1e-13]
    assert off == close_to([0.0, 0.0], added=[1.0, 1.0])
    assert off != close_to([0.0, 0.0], added=[1.0, 1e-3])
    assert np.array(off) == close_to(np.zeros(2), added=np.array([1.0, 1.0]))
    assert {"a": off} == close_to({"a": [0.0, 0.0]}, added={"a": 1.0})


def test_what_differs_first_is_named():
    expected = close_to({"w1": [0.3, 0.4], "w2": 1.0})
    assert expected != {"w1": [0.3, 0.5], "w2": 2.0}
    assert repr(expected).endswith("where it['w1'][1] is 0.5 instead of 0.4")


# Nothing else measures.


OTHER_MEASURES = re.compile(
    r"\b(?:approx|isclose|allclose|assert_almost_equal|assert_array_almost_equal)\(|abs\([^()]* - [^()]*\) <"
)


def test_no_test_has_a_measure_of_its_own():
    files = [file for file in TESTS.rglob("*.py") if file.name not in {"closeness.py", Path(__file__).name}]
    assert files
    assert [file.name for file in files if OTHER_MEASURES.search(file.read_text("utf-8"))] == []
