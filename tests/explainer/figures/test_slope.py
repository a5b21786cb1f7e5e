"""The drawing of a curve: which part of it is drawn, and that everything the browser places is there."""

import re

import pytest

from backprop import trace, with_values
from explainer.browser.served import ASSETS
from explainer.figures.slope import HEIGHT, MOST_TICKS, WIDTH, curve_shown, points_of, sample, slope_svg
from tests.explainer.examples import PRESETS, display_named, problem_named
from tests.explainer.markup import fragment

STRUCTURE = problem_named("worked").structure


@pytest.mark.parametrize(
    ("value", "new", "ends"),
    [
        (0.4, 0.39, (-1.0, 1.0)),
        (0.4, -0.99, (-1.0, 1.0)),
        (0.4, 1.2, (-1.0, 1.5)),
        (0.4, -3.1, (-4.0, 1.0)),
        (0.4, -4000.0, (-1.0, 1.0)),
        (0.4, float("nan"), (-1.0, 1.0)),
        (50.0, 49.0, (-1.0, 60.0)),
        (-7.9, -7.9, (-10.0, 1.0)),
    ],
)
def test_what_the_slider_spans_is_drawn_and_beyond_it_as_far_as_the_point_and_a_landing_that_is_not_too_far(
    value, new, ends
):
    found = curve_shown(STRUCTURE, "w5", 0.4, value, new)
    assert (found.low, found.high) == ends


def test_while_a_parameter_is_dragged_along_its_slider_the_picture_stays():
    problem = with_values(problem_named("worked"), {"learning_rate": 1.0})
    records = [trace(with_values(problem, {"w5": value})) for value in (-0.8, 0.0, 0.9)]
    assert len({curve_shown(STRUCTURE, "w5", 0.4, record["w5"], record["new_w5"]) for record in records}) == 1


@pytest.mark.parametrize("preset", PRESETS)
def test_every_element_that_is_given_a_place_is_in_the_drawing(preset):
    display = display_named(preset)
    parameter = display.trace.names.parameters[0].name
    svg = fragment(slope_svg(display, curve_shown(display.trace.structure, parameter, 0.1, 0.1, 0.1)))
    classes = [e["attributes"].get("class", "") for e in svg.elements]
    for name in (
        "curve",
        "tangent",
        "secant",
        "drop",
        "gap",
        "step",
        "head",
        "point",
        "raised",
        "predicted",
        "landing",
    ):
        assert name in classes
    assert classes.count("hit") == 1
    assert len(svg.tagged("text")) == 2 * MOST_TICKS + 2
    assert all(display.trace.recipe(point.key) for point in points_of(display, parameter))


def test_the_browser_places_everything_in_a_drawing_of_the_same_size():
    plot = re.search(r"PLOT = \{(.*?)\}", (ASSETS / "curve.js").read_text("utf-8"))[1]
    assert (f"width: {WIDTH}," in plot, f"height: {HEIGHT} " in plot) == (True, True)


@pytest.mark.parametrize("style", ["point", "landing", "predicted", "tangent", "step"])
def test_a_sample_is_drawn_as_the_drawing_draws_it(style):
    assert f'class="{style}"' in sample(style)
    assert f".slope .{style} " in (ASSETS / "slope.css").read_text("utf-8")
