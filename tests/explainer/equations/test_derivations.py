"""The linked lines of an equation: symbols, numbers put in, value."""

import json
import re
from functools import cache

import pytest

from backprop import load_preset, parse_problem, with_values
from explainer.equations import derivations
from explainer.equations.derivations import two_phases
from explainer.equations.rows import MAX_SUMMANDS
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.notation.numbers import DIGITS
from explainer.notation.operations import OPERATION_LATEX
from explainer.notation.symbols import Symbol
from explainer.walk.steps import walk
from tests.closeness import close_to
from tests.explainer.examples import (
    EVERY,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    layered,
    problem_named,
    trace_named,
)
from tests.explainer.latex import evaluate, keys_in, without_classes

MOST_STEPS = 60

equation = cache(derivations.equation)  # many tests look at the same ones


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
        for piece in line.right.split("="):
            if piece.strip():
                pieces.append(piece)
            alone = re.fullmatch(r"\s*⟦([^⟧]*)⟧\s*", piece)
            if alone:
                yield alone[1].partition("|")[0], pieces
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
        assert [key for key in named if key not in shown.trace.values] == []


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
        assert numbers or key == "new_loss" or shown.trace.recipe(key).operation in derivations.AS_IT_IS
        for target, expressions in sections(found):
            with_numbers = [e for e in expressions if "⟪" in e or "⟦" in e]
            got = [evaluate(e, shown.trace.values) for e in with_numbers]
            assert got == close_to([shown.trace[target]] * len(got)), (key, with_numbers)


@every_network
def test_the_symbols_and_the_formulas_give_the_value(name):
    shown = keyed(problem_named(name))
    for key in steps_of(name):
        for target, expressions in sections(equation(shown, key)):
            got = [evaluate(e, shown.trace.values) for e in expressions]
            assert got == close_to([shown.trace[target]] * len(got)), (key, expressions)


def test_targets_that_do_not_add_up_to_one_are_in_the_equation_of_delta():
    problem = with_values(problem_named("golden-softmax-2-2-2-2"), {"y1": 0.5, "y2": 0.8})
    shown = keyed(problem)
    for target, expressions in sections(equation(shown, "delta3_1")):
        got = [evaluate(e, shown.trace.values) for e in expressions]
        assert got == close_to([shown.trace[target]] * len(got))


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


def test_dL_dw5_is_0_08217():
    shown = display_named("worked", "worked")
    assert [shown.text(key) for key in keys_in(equation(shown, "dL_dw5").lines[-1].right)] == ["0.08217"]


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
    assert [shown.text(key) for key in keys_in(total)] == ["0.01337", "0.01500", "0.02836"]


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


@pytest.mark.parametrize("digits", DIGITS)
def test_the_precision_changes_no_line(digits):
    shown = display_of(problem_named("worked"), "worked")
    lines, others = (equation(of, "dL_dw1").lines for of in (shown, Display(shown.trace, shown.notation, digits)))
    assert [keys_in(line.right) for line in lines] == [keys_in(line.right) for line in others]


# The gradient of a batch.


def batch(name="iris", convention="", example=0, notation=None, make=display_of):
    """Return a batch under a convention, of all its examples (0) or of one of them."""
    problem = problem_named(name)
    problem = problem.with_convention(convention) if convention else problem
    shown = make(problem)
    written = Notation(notation, problem.structure) if notation else shown.notation
    return Display(shown.trace, written, example=max(example - 1, 0), whole=not example)


BATCHES = [
    ("iris", ""), ("iris", "sum"), ("iris", "mean_all"), ("iris", "half_mean_all"), ("matrix", ""), ("matrix", "mean"),
    ("tanh-relu-batch", ""), ("tanh-relu-batch", "mean"), ("mean-squared-batch", ""), ("binary-batch", ""),
    ("binary-batch", "sum"), ("softmax-batch", ""), ("softmax-batch", "sum"), ("softmax-batch", "mean_all"),
]  # fmt: skip
every_batch = pytest.mark.parametrize(("name", "convention"), BATCHES)


