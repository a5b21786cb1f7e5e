"""The plots of the loss over two parameters hold what is seen, and nothing else."""

import re
from dataclasses import replace

import numpy as np
import pytest

from explainer.figures.plots.style import INKS
from explainer.figures.plots.surface import MOST_DRAWN, contour_map, drawable, relief
from tests.closeness import close_to
from tests.explainer.figures.plots.examples import BATCH_OF_IRISES, FAR, STILL, seen_after

every_landscape = pytest.mark.parametrize("which", [FAR, STILL, BATCH_OF_IRISES], ids=["far", "still", "irises"])


def drawn(which, predicted=True, **changes):
    display, seen = seen_after(*which)
    seen = replace(seen, **changes)
    first, second = display.written(seen.first), display.written(seen.second)
    return seen, contour_map(seen, first, second, step=predicted), relief(seen, first, second, display.notation.loss)


def of_kind(figure, kind):
    return [trace for trace in figure.data if trace.type == kind]


def arrows(figure):
    return {
        name.text: (head.x - head.ax, head.y - head.ay)
        for head, name in zip(figure.layout.annotations[::2], figure.layout.annotations[1::2], strict=True)
    }


@every_landscape
def test_the_map_has_the_losses_at_their_places(which):
    seen, figure, _ = drawn(which)
    hill, _ = of_kind(figure, "contour")
    assert np.array_equal(hill.z, drawable(seen.losses))
    assert np.array_equal(hill.x, seen.at_first)
    assert np.array_equal(hill.y, seen.at_second)


@every_landscape
def test_a_contour_line_passes_through_where_we_are(which):
    seen, figure, _ = drawn(which)
    _, level = of_kind(figure, "contour")
    assert (level.contours.start, level.contours.end) == (seen.heights[-1], seen.heights[-1])
    assert level.line.dash == "dash"


@every_landscape
def test_the_marker_stands_where_we_are(which):
    seen, figure, space = drawn(which)
    here = figure.data[-1]
    assert [[*here.x], [*here.y]] == [[seen.path[-1, 0]], [seen.path[-1, 1]]]
    assert [space.data[-1].x[0], space.data[-1].y[0]] == seen.path[-1].tolist()


@every_landscape
def test_the_arrow_of_the_gradient_stands_at_right_angles_to_the_contour_line(which):
    seen, figure, _ = drawn(which)
    across, up = arrows(figure)["gradient"]
    along = np.array([-seen.gradient[1], seen.gradient[0]])  # where the loss stays the same
    assert float(np.dot([across, up], along / np.hypot(*along))) == close_to(0.0, absolute=1e-12)
    assert np.dot([across, up], seen.gradient) > 0.0
    assert (figure.layout.yaxis.scaleanchor, figure.layout.yaxis.scaleratio) == ("x", 1)


def test_the_arrow_of_the_step_is_drawn_once_it_has_been_predicted():
    assert arrows(drawn(FAR, predicted=False)[1]).keys() == {"gradient"}
    found = arrows(drawn(FAR)[1])
    assert np.dot(found["gradient"], found["step"]) < 0.0


@pytest.mark.parametrize("nowhere", [(0.0, 0.0), (np.nan, 1.0), (np.inf, 0.0)])
def test_where_there_is_no_direction_there_is_no_arrow(nowhere):
    assert arrows(drawn(FAR, gradient=nowhere, step=nowhere)[1]) == {}


def test_a_loss_that_is_not_finite_is_a_gap():
    losses = seen_after(*FAR)[1].losses.copy()
    losses[0, 0], losses[1, 1], losses[2, 2] = np.inf, np.nan, 1e300
    _, figure, space = drawn(FAR, losses=losses)
    assert np.isnan(of_kind(figure, "contour")[0].z[[0, 1, 2], [0, 1, 2]]).all()
    assert np.isnan(space.data[0].z).any()


def test_a_map_without_a_finite_loss_can_be_drawn():
    seen = seen_after(*FAR)[1]
    nowhere = np.full_like(seen.losses, np.nan)
    _, figure, _ = drawn(FAR, losses=nowhere, heights=np.full_like(seen.heights, np.nan))
    assert len(of_kind(figure, "contour")) == 1


def test_the_path_in_space_has_the_heights_that_it_had():
    seen, _, space = drawn(FAR)
    assert np.array_equal(space.data[1].z, drawable(seen.heights))


def test_a_long_path_is_drawn_from_its_start_to_where_we_are():
    path = np.linspace([0.0, 0.0], [3.0, 1.0], 10_001)
    _, figure, _ = drawn(FAR, path=path, heights=np.linspace(1.0, 0.0, 10_001))
    way = of_kind(figure, "scatter")[1]
    assert len(way.x) == MOST_DRAWN
    assert (way.x[0], way.x[-1], way.y[-1]) == (0.0, 3.0, 1.0)


@every_landscape
def test_every_place_that_can_be_chosen_says_the_loss_there(which):
    seen, figure, _ = drawn(which)
    places = of_kind(figure, "scatter")[0]
    told = {(x, y): z for x, y, z in zip(places.x, places.y, places.customdata, strict=True)}
    assert len(told) == 17 * 17
    for row in (0, 24, 96):
        for column in (0, 48, 96):
            assert told[seen.at_first[column], seen.at_second[row]] == np.float32(seen.losses[row, column])


def test_a_plot_has_no_colour_but_those_of_the_theme():
    _, *figures = drawn(FAR)
    for figure in figures:
        spec = figure.to_plotly_json()
        found = set(re.findall(r"#[0-9a-f]{6}", str({"data": spec["data"], "layout": spec["layout"]})))
        assert found <= set(INKS.values())
