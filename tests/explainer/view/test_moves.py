"""Whatever is chosen, and however late: a move leads to a view that its link opens, or nowhere."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as hst

from backprop import presets
from backprop.terms import catalogue
from explainer.browser.choices import Choice, Kind
from explainer.view import moves
from explainer.view.link import from_link, to_link, with_options
from explainer.view.pages import TITLES
from explainer.view.view import View

PRESETS, KINDS = tuple(presets()), get_args(Kind)
EVERY_NTH = 97
"""Of the names of all networks, those that are tried on each page of each network."""


def names_of(preset):
    """Return whatever can be named in a choice while a network is on the table."""
    views = [View(preset, orientation=orientation) for orientation in ("rows", "columns")]
    products = {step.id for view in views for step in view.matrices.steps}
    return products | catalogue(views[0].structure).recipes.keys() | views[0].names.by_name.keys()


OWN = {preset: sorted(names_of(preset)) for preset in PRESETS}
NAMES = sorted(set().union(*OWN.values()))


def is_sound(view):
    """Whether a view is one that can be on screen: its link opens it, and nothing else."""
    return from_link(to_link(view)) == (view, "")


def starts():
    examples = [(preset, example) for preset in PRESETS for example in range(View(preset).structure.examples + 1)]
    return [View(preset, example=example) for preset, example in examples]


@pytest.mark.parametrize("page", TITLES)
def test_a_choice_that_comes_late_leads_to_a_sound_view_or_nowhere(page):
    tried = [(view, kind, key) for view, kind in product(starts(), KINDS) for key in NAMES[len(kind) :: EVERY_NTH]]
    led = [found for view, kind, key in tried if (found := moves.follow(view, page, Choice(kind, key)))]
    assert [view for view in led if not is_sound(view)] == []
    assert led


OPTIONS = hst.fixed_dictionaries(
    {},
    optional={
        "convention": hst.sampled_from(["", "sum", "half", "mean", "banana"]),
        "orientation": hst.sampled_from(["", "rows", "columns"]),
        "notation": hst.sampled_from(["", "house", "Its own (Lecture 5)"]),
        "mode": hst.sampled_from(["", "build", "phases"]),
        "stage": hst.integers(0, 9),
        "left": hst.sampled_from(["A1", "W3", "D2.T"]),
    },
)


def deeds(preset):
    """Draw what readers do one after the other, some of it with a network that is no longer on the table."""
    names = hst.sampled_from(OWN[preset]) | hst.sampled_from(NAMES)
    moved, examples = hst.sampled_from([-10_000, -1, 1, 10_000]), hst.sampled_from([f"example {n}" for n in range(5)])
    deed = hst.builds(Choice, hst.sampled_from(KINDS), names) | moved | examples | OPTIONS
    return hst.tuples(hst.just(preset), hst.lists(hst.tuples(hst.sampled_from(tuple(TITLES)), deed), max_size=6))


def after(view, page, deed):
    """Return the view that something a reader does leads to."""
    if isinstance(deed, Choice):
        found = moves.follow(view, page, deed)
    elif isinstance(deed, dict):
        found = with_options(view, **deed)
    elif isinstance(deed, str):
        found = moves.choose_example(view, int(deed.removeprefix("example ")))
    else:
        found = moves.move(view, page, deed)
    return found or view


@settings(max_examples=40)
@given(hst.sampled_from(PRESETS).flatmap(deeds))
def test_whatever_is_done_one_after_the_other_leads_to_a_sound_view(drawn):
    preset, done = drawn
    view = View(preset)
    for page, deed in done:
        view = after(view, page, deed)
    assert is_sound(view)


def test_a_cell_that_another_convention_does_not_have_is_forgotten():
    view = moves.choose_cell(View(), "matrix", "dL_dy_hat1")
    assert with_options(view, convention="mean") == View(convention="mean", product=view.product)


def test_what_leads_to_the_matrices_forgets_the_step():
    assert is_sound(moves.choose_cell(View(step="z1_1"), "forward", "dL_dw2"))


@pytest.mark.parametrize(
    "options",
    [{"convention": "banana"}, {"notation": "Its own (Lecture 5)"}, {"mode": "banana"}, {"left": "W3"}, {"example": 4}],
    ids=str,
)
def test_an_option_that_the_network_on_the_table_does_not_have_is_not_set(options):
    assert with_options(View(), **options) is None


def test_an_option_can_be_set_and_returned_to_its_default():
    view = with_options(View(), mode="build", stage=2)
    assert (view, with_options(view, mode="", stage=0)) == (View(mode="build", stage=2), View())


@pytest.mark.parametrize("example", [-1, 4])
def test_an_example_that_is_not_there_is_not_shown(example):
    assert moves.choose_example(View("iris"), example) is None
