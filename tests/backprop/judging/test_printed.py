"""A number in print beside the exact one."""

import math

import pytest

from backprop.judging.printed import places, verdict


@pytest.mark.parametrize(
    ("printed", "exact", "expected"),
    [
        ("0.5", 0.45, "agrees"),
        ("0.5", 0.4499, "rounding"),
        ("0.5", 0.3, "rounding"),
        ("0.5", 0.2999, "slip"),
        ("−0.38", -0.3815, "agrees"),
        ("0.38", -0.3815, "slip"),
        ("1", 1.0, "agrees"),
        ("0.5", math.nan, "slip"),
        ("0.5", math.inf, "slip"),
    ],
)
def test_a_verdict_follows_from_the_units_of_the_last_printed_place(printed, exact, expected):
    assert verdict(printed, exact) == expected


@pytest.mark.parametrize(("printed", "expected"), [("0.40", 2), ("0.00067", 5), ("1", 0), ("−0.5", 1)])
def test_places_are_the_printed_decimals(printed, expected):
    assert places(printed) == expected
