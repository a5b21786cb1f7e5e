"""A plot on a page."""

import pytest

from explainer.screen import charts


def test_a_click_on_a_marker_is_where_it_stands():
    assert charts.place_in({"selection": {"points": [{"x": 0.5, "y": -1, "z": 3}]}}) == (0.5, -1.0)


@pytest.mark.parametrize(
    "reported", [None, {}, {"selection": None}, {"selection": {"points": [{"x": "w5", "y": 1}]}}, {"selection": "x"}]
)
def test_what_says_no_place_is_no_click(reported):
    assert charts.place_in(reported) is None


def test_a_plot_offers_no_way_to_anybody_else():
    assert not charts.CONFIG["displaylogo"]
    assert "toImage" in charts.CONFIG["modeBarButtonsToRemove"]
