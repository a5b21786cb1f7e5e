"""What every term is written as, in every notation."""

import re
from functools import cache
from itertools import product

import pytest
from latex2mathml.converter import convert

from backprop import Structure, Weight
from backprop.names import names
from backprop.terms import catalogue
from explainer.notation.notation import HOUSE, Notation, notations
from explainer.notation.symbols import Derivative, Symbol
from tests.closeness import close_to
from tests.explainer.examples import (
    EVERY,
    NOTATIONS,
    PRESETS,
    every_network,
    every_notation,
    problem_named,
)
from tests.explainer.markup import Fragment, fragment, words, xml

MOST_TERMS = 1500
WORKED = problem_named("worked").structure
MAZUR = problem_named("mazur").structure


def written(name, notation, key):
    return Notation(notation, problem_named(name).structure).written(key)


def keys_of(structure):
    """Return the keys of a catalogue; of a long one every so-and-so-many-th."""
    keys = list(catalogue(structure).recipes)
    return keys[:: 1 + len(keys) // MOST_TERMS]


@cache
def terms_of(name, notation):
    """Return key -> what it is written as, for the terms that are tried."""
    shown = Notation(notation, problem_named(name).structure)
    return {key: shown.written(key) for key in keys_of(shown.structure)}


def written_alike(name, way):
    """Return all that the terms are written as in any notation, each once: most are written alike in several."""
    return {getattr(symbol, way) for notation in NOTATIONS for symbol in terms_of(name, notation).values()}


def own_symbols(terms):
    """Yield the terms that have a symbol of their own; the others are written as what they are made of."""
    yield from ((key, symbol) for key, symbol in terms.items() if symbol != Symbol(key))


def balanced(latex):
    depth = 0
    for character in latex:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


# The notations themselves.


def test_there_are_the_notations_of_the_lectures_and_the_house_comes_first():
    assert NOTATIONS[0] == HOUSE
    assert {"worked", "derivation"} <= set(NOTATIONS)


@every_notation
def test_a_notation_has_a_name_and_a_title_and_kinds_that_the_house_knows(notation):
    patterns = notations()[notation]
    assert patterns["name"] == notation
    assert patterns["title"]
    bare = {kind.removesuffix("_single").removesuffix("_output").removeprefix("numbered_") for kind in patterns}
    assert bare <= set(notations()[HOUSE])


def test_no_two_notations_have_the_same_title():
    titles = [patterns["title"] for patterns in notations().values()]
    assert len(set(titles)) == len(titles)


# Every term of every network in every notation.


@every_network
def test_every_term_can_be_written_as_latex_in_every_notation(name):
    for latex in written_alike(name, "latex"):
        assert latex
        assert balanced(latex), latex


@pytest.mark.parametrize("name", PRESETS)
def test_every_term_of_a_preset_is_latex_that_converts_in_every_notation(name):
    symbols = {symbol.latex for notation in NOTATIONS for _, symbol in own_symbols(terms_of(name, notation))}
    assert [latex for latex in symbols if "merror" in convert(latex)] == []


@every_network
def test_every_term_can_be_written_as_html_in_every_notation(name):
    for html in written_alike(name, "html"):
        parsed = Fragment(html)
        assert parsed.complaints == [], html
        assert {element["tag"] for element in parsed.elements} <= {"i", "sub", "sup"}, html
        assert parsed.elements, html


@every_network
@every_notation
def test_every_term_can_be_written_inside_an_svg(name, notation):
    for key, symbol in terms_of(name, notation).items():
        text = words(xml(f"<text>{symbol.svg}</text>"))
        assert text == symbol.plain.replace("_", "").replace("^", "") or "_" in key


@every_network
@every_notation
def test_every_term_can_be_read_aloud(name, notation):
    for _, symbol in own_symbols(terms_of(name, notation)):
        assert re.fullmatch(r"[\w\u0302∂/,^()\[\] +]+", symbol.plain)


@every_network
@every_notation
def test_two_quantities_are_never_written_alike(name, notation):
    structure = problem_named(name).structure
    families = {
        "x",
        "y",
        "parameter",
        "z",
        "a",
        "y_hat",
        "dL_dy_hat",
        "dL_da",
        "da_dz",
        "da_dz_cross",
        "dz_dw",
        "gradient",
        "setting",
        "penalty",
        "objective",
        "alone",
        "penalized",
        "memory",
        "new_memory",
        "corrected",
    }
    keys = [key for key in keys_of(structure) if catalogue(structure).recipes[key].family in families]
    written = [terms_of(name, notation)[key].latex for key in keys]
    repeated = {key: latex for key, latex in zip(keys, written, strict=True) if written.count(latex) > 1}
    assert repeated == {}


def test_weights_from_1_to_11_and_from_11_to_1_are_told_apart():
    deep = Notation(HOUSE, problem_named("deep").structure)
    assert deep.written("w1_1_11").latex == "w_{1,11}^{(1)}"
    assert deep.written("w1_11_1").latex == "w_{11,1}^{(1)}"


# The letters of the worked example.


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("x1", "x_{1}"), ("y1", "y"), ("w5", "w_{5}"), ("b1", "b_{1}"), ("b2", "b_{2}"),
        ("z1_1", r"z_{\text{h1}}"), ("z1_2", r"z_{\text{h2}}"), ("a1_1", r"a_{\text{h1}}"), ("z2_1", r"z_{\text{out}}"),
        ("y_hat1", r"\hat{y}"), ("loss", "L"), ("learning_rate", r"\eta"),
        ("delta2_1", r"\frac{\partial L}{\partial z_{\text{out}}}"),
        ("da1_1_dz1_1", r"\frac{\partial a_{\text{h1}}}{\partial z_{\text{h1}}}"),
        ("dL_dw5", r"\frac{\partial L}{\partial w_{5}}"), ("new_w5", r"w_{5}^{\text{new}}"),
    ],
)  # fmt: skip
def test_the_worked_example_has_the_letters_of_its_lecture(key, latex):
    assert written("worked", "worked", key).latex == latex


