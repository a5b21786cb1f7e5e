from xml.etree import ElementTree as Tree

import pytest

from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from explainer.practice.worksheet.diagram import form
from tests.explainer.examples import SMALL, display_named


def texts(root):
    return [
        "".join(text.itertext()) for text in root.iter() if text.tag.endswith("text") and "data-term" not in text.attrib
    ]


@pytest.mark.parametrize("name", SMALL)
def test_the_form_has_every_name_of_the_page_and_no_number(name):
    display = display_named(name)
    page, drawn = Tree.fromstring(network_svg(Drawing(display, close=True))), Tree.fromstring(form(display)[0])
    assert texts(drawn) == texts(page)
    assert not [part for part in drawn.iter() for attribute in part.attrib if attribute.startswith("data-")]


def test_nothing_in_the_form_waits_for_a_hand():
    drawn = Tree.fromstring(form(display_named("worked"))[0])
    assert [part.get("role") for part in drawn.iter() if part.get("role")] == ["img"]
    assert "2 sigmoid units" in drawn.get("aria-label")


def test_another_variant_shows_the_same_drawing():
    first, again = form(display_named("worked"))
    assert 'id="network"' in first
    assert '<use href="#network">' in again
    assert first.partition("<g")[0] == again.partition("<use")[0]
