"""The linked lines of an equation: symbols, numbers put in, value."""

import re

import pytest

from backprop import with_values
from explainer.display import FINE, Display
from explainer.equations import equation
from explainer.notation import Notation, Symbol
from explainer.numbers import DIGITS
from explainer.operations import OPERATION_LATEX
from explainer.walk import walk
from tests.explainer.examples import (
    EVERY,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    problem_named,
    trace_named,
)
from tests.explainer.latex import evaluate, keys_in, without_classes

RELATIVE = 1e-9
MOST_STEPS = 60


class Key(Symbol):
    """A symbol that is the key of its term."""

    @property
    def latex(self):
        return f"⟪{self.base}⟫"


class Keyed(Notation):
    """A notation whose symbols are the keys of their terms, so that symbols can be computed with."""

    def written(self, key):
        return Key(key)

    @property
    def loss(self):
        return Key("loss")

    @property
    def learning_rate(self):
        return Key("learning_rate")


def keyed(problem):
    shown = display_of(problem)
    return Display(shown.trace, Keyed("house", problem.structure))


def steps_of(name, most=MOST_STEPS):
    """Return the keys of a walk; of a long one evenly spread ones, with its ends."""
    keys = [step.key for step in walk(problem_named(name).structure).steps]
    return [keys[round(i * (len(keys) - 1) / (most - 1))] for i in range(most)] if len(keys) > most else keys


def sections(found):
    """Yield (target, expressions) for the parts of an equation; each expression claims to be the target.

    A part ends with the number it arrives at: the path of a labelled pair of lines, or the term itself.
    """
    pieces = []
    for line in found.lines:
        right = line.right.removeprefix(r"\phantom{=}").strip()
        for n, piece in enumerate(right.split("=")):
            if line.right.startswith(r"\phantom") and n == 0:
                pieces[-1] += piece
            elif piece.strip():
                pieces.append(piece)
            alone = re.fullmatch(r"\s*⟦([^⟧]*)⟧\s*", piece)
            if alone:
                yield alone[1].removesuffix(FINE), pieces
                pieces = []
    assert pieces == [], "an equation ends in a number"


def lines_of(name, key, notation=None):
    return [line.right for line in equation(display_named(name, notation), key).lines]


# Every step, every network.


@every_network
@every_notation
def test_every_step_has_lines(name, notation):
    shown = display_named(name, notation)
    assert all(equation(shown, key).lines for key in steps_of(name))


@every_network
def test_the_first_line_is_of_symbols(name):
    shown = display_named(name)
    assert {equation(shown, key).lines[0].kind for key in steps_of(name)} == {"symbols"}


@every_network
def test_the_last_line_ends_in_the_value(name):
    shown = display_named(name)
    for key in steps_of(name):
        last, long = equation(shown, key).lines[-1], f"long_{key}"
        arrives_at = "loss_change" if key == "new_loss" else long if long in shown.trace.values else key
        assert last.kind == "value"
        assert last.right.endswith(f"⟦{arrives_at}⟧")


@every_network
def test_every_number_is_a_term_of_the_trace(name):
    shown = display_named(name)
    for key in steps_of(name):
        named = [key for line in equation(shown, key).lines for key in keys_in(line.left + line.right)]
        assert named
        assert [key for key in named if key.removesuffix(FINE) not in shown.trace.values] == []


@every_network
def test_the_answers_are_among_the_numbers_or_the_paths_they_stand_for(name):
    shown = display_named(name)
    for key in steps_of(name):
        assert set(equation(shown, key).answers) <= set(shown.trace.values)
        assert key in equation(shown, key).answers


@every_network
def test_the_numbers_put_in_give_the_value(name):
    shown = display_named(name)
    for key in steps_of(name):
        found = equation(shown, key)
        numbers = [line for line in found.lines if line.kind != "formula" and "⟪" in line.right]
        assert numbers or key == "new_loss" or shown.trace.recipe(key).operation in {"one", "identity_derivative"}
        for target, expressions in sections(found):
            with_numbers = [e for e in expressions if "⟪" in e or "⟦" in e]
            got = [evaluate(e, shown.trace.values) for e in with_numbers]
            assert got == pytest.approx([shown.trace[target]] * len(got), rel=RELATIVE, abs=1e-15), (key, with_numbers)


