"""A text as an answer."""

import pytest

from backprop.judging.reading import read_answer, why_not
from backprop.numerals import LONGEST, NumeralError
from tests.backprop.judging.hostile import HOSTILE

READ = {
    "0.12": 0.12, "0,12": 0.12, ".12": 0.12, ",12": 0.12, "1/8": 0.125, "1.2e-3": 0.0012, "1,2E-3": 0.0012,
    "1,2·10^-3": 0.0012, "1.2×10⁻³": 0.0012, "1.2*10**-3": 0.0012, "1.2 x 10^(-3)": 0.0012, "10^-3": 0.001,
    "10⁻³": 0.001, "−0.4": -0.4, "– 0.4": -0.4, "- 0,4": -0.4, " 1 / 8 ": 0.125, "−1/8": -0.125, "1/-8": -0.125,
    "1.2 · 10 ^ − 3": 0.0012, "1,000": 1.0, "12,345": 12.345, "1.": 1.0, "+2": 2.0, "0,5/2": 0.25,
    "\u00a00.5\u202f": 0.5,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_is_read_as_it_is_meant(text, value):
    assert read_answer(text).value == value


@pytest.mark.parametrize("text", ["1,234.5", "1.234,5", "1.000.000,5", "1,000,000", "0,1,2", "1,2,3,4"])
def test_of_several_numbers_that_are_possible_none_is_taken(text):
    with pytest.raises(NumeralError) as refusal:
        read_answer(text)
    assert why_not(refusal.value) == "unclear"


@pytest.mark.parametrize(
    "text",
    ["", " ", "banana", "=1+1", "٠.٥", "０.５", "½", "nan", "-inf", "∞", "1e999", "1/0", "0x10", "2·10-3"],
)
def test_what_is_no_number_is_none(text):
    with pytest.raises(NumeralError) as refusal:
        read_answer(text)
    assert why_not(refusal.value) == "no_number"


@pytest.mark.parametrize(
    ("text", "places", "digits"),
    [
        ("0.0123", 4, 3),
        ("2.50", 2, 3),
        ("1,2·10^-3", 4, 2),
        ("1/8", None, 15),
        ("1200", 0, 4),
        ("12e2", -2, 2),
        ("0.00", 2, 0),
    ],
)
def test_it_is_known_how_precisely_a_number_is_written(text, places, digits):
    number = read_answer(text)
    assert (number.places, number.digits) == (places, digits)


@pytest.mark.parametrize(("text", "coarsest"), [("1200", -2), ("1200.0", 1), ("12e2", -2), ("0", 0), ("0.50", 2)])
def test_zeros_that_end_a_whole_number_may_fill_it_up(text, coarsest):
    assert read_answer(text).coarsest == coarsest


def test_of_a_text_that_is_too_long_nothing_is_looked_at():
    assert {refused(text) for text in HOSTILE if len(text) > LONGEST} == {"no_number"}


def refused(text):
    try:
        read_answer(text)
    except NumeralError as error:
        return why_not(error)
    return ""
