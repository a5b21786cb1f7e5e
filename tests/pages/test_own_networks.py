"""Networks of the reader's own on every page: what no preset has, too, renders and tells the truth."""

from functools import cache

import pytest

from backprop import gallery, values_by_name
from explainer.view import own
from tests.explainer.examples import FILES, LARGE, problem_named
from tests.pages.reader import Reader, tells_the_numbers_that_move

NETWORKS = {**gallery(), **{name: problem_named(name) for name in FILES if name not in LARGE}}

VIEWS = {
    "start": ("", {}),
    "forward": ("forward", {}),
    "chain rule": ("chain_rule", {}),
    "build": ("chain_rule", {"mode": "build", "stage": "99"}),
    "phases": ("chain_rule", {"mode": "phases"}),
    "update": ("update", {}),
    "matrix": ("matrix", {}),
    "lecture notes": ("lecture_notes", {}),
    "your network": ("your_network", {}),
    "projected": ("chain_rule", {"present": "1"}),
}
"""Every page, as a page and what else its link holds."""

WHERE_FORMS_DIFFER = ("chain rule", "update", "matrix")
"""The pages on which networks of different forms differ most."""

SHOWN = [
    *((view, name) for view in VIEWS for name in gallery()),
    *((view, name) for view in WHERE_FORMS_DIFFER for name in NETWORKS if name not in gallery()),
]

every_network = pytest.mark.parametrize("name", NETWORKS)


@cache
def opened(view, name):
    page, query = VIEWS[view]
    return Reader(page, network=own.pack(NETWORKS[name]), **query)


@pytest.mark.parametrize(("view", "name"), SHOWN)
def test_an_own_network_renders_on_a_page_and_stays_in_the_link(view, name):
    reader, (page, query) = opened(view, name), VIEWS[view]
    assert (reader.faults, reader.notes, reader.page) == ([], [], page)
    assert reader.link == {"network": own.pack(NETWORKS[name]), **query}


@pytest.mark.parametrize(("view", "name"), [(view, name) for view, name in SHOWN if view != "lecture notes"])
def test_every_number_of_an_own_network_is_that_of_the_trace_and_moves(view, name):
    reader = opened(view, name)
    expected = reader.expected
    assert reader.shown
    assert [(key, text) for key, text in reader.shown if text != expected.text(key)] == []
    tells_the_numbers_that_move(reader, values_by_name(NETWORKS[name]))


@every_network
def test_a_step_in_the_middle_of_the_walk_of_an_own_network_is_there(name):
    steps = opened("chain rule", name).view.walk.steps
    step = steps[len(steps) // 2]
    there = Reader(step.page, network=own.pack(NETWORKS[name]), step=step.key)
    assert (there.faults, there.view.step) == ([], step.key)
