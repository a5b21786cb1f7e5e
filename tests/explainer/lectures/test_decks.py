"""The lecture decks as data, and what is thought of the numbers they print."""

import math
import re

import pytest

from backprop import NetworkError, load_preset, trace, with_values
from backprop.judging.printed import printed_value, verdicts
from explainer.lectures.decks import lectures, load_lecture
from tests.closeness import close_to
from tests.explainer.latex import evaluate

every_lecture = pytest.mark.parametrize("lecture", list(lectures().values()), ids=list(lectures()))
PRODUCTS = {
    "Z1", "A1", "Z2", "A2", "error2", "delta2", "dL_dW2", "dL_dW2-entries", "dL_dW2-swapped", "dL_dW2-back",
    "error1", "delta1", "dL_dW1",
}  # fmt: skip


def trace_of(lecture, line):
    return trace(with_values(load_preset(lecture.preset), dict(line.at)))


def line_of(preset, term, printed=None):
    """Return the line of a deck that is about a term, and prints this."""
    return next(
        line
        for line in lectures()[preset].lines()
        if line.terms and line.terms[0][0] == term and (printed is None or line.printed == ((printed,),))
    )


def judged_line(lecture, line):
    """Return (key, printed text) -> verdict for every printed number of a line."""
    now = trace_of(lecture, line)
    rows = verdicts(line.printed, [[now[key] for key in row] for row in line.terms]) if line.printed else ()
    return {
        (key, text): thought
        for keys, texts, thoughts in zip(line.terms, line.printed, rows)
        for key, text, thought in zip(keys, texts, thoughts, strict=True)
    }


def judged(preset):
    """Return (key, printed text) -> verdict for every printed number of a deck."""
    lecture = lectures()[preset]
    return {place: thought for line in lecture.lines() for place, thought in judged_line(lecture, line).items()}


# The data.


def test_there_are_the_five_lectures_in_order():
    assert list(lectures()) == ["derivation", "matrix", "worked", "softmax", "iris"]


def test_a_preset_of_no_lecture_is_refused_in_one_sentence():
    with pytest.raises(NetworkError, match="'mazur' belongs to no lecture"):
        load_lecture("mazur")


@every_lecture
def test_every_term_of_a_line_is_in_the_trace_of_its_preset(lecture):
    for line in lecture.lines():
        assert {key for row in line.terms for key in row} <= set(trace_of(lecture, line).values)


@every_lecture
def test_every_printed_number_has_a_term_at_its_place(lecture):
    printed = [line for line in lecture.lines() if line.printed]
    assert [list(map(len, line.printed)) for line in printed] == [list(map(len, line.terms)) for line in printed]


@every_lecture
def test_every_printed_text_is_a_number(lecture):
    printed = [text for line in lecture.lines() for row in line.printed for text in row]
    assert all(math.isfinite(printed_value(text)) for text in printed)


@every_lecture
def test_a_matrix_has_a_header_for_each_row_and_column(lecture):
    matrices = [line for line in lecture.lines() if line.is_matrix]
    assert all((len(m.rows), len(m.columns)) == (len(m.terms), len(m.terms[0])) for m in matrices)


@every_lecture
def test_a_matrix_has_a_name(lecture):
    assert all(line.name for line in lecture.lines() if line.is_matrix)


@every_lecture
def test_every_line_has_a_term_or_an_explanation_or_says_what_it_means(lecture):
    assert all(line.terms or line.slip or (line.formula and line.name and line.words) for line in lecture.lines())


@every_lecture
def test_numbers_put_in_give_the_term_of_their_line(lecture):
    for line in lecture.lines():
        if line.numbers:
            values = trace_of(lecture, line).values
            assert evaluate(line.numbers.removeprefix("= "), values) == close_to(values[line.terms[0][0]])


@every_lecture
def test_every_product_a_line_leads_to_is_on_the_matrix_page(lecture):
    places = [line.show.partition(":") for line in lecture.lines() if line.show]
    assert {kind for kind, _, _ in places} <= {"step", "product", "build", "phases"}
    assert {name for kind, _, name in places if kind == "product"} <= PRODUCTS


@every_lecture
def test_every_printed_shape_is_that_of_the_terms(lecture):
    shapes = [(line.shape, line.shape_of_terms) for line in lecture.lines() if line.shape]
    assert all(printed == of_terms for printed, of_terms in shapes)


@every_lecture
def test_every_exact_value_in_an_explanation_is_in_the_trace(lecture):
    for line in lecture.lines():
        texts = f"{line.slip.step} {line.slip.instead}" if line.slip else ""
        assert set(re.findall("⟦([^⟧]*)⟧", texts)) <= set(trace_of(lecture, line).values)


