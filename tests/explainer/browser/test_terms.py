"""Numbers that the browser keeps true, and which of them are sent to it."""

import pytest

from backprop import load_preset, with_values
from explainer.browser.markup import element
from explainer.browser.terms import mark_attributes, number, signed, terms_in
from explainer.notation.display import FINE
from tests.explainer.examples import display_named, display_of, every_network
from tests.explainer.markup import fragment


def worked(**changes):
    return display_of(with_values(load_preset("worked"), changes))


def test_the_fine_form_is_the_same_term_to_the_browser():
    assert number(worked(), "loss" + FINE).startswith('<span data-term="loss" data-form="fine">')


@every_network
def test_an_element_carries_its_key_and_its_text(name):
    shown = display_named(name)
    for key in list(shown.trace.values)[:300]:
        (found,) = fragment(number(shown, key)).elements
        assert (found["attributes"]["data-term"], found["text"]) == (key, shown.text(key))


@pytest.mark.parametrize(
    ("key", "name"), [("dz2_1_da1_1", "w5"), ("dz1_1_dw1", "x1"), ("dz2_1_dw5", None), ("w5", None), ("z1_1", None)]
)
def test_a_number_that_is_nothing_else_than_a_given_one_names_it(key, name):
    (found,) = fragment(number(worked(), key)).elements
    assert found["attributes"].get("data-same-as") == name


def test_a_negative_number_says_so():
    assert "data-negative" in number(worked(w5=-0.4), "w5")
    assert "data-negative" not in number(worked(), "w5")


def test_a_number_inside_an_expression_has_its_parentheses_ready():
    assert fragment(signed(worked(), "w5")).elements[0]["attributes"]["class"] == "if-negative open"
    assert [found["text"] for found in fragment(signed(worked(), "w5")).elements] == ["(", "0.40", ")"]


def test_a_mark_in_markup_has_a_size_and_a_sign():
    marked = fragment(element("div", mark_attributes("w1", -0.5))).elements[0]["attributes"]
    assert marked == {"data-mark": "w1", "data-sign": "-", "style": "--size:0.5000"}


@pytest.mark.parametrize(
    ("markup", "keys"),
    [
        ('<b data-term="w5">1</b>', ("w5",)),
        ('<b data-term="loss" data-form="fine">1</b><i data-term="loss">1</i>', ("loss", "loss|fine")),
        ('<b data-mark="w5"></b>', ()),
    ],
)
def test_every_number_in_markup_is_sent_under_its_key(markup, keys):
    assert terms_in(markup) == keys
