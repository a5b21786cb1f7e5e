"""What is said of an answer, with the terms it names as they are written."""

import pytest
from markupsafe import Markup

from backprop.judging import Said, judge
from explainer.notation.symbols import in_text
from explainer.practice.saying import name_html, said_html, sentence_html
from tests.explainer.examples import display_named

KEY = "dL_dw1_21"


def said(text, own=(), key=KEY):
    display = display_named("softmax", "softmax")
    return said_html(display, judge(display.trace, key, text, dict(own)))


def symbol(key):
    return display_named("softmax", "softmax").written(key).html


def test_the_terms_of_a_sentence_are_written_as_the_notation_writes_them():
    assert sentence_html(display_named("softmax", "softmax"), Said("This is {}.", ("z1_1",))) == Markup(
        "This is {}."
    ).format(symbol("z1_1"))


def test_a_term_without_a_letter_is_written_as_what_it_is_made_of():
    display = display_named("worked")
    html = sentence_html(display, Said("At {}.", ("step_w1",)))
    assert "step_w1" not in html
    assert "<mi>&#x003B7;</mi>" in html or "η" in html


def test_a_right_answer_is_said_to_be_the_term():
    assert said("0.0002390") == Markup("Right: this is {}.").format(symbol(KEY))


def test_an_answer_that_goes_on_from_a_wrong_one_names_that_one():
    assert symbol("a1_1") in said("0.9", {"a1_1": 0.9}, key="dz2_1_dw2_11")


@pytest.mark.parametrize("text", ["<b>1</b>", "{0}", "\\frac{1}{8}", "=1+1", "&amp;"])
def test_nothing_of_what_was_typed_is_repeated(text):
    assert said(text) == "This cannot be read as a number: write it like 0.0123, 0,0123, 1/8 or 1.2e-3."


def test_a_term_without_a_symbol_is_named_by_what_it_is_made_of():
    found = name_html(display_named("worked"), "product_w2")
    assert in_text(found) == "x2·w2"
