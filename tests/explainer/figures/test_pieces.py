"""The pieces of drawings: numbers of any length stay in their room, and large drawings keep their size."""

import math
import re
from functools import lru_cache

import pytest

from backprop import with_values
from explainer.figures.graph.graph import graph_svg
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from explainer.figures.phases.phases import forward_phase_svg
from explainer.figures.pieces import CHARACTER, Fit, picture, room_in_circle, still
from tests.explainer.examples import PRESETS, display_named, display_of, every_preset, problem_named
from tests.explainer.markup import bare, classes, elements, xml

LENGTHS = (4, 7, 8, 10, 14)
"""Characters of 0.40, −0.0823, −0.00049, −1234.5678 and of a number after a tiny update."""

LONG = {"w5": -1234.5678, "w1": 1.2e-7, "w4": -0.00049, "b2": -654321.125}

FIGURES = {
    "diagram": lambda shown: network_svg(Drawing(shown, gradients=True, flow="backward")),
    "forward diagram": lambda shown: network_svg(Drawing(shown)),
    "graph": lambda shown: graph_svg(shown, frozenset(), ""),
    "phase": lambda shown: forward_phase_svg(shown, "", frozenset()),
}

every_figure = pytest.mark.parametrize("figure", FIGURES)


@lru_cache(maxsize=64)
def drawn(name, figure):
    return xml(FIGURES[figure](display_named(name)))


def cap(text):
    """Return what the type size of a number is divided by its length from, or None where it is not fitted."""
    found = re.search(r"([\d.]+)px / var\(--length\)", text.get("style", ""))
    return float(found[1]) if found else None


def type_size(text, length):
    usual = float(re.search(r"--type, ([\d.]+)px", text.get("style"))[1])
    return min(usual, cap(text) / length)


def numbers_beside(root, shape):
    """Return (shape, number) for every number in one group with a circle or a box."""
    for group in root.iter():
        for found in (e for e in group if bare(e.tag) == shape and "halo" not in classes(e)):
            yield from ((found, e) for e in group if e.get("data-term"))


def right_end(text, length):
    x, width = float(text.get("x")), CHARACTER * type_size(text, length) * length
    return x + (width if "start" in classes(text) else width / 2)


# One number.


def test_a_number_of_usual_length_has_its_usual_size():
    assert "min(var(--type, 15px), 108.3px / var(--length))" in Fit(15.0, 52.0).style("0.7514")
    assert 108.3 / 7 > 15


@pytest.mark.parametrize("length", LENGTHS)
def test_a_number_of_any_length_stays_in_its_room(length):
    cap = float(re.search(r"([\d.]+)px /", Fit(15.0, 40.0).style("1"))[1])
    assert CHARACTER * min(15.0, cap / length) * length <= 40.1


def test_the_length_is_that_of_the_number():
    assert "--length: 8;" in Fit(15.0, 52.0).style("−0.00049")


def test_room_in_a_circle_ends_before_its_line():
    half = room_in_circle(31.0, 16.0) / 2
    assert math.hypot(half, 16.0) < 31.0 - 1.8 / 2


# Whole figures.


@every_preset
@pytest.mark.parametrize("figure", ["diagram", "forward diagram", "phase"])
def test_no_number_leaves_its_unit(name, figure):
    found = list(numbers_beside(drawn(name, figure), "circle"))
    assert found
    for circle, text in found:
        x, y, radius = (float(circle.get(side)) for side in ("cx", "cy", "r"))
        assert float(text.get("x")) == x
        for length in LENGTHS:
            size = type_size(text, length)
            base = float(text.get("y")) - y
            away = max(abs(base), abs(base - 0.66 * size))
            assert math.hypot(CHARACTER * size * length / 2, away) < radius


@every_preset
@every_figure
def test_no_number_leaves_its_label(name, figure):
    found = [pair for pair in numbers_beside(drawn(name, figure), "rect") if cap(pair[1])]
    assert found
    for box, text in found:
        right = float(box.get("x")) + float(box.get("width"))
        assert all(right_end(text, length) <= right + 3 for length in LENGTHS)


def test_every_number_of_a_label_is_fitted():
    parameters = [e for e in drawn("worked", "diagram").iter() if e.get("data-choose", "").startswith("parameter:")]
    texts = [text for group in parameters for text in elements(group, "text") if text.get("data-term")]
    assert len(texts) == 16
    assert all(map(cap, texts))


def test_a_long_number_is_set_smaller_and_its_neighbours_are_not():
    shown = display_of(with_values(problem_named("worked"), LONG), "worked")
    texts = {e.get("data-term"): e for e in elements(xml(network_svg(Drawing(shown))), "text") if e.get("data-term")}
    assert {key for key, e in texts.items() if cap(e) and type_size(e, len(e.text)) < 12} >= {"w5", "b2"}
    assert type_size(texts["w6"], len(texts["w6"].text)) == 15.0


@pytest.mark.parametrize("name", PRESETS)
def test_the_numbers_of_a_preset_have_their_usual_size_in_labels(name):
    found = [text for _, text in numbers_beside(drawn(name, "forward diagram"), "rect")]
    assert [e.text for e in found if type_size(e, len(e.text)) < 15.0] == []


def test_a_drawing_says_its_natural_size_and_what_a_frame_scrolls_to():
    drawing = picture("network", 644.0, 430.0, "", [], toward="dL_dy_hat1")
    assert 'style="--w: 644; --h: 430"' in drawing
    assert 'data-toward="dL_dy_hat1"' in drawing
    assert "data-toward" not in picture("network", 644.0, 430.0, "", [])


def test_in_a_drawing_that_is_still_nothing_can_be_chosen_and_every_number_stands():
    drawn = network_svg(Drawing(display_named("worked")))
    left = still(drawn)
    assert not any(sign in left for sign in ("data-choose", "tabindex", "aria-pressed", "<button"))
    assert re.findall('data-term="[^"]*"', left) == re.findall('data-term="[^"]*"', drawn)
    xml(left)
