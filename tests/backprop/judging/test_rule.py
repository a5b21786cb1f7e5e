"""What is right."""

import math
import random
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest

from backprop import load_preset, problem_from, trace
from backprop.judging.rule import fit, fits_wrong_value, meant, places_asked, rule_sentence
from backprop.numerals import numeral
from backprop.precision import decimals
from tests.backprop.helpers import layer, network

RIGHT = {"right", "cut", "last_digit"}


def fit_of(text, value, digits=4):
    return fit(numeral(text), value, decimals(abs(value), digits))


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("0.7514", 0.7513650696, "right"),
        ("0.751365", 0.7513650696, "right"),
        ("0.7513999", 0.7513650696, "right"),  # more digits are never punished
        ("0.7513", 0.7513650696, "cut"),
        ("0.7515", 0.7513650696, "last_digit"),
        ("0.7516", 0.7513650696, ""),
        ("0.75", 0.7513650696, "more_digits"),
        ("0.8", 0.7513650696, "more_digits"),
        ("0.7", 0.7513650696, "more_digits"),  # its first digit, cut off
        ("1", 0.7513650696, ""),
        ("0.76", 0.7513650696, ""),
        ("0.08", 0.0821670406, "more_digits"),
        ("0.5", 0.5, "right"),
        ("0.5", 0.49999, "right"),
        ("1", 1.0, "right"),
        ("1", 0.9996, "more_digits"),
        ("0.145", 0.1445, "more_digits"),
        ("3/4", 0.75, "right"),
        ("1/3", 0.33332, "right"),
        ("1/3", 0.334, ""),
        ("1236000", 1234567.0, "last_digit"),
        ("1240000", 1234567.0, ""),
        ("1.2e6", 1234567.0, "more_digits"),
        ("1200000", 1234567.0, "more_digits"),
        ("-0.7514", 0.7513650696, ""),
    ],
)
def test_an_answer_is_right_as_far_as_its_digits_and_those_asked_for_say(text, value, expected):
    assert fit_of(text, value) == expected


@pytest.mark.parametrize("text", ["0.1445", "0.14450", "0.144", "0.145"])
def test_from_the_middle_both_neighbours_are_right(text):
    assert fit_of(text, 0.14450000000000002, digits=3) in RIGHT
    assert fit_of(text, 0.14449999999999999, digits=3) in RIGHT


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", "right"), ("0.0", "right"), ("-0,00", "right"), ("0e5", "right"), ("1e-17", "zero"), ("0.00004", "zero"),
     ("0.0001", "zero"), ("0.001", ""), ("0.1", ""), ("1/20000", "zero")],
)  # fmt: skip
def test_beside_0_only_0_is_simply_right(text, expected):
    assert fit_of(text, 0.0) == expected


def test_what_floats_leave_over_is_judged_as_0():
    record = trace(problem_from(network(layer([[1.0], [1.0]], bias=[-0.3]), inputs=[[0.1, 0.2]], targets=[[1.0]])))
    assert record["z1_1"] != 0.0 == meant(record, "z1_1")


def test_a_new_parameter_is_asked_for_as_finely_as_its_step_shows():
    record = trace(load_preset("worked"))
    assert places_asked(record, "new_w5", 4, record["new_w5"]) == 7


@pytest.mark.parametrize("value", [1e-300, -2.5e-308, 1.7e308, -1e300, 123456789.0, 1e15, 999999.99, 5e-324])
@pytest.mark.parametrize("digits", [2, 4, 8])
def test_values_of_any_size_can_be_asked_for(value, digits):
    assert fit_of(f"{value:.{digits - 1}e}", value, digits)
    assert fit_of(repr(value), value, digits)
    assert not fit_of(repr(-value), value, digits)


def written(chance, value, exact, places):
    """Write a decimal in one of the ways in which people write it."""
    style = chance.choice(["point", "comma", "power", "raised", "e", "fraction"])
    plain = f"{exact:f}"
    if style in {"point", "comma"} and len(plain) <= 38:
        text = plain.replace("0.", ".", 1) if chance.random() < 0.2 and abs(exact) < 1 else plain
        return text.replace(".", ",") if style == "comma" else text
    if style == "fraction" and 0 <= places <= 15 and abs(exact) < 10**6:
        return f"{int(exact.scaleb(places))}/{10**places}"
    significand, power = f"{exact:e}".replace("E", "e").split("e") if exact else ("0", "0")
    raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return {
        "power": f"{significand.replace('.', ',')}·10^{int(power)}",
        "raised": f"{significand} × 10{raised}",
    }.get(style, f"{significand}e{int(power)}").replace("-", chance.choice("-−"))


@pytest.mark.parametrize("block", range(10))
def test_a_right_answer_is_never_wrong_however_it_is_written(block):
    for seed in range(100 * block, 100 * block + 100):
        chance = random.Random(seed)
        value = chance.choice((1, -1)) * chance.random() * 10.0 ** chance.choice((0, 0, 0, 1, 3, -3, -9, 12, -300, 300))
        value = round(value, chance.choice((2, 3, 5, 17))) if chance.random() < 0.3 else value
        digits = chance.choice((2, 3, 4, 6, 8))
        asked = decimals(abs(value), digits)
        for _ in range(4):
            places = asked + chance.choice((-3, -2, -1, 0, 0, 0, 1, 2, 5))
            unit = Decimal((0, (1,), -places))
            rounding = chance.choice((ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN))
            exact = (
                Decimal(repr(value)).quantize(unit, rounding)
                if places + abs(math.log10(abs(value) or 1)) < 27
                else None
            )
            if exact is None or not exact or places < -Decimal(value).adjusted():
                continue  # not one digit of it would be left
            text = written(chance, value, exact, places)
            found = fit(numeral(text), value, asked)
            is_fraction = "/" in text
            if places >= asked:
                assert found in RIGHT, (seed, value, text)
            elif not is_fraction:
                assert found in RIGHT | {"more_digits"}, (seed, value, text)


@pytest.mark.parametrize("count", range(1, 16))
def test_the_true_value_with_any_number_of_digits_is_never_wrong(count):
    for preset in ("worked", "iris"):
        record = trace(load_preset(preset))
        for key, value in record.values.items():
            number = numeral(f"{value:.{count - 1}e}")
            assert fit(number, meant(record, key), places_asked(record, key, 4, value)), (key, value)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("0.023", 0.0229012, True),
        ("0.003", 0.00290, False),
        ("0.5", 0.5, True),
        ("0", 0.0, True),
        ("0.00001", 0.0, False),
    ],
)
def test_a_wrong_value_needs_two_digits_to_be_recognised_unless_it_has_no_more(text, value, expected):
    assert fits_wrong_value(numeral(text), value, decimals(abs(value), 4)) is expected


def test_nothing_fits_what_is_not_finite():
    assert {fit(numeral("1"), value, 4) for value in (math.inf, -math.inf, math.nan)} == {""}


def test_the_rule_is_one_sentence():
    assert rule_sentence(6).startswith("Give 6 decimals")
    assert rule_sentence(6).count(".") == 1