@every_network
def test_the_symbols_and_the_formulas_give_the_value(name):
    shown = keyed(problem_named(name))
    for key in steps_of(name):
        for target, expressions in sections(equation(shown, key)):
            got = [evaluate(e, shown.trace.values) for e in expressions]
            assert got == pytest.approx([shown.trace[target]] * len(got), rel=RELATIVE, abs=1e-15), (key, expressions)


def test_targets_that_do_not_add_up_to_one_are_in_the_equation_of_delta():
    problem = with_values(problem_named("golden-softmax-2-2-2-2"), {"y1": 0.5, "y2": 0.8})
    shown = keyed(problem)
    for target, expressions in sections(equation(shown, "delta3_1")):
        got = [evaluate(e, shown.trace.values) for e in expressions]
        assert got == pytest.approx([shown.trace[target]] * len(got), rel=RELATIVE)


@every_network
@every_notation
def test_the_summands_of_a_sum_can_be_told_apart(name, notation):
    shown = display_named(name, notation)
    for key in steps_of(name):
        first = equation(shown, key).lines[0]
        if " + " in first.right and r"\left" not in first.right and r"\frac{e" not in first.right:
            summands = [part.strip() for part in without_classes(first.right).lstrip("= ").split(" + ")]
            assert len(set(summands)) == len(summands), (key, summands)


@every_network
def test_symbols_are_without_numbers_of_the_trace(name):
    shown = display_named(name)
    for key in steps_of(name):
        lines = [line for line in equation(shown, key).lines if line.kind in {"symbols", "formula"}]
        assert key == "new_loss" or not any(keys_in(line.right) for line in lines)


@every_preset
@every_notation
def test_no_symbol_is_the_key_of_its_term(name, notation):
    shown = display_named(name, notation)
    for key in steps_of(name):
        text = "".join(
            line.left + line.right for line in equation(shown, key).lines if line.kind in {"symbols", "formula"}
        )
        written = re.sub(r"⟦[^⟧]*⟧|⟪[^⟫]*⟫|\\class\{[^}]*\}", "", text)
        assert [key for key in shown.trace.values if "_" in key and key in written] == []


def test_every_operation_of_the_mathematics_can_be_written():
    used = {recipe.operation for name in EVERY for recipe in (trace_named(name).recipe(k) for k in steps_of(name))}
    assert used - {"loss_after_update", "leaf"} <= set(OPERATION_LATEX)


# The worked example, line by line.


def test_dL_dw5_is_three_factors_in_the_letters_of_the_lecture():
    symbols = without_classes(lines_of("worked", "dL_dw5", "worked")[0])
    assert symbols == (
        r"= \frac{\partial L}{\partial \hat{y}} \cdot \frac{\partial \hat{y}}{\partial z_{\text{out}}}"
        r" \cdot \frac{\partial z_{\text{out}}}{\partial w_{5}}"
    )


def test_dL_dw5_puts_a_formula_for_each_factor():
    formula = without_classes(lines_of("worked", "dL_dw5", "worked")[1])
    assert formula == r"= \left( \hat{y} - y \right) \cdot \hat{y} \left( 1 - \hat{y} \right) \cdot a_{\text{h1}}"


def test_dL_dw5_puts_the_three_numbers_in():
    shown = display_named("worked", "worked")
    numbers = equation(shown, "dL_dw5").lines[2].right
    assert [shown.text(key) for key in keys_in(numbers)] == ["0.7414", "0.1868", "0.5933"]


def test_dL_dw5_is_0_0822():
    shown = display_named("worked", "worked")
    assert [shown.text(key) for key in keys_in(equation(shown, "dL_dw5").lines[-1].right)] == ["0.0822"]


def test_dL_dw5_stands_on_four_lines_the_first_of_which_says_what_it_is():
    lines = equation(display_named("worked", "worked"), "dL_dw5").lines
    assert [line.kind for line in lines] == ["symbols", "formula", "numbers", "value"]
    assert [line.left for line in lines] == [r"\frac{\partial L}{\partial w_{5}}", "", "", ""]