@pytest.mark.parametrize(
    ("key", "plain"),
    [("w5", "w_5"), ("z1_1", "z_h1"), ("a1_1", "a_h1"), ("z2_1", "z_out"), ("y_hat1", "ŷ"), ("dL_dw5", "∂L/∂w_5")],
)
def test_the_worked_example_is_read_aloud_in_its_own_letters(key, plain):
    assert written("worked", "worked", key).plain == plain


@pytest.mark.parametrize(
    ("key", "plain"), [("z2_1", "z_o1"), ("z2_2", "z_o2"), ("y_hat2", "ŷ_2"), ("w8", "w_8"), ("y2", "y_2")]
)
def test_with_two_outputs_each_has_its_number(key, plain):
    assert written("mazur", "worked", key).plain == plain


# The letters of the derivation.


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("loss", "E"), ("y_hat1", "O"), ("y1", "Y"), ("x1", "X_{1}"),
        ("z2_1", "Z_{2}"), ("z1_1", "Z_{1,1}"), ("a1_2", "h_{1,2}"),
        ("w1", r"W_{\text{ih,11}}"), ("w3", r"W_{\text{ih,12}}"),
        ("w5", r"W_{\text{ho,1}}"), ("w6", r"W_{\text{ho,2}}"),
        ("b1", r"b_{\text{ih}}"), ("b2", r"b_{\text{ho}}"), ("learning_rate", r"\alpha"),
        ("dL_dw5", r"\frac{\partial E}{\partial W_{\text{ho,1}}}"), ("new_b2", r"b_{\text{ho}}^{\text{new}}"),
    ],
)  # fmt: skip
def test_the_derivation_has_the_letters_of_its_lecture(key, latex):
    assert written("derivation", "derivation", key).latex == latex


# The letters of the house.


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("z1_2", "z_{2}^{(1)}"), ("a1_2", "a_{2}^{(1)}"), ("delta2_1", r"\delta_{1}^{(2)}"), ("w3", "w_{12}^{(1)}"),
        ("b1", "b_{1}^{(1)}"), ("y_hat2", r"\hat{y}_{2}"), ("learning_rate", r"\eta"), ("loss", "L"),
    ],
)  # fmt: skip
def test_in_the_house_notation_the_layer_is_a_superscript(key, latex):
    assert written("mazur", HOUSE, key).latex == latex


