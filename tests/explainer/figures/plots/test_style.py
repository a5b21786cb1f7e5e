"""What all plots have in common."""

import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from explainer.figures.plots.style import (
    COLOURS,
    DASHES,
    INKS,
    MARKERS,
    PROJECTED,
    SERIES,
    SIZE,
    axis,
    figure,
    in_room,
    series,
)
from explainer.notation.palette import ROLES, TONES

REPOSITORY = Path(__file__).parents[4]
THEME = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PALETTE = {**ROLES, **TONES}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_a_plot_are_those_of_the_palette_in_both_themes(theme):
    assert THEME[theme]["chartCategoricalColors"] == [getattr(PALETTE[name], theme) for name in COLOURS]


def test_streamlit_knows_the_colours_of_a_plot_by_the_names_that_we_give_them():
    from streamlit.elements.lib import streamlit_plotly_theme as streamlit

    stands_for = [INKS[name] for name in COLOURS]
    assert stands_for == [getattr(streamlit, f"CATEGORY_{number}") for number in range(len(COLOURS))]
    assert (INKS["text"], INKS["page"]) == (streamlit.GRAY_90, streamlit.BG_COLOR)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_of_a_plot_differ_in_colour_dash_and_marker(theme):
    for looks in ([getattr(PALETTE[name], theme) for name in SERIES], DASHES, MARKERS):
        assert len(looks) == len(SERIES)
        assert all(one != other for one, other in combinations(looks, 2))


def test_a_seventh_line_looks_as_the_first():
    assert series(6) == series(0) != series(1)


def test_type_in_a_plot_is_no_smaller_than_on_the_page():
    drawn = figure(size=PROJECTED, xaxis=axis("updates", PROJECTED)).layout
    assert (drawn.font.size, drawn.xaxis.tickfont.size, drawn.xaxis.title.font.size) == (PROJECTED,) * 3
    assert PROJECTED > SIZE >= 15


def test_nothing_in_a_plot_moves_by_itself():
    assert figure().layout.transition.duration == 0


def test_the_room_of_plots_draws_nothing_when_it_is_opened():
    asked = (
        "import sys, plotly.graph_objects\nbefore = {*sys.modules}\n"
        "import pkgutil, importlib, explainer.figures.plots as room\n"
        "for one in pkgutil.iter_modules(room.__path__, room.__name__ + '.'): importlib.import_module(one.name)\n"
        "print([name for name in {*sys.modules} - before if name.startswith('plotly')])"
    )
    run = subprocess.run([sys.executable, "-c", asked], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(("dark", "page"), [(False, "light"), (True, "dark")])
def test_in_a_room_a_plot_has_the_colours_of_the_room(dark, page):
    drawn = in_room(figure(xaxis=axis("updates")), dark)
    assert drawn["layout"]["paper_bgcolor"] == getattr(PALETTE["page"], page)
    assert not any(stands_for in str(drawn) for stands_for in INKS.values())