def test_dL_dw1_multiplies_the_five_numbers_of_the_lecture():
    shown = display_named("worked", "worked")
    numbers = equation(shown, "dL_dw1").lines[2].right
    assert [shown.text(key) for key in keys_in(numbers)] == ["0.7414", "0.1868", "0.40", "0.2413", "0.05"]


def test_the_derivation_writes_the_chain_of_W_ih_as_its_slide_does():
    symbols, formula = (without_classes(line) for line in lines_of("derivation", "dL_dw1")[:2])
    partial = r"\frac{{\partial {}}}{{\partial {}}}".format
    z, h, w_out, w = "Z_{2}", "h_{1,1}", r"W_{\text{ho,1}}", r"W_{\text{ih,11}}"
    chain = [("E", "O"), ("O", z), (z, h), (h, "Z_{1,1}"), ("Z_{1,1}", w)]
    assert symbols == "= " + r" \cdot ".join(partial(of, by) for of, by in chain)
    slopes = [rf"{a} \left( 1 - {a} \right)" for a in ("O", h)]
    assert formula == "= " + r" \cdot ".join([r"\left( O - Y \right)", slopes[0], w_out, slopes[1], "X_{1}"])


def test_the_update_of_w5_is_old_minus_rate_times_gradient():
    assert without_classes(lines_of("worked", "new_w5", "worked")[0]) == (
        r"= w_{5} - \eta \cdot \frac{\partial L}{\partial w_{5}}"
    )


# Several paths.


@pytest.mark.parametrize(
    ("name", "key", "paths"), [("worked", "dL_db1", 2), ("mazur", "dL_dw1", 2), ("mazur", "dL_db1", 2)]
)
def test_each_path_has_a_pair_of_lines_and_then_they_are_added(name, key, paths):
    lines = equation(display_named(name), key).lines
    assert [line.kind for line in lines] == ["symbols", "numbers"] * paths + ["value"]
    assert [bool(line.label) for line in lines] == [True, False] * paths + [False]


def test_the_paths_of_b1_go_through_either_hidden_unit():
    labels = [line.label for line in equation(display_named("worked", "worked"), "dL_db1").lines if line.label]
    assert labels == ["<i>ŷ</i> ← <i>a</i><sub>h1</sub>", "<i>ŷ</i> ← <i>a</i><sub>h2</sub>"]


def test_the_two_paths_of_b1_add_up_as_in_the_lecture():
    shown = display_named("worked", "worked")
    total = equation(shown, "dL_db1").lines[-1].right
    assert [shown.text(key) for key in keys_in(total)] == ["0.0134", "0.0150", "0.0284"]


def test_the_paths_of_mazurs_w1_go_through_either_output():
    labels = [line.label for line in equation(display_named("mazur", "house"), "dL_dw1").lines if line.label]
    unit = "<i>a</i><sub>1</sub><sup>(1)</sup>"
    assert labels == [f"<i>ŷ</i><sub>1</sub> ← {unit}", f"<i>ŷ</i><sub>2</sub> ← {unit}"]


def test_hiding_the_answer_hides_every_path_too():
    answers = equation(display_named("mazur"), "dL_dw1").answers
    assert answers == ("dL_dw1", "path_w1_1-1", "path_w1_1-2")


def test_with_too_many_paths_delta_stands_for_what_is_above():
    found = equation(display_named("deep"), "dL_dw1_1_1")
    assert keys_in(found.lines[-2].right) == ["delta1_1", "dz1_1_dw1_1_1"]


def test_no_equation_writes_out_more_paths_than_a_reader_follows():
    for name in EVERY:
        for key in steps_of(name):
            assert sum(bool(line.label) for line in equation(display_named(name), key).lines) <= 8


def test_a_long_sum_goes_on_below_itself():
    lines = equation(display_named("deep"), "z1_1").lines
    assert [line.right.startswith(r"\phantom{=} + ") for line in lines if line.kind == "numbers"] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("digits", DIGITS)
def test_the_precision_changes_no_line(digits):
    shown = display_of(problem_named("worked"), "worked")
    assert equation(shown, "dL_dw5") == equation(Display(shown.trace, shown.notation, digits), "dL_dw5")