def gradients_of(shown):
    """Return the gradients of the first weight and of the last parameter of each layer."""
    first_and_last = {}
    for p in shown.trace.names.parameters:
        first_and_last.setdefault((p.layer, "first"), p.name)
        first_and_last[p.layer, "last"] = p.name
    return [f"dL_d{name}" for name in dict.fromkeys(first_and_last.values())]


def assert_every_line_gives_its_target(found, values):
    for target, expressions in sections(found):
        got = [evaluate(e, values) for e in expressions if "⟪" in e or "⟦" in e]
        assert got == close_to([values[target]] * len(got)), expressions


@every_batch
def test_the_numbers_of_the_gradient_of_a_batch_give_its_value(name, convention):
    shown = batch(name, convention)
    for key in gradients_of(shown):
        assert_every_line_gives_its_target(equation(shown, key), shown.trace.values)


@every_batch
@pytest.mark.parametrize("example", [1, 2])
def test_the_numbers_of_one_example_and_of_all_together_give_their_values(name, convention, example):
    shown = batch(name, convention, example)
    for key in gradients_of(shown):
        assert_every_line_gives_its_target(equation(shown, key), shown.trace.values)


@every_batch
def test_the_symbols_of_the_gradient_of_a_batch_give_its_value(name, convention):
    shown = batch(name, convention, make=keyed)
    for key in gradients_of(shown):
        symbols = " ".join(line.right for line in equation(shown, key).lines if line.kind == "symbols")
        assert evaluate(symbols.removeprefix("="), shown.trace.values) == close_to(shown.trace[key])


def test_the_gradient_of_a_batch_is_its_products_then_what_they_give_then_the_scaled_sum_then_the_value():
    lines = equation(batch(notation="iris"), "dL_dw2_11").lines
    assert [line.kind for line in lines] == ["symbols", "numbers", "numbers", "numbers", "value"]
    parts = [f"example_dL_dw2_11@{e}" for e in (1, 2, 3)]
    factors = [f"{factor}@{e}" for e in (1, 2, 3) for factor in ("example_delta2_1", "dz2_1_dw2_11")]
    assert [keys_in(line.right) for line in lines] == [
        [], ["N", *factors], ["N", *parts], ["N", "sum_dL_dw2_11"], ["dL_dw2_11"],
    ]  # fmt: skip


def test_the_gradient_of_lecture_5_is_written_as_it_writes_it():
    symbols = without_classes(equation(batch(notation="iris"), "dL_dw2_11").lines[0].right)
    products = (rf"o_{{\text{{delta,1}}}}^{{({e})}} \cdot h_{{\text{{out,1}}}}^{{({e})}}" for e in (1, 2, 3))
    assert symbols == rf"= \frac{{1}}{{N}} \big( {' + '.join(products)} \big)"


@pytest.mark.parametrize(
    ("convention", "scale"),
    [("half_mean", ["N"]), ("mean_all", ["N", "K"]), ("half_mean_all", ["N", "K"]), ("sum", [])],
)
def test_the_scaled_sum_has_the_counts_of_the_convention_in_front(convention, scale):
    last = equation(batch(convention=convention), "dL_dw2_11").lines[-2].right
    assert keys_in(last) == [*scale, "sum_dL_dw2_11"]


@pytest.mark.parametrize(("name", "convention"), [("softmax-batch", "sum"), ("tanh-relu-batch", "mean")])
def test_a_batch_whose_scale_is_1_is_a_plain_sum(name, convention):
    shown = batch(name, convention)
    assert not shown.trace.structure.scaled
    key = gradients_of(shown)[0]
    lines = equation(shown, key).lines
    assert [line.kind for line in lines] == ["symbols", "numbers", "numbers", "value"]
    assert keys_in(lines[2].right) == [f"{key}@1", f"{key}@2"]
    assert all("frac{1}" not in line.right for line in lines)


@every_batch
def test_hiding_the_answer_hides_what_each_example_adds_too(name, convention):
    shown = batch(name, convention)
    key = gradients_of(shown)[0]
    found = equation(shown, key)
    scaled = shown.trace.structure.scaled
    parts = {f"{'example_' * scaled}{key}{shown.trace.names.at(e)}" for e in range(shown.trace.structure.examples)}
    sums = {f"sum_{key}"} if scaled else set()
    assert set(found.answers) == {key} | parts | sums


