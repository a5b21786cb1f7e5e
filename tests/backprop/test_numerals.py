"""Numbers as people write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.numerals import NumeralError, read_number
from tests.backprop.strategies import examples


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.15", 0.15), ("0,15", 0.15), (".15", 0.15), (",15", 0.15), ("1.", 1.0), ("1/3", 1 / 3), ("1 / 3", 1 / 3),
        ("-1/4", -0.25), ("0,5/2", 0.25), ("−0.4", -0.4), ("+2", 2.0), ("1.2e-3", 0.0012), ("1.2E−3", 0.0012),
        ("6.684×10⁻⁸", 6.684e-08), ("2·10^3", 2000.0), ("  7 ", 7.0), ("0,150", 0.15), ("1,00", 1.0), ("1000", 1000.0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,000", "can mean 1.000 or 1000; write one of these"),
        ("-12,345", "can mean -12.345 or -12345; write one of these"),
        ("1,000/3", "can mean 1.000 or 1000; write one of these"),
        ("1,000,000", "has several commas; write 1000000"),
        ("0,1,2", "has several commas; write one at most"),
        ("1.000.000,5", "has a comma and a point; write one decimal point and nothing else"),
        ("2×103", "is no number"), ("2·10-3", "is no number"),
        ("1,234.5", "has a comma and a point; write one decimal point and nothing else"),
        ("1/0", "divides by 0"),
        ("1e999", "is too large to compute with"),
        ("banana", "is no number"), ("", "is no number"), ("50%", "is no number"), ("0x10", "is no number"),
        ("nan", "is no number"), ("Infinity", "is no number"), ("1_000", "is no number"), ("١", "is no number"),
        ("1 2", "is no number"), ("1/2/3", "is no number"), ("1" * 41, "is no number"),
    ],
)  # fmt: skip
def test_what_is_not_one_number_is_said(text, why):
    with pytest.raises(NumeralError) as refusal:
        read_number(text)
    assert str(refusal.value) == why


@examples(200)
@given(st.text(max_size=60))
def test_any_text_is_a_finite_number_or_refused(text):
    try:
        value = read_number(text)
    except NumeralError:
        return
    assert math.isfinite(value)


@examples(100)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_written_out_is_read_to_its_last_bit(value):
    assert read_number(repr(value)) == value