def test_a_new_weight_keeps_the_number_of_its_layer():
    assert written("mazur", HOUSE, "new_w3").latex == r"w_{12}^{\text{(1)new}}"


def test_a_shared_bias_has_no_unit():
    assert written("worked", HOUSE, "b1").latex == "b^{(1)}"


def test_only_a_batch_has_examples_in_brackets():
    assert Notation(HOUSE, problem_named("golden-iris-4-2-3").structure).written("z1_2@3").latex == "z_{2}^{(1)[3]}"
    assert "[" not in Notation(HOUSE, MAZUR).written("z1_2").latex


def test_weights_and_local_weights_of_a_batch_belong_to_no_example():
    iris = Notation(HOUSE, problem_named("golden-iris-4-2-3").structure)
    assert "[" not in iris.written("w1_12").latex + iris.written("dz2_1_da1_1").latex


def test_every_other_notation_falls_back_on_the_house():
    structure = problem_named("golden-softmax-2-2-2-2").structure
    for key in ("w1_12", "loss", "learning_rate"):
        assert Notation("worked", structure).written(key) == Notation(HOUSE, structure).written(key)


# Symbols.


@pytest.mark.parametrize("base", ["<", "&", '"', "<script>"])
def test_a_letter_is_text_wherever_it_stands(base):
    symbol = Symbol(base, base, base)
    assert fragment(symbol.html).elements[0]["text"] == base
    assert base in words(xml(f"<text>{symbol.svg}</text>"))


def test_after_a_symbol_with_indices_an_svg_text_is_back_on_its_line():
    for symbol in (Symbol("z", "1"), Symbol("z", "", "2"), Symbol("z", "1", "2")):
        shifts = [
            (span.get("class"), float(span.get("dy").removesuffix("em")))
            for span in xml(f"<text>{symbol.svg}</text>")
            if span.get("dy")
        ]
        # Indices are set in a smaller size; dy is measured in the size of its own element.
        assert sum(dy * (0.8 if style == "index" else 1) for style, dy in shifts) == close_to(0, absolute=0.011)


def test_a_derivative_is_one_symbol_over_another():
    symbol = Derivative(Symbol("L"), Symbol("w", "5"))
    assert (symbol.latex, symbol.plain) == (r"\frac{\partial L}{\partial w_{5}}", "∂L/∂w_5")
    assert symbol.html == "∂<i>L</i>/∂<i>w</i><sub>5</sub>"


def test_a_term_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        Notation(HOUSE, WORKED).written("w99")


def test_every_parameter_of_every_network_is_written_by_its_own_letter():
    for name in EVERY:
        structure: Structure = problem_named(name).structure
        for parameter in names(structure).parameters:
            letter = Notation(HOUSE, structure).parameter(parameter).base
            assert letter == ("w" if isinstance(parameter, Weight) else "b")


# Examples of a batch.

IRIS = Notation("iris", problem_named("iris").structure)
MATRIX = Notation("matrix", problem_named("matrix").structure)


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("z1_2@3", r"h_{\text{in,2}}^{(3)}"), ("a1_1@1", r"h_{\text{out,1}}^{(1)}"),
        ("y_hat3@2", r"o_{\text{out,3}}^{(2)}"),
        ("example_delta2_1@2", r"o_{\text{delta,1}}^{(2)}"), ("example_dL_dy_hat1@2", r"o_{\text{error,1}}^{(2)}"),
        ("example_delta1_1@2", r"h_{\text{delta,1}}^{(2)}"), ("w2_13", "w_{2,13}"), ("loss", r"\text{MSE}"),
        ("dL_dw2_13", r"\frac{\partial \text{MSE}}{\partial w_{2,13}}"),
    ],
)  # fmt: skip
def test_the_fifth_lecture_has_its_letters_with_the_example_above(key, latex):
    assert IRIS.written(key).latex == latex


