"""Whatever symbol a reader points at, in any notation and wherever it stands, is found by its letters."""

import re

import pytest

from explainer.browser.mathml import mathml
from explainer.matrices.names import matrix_name
from explainer.notation.display import Display
from explainer.notation.families import FAMILIES
from explainer.notation.terms import meaning
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.words.lexicon import SIGNS, letters, letters_of, look_up
from tests.explainer.examples import PRESETS, RULED, display_named

TAG = re.compile(r"<[^>]*>")


def symbols_of(display):
    """Return the first and the last key of each family that has a symbol."""
    families = [f for f in display.trace.catalogue.families if FAMILIES[f.name].symbol]
    return [key for f in families for key in (f.recipe(0).key, list(f.keys())[-1])]


@pytest.mark.parametrize("preset", [*PRESETS, *RULED])
@pytest.mark.parametrize("notation", [None, "house", "iris"])
def test_a_symbol_has_the_same_letters_in_an_equation_a_sentence_and_a_drawing(preset, notation):
    display = display_named(preset, notation)
    for key in symbols_of(display):
        written = display.written(key)
        ways = (mathml(written.latex, display).unescape(), written.html, written.svg)
        assert {letters(TAG.sub("", way)) for way in ways} == {letters_of(written)}, key


@pytest.mark.parametrize("preset", [*PRESETS, *RULED])
@pytest.mark.parametrize("notation", [None, "house", "iris"])
def test_every_symbol_is_found_and_means_a_term_that_is_written_so(preset, notation):
    display = display_named(preset, notation)
    for key in symbols_of(display):
        found = look_up(display.notation, 0, [letters_of(display.written(key))])
        assert display.written(found.key) == display.written(key)
        assert found.words == meaning(display.trace.structure, display.trace.recipe(found.key))


def test_the_head_of_a_column_means_a_unit_in_every_example():
    display = display_named("iris")
    found = look_up(display.notation, 0, [display.notation.a(1, None, 0).html.striptags()])
    assert (found.words, found.key) == ("activation of output 1, in every example", "")


def test_a_derivative_is_found_before_its_parts():
    notation = display_named("worked").notation
    assert look_up(notation, 0, ["L=∂L∂w5", "∂L∂w5", "w5"]).key == "dL_dw5"


def test_a_number_is_found_by_its_key():
    assert look_up(display_named("worked").notation, 0, ["=dL_dw5"]).key == "dL_dw5"


@pytest.mark.parametrize("sign", ["σ", "e", "∂", "⊙", "∑"])
def test_a_sign_means_the_same_everywhere(sign):
    found = look_up(display_named("worked").notation, 0, [sign])
    assert (found.words, found.key) == (SIGNS[sign], "")


@pytest.mark.parametrize("text", ["", "=", "=nothing", "<b>", "x" * 9999, "0.5", "w99"])
def test_what_is_no_symbol_means_nothing(text):
    assert look_up(display_named("worked").notation, 0, [text]) is None


@pytest.mark.parametrize("preset", PRESETS)
def test_every_matrix_of_the_pass_has_words(preset):
    view = View(preset)
    display = display_of(view)
    for step in view.matrices.steps:
        for matrix in (*step.operands, step.result):
            text = re.sub(r"^\((.*)\)$", r"\1", matrix_name(display, matrix).striptags().removesuffix("T"))
            assert matrix.kind == "da_dz" or look_up(display.notation, 0, [text]), text


def test_of_a_very_large_network_only_the_symbols_of_one_example_are_looked_up(monkeypatch):
    monkeypatch.setattr("explainer.words.lexicon.MOST_TERMS", 10)
    notation = Display(display_named("iris").trace, display_named("iris", "house").notation).notation
    assert look_up(notation, 1, ["x1[2]"]).key == "x1@2"
    assert look_up(notation, 1, ["x1[1]"]) is None
