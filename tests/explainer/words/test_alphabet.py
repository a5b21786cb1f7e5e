"""The list of symbols shows each kind once, in the letters of the page."""

import pytest

from explainer.notation.families import FAMILIES
from explainer.words.alphabet import LEFT_OUT, symbols_html
from tests.explainer.examples import PRESETS, RULED, display_named
from tests.explainer.markup import fragment


def listed(preset, notation=None):
    """Return symbol -> meaning as they are listed."""
    rows = fragment(symbols_html(display_named(preset, notation)))
    heads, cells = ([e["text"] for e in rows.tagged(tag)] for tag in ("th", "td"))
    return dict(zip(heads[2:], cells, strict=True))


@pytest.mark.parametrize("preset", [*PRESETS, *RULED])
@pytest.mark.parametrize("notation", [None, "house"])
def test_no_two_symbols_are_written_alike(preset, notation):
    symbols = symbols_html(display_named(preset, notation)).count("<tr")
    assert len(listed(preset, notation)) == symbols - 1


def test_the_symbols_are_those_of_the_notation():
    worked = listed("worked")
    assert worked["η"].startswith("learning rate")
    assert worked["zh1"].startswith("pre-activation of hidden unit 1")
    assert listed("derivation")["α"].startswith("learning rate")


def test_counts_are_listed_where_there_is_more_than_one():
    assert "N" not in listed("worked")
    assert listed("iris")["N"] == "number of examples in the batch"


def test_what_is_left_out_is_known():
    assert FAMILIES.keys() >= LEFT_OUT
