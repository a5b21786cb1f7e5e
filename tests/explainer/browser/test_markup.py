"""Markup by type: whatever is text stays text."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from explainer.browser.markup import element, style, together
from tests.explainer.markup import fragment

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@given(texts)
def test_text_in_an_element_stays_text(text):
    (found,) = fragment(element("p", None, text)).elements
    assert found["text"] == text


@given(texts)
def test_text_in_an_attribute_stays_text(text):
    (found,) = fragment(element("p", {"title": text})).elements
    assert found["attributes"] == {"title": text}


def test_markup_in_an_element_stays_markup():
    assert element("p", None, element("b", None, "1 < 2")) == "<p><b>1 &lt; 2</b></p>"


def test_an_attribute_may_be_a_name_alone_or_be_missing():
    assert (
        element("input", {"required": True, "disabled": False, "class": None, "value": 0})
        == '<input required value="0">'
    )


def test_parts_are_put_together_each_by_its_type():
    assert together(["<", Markup("<br>")], " & ") == "&lt; &amp; <br>"


def test_no_class_is_no_attribute():
    assert element("p", {"class": style("", "")}) == "<p></p>"
