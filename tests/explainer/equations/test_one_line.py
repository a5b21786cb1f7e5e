"""A term in one line."""

import math

import pytest

from backprop.operations import LEAF
from explainer.equations.one_line import has_line, made_of, one_line
from explainer.equations.plain import plain
from explainer.notation.display import term_of
from explainer.notation.numbers import decimals_in, number_in
from tests.closeness import close_to
from tests.explainer.examples import FILES, PRESETS, display_named
from tests.explainer.latex import evaluate, forms_in

NETWORKS = (*PRESETS, *(name for name in FILES if name != "deep"))
WORKED_OUT = {
    "z",
    "a",
    "y_hat",
    "dL_dy_hat",
    "da_dz",
    "da_dz_cross",
    "dL_da",
    "delta",
    "gradient_of_example",
    "gradient",
}
WORKED_OUT |= {"new", "penalized", "alone", "new_memory", "corrected"}


def lines_of(display):
    """Return some of the terms that a derivation may be made of, in one line each."""
    recipes = [r for r in display.trace.catalogue.recipes.values() if r.family in WORKED_OUT and has_line(r)]
    return [one_line(display, recipe.key) for recipe in recipes[:: 1 + len(recipes) // 20] if recipe.operation != LEAF]


def as_printed(display, line):
    """Return the numbers that are put in, as they are printed."""
    return {term_of(form): number_in(display.text(form)) for form in forms_in(line.numbers)}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_numbers_put_in_come_to_the_printed_value(name):
    display = display_named(name)
    for line in lines_of(display):
        printed = as_printed(display, line)
        text = display.text(line.key)
        apart = abs(evaluate(line.numbers, printed) - number_in(text))
        assert line.workable
        assert line.holds
        assert apart <= 1.000001 * 10.0 ** -max(decimals_in(text), 4), line.numbers


@pytest.mark.parametrize("name", NETWORKS)
def test_as_plain_text_it_comes_to_the_same(name):
    display = display_named(name)
    known = {"e": math.e, "log": math.log, "tanh": math.tanh, "max": max}
    for line in lines_of(display):
        typed = plain(line.numbers, display.text)
        if "if" in typed or "[" in typed or "√" in typed:
            continue
        code = typed.replace("×10", "*10").replace("×", "*").replace("−", "-").replace("^", "**")
        code = code.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")).replace("*10-", "*10**-")
        printed = as_printed(display, line)
        assert eval(code, {}, known) == close_to(evaluate(line.numbers, printed)), typed


def test_a_derivative_that_is_an_activation_is_written_as_that():
    line = one_line(display_named("worked"), "dL_dw5")
    assert made_of(display_named("worked"), "dL_dw5") == ("delta2_1", "a1_1")
    assert line.symbols.endswith(r"a_{\text{h1}}")


def test_what_has_no_symbol_is_written_as_what_it_is_made_of():
    assert made_of(display_named("worked"), "new_w5") == ("w5", "learning_rate", "dL_dw5")


def test_a_sum_that_is_a_factor_stands_in_brackets():
    line = one_line(display_named("iris"), "mean_dL_dw1_11")
    assert line.holds
    assert r"\left( ⟪example_dL_dw1_11@1⟫ + " in line.numbers