@every_lecture
def test_every_slip_is_explained(lecture):
    assert all(line.slip for line in lecture.lines() if "slip" in judged_line(lecture, line).values())


# What the lectures print, beside numbers, in our reading of them.

LINES = {
    "matrix": [
        "∂E/∂b_ho=∂E/∂O·∂O/∂Z_2·∂Z_2/∂b_ho",
        "∂E/∂W_ih=∂E/∂O·∂O/∂Z_2·∂Z_2/∂h_1·∂h_1/∂Z_1·∂Z_1/∂W_ih",
        "∂E/∂W_ho=∂E/∂O·∂O/∂Z_2·∂Z_2/∂W_ho",
    ],
    "worked": [
        "{wx+b},{y=mx+c}",
        "=⟦x1⟧·⟦w1⟧+⟦x2⟧·⟦w2⟧+⟦b1⟧",
        "=⟦x1⟧·⟦w3⟧+⟦x2⟧·⟦w4⟧+⟦b1⟧",
        "=⟦a1_1⟧·⟦w5⟧+⟦a1_2⟧·⟦w6⟧+⟦b2⟧",
        "=σ(⟦z1_1⟧)",
        "=σ(⟦z1_2⟧)",
        "=σ(⟦z2_1⟧)",
        "=1/2(⟦y1⟧-⟦y_hat1⟧)^2",
        "=⟦y_hat1⟧(1-⟦y_hat1⟧)",
        "d/dx(x·c)=c",
        "=a_h2",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂w_5",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂w_6",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h1·∂a_h1/∂z_h1·∂z_h1/∂w_1",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h1·∂a_h1/∂z_h1·∂z_h1/∂w_2",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h2·∂a_h2/∂z_h2·∂z_h2/∂w_4",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h2·∂a_h2/∂z_h2·∂z_h2/∂w_3",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂b_2",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h1·∂a_h1/∂z_h1·∂z_h1/∂b_1",
        "=∂L/∂ŷ·∂ŷ/∂z_out·∂z_out/∂a_h2·∂a_h2/∂z_h2·∂z_h2/∂b_1",
        "=∂L/∂b_1_fromh_1+∂L/∂b_1_fromh_2",
        "=⟦dL_dy_hat1⟧·⟦dy_hat1_dz2_1⟧·⟦dz2_1_da1_2⟧·⟦da1_2_dz1_2⟧·⟦dz1_2_dw3⟧",
        "=⟦dL_dy_hat1⟧·⟦dy_hat1_dz2_1⟧·⟦dz2_1_da1_2⟧·⟦da1_2_dz1_2⟧·⟦dz1_2_dw4⟧",
        "=⟦dL_dy_hat1⟧·⟦dy_hat1_dz2_1⟧·⟦dz2_1_db2⟧",
        "=⟦dL_dy_hat1⟧·⟦dy_hat1_dz2_1⟧·⟦dz2_1_da1_1⟧·⟦da1_1_dz1_1⟧·⟦dz1_1_db1⟧",
        "W_new=W_old-LR·∂L/∂W_old",
        "B_new=B_old-LR·∂L/∂B_old",
        "=⟦w1⟧-(⟦learning_rate⟧×⟦dL_dw1⟧)",
    ],
    "softmax": [
        "h_1=σ(z_1)=1/1+e^{-z_1}",
        "ŷ_2=e^{o_2}/e^{o_1}+e^{o_2}",
        "L=E_y(-logŷ)",
        "∂L/∂w_x1,h1=∂L/∂z_1·∂z_1/∂w_x1,h1=∂L/∂z_1·x_1",
        "∂z_3/∂w_h1,z3=h_1",
        "∂L/∂z_1=∂L/∂h_1·∂h_1/∂z_1",
        "=e^{o_1}/e^{o_1}+e^{o_2}-(e^{o_1}/e^{o_1}+e^{o_2})^2=",
        "=w_h3,o1,",
        "=w_h3,o2,",
        "=σ′(z_3)",
        "∂L/∂w=∂L/∂z·∂z/∂w",
        "y_3",
    ],
    "iris": [
        "∂Z/∂X=∂Z/∂Y·∂Y/∂X",
        "∂MSE/∂W_1=∂MSE/∂O_out·∂O_out/∂O_in·∂O_in/∂H_out·∂H_out/∂H_in·∂H_in/∂W_1",
        "∂MSE/∂W_2=∂MSE/∂O_out·∂O_out/∂O_in·∂O_in/∂W_2",
        "=1/N∑_e(o_n^{(e)}-y_n^{(e)})·o_n^{(e)}(1-o_n^{(e)})·h_f^{(e)}",
        "O_error=∂MSE/∂O_out",
        "O_delta=O_error·∂O_out/∂O_in",
        "W_2-update=O_delta·∂O_in/∂W_2",
        "W_i:=W_i-α∂MSE/∂W_i",
    ],
}
"""Formulas of the decks as a reader would type them."""

