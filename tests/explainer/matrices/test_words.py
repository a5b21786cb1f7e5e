"""What is said about the matrices: questions, explanations, and what of a product that is tried."""

import re
from functools import lru_cache
from itertools import product

import pytest

from backprop.matrices import ORIENTATIONS, matrix_pass
from explainer.matrices.names import axes, matrix_name
from explainer.matrices.trying import tried_html
from explainer.matrices.words import explanation, question
from explainer.view.live import display_of
from explainer.view.view import View
from tests.explainer.examples import FILES, PRESETS, display_named
from tests.explainer.markup import fragment

each_pass = pytest.mark.parametrize(("name", "orientation"), [(n, o) for n in PRESETS for o in ORIENTATIONS])
every_preset = pytest.mark.parametrize("name", PRESETS)
TURNS = {"the left one": (True, False), "the right one": (False, True), "both": (True, True)}


@lru_cache(maxsize=32)
def shown(name, orientation=""):
    """Return a preset as it is shown, and its pass as matrices."""
    view = View(preset=name, orientation=orientation)
    return display_of(view), view.matrices


def named(found, name):
    matrix = found.matrices[name.removesuffix(".T")]
    return matrix.T if name.endswith(".T") else matrix


def tried(name, left, right, orientation="rows"):
    """Return what is said of two matrices, named as in a link."""
    display, found = shown(name, orientation)
    return tried_html(display, found, named(found, left), named(found, right))


def text(markup):
    return re.sub(r"<[^>]*>", "", markup)


def verdict(markup):
    return re.search(r"<strong>(.*?)</strong>", markup)[1]


@lru_cache(maxsize=8)
def every_pair(name):
    """Return (left, right, what is said) for every two matrices of a preset, turned over or not."""
    display, found = shown(name, "rows")
    every = [turned for matrix in found.matrices.values() for turned in (matrix, matrix.T)]
    return [(left, right, tried_html(display, found, left, right)) for left, right in product(every, repeat=2)]


# Questions and explanations.


