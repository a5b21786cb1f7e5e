"""Near misses."""

import math

import pytest

from backprop.judging.near import near_misses
from backprop.numerals import numeral
from backprop.precision import decimals

SIZES = (0.0, 5e-324, -1e-300, 1e-7, 0.5, -1.0, 123456789.123, -1e300, 1.7e308)


def ids(text, value):
    return [found.id for found in near_misses(numeral(text), value, lambda of: decimals(abs(of), 4))]


@pytest.mark.parametrize("text", ["783.66e191", "1e308", "-1e-307", "1e-999", "1/3", "0", "0.000", "5e-324", "-12"])
def test_numbers_of_any_size_are_held_against_values_of_any_size(text):
    for value in SIZES:
        assert len(ids(text, value)) <= 3


@pytest.mark.parametrize("power", [*range(-12, 0), *range(1, 13)])
def test_a_point_that_stands_elsewhere_is_seen(power):
    assert ids(f"7.514e{power - 1}", 0.7514) == ["power_of_ten"]


@pytest.mark.parametrize(("text", "value"), [("0.25", 4.0), ("1/3", 3.0), ("12.17", 0.0821670406)])
def test_a_fraction_that_stands_on_its_head_is_seen(text, value):
    assert ids(text, value) == ["reciprocal"]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [("0.2409", 0.2407, True), ("0.2417", 0.2407, False), ("0.00135", 0.0013368, True), ("0.5", 0.3, False)],
)
def test_rounding_explains_two_units_of_the_last_digit_and_no_more(text, value, expected):
    assert ("rounding" in ids(text, value)) is expected


def test_beside_0_nothing_is_near():
    assert ids("0.5", 0.0) == []


def test_a_value_without_a_reciprocal_has_none():
    assert "reciprocal" not in ids("1e308", 5e-324)
    assert math.isinf(1 / 5e-324)
