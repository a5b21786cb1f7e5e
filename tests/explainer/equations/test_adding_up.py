"""What is printed adds up: a student who works out a line as it is printed gets the printed result."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import load_preset, parse_problem, trace, values_by_name, with_values
from explainer.equations.adding_up import Claim, settle
from explainer.equations.derivations import equation, two_phases
from explainer.notation.display import Display
from explainer.notation.markers import MARKER
from explainer.notation.notation import Notation
from explainer.notation.numbers import DIGITS
from explainer.walk.steps import walk
from tests.backprop.strategies import examples
from tests.explainer.equations.test_derivations import sections
from tests.explainer.examples import FILES, PRESETS, display_named, display_of, layered, problem_named
from tests.explainer.latex import evaluate, forms_in, keys_in
from tests.explainer.notation.test_numbers import shown as as_printed

SMALL_FILES = tuple(name for name in FILES if name != "deep")


def complaints(display, found):
    """Return the lines of an equation that do not come to what they arrive at, as printed."""
    if found.rounded:
        return []

    def printed(form):
        return as_printed(display.text(form))[0]

    wrong = []
    for target, expressions in sections(found):
        text = display.text(target)
        number, unit = as_printed(text)
        if "×" not in text:  # 0 and 0.40 are meant as exactly as any other number
            unit = min(unit, Fraction(1, 10**display.digits))
        for expression in expressions:
            forms = forms_in(expression)
            if not forms or r"\cdots" in expression or "⟪" not in expression:
                continue
            # The evaluator asks by key; a key has one form in an expression.
            assert len(set(forms)) == len(set(keys_in(expression)))
            got = evaluate(
                expression, {key: float(printed(form)) for key, form in zip(keys_in(expression), forms, strict=True)}
            )
            if abs(got - number) > unit * Fraction("1.000001"):
                wrong.append((target, plain(display, expression), got, text))
    return wrong


def plain(display, expression):
    return MARKER.sub(lambda found: display.text(found[1] or found[2]), expression)


def complaints_of_walk(display):
    keys = [step.key for step in walk(display.trace.structure, display.example).steps]
    return [wrong for key in keys for wrong in complaints(display, equation(display, key))]


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("name", PRESETS)
def test_every_printed_line_of_a_preset_gives_the_printed_result(name, digits):
    display = replace(display_named(name), digits=digits)
    assert complaints_of_walk(display) == []
    assert not any(equation(display, step.key).rounded for step in walk(display.trace.structure).steps)


@pytest.mark.parametrize("name", SMALL_FILES)
def test_every_printed_line_of_other_networks_gives_the_printed_result(name):
    assert complaints_of_walk(display_named(name)) == []


@pytest.mark.parametrize("name", ["iris", "matrix"])
def test_every_printed_line_of_one_example_gives_the_printed_result(name):
    display = replace(display_named(name), example=1, whole=False)
    assert complaints_of_walk(display) == []
    gradients = [f"dL_d{p.name}" for p in display.trace.names.parameters]
    assert [wrong for key in gradients for wrong in complaints(display, two_phases(display, key))] == []


@examples(10)  # of a walk of 56 steps each
@given(st.lists(st.floats(-3.0, 3.0), min_size=12, max_size=12), st.sampled_from(DIGITS))
def test_every_printed_line_of_any_numbers_gives_the_printed_result(numbers, digits):
    start = load_preset("softmax")
    names = [name for name in values_by_name(start) if name.startswith("w")]
    problem = with_values(start, dict(zip(names, numbers, strict=True)))
    assert complaints_of_walk(display_of(problem, digits=digits)) == []


# How many digits that takes.


def test_the_lines_of_the_worked_example_need_no_more_digits_than_its_lecture_prints():
    display = display_named("worked")
    lines = [line for key in ("z2_1", "delta2_1", "dL_dw5", "dL_dw1") for line in equation(display, key).lines]
    assert [form for line in lines for form in forms_in(line.body) if "|" in form] == []


def test_factors_get_more_digits_where_four_are_too_few():
    display = display_named("softmax")
    numbers = [line.body for line in equation(display, "dL_dw1_11").lines if line.kind == "numbers"]
    assert [display.text(form) for form in forms_in(numbers[0])][:3] == ["−0.50540", "0.60", "0.23866"]


def test_a_factor_has_one_text_in_all_lines_of_an_equation():
    display = display_named("softmax")
    forms = [form for line in equation(display, "dL_dw1_11").lines for form in forms_in(line.body)]
    assert len(set(forms)) == len({form.partition("|")[0] for form in forms})


def test_summands_that_cancel_have_their_decimals_aligned():
    display = display_named("softmax")
    *_, total = (line.body for line in equation(display, "dL_dw1_22").lines)
    texts = [display.text(form) for form in forms_in(total)]
    assert texts == ["−0.0008138", "−0.0004069", "0.0003237", "0.0011328", "0.0002357"]


def cancelling(w, bias):
    file = layered((1, 1), ("identity",))
    file["layers"][0].update(weights=[[w]], bias=[bias])
    file.update(inputs=[[1.0]], targets=[[0.0]])
    return display_of(parse_problem(json.dumps(file)))


def test_numbers_that_nearly_cancel_are_written_as_finely_as_their_difference():
    display = cancelling(1 / 3, -0.3333)
    (numbers,) = (line.body for line in equation(display, "z1_1").lines if line.kind == "numbers")
    assert plain(display, numbers) == r"1 \times 0.33333333 + −0.3333"
    assert display.text("z1_1") == "0.00003333"


def test_what_no_number_of_digits_makes_add_up_is_said_to_be_rounded():
    display = cancelling(1 / 3, -0.333333333333333)
    assert equation(display, "z1_1").rounded


def test_what_overflows_is_not_said_to_be_rounded():
    problem = with_values(problem_named("worked"), {"w5": 1e300, "x1": 1e300})
    now = trace(problem)
    display = Display(now, Notation("worked", problem.structure))
    assert not any(equation(display, step.key).rounded for step in walk(problem.structure).steps)


def test_a_claim_of_symbols_holds():
    assert Claim(r"\hat{y} - y", "dL_dy_hat1").holds(display_named("worked"), {})


def test_a_claim_that_no_digits_help_cannot_be_settled():
    assert settle(display_named("worked"), [Claim("⟪w5⟫ + 1", "w5")]) is None
