"""Choices: as text and back, and nothing that is none."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.browser.choices import Choice, Kind
from tests.explainer.markup import fragment

choices = st.builds(
    Choice,
    kind=st.sampled_from(get_args(Kind)),
    key=st.text(max_size=20),
    rate=st.none() | st.sampled_from([0.0001, 0.5, 1.0, 10.0]),
)


@given(choices)
def test_a_choice_survives_as_text(choice):
    assert Choice.parse(str(choice)) == choice


@given(st.text(max_size=40))
def test_any_text_is_a_choice_or_none(text):
    assert isinstance(Choice.parse(text), Choice | None)


@pytest.mark.parametrize(
    "text",
    ["", "step", "steps:z1_1", "at_rate:1", "at_rate:x;step:w5", "at_rate:nan;step:w5", "at_rate:1;at_rate:1;step:w5"],
)
def test_what_is_no_choice_is_none(text):
    assert Choice.parse(text) is None


def test_a_choice_at_a_learning_rate_says_so():
    assert str(Choice("step", "new_w5", rate=0.0001)) == "at_rate:0.0001;step:new_w5"


def test_a_button_makes_its_choice():
    (button,) = fragment(Choice("parameter", "w5").button("w5", name="weight w5", pressed=True)).elements
    assert button["attributes"] == {
        "type": "button",
        "class": "link",
        "data-choose": "parameter:w5",
        "aria-label": "weight w5",
        "aria-pressed": "true",
    }
