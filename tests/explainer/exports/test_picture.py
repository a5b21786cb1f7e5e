import re
from functools import lru_cache
from xml.etree import ElementTree as Tree

import pytest

from explainer.exports.about import About
from explainer.exports.picture import SVG, picture
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from tests.explainer.examples import SMALL, display_named, display_of
from tests.explainer.exports.scripts import ABOUT, GALLERY, HOSTILE, called, problem_of

NAMES = (*SMALL, "deep", *GALLERY)


def displayed(name):
    return display_of(problem_of(name)) if name in GALLERY else display_named(name)


@lru_cache(maxsize=64)
def text_of(name):
    return picture(displayed(name), ABOUT)


@lru_cache(maxsize=64)
def drawn(name):
    return Tree.fromstring(text_of(name))


def texts(root):
    return ["".join(text.itertext()) for text in root.iter() if text.tag.endswith("text")]


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_says_all_that_the_drawing_of_a_page_says(name):
    page = Tree.fromstring(network_svg(Drawing(displayed(name), captions=True)))
    assert texts(drawn(name)) == texts(page)


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_stands_alone(name):
    text, root = text_of(name), drawn(name)
    assert {part.tag.removeprefix(f"{{{SVG}}}") for part in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "circle", "line", "path", "text", "tspan",
    }  # fmt: skip
    attributes = {(name, value) for part in root.iter() for name, value in part.items()}
    assert not {
        name for name, _ in attributes if name.startswith(("data-", "on")) or name in {"class", "style", "href"}
    }
    assert not [value for _, value in attributes if re.search(r"url|var|calc|http", value)]
    assert text.count("http") == 1  # the name of the language


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_and_every_text_has_a_look(name):
    for part in drawn(name).iter():
        tag = part.tag.removeprefix(f"{{{SVG}}}")
        if tag in {"rect", "circle", "path", "text"}:
            assert part.get("fill"), Tree.tostring(part)
        if tag == "line":
            assert part.get("stroke"), Tree.tostring(part)
        if tag == "text":
            assert part.get("font-size"), Tree.tostring(part)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_reader_is_said_and_does_nothing(text):
    display = display_of(called(problem_of("worked"), text), "worked")
    found = Tree.fromstring(picture(display, About(f"{text}<script>&", {"preset": text})).encode("utf-8", "strict"))
    harmless = called(problem_of("worked"), "A" if text else "")
    plain = Tree.fromstring(picture(display_of(harmless, "worked"), About("A", {})))
    assert [part.tag for part in found.iter()] == [part.tag for part in plain.iter()]


def test_the_picture_says_which_network_and_which_program():
    root = drawn("worked")
    assert root.findtext(f"{{{SVG}}}title") == "A network"
    assert "Made with Backprop, step by step" in root.findtext(f"{{{SVG}}}desc")
