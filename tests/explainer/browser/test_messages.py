"""What comes from a browser: only numbers and short texts get through."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.files import MAX_BYTES
from backprop.matrices import matrix_pass
from backprop.validation import MAX_EXAMPLES, MAX_LAYERS, MAX_UNITS
from explainer.browser.messages import (
    LONGEST_ACT,
    MOST_CHARACTERS,
    MOST_ITEMS,
    MOST_KEYS,
    Acts,
    Curve,
    Edit,
    acts_from,
    edit_from,
    question_from,
)
from tests.explainer.examples import problem_named

finite = st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | st.integers() | st.integers(10**308, 10**400) | st.floats() | st.text(max_size=20)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
objects = st.dictionaries(st.text(max_size=6), scalars, min_size=1, max_size=5)
near_misses = st.fixed_dictionaries(
    {"seq": st.integers()},
    optional={"values": objects | json_values, "texts": objects | json_values, "done": json_values},
)
messages = near_misses | json_values | st.dictionaries(st.sampled_from(["seq", "values", "texts", "done"]), json_values)


@given(messages)
def test_any_message_gives_an_edit_or_none(message):
    assert isinstance(edit_from(message), Edit | None)


@given(messages)
def test_only_finite_numbers_get_through(message):
    edit = edit_from(message)
    assert edit is None or all(type(value) is float and math.isfinite(value) for value in edit.values.values())


@given(st.integers(), st.dictionaries(st.text(max_size=6), st.text(max_size=300) | scalars) | json_values)
def test_only_short_texts_get_through(seq, texts):
    edit = edit_from({"seq": seq, "texts": texts})
    assert all(type(text) is str and len(text) <= 200 for text in edit.texts.values())


@given(
    st.integers(0), st.dictionaries(st.text(), finite), st.dictionaries(st.text(), st.text(max_size=200)), st.booleans()
)
def test_an_honest_message_gets_through_whole(seq, values, texts, done):
    message = json.loads(json.dumps({"seq": seq, "values": values, "texts": texts, "done": done}))
    assert edit_from(message) == Edit(seq, values, texts, done)


@pytest.mark.parametrize(
    "message", [None, [], "edit", 1, {}, {"seq": "1"}, {"seq": None}, {"seq": 1.5}, {"values": {"w5": 1}}]
)
def test_a_message_without_a_number_of_its_own_is_none(message):
    assert edit_from(message) is None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, -(10**400), True, None, "0.5", [0.5], {}])
def test_a_value_that_is_no_finite_number_is_dropped_and_the_others_stay(value):
    assert edit_from({"seq": 1, "values": {"w5": value, "w6": 0.5}}).values == {"w6": 0.5}


def test_a_long_text_is_cut():
    assert edit_from({"seq": 1, "texts": {"w5": "9" * 100_000}}).texts == {"w5": "9" * 200}


def test_of_very_many_values_only_so_many_are_read():
    assert len(edit_from({"seq": 1, "values": {f"w{n}": 1.0 for n in range(MOST_ITEMS + 1)}}).values) == MOST_ITEMS


def test_a_whole_number_becomes_a_float():
    assert type(edit_from({"seq": 1, "values": {"w5": 1}}).values["w5"]) is float


@given(
    json_values
    | st.fixed_dictionaries(
        {"session": scalars, "first": st.integers() | scalars, "acts": st.lists(scalars) | json_values}
    )
)
def test_any_message_gives_acts_or_none(message):
    acts = acts_from(message)
    assert acts is None or all(type(text) is str and text.encode() for text in acts.texts if text)


def test_an_act_holds_a_file_and_no_more():
    acts = acts_from({"session": "one", "first": 1, "acts": ["read:" + "1" * 300 * 1024, "keep:\ud800é"]})
    assert [len(text) for text in acts.texts] == [LONGEST_ACT, 7]
    assert MAX_BYTES < LONGEST_ACT - len("unread:") < MAX_BYTES + 20
    assert acts.texts[1] == "keep:?é"


def test_only_acts_after_the_last_are_new():
    acts = acts_from({"session": "one", "first": 3, "acts": ["a", "b", 7]})
    assert acts == Acts("one", 3, ("a", "b", ""))
    assert acts.last == 5
    assert [acts.after(taken) for taken in (0, 2, 3, 5, 9)] == [acts.texts, acts.texts, ("b", ""), (), ()]


def asked(**parts):
    return question_from(json.dumps({"seq": 1, "link": {}, "edits": {}, "terms": [], "marks": [], **parts}))


def test_what_is_asked_for_twice_is_asked_for_once():
    question = asked(terms=["w5", "loss", "w5", 7], marks=["dL_dw5"] * 3)
    assert (question.terms, question.marks) == (("w5", "loss"), ("dL_dw5",))


@pytest.mark.parametrize("seq", [True, -1, 10**30, 1.0, "1", None])
def test_a_question_has_a_number_that_a_browser_counts_to(seq):
    assert asked(seq=seq) is None


def test_parts_of_a_link_are_short():
    assert asked(link={"network": "9" * 10_000}).link == {"network": "9" * 8192}


def test_the_page_with_the_most_numbers_may_ask_for_all_of_them():
    structure = replace(problem_named("deep").structure, examples=MAX_EXAMPLES)
    assert structure.sizes == (MAX_UNITS,) * (MAX_LAYERS + 1)
    steps = matrix_pass(structure, "rows", 0).steps
    most = max(
        ({key for matrix in (*step.operands, step.result) for row in matrix.keys for key in row} for step in steps),
        key=len,
    )
    beside = MAX_UNITS + 2 * MAX_EXAMPLES  # what is derived and what can be dragged beside it, at the most
    assert len(most) + beside <= MOST_KEYS
    assert len(json.dumps(sorted(most))) <= 0.9 * MOST_CHARACTERS


def test_every_number_of_the_largest_network_may_be_in_a_message():
    numbers = MAX_LAYERS * MAX_UNITS * (MAX_UNITS + 1) + MAX_EXAMPLES * 2 * MAX_UNITS + 1
    assert numbers <= MOST_ITEMS


@pytest.mark.parametrize(
    "curve",
    [
        None, 3, "w5", [], {}, {"parameter": 3, "low": 0, "high": 1}, {"parameter": "w5", "low": 1, "high": 1},
        {"parameter": "w5", "low": 1, "high": 0}, {"parameter": "w5", "low": "0", "high": 1},
        {"parameter": "w5", "low": math.nan, "high": 1}, {"parameter": "w5", "low": -1e300, "high": 1},
        {"parameter": "w5", "low": True, "high": 2}, {"parameter": "w5", "low": 0},
    ],
)  # fmt: skip
def test_a_curve_that_cannot_be_drawn_is_not_asked_for(curve):
    assert asked(curve=curve).curve is None


def test_a_curve_is_asked_for_by_its_parameter_and_its_ends():
    assert asked(curve={"parameter": "w5", "low": -1, "high": 2.5}).curve == Curve("w5", -1.0, 2.5)