def test_a_shared_bias_adds_up_its_units_in_each_example():
    shown = batch("tanh-relu-batch")
    (numbers,) = [line for line in equation(shown, "dL_db1").lines if line.kind == "numbers"][:1]
    units = shown.trace.structure.sizes[1]
    assert numbers.right.count("⟪example_delta1_") == units * shown.trace.structure.examples


def test_one_example_shows_its_own_chain_and_then_the_gradient_of_the_batch():
    found = equation(batch(example=2, notation="iris"), "dL_dw2_11")
    assert [line.kind for line in found.lines] == ["symbols", "formula", "numbers", "value", "numbers", "value"]
    assert found.lines[0].left == r"{\left( \frac{\partial \text{MSE}}{\partial w_{2,11}} \right)}^{(2)}"
    assert keys_in(found.lines[2].right) == ["dL_dy_hat1@2", "dy_hat1_dz2_1@2", "dz2_1_dw2_11@2"]
    assert keys_in(found.lines[3].right) == ["dL_dw2_11@2"]


def test_the_others_are_added_to_the_example_that_is_shown_below_it():
    found = equation(batch(example=2, notation="iris"), "dL_dw2_11")
    together = found.lines[-2]
    assert together.label == "Together with the other 2: the gradient of the batch"
    assert together.left == r"\frac{\partial \text{MSE}}{\partial w_{2,11}}"
    assert keys_in(together.right) == [f"dL_dw2_11@{e}" for e in (1, 2, 3)]


def test_an_example_with_several_paths_shows_each_of_them():
    lines = equation(batch(example=3), "dL_dw1_11").lines
    labels = [line.label for line in lines if line.label]
    assert len(labels) == 3 + 1
    assert keys_in(lines[6].right) == [*(f"path_w1_11_1-{k}@3" for k in (1, 2, 3)), "dL_dw1_11@3"]


def test_no_other_example_is_in_the_chain_of_the_one_that_is_shown():
    lines = equation(batch(example=3), "dL_dw1_11").lines
    together = next(n for n, line in enumerate(lines) if line.label.startswith("Together"))
    assert {key.rpartition("@")[2] for line in lines[:together] for key in keys_in(line.right) if "@" in key} == {"3"}


@pytest.mark.parametrize("example", [1, 2, 3])
def test_the_gradient_of_the_batch_is_the_same_from_whichever_example_it_is_reached(example):
    assert keys_in(equation(batch(example=example), "dL_dw2_11").lines[-1].right) == ["dL_dw2_11"]


# Long sums.


def many(examples):
    return display_of(parse_problem(json.dumps(layered((2, 2, 2), ("tanh", "sigmoid"), examples=examples))))


def test_a_sum_over_many_examples_is_shortened_in_its_middle():
    shown = many(30)
    sums = "".join(line.right for line in equation(shown, "dL_dw1").lines)
    assert r"\cdots" in sums
    assert "example_dL_dw1@30" in sums
    assert "example_dL_dw1@15⟫" not in sums
    assert re.findall(r"(\d+) \\text\{ more\}", sums) == [str(30 - MAX_SUMMANDS + 1)] * sums.count(r"\cdots")


@pytest.mark.parametrize("key", ["dL_dw1", "dL_db1", "loss"])
def test_no_sum_over_many_examples_writes_out_more_summands_than_a_reader_follows(key):
    shown = many(30)
    for kind in ("symbols", "numbers"):
        written = " ".join(line.right for line in equation(shown, key).lines if line.kind == kind)
        sums = max(written.count(r"\cdots"), 1)
        assert written.count(" + ") <= sums * MAX_SUMMANDS, (key, kind)


def test_as_many_examples_as_can_be_written_out_are():
    shown = many(MAX_SUMMANDS)
    assert all(r"\cdots" not in line.right for line in equation(shown, "dL_dw1").lines)


