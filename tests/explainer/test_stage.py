"""What a page of the walk sends to the browser beside its figures."""

import pytest

from backprop import with_values
from explainer import stage
from tests.explainer.examples import display_named, display_of, problem_named


def notes(name, notation="house", **changes):
    return list(stage._notes(display_of(with_values(problem_named(name), changes), notation)))


def test_ordinary_numbers_need_no_note():
    assert notes("worked") == []


def test_a_saturated_unit_is_named():
    assert notes("worked", "worked", x1=1e4) == [
        "a_h1 is saturated: its slope is nearly 0, so almost no gradient gets past it.",
        "a_h2 is saturated: its slope is nearly 0, so almost no gradient gets past it.",
    ]


def test_a_dead_unit_is_named():
    assert any("is dead for this example" in note for note in notes("tanh-relu-batch", b2=-1e5))


def test_an_overflow_is_told_once_and_alone():
    found = notes("one-weight", w1=1e200, x1=1e200)
    assert len(found) == 1
    assert "too large to compute with" in found[0]


@pytest.mark.parametrize(
    ("markup", "keys"),
    [
        ('<b data-term="w5">1</b>', ("w5",)),
        ('<b data-term="loss" data-form="fine">1</b><i data-term="loss">1</i>', ("loss", "loss|fine")),
        ('<b data-mark="w5"></b>', ()),
    ],
)
def test_every_number_in_markup_is_sent_under_its_key(markup, keys):
    assert stage._terms(markup) == keys


def test_hiding_the_answer_hides_its_number_and_its_mark_wherever_they_stand():
    style = stage._conceal(("dL_dw5", "path_w5_1"))
    for key in ("dL_dw5", "path_w5_1"):
        assert f'[data-term="{key}"]' in style
        assert f'[data-mark="{key}"]' in style
    assert "visibility: hidden" in style


def test_the_bars_are_drawn_beside_all_gradients():
    assert stage._all_gradients(display_named("worked"))[:2] == ("dL_dw1", "dL_dw2")
    assert len(stage._all_gradients(display_named("worked"))) == 8