MEANINGS = [
    (r"\\text\{([^{}]*)\}", r"\1"),
    (r"_\{([^{}]*)\}", r"_\1"),
    (r"\\hat\{y\}", "ŷ"),
    (r"\\mathbb\{E\}", "E"),
    (r"\^\{\\prime\}", "′"),
    (r"\\(?:left|right|quad)(?![a-z])", ""),
    (r"\\([{}])", r"\1"),
    (r"\\partial", "∂"), (r"\\cdot", "·"), (r"\\times", "×"), (r"\\sigma", "σ"), (r"\\alpha", "α"), (r"\\log", "log"),
    (r"\\sum", "∑"), (r"\s", ""),
    (r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1/\2"),
    (r"\{(∂[^{}]*)\}", r"\1"),
]  # fmt: skip


def typed(latex):
    """Return a formula as a reader would type it."""
    for pattern, text in MEANINGS:
        latex = re.sub(pattern, text, latex)
    return latex


@pytest.mark.parametrize("name", LINES)
def test_every_formula_a_lecture_prints_is_a_line_of_it(name):
    lines = [typed(text) for line in lectures()[name].lines() for text in (line.formula, line.numbers)]
    assert [formula for formula in LINES[name] if not any(formula in line for line in lines)] == []


def test_the_products_for_w2_stand_in_their_order_beside_what_is_printed():
    section = next(s for s in lectures()["worked"].sections if "w₂" in s.title)
    printed = [(line.printed[0][0], line.terms[0][0]) for line in section.lines if line.printed]
    assert printed == [("0.1385", "delta2_1"), ("0.0554", "dL_da1_1"), ("0.0134", "delta1_1"), ("0.00135", "dL_dw2")]


def test_the_list_of_all_gradients_holds_each_parameter_once():
    section = next(s for s in lectures()["worked"].sections if s.title == "All gradients")
    parameters = trace(load_preset("worked")).names.parameters
    assert sorted(line.terms[0][0] for line in section.lines) == sorted(f"dL_d{p.name}" for p in parameters)


@pytest.mark.parametrize(
    ("key", "exact"),
    [
        ("delta2_1", "0.1384985616"),
        ("dL_da1_1", "0.0553994247"),
        ("delta1_1", "0.0133679204"),
        ("dL_dw2", "0.0013367920"),
        ("new_w1", "0.1499999332"),
        ("dL_db1_via1", "0.0133679204"),
        ("dL_db1_via2", "0.0149960755"),
    ],
)
def test_the_exact_values_beside_the_lines_of_lecture_3_are_those_computed_by_hand(key, exact):
    assert f"{trace(load_preset('worked'))[key]:.10f}" == exact


# Verdicts, as the lectures are known to slip.


def test_the_slips_of_the_worked_example_are_found_and_no_others():
    found = {place for place, thought in judged("worked").items() if thought == "slip"}
    assert found == {("da1_2_dz1_2", "0.2417"), ("step_w5", "0.00000000"), ("new_w5", "0.399927")}


def test_the_roundings_of_the_worked_example_are_found_and_no_others():
    found = {place for place, thought in judged("worked").items() if thought == "rounding"}
    assert found == {("da1_2_dz1_2", "0.2407"), ("dL_dw2", "0.00135"), ("new_w6", "0.4499")}


def test_the_slips_of_the_iris_example_are_the_whole_gradient_and_nothing_else():
    found = {key for (key, _), thought in judged("iris").items() if thought == "slip"}
    assert found == {f"dL_dw2_{f}{n}" for f in (1, 2) for n in (1, 2, 3)}


def test_the_printed_product_that_was_rounded_from_rounded_factors_is_explained():
    assert line_of("worked", "dL_dw2", "0.00135").slip


def test_at_learning_rate_1_the_new_weights_are_those_of_the_golden_file():
    line = next(line for line in lectures()["worked"].lines() if line.at and line.terms == (("new_w5",),))
    assert trace_of(lectures()["worked"], line)["new_w5"] == close_to(0.3178329594, absolute=5.1e-11)