@each_pass
def test_every_step_asks_for_its_result_or_for_the_parameters_it_is_about(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        asked = question(display, step)
        about = (
            display.notation.matrix(
                {"gradient": "weight", "bias_gradient": "bias"}[step.result.kind], step.result.layer
            )
            if step.phase == "gradient"
            else None
        )
        assert (about.html if about else matrix_name(display, step.result)) in asked
        assert asked.endswith("?")


@each_pass
def test_every_step_is_explained(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        assert text(explanation(display, step)).strip()


@pytest.mark.parametrize("name", [*PRESETS, *FILES])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_no_words_have_a_hole_where_a_name_should_be(name, orientation):
    display = display_named(name)
    for step in matrix_pass(display.trace.structure, orientation).steps:
        said = question(display, step) + explanation(display, step)
        assert not re.search(r"None|<i></i>|  |\(\)|: \?", said), said


@each_pass
def test_a_product_is_explained_by_its_shapes(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        if step.form == "product":
            (a, b), (c, d) = (operand.shape for operand in step.operands[:2])
            assert f"({a} × {b}) · ({c} × {d}) = ({a} × {d})" in explanation(display, step)


def test_the_shapes_of_lecture_2_are_explained_as_it_has_them():
    display, found = shown("matrix", "columns")
    assert "(5 × 6) · (6 × 1) = (5 × 1): row by column, over 6 examples." in explanation(display, found.find("dL_dW2"))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("dL_dW2", "the sum runs over the examples"), ("error1", "on the way back its two sides change places"),
        ("dL_dW2-swapped", "but transposed"), ("dL_dW2-back", "3 × 2 becomes 2 × 3"),
        ("Z1", "one row for each value that comes in"), ("delta1", "nothing is added up"),
    ],
)  # fmt: skip
def test_why_a_matrix_is_turned_is_said(step, said):
    display, found = shown("iris", "rows")
    assert said in text(explanation(display, found.find(step)))


@pytest.mark.parametrize(
    ("name", "step", "said"),
    [
        ("worked", "dL_db2", "the bias is added to z as it is: its gradient is what comes back, Δ(2)."),
        ("worked", "dL_db1", "This bias is added to z in every unit, so its gradient adds up Δ(1) over the units."),
        ("matrix", "dL_db2", "This bias is added to z in every example, so its gradient adds up dE/dZ2 over the"),
        ("matrix", "dL_db1", "Each bias is added to z in every example, so its gradient adds up dE/dZ1 over the"),
    ],
)  # fmt: skip
def test_the_gradient_of_a_bias_is_added_up_over_what_it_was_added_to(name, step, said):
    display, found = shown(name)
    assert said in text(explanation(display, found.find(step)))


def test_one_example_and_one_unit_are_not_spoken_of_as_many():
    display, found = shown("worked")
    said = [text(question(display, step) + explanation(display, step)) for step in found.steps]
    assert not any(re.search(r"every example|every output|for all", one) for one in said)


@pytest.mark.parametrize(
    ("name", "step", "said"),
    [("worked", "dL_db2", "one number"), ("worked", "dL_db1", "one number for 2 hidden units")],
)
def test_the_shape_of_a_shared_bias_is_one_number(name, step, said):
    display, found = shown(name)
    assert axes(display, found.find(step).result) == said


@pytest.mark.parametrize(("orientation", "line"), [("rows", "column"), ("columns", "row")])
def test_an_entry_is_a_column_or_a_row_of_two_matrices_of_the_batch(orientation, line):
    display, found = shown("iris", orientation)
    said = text(explanation(display, found.find("dL_dW2-entries")))
    assert f"a {line} of Hout beside a {line} of Odelta" in said


@pytest.mark.parametrize(("name", "scaled"), [("iris", True), ("worked", False)])
def test_scaling_is_spoken_of_only_where_there_is_any(name, scaled):
    display, found = shown(name)
    assert ("and scaled" in explanation(display, found.find("dL_dW2-entries"))) is scaled


# A product that is tried.


@every_preset
def test_whatever_is_tried_has_a_verdict_that_agrees_with_its_shapes(name):
    for left, right, said in every_pair(name):
        fits = left.shape[1] == right.shape[0]
        assert (verdict(said) != "does not fit") is fits


@every_preset
def test_numbers_that_agree_for_two_different_things_fit_only_by_accident(name):
    for left, right, said in every_pair(name):
        if left.shape[1] == right.shape[0]:
            expected = "fits" if left.columns == right.rows else "fits by accident"
            assert verdict(said) == expected


@every_preset
def test_the_shape_of_a_product_is_given_where_there_is_one(name):
    for left, right, said in every_pair(name):
        fits = left.shape[1] == right.shape[0]
        assert text(said.split("<br>")[0]).endswith(f" = {left.shape[0]} × {right.shape[1]}" if fits else " = ?")


@every_preset
def test_what_touches_is_marked_as_agreeing_or_differing(name):
    for left, right, said in every_pair(name):
        marks = fragment(said).tagged("mark")
        agree = "agrees" if left.shape[1] == right.shape[0] else "differs"
        assert [(mark["text"], mark["attributes"]["class"]) for mark in marks] == [
            (str(left.shape[1]), agree), (str(right.shape[0]), agree),
        ]  # fmt: skip


@every_preset
def test_where_nothing_fits_both_inner_numbers_and_what_they_count_are_named(name):
    for left, right, said in every_pair(name):
        if left.shape[1] != right.shape[0]:
            assert re.search(
                rf"has {left.shape[1]} entr\w+ \(\w[\w ]+\), each column of .* has {right.shape[0]} \(\w", said
            )


def test_three_outputs_meet_three_examples_only_by_accident():
    said = text(tried("iris", "D2", "A1"))
    assert "fits by accident" in said
    assert "outputs of Odelta would meet examples of Hout" in said


def test_a_product_of_the_pass_is_linked():
    buttons = fragment(tried("iris", "A1.T", "D2")).tagged("button")
    assert [button["attributes"]["data-choose"] for button in buttons] == ["product:dL_dW2"]


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@every_preset
def test_every_product_of_the_pass_can_be_tried_and_leads_to_itself(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        if step.form == "product":
            (button,) = fragment(tried_html(display, found, *step.operands[:2])).tagged("button")
            assert button["attributes"]["data-choose"] == f"product:{step.id}"


@every_preset
def test_only_products_of_the_pass_are_linked(name):
    _, found = shown(name, "rows")
    made = {step.operands[:2] for step in found.steps if step.form == "product"}
    for left, right, said in every_pair(name):
        assert ("<button" in said) is ((left, right) in made)


def test_a_product_that_fits_but_that_nobody_needs_says_what_it_would_give():
    assert "Nothing in this pass needs it: a result of 3 examples × 3 examples." in text(tried("iris", "A1", "A1.T"))


# What would make two matrices fit.


@every_preset
def test_the_matrix_that_is_to_be_transposed_makes_them_fit(name):
    display, found = shown(name, "rows")
    advised = 0
    for left, right, said in every_pair(name):
        advice = re.search(r"With (.*) transposed they would fit", said)
        if advice:
            turn_left, turn_right = TURNS[advice[1]]
            turned = (left.T if turn_left else left, right.T if turn_right else right)
            assert verdict(tried_html(display, found, *turned)) == "fits"
            advised += 1
    assert advised


@pytest.mark.parametrize("name", ["iris", "softmax"])
def test_no_transposing_is_said_to_help_only_where_none_makes_the_numbers_agree(name):
    untrue = [
        (left.name + ".T" * left.transposed, right.name + ".T" * right.transposed)
        for left, right, said in every_pair(name)
        if "No transposing makes them fit" in said
        and any(a.shape[1] == b.shape[0] for a, b in ((left.T, right), (left, right.T), (left.T, right.T)))
    ]
    assert untrue == []


@pytest.mark.parametrize(
    ("left", "right", "advice"),
    [
        ("X", "D2", "With the left one transposed they would fit."),
        ("D2", "W2", "With the right one transposed they would fit."),
        ("D2", "A1.T", "With both transposed they would fit."),
    ],
)
def test_the_advice_names_what_is_to_be_transposed(left, right, advice):
    said = text(tried("iris", left, right))
    assert advice in said


def test_one_entry_is_not_called_entries():
    display, found = shown("matrix", "rows")
    said = text(tried_html(display, found, found.matrices["D2"], found.matrices["W1"]))
    assert "has 1 entry" in said


@every_preset
def test_whatever_is_tried_in_columns_is_well_formed_too(name):
    display, found = shown(name, "columns")  # in rows, what touches is found in what was parsed
    for left in found.matrices.values():
        for right in found.matrices.values():
            assert fragment(tried_html(display, found, left, right)).with_attribute("role")