def test_the_other_examples_of_one_are_shortened_too():
    shown = many(30)
    one = Display(shown.trace, shown.notation, example=3, whole=False)
    lines = equation(one, "dL_dw1").lines
    together = next(n for n, line in enumerate(lines) if line.label.startswith("Together"))
    right = "".join(line.right for line in lines[together:-1])
    assert r"\cdots" in right
    assert keys_in(right) == [f"dL_dw1@{e}" for e in (*range(1, MAX_SUMMANDS - 1), 30)]


# The two roads to the delta of an output.


@pytest.mark.parametrize("k", [1, 2])
def test_the_delta_of_softmax_is_shown_along_both_roads(k):
    lines = equation(display_named("softmax"), f"delta3_{k}").lines
    assert [line.kind for line in lines] == ["symbols", "numbers", "value", "symbols", "formula", "numbers", "value"]
    assert keys_in(lines[2].right) == [f"delta3_{k}"]
    assert keys_in(lines[-1].right) == [f"long_delta3_{k}"]


def test_both_roads_to_the_delta_of_softmax_show_the_same_number():
    shown = display_named("softmax")
    short, long = (
        shown.text(keys_in(line.right)[0]) for line in equation(shown, "delta3_1").lines if line.kind == "value"
    )
    assert short == long


def test_the_short_road_of_softmax_is_output_minus_target():
    short = without_classes(equation(display_named("softmax"), "delta3_1").lines[0].right)
    assert short == r"= \hat{y}_{1} - y_{1}"


def test_the_long_road_of_softmax_goes_through_every_output_as_in_lecture_4():
    long = equation(display_named("softmax"), "delta3_1").lines[3]
    assert long.label == "The long way, through every output"
    assert keys_in(equation(display_named("softmax"), "delta3_1").lines[5].right) == [
        "dL_dy_hat1", "dy_hat1_dz3_1", "dL_dy_hat2", "dy_hat2_dz3_1",
    ]  # fmt: skip


def test_the_long_road_of_sigmoid_has_one_output():
    lines = equation(display_named("binary"), "delta2_1").lines
    assert [line.label for line in lines if line.label] == ["The long way"]


def test_a_delta_without_a_short_road_has_one_road():
    assert [line.kind for line in equation(display_named("worked"), "delta2_1").lines].count("value") == 1


# The two phases.


@every_preset
def test_the_two_phases_have_no_line_of_formulas(name):
    shown = display_named(name)
    for parameter in shown.trace.names.parameters:
        assert "formula" not in [line.kind for line in two_phases(shown, f"dL_d{parameter.name}").lines]


def test_the_two_phases_of_a_weight_are_what_came_back_times_what_the_edge_noted():
    found = two_phases(display_named("softmax"), "dL_dw1_21")
    assert [line.kind for line in found.lines] == ["symbols", "numbers", "value"]
    assert keys_in(found.lines[1].right) == ["delta1_1", "dz1_1_dw1_21"]


def test_the_two_phases_of_one_example_of_a_batch_are_its_own():
    found = two_phases(batch(example=2), "dL_dw2_11")
    assert keys_in(found.lines[1].right) == ["example_delta2_1@2", "dz2_1_dw2_11@2"]
    assert keys_in(found.lines[-1].right) == ["example_dL_dw2_11@2"]


def test_the_two_phases_of_a_whole_batch_are_the_gradient_of_the_batch():
    assert two_phases(batch(), "dL_dw2_11") == equation(batch(), "dL_dw2_11")


@every_preset
def test_the_numbers_of_the_two_phases_give_the_gradient(name):
    shown = display_named(name)
    for key in gradients_of(shown):
        assert_every_line_gives_its_target(two_phases(shown, key), shown.trace.values)


@pytest.mark.parametrize("convention", ["mean", "sum"])
def test_a_single_example_under_another_convention_has_its_scale_in_its_equation(convention):
    problem = load_preset("worked").with_convention(convention)
    shown = display_of(problem, "worked")
    formula = without_classes(equation(shown, "dL_dw5").lines[1].right)
    assert formula.startswith(r"= 2 \left( \hat{y} - y \right)")
    assert_every_line_gives_its_target(equation(shown, "dL_dw5"), shown.trace.values)
