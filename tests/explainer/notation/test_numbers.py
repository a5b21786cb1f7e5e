"""Numbers as text: enough digits, none that are noise, and back again."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from explainer.notation.numbers import DIGITS, MINUS, format_after_step, format_given, format_number, parse_number

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(1e-6, 1e6, exclude_max=True)
precisions = st.sampled_from(DIGITS)


def shown(text):
    """Return the exact number that a text shows, and one unit of its last digit."""
    significand, _, exponent = text.replace(MINUS, "-").partition("×10")
    power = Fraction(10) ** int(exponent.translate(SUPERSCRIPTS) or 0)
    decimals = len(significand.partition(".")[2])
    return Fraction(significand) * power, power / 10**decimals


def significant(text):
    """Return the significant digits that a text shows."""
    return text.strip(MINUS).partition("×")[0].replace(".", "").lstrip("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.7513650696, "0.7514"),
        (0.4, "0.4000"),
        (1.1059059671, "1.1059"),
        (12345.678, "12345.6780"),
        (0.000668396, "0.0006684"),
        (0.0000999, "0.00009990"),
        (1e-6, "0.000001000"),
        (-0.0226, "−0.02260"),
    ],
)
def test_ordinary_numbers_have_four_decimals_or_four_significant_digits(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6.68e-08, "6.680×10⁻⁸"),
        (9.99e-07, "9.990×10⁻⁷"),
        (-2.5e-300, "−2.500×10⁻³⁰⁰"),
        (1e6, "1.000×10⁶"),
        (6.02214e23, "6.022×10²³"),
    ],
)
def test_very_small_and_very_large_numbers_are_written_with_a_power_of_ten(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(("value", "text"), [(math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "undefined")])
def test_what_is_no_finite_number_has_a_name(value, text):
    assert {format_number(value), format_given(value), format_after_step(value, 0.1)} == {text}


@pytest.mark.parametrize("value", [0.0, -0.0])
def test_zero_is_a_plain_0_without_a_sign(value):
    assert format_number(value) == format_given(value) == "0"


@pytest.mark.parametrize(("digits", "text"), [(2, "0.75"), (3, "0.751"), (6, "0.751365"), (8, "0.75136507")])
def test_the_precision_is_the_number_of_decimals(digits, text):
    assert format_number(0.7513650696, digits) == text


@given(finite, precisions)
def test_a_shown_number_is_within_half_a_unit_of_its_last_digit(value, digits):
    number, unit = shown(format_number(value, digits))
    assert abs(number - Fraction(value)) <= unit / 2


@given(finite.filter(bool), precisions)
def test_a_shown_number_has_at_least_as_many_significant_digits_as_are_asked_for(value, digits):
    assert len(significant(format_number(value, digits))) >= digits


@given(ordinary, precisions)
def test_a_shown_number_has_at_least_the_decimals_that_are_asked_for(value, digits):
    assert len(format_number(value, digits).partition(".")[2]) >= digits


@given(finite, precisions)
def test_a_negative_number_is_the_positive_one_behind_a_true_minus(value, digits):
    assume(value > 0)
    assert format_number(-value, digits) == MINUS + format_number(value, digits)


@given(finite, finite, precisions)
def test_no_number_contains_a_hyphen_or_an_e(value, step, digits):
    texts = format_number(value, digits), format_given(value, digits), format_after_step(value, step, digits)
    assert not set("".join(texts)) & set("-eE+ ")


# Numbers that a reader chose.


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.05, "0.05"),
        (0.4, "0.40"),
        (0.1234, "0.1234"),
        (0.0001, "0.0001"),
        (1.0, "1"),
        (-2.0, "−2"),
        (-0.5, "−0.50"),
        (1000.0, "1000"),
    ],
)
def test_a_given_number_is_written_as_by_hand(value, text):
    assert format_given(value) == text


@given(finite, precisions)
def test_a_given_number_is_as_exact_as_its_digits_say(value, digits):
    number, _ = shown(format_given(value, digits))
    assert abs(number - Fraction(value)) <= shown(format_number(value, digits))[1] / 2


@given(st.integers(-99999, 99999), st.integers(0, 4))
def test_a_given_number_with_up_to_four_decimals_is_shown_exactly(whole, decimals):
    value = whole / 10**decimals
    assert float(shown(format_given(value))[0]) == value


# Numbers that a step has just moved.


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.3999917833, 8.2167e-06, "0.3999918"),
        (0.3178329594, 0.0821670406, "0.3178"),
        (-0.2, 0.00031, "−0.20000"),
        (0.35, 0.0, "0.3500"),
    ],
)
def test_after_a_step_two_digits_of_the_step_are_seen(value, step, text):
    assert format_after_step(value, step) == text


@given(st.floats(-1e6, 1e6, exclude_min=True, exclude_max=True), st.floats(1e-10, 1e6), precisions)
def test_after_a_step_a_number_is_within_half_a_unit_of_its_last_digit(value, step, digits):
    number, unit = shown(format_after_step(value, step, digits))
    assert abs(number - Fraction(value)) <= unit / 2


@given(st.floats(-1.0, 1.0).filter(bool), st.floats(1e-10, 1.0), precisions)
def test_after_a_step_a_unit_of_the_last_digit_is_at_most_a_tenth_of_the_step(value, step, digits):
    # 1e-6 as a float is a little less than a millionth.
    assert shown(format_after_step(value, step, digits))[1] <= Fraction(step) / 10 * Fraction("1.000000000001")


@given(finite.filter(bool), finite, precisions)
@example(-1e-20, 0.1, 4)
@example(5.551115123125783e-17, 0.4, 4)
def test_after_a_step_no_number_loses_all_its_digits(value, step, digits):
    assert significant(format_after_step(value, step, digits))


# From text to number.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.4", 0.4),
        (" 0,4 ", 0.4),
        ("−2", -2.0),
        ("-2", -2.0),
        ("1e-3", 0.001),
        (".5", 0.5),
        ("+3", 3.0),
        ("−1,5e−2", -0.015),
    ],
)
def test_a_typed_number_is_read(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "banana", "nan", "inf", "-inf", "infinity", "1e999", "−1e999", "0x10", "1 2", "1.2.3", "1,000.5", "½",
     "--1", "<script>alert(1)</script>", "1" * 41, "0." + "0" * 100_000, "__import__('os')", "{0}", "\x00", "\ud800"],
)  # fmt: skip
def test_what_is_no_finite_number_is_none(text):
    assert parse_number(text) is None


@given(st.text() | st.text("0123456789.,-−+eE_ naifty", max_size=45) | st.characters(categories=["Cs"]))
def test_reading_any_text_gives_a_finite_number_or_none(text):
    value = parse_number(text)
    assert value is None or (type(value) is float and math.isfinite(value))


@given(finite)
def test_every_number_is_read_back_from_its_shortest_text(value):
    assert parse_number(repr(value).replace("-", MINUS)) == value


@given(ordinary, precisions)
def test_reading_a_shown_number_again_gives_what_it_shows(value, digits):
    text = format_number(value, digits)
    assert parse_number(text) == float(shown(text)[0])