@pytest.mark.parametrize(
    ("key", "latex"),
    [
        ("z1_1", "z_{1}"), ("z2_1", "z_{3}"), ("a2_2", "h_{4}"), ("z3_1", "o_{1}"), ("y_hat2", r"\hat{y}_{2}"),
        ("w1_21", r"w_{\text{x2,h1}}"), ("w2_11", r"w_{\text{h1,h3}}"), ("w3_11", r"w_{\text{h3,o1}}"),
    ],
)  # fmt: skip
def test_the_fourth_lecture_counts_its_units_through_all_layers(key, latex):
    assert written("softmax", "softmax", key).latex == latex


def test_what_one_example_adds_to_a_gradient_has_the_example_on_the_whole_derivative():
    symbol = IRIS.written("dL_dw2_11@2")
    assert symbol.latex == r"{\left( \frac{\partial \text{MSE}}{\partial w_{2,11}} \right)}^{(2)}"
    assert symbol.html == "(∂<i>MSE</i>/∂<i>w</i><sub>2,11</sub>)<sup>(2)</sup>"
    assert symbol.plain == "(∂MSE/∂w_2,11)^(2)"


def test_a_derivative_of_the_second_lecture_is_written_with_a_d():
    assert MATRIX.written("dL_dw2_11").plain == "dE/dW_ho,1"


@pytest.mark.parametrize(
    ("notation", "kind", "layer", "plain"),
    [
        (IRIS, "a", -1, "X"), (IRIS, "a", 0, "H_out"), (IRIS, "a", 1, "O_out"), (IRIS, "z", 1, "O_in"),
         (IRIS, "weight", 1, "W_2"),
        (IRIS, "gradient", 1, "∂MSE/∂W_2"), (MATRIX, "a", 0, "h_1"), (MATRIX, "a", 1, "O"), (MATRIX, "z", 1, "Z_2"),
        (MATRIX, "weight", 1, "W_ho"), (MATRIX, "bias_gradient", 0, "dE/db_ih"),
    ],
)  # fmt: skip
def test_a_matrix_has_the_letter_of_its_lecture(notation, kind, layer, plain):
    assert notation.matrix(kind, layer).plain == plain


@pytest.mark.parametrize(
    ("notation", "kind", "layer", "plain"),
    [
        (IRIS, "delta", 1, "O_delta"), (IRIS, "dL_da", 0, "H_error"),
        (MATRIX, "delta", 1, "dE/dZ_2"), (MATRIX, "dL_da", 0, "dE/dh_1"),
    ],
)  # fmt: skip
def test_a_matrix_of_what_comes_back_to_each_example_has_the_letter_of_its_lecture(notation, kind, layer, plain):
    assert notation.matrix(kind, layer, by_example=True).plain == plain


@every_network
@every_notation
def test_every_kind_of_matrix_can_be_written_in_every_layer(name, notation):
    shown = Notation(notation, problem_named(name).structure)
    for layer in range(shown.structure.depth):
        for kind in (
            "z",
            "a",
            "weight",
            "bias",
            "dL_da",
            "delta",
            "gradient",
            "bias_gradient",
        ):
            assert "None" not in shown.matrix(kind, layer).plain != ""
        for kind in ("dL_da", "delta"):
            assert "None" not in shown.matrix(kind, layer, by_example=True).plain != ""


@every_notation
def test_the_matrices_of_two_layers_are_told_apart(notation):
    for name in PRESETS:
        shown = Notation(notation, problem_named(name).structure)
        for kind, by_example in (*product(("z", "a", "weight", "gradient"), [False]), ("delta", True), ("dL_da", True)):
            letters = [shown.matrix(kind, layer, by_example).plain for layer in range(shown.structure.depth)]
            assert len(set(letters)) == len(letters), (name, kind, letters)


@pytest.mark.parametrize(
    ("notation", "orientation"),
    [
        ("house", "rows"),
        ("worked", "rows"),
        ("iris", "rows"),
        ("softmax", "rows"),
        ("derivation", "columns"),
        ("matrix", "columns"),
    ],
)
def test_examples_lie_as_the_lecture_draws_them(notation, orientation):
    assert Notation(notation, WORKED).orientation == orientation
