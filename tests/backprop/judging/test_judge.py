"""One answer judged."""

import importlib
import re
from functools import lru_cache

import pytest

from backprop import gallery, presets, problem_from, trace
from backprop.judging import judge
from backprop.mistakes import MISTAKES, wrong_values
from tests.backprop.helpers import layer, network
from tests.backprop.judging.hostile import HOSTILE

NAMES = (*presets(), *gallery())


@lru_cache(maxsize=32)
def record(name):
    return trace(presets()[name].problem if name in presets() else gallery()[name])


def judged(name, key, text, **own):
    return judge(record(name), key, text, {term.replace("__", "@"): value for term, value in own.items()})


def ids(judgement):
    return [found.id for found in judgement.found]


# What is right.


@pytest.mark.parametrize(
    "text", ["0.08217", "0,08217", ".082167", "8.217e-2", "8,217·10^-2", "0.0821670406", "8217/100000"]
)
def test_a_right_answer_is_right_however_it_is_written(text):
    assert judged("worked", "dL_dw5", text).kind == "right"


@pytest.mark.parametrize("name", NAMES)
def test_every_true_value_is_right_in_every_network(name):
    wrong = [
        (key, text)
        for key, value in record(name).values.items()
        for text in (repr(value), f"{value:.12e}".replace(".", ","))
        if not judge(record(name), key, text).is_right
    ]
    assert wrong == []


def test_for_a_right_answer_no_wrong_one_is_made(monkeypatch):
    def refused(*_):
        raise AssertionError

    for name in ("wrong_values", "carried", "other_terms", "near_misses"):
        monkeypatch.setattr(importlib.import_module("backprop.judging.judge"), name, refused)
    texts = ("0.08217", "0.08216", "0.08", "", "1,2,3")
    kinds = ["right", "last_digit", "more_digits", "no_number", "unclear"]
    assert [judged("worked", "dL_dw5", text, a1_1=0.61).kind for text in texts] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "counts", "is_right"),
    [("0.08217", "right", True, True), ("0.08216", "last_digit", True, True), ("0.082", "more_digits", False, False),
     ("1,234.5", "unclear", False, False), ("one", "no_number", False, False), ("0.4321", "wrong", True, False)],
)  # fmt: skip
def test_only_an_answer_costs_a_try(text, kind, counts, is_right):
    found = judged("worked", "dL_dw5", text)
    assert (found.kind, found.counts, found.is_right) == (kind, counts, is_right)


def test_it_is_said_how_many_decimals_are_asked_for():
    assert str(*judged("worked", "new_w5", "0.4").said) == "Right so far: give 7 decimals."


def test_beside_a_value_that_is_not_finite_nothing_can_be_judged():
    overflowing = trace(problem_from(network(layer([[1e308] * 3]), inputs=[[1e300]], targets=[[0.0] * 3])))
    assert {judge(overflowing, "z1_1", text).kind for text in ("1", "inf", "")} == {"cannot"}


# What is nearly right.


@pytest.mark.parametrize(
    ("text", "id"),
    [("-0.08217", "sign"), ("0.8217", "power_of_ten"), ("0.0008217", "power_of_ten"), ("12.17", "reciprocal"),
     ("0.0823", "rounding"), ("0.00", "zero")],
)  # fmt: skip
def test_a_near_miss_is_named_first(text, id):
    found = judged("worked", "dL_dw5", text) if text != "0.00" else judged("worked", "dL_dw1", text)
    assert (found.kind, ids(found)[0]) == ("near", id)


def test_what_is_cut_off_instead_of_rounded_is_right_and_remarked():
    found = judged("worked", "dL_dw5", "0.08216")
    assert (found.is_right, ids(found)) == (True, ["cut"])


@pytest.mark.parametrize(
    ("text", "moved"), [("0.8217", "one place further to the left"), ("0.00082", "2 places further to the right")]
)
def test_it_is_said_where_the_point_belongs(text, moved):
    assert moved in str(judged("worked", "dL_dw5", text).said[0])


# Named mistakes.


@pytest.mark.parametrize(
    ("name", "key", "text", "id"),
    [
        ("worked", "dL_dw5", "0.4398", "slope"),
        ("worked", "new_w5", "0.3178", "rate"),
        ("worked", "new_w5", "0.4000082", "added"),
        ("iris", "dL_dw2_11", "0.2061", "mean"),
    ],
)
def test_a_named_mistake_is_named(name, key, text, id):
    assert id in ids(judged(name, key, text))


@pytest.mark.parametrize("name", NAMES)
def test_the_number_that_a_mistake_gives_is_recognised_as_that_mistake(name, monkeypatch):
    all_wrong = lru_cache(lambda trace, key: tuple(wrong_values(trace, key)))  # once for all that are tried
    monkeypatch.setattr(importlib.import_module("backprop.judging.judge"), "wrong_values", all_wrong)
    seen, missed, named = set(), [], record(name).names
    first, last = named.parameters[0].name, named.parameters[-1].name
    for key in (named.gradient(first), named.gradient(last), named.new(first)):
        for wrong in all_wrong(record(name), key):
            if wrong.id in seen or MISTAKES[wrong.id].places:
                continue  # what is rounded too early may be right as far as it goes
            seen.add(wrong.id)
            found = judge(record(name), key, f"{wrong.value:.9g}")
            if not (found.is_right or found.kind == "more_digits" or wrong.id in ids(found)):
                missed.append((key, wrong, found))
    assert missed == []


def test_two_mistakes_that_give_the_same_number_are_both_named():
    assert {"mean_again", "outputs_again"} <= set(ids(judged("iris", "dL_dw2_11", "0.023")))


def test_a_near_miss_and_a_mistake_that_give_the_same_number_are_both_named():
    found = judged("worked", "dL_dw5", "-0.08217")
    assert (found.kind, ids(found)) == ("near", ["sign", "sign"])
    assert len(found.said) == 2


def test_of_many_terms_only_the_first_are_named():
    (many,) = [found for found in judged("iris", "dL_dw2_11", "0.2061").found if found.id == "mean"]
    assert len(many.keys) <= 3


# Other terms.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.1385", "This is delta2_1. One factor is still missing: dz2_1_dw5."),
        ("0.7414", "This is dL_dy_hat1. Some factors are still missing: dz2_1_dw5 and dy_hat1_dz2_1."),
        ("0.3775", "This is z1_1, which is on the way to dL_dw5."),
        ("0.08267", "This is dL_dw6, the gradient of another parameter."),
        ("0.2406", "This is da1_2_dz1_2, another term of this network."),
    ],
)
def test_another_term_is_named(text, said):
    found = judged("worked", "dL_dw5", text)
    assert (found.kind, str(found.said[0])) == ("other_term", said)


def test_a_count_is_not_taken_for_a_term():
    assert judged("worked", "dL_dw5", "1").kind == "wrong"


def test_of_one_digit_it_is_said_that_more_would_tell():
    assert "With more digits" in str(judged("worked", "dL_dw5", "3").said[-1])


# Own values.


def test_an_answer_is_held_against_the_trace_first():
    found = judged("worked", "y_hat1", "0.7514", z2_1=1.2)
    assert (found.kind, found.counted, found.fed_by) == ("right", "trace", ())


def test_what_is_right_from_an_own_value_is_right_and_says_from_which():
    found = judged("worked", "y_hat1", "0.7685", z2_1=1.2)
    assert (found.kind, found.is_right, found.counted, found.fed_by) == ("carried", True, "own", ("z2_1",))
    assert str(*found.said) == "Right from your z2_1, which was not."


def test_an_own_value_that_is_right_is_not_carried():
    assert judged("worked", "dL_dw5", "0.0831", a1_1=0.5933).fed_by == ()


def test_an_own_value_that_the_term_is_not_made_of_is_not_carried():
    assert judged("worked", "z1_1", "0.5", z1_2=0.4).fed_by == ()


def test_an_own_value_hides_those_that_it_was_made_of():
    assert judged("worked", "dL_dy_hat1", "0.59", y_hat1=0.6, z2_1=9.0, a1_1=0.1).fed_by == ("y_hat1",)


def test_one_own_value_alone_may_have_been_gone_on_with():
    found = judged("worked", "dL_dw5", "0.09681", delta2_1=0.16318, a1_1=0.7)
    assert (found.kind, found.fed_by) == ("carried", ("delta2_1",))


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_an_own_value_that_is_not_finite_is_not_carried(value):
    assert judged("worked", "y_hat1", "0.5", z2_1=value).counted == "trace"


def test_a_0_that_is_divided_by_is_not_carried():
    assert judged("softmax", "dL_dy_hat1", "0.5", y_hat1=0.0).counted == "trace"


def test_a_mistake_may_be_made_from_own_values():
    found = judged("worked", "delta2_1", "0.9", dL_dy_hat1=0.9)
    assert (found.kind, ids(found), found.counted, found.fed_by) == ("mistake", ["slope"], "own", ("dL_dy_hat1",))
    assert str(found.said[0]) == "This goes on from your dL_dy_hat1, which was not right."


def test_a_near_miss_may_be_made_from_own_values():
    found = judged("worked", "delta2_1", "-0.16813", dL_dy_hat1=0.9)
    assert (found.kind, ids(found)[0], found.counted) == ("near", "sign", "own")


# The slips of the lectures.


@pytest.mark.parametrize(
    ("name", "key", "text", "id"),
    [("iris", "dL_dw2_11", "0.023", "mean_again"), ("iris", "dL_dw2_13", "0.020", "outputs_again"),
     ("iris", "dL_dw2_21", "0.013", "mean_again"), ("worked", "dL_dw2", "0.00135", "rounding")],
)  # fmt: skip
def test_a_printed_slip_is_named_as_the_lecture_notes_name_it(name, key, text, id):
    assert id in ids(judged(name, key, text))


@pytest.mark.parametrize(
    ("key", "text"), [("new_w5", "0.399927"), ("step_w5", "0.00000000"), ("da1_2_dz1_2", "0.2417")]
)
def test_a_printed_slip_that_is_no_usual_mistake_is_not_taken_for_right(key, text):
    assert not judged("worked", key, text).is_right


# Hostile answers.


def test_of_three_hundred_hostile_answers_one_short_sentence_is_said_and_nothing_of_them():
    assert len(HOSTILE) > 300
    for text in HOSTILE:
        found = judged("worked", "dL_dw5", text)
        said = [str(sentence) for sentence in found.said]
        assert said
        assert sum(map(len, said)) < 300
        assert len(said) == 1 or found.kind not in {"unclear", "no_number"}, text
        assert not re.search(r"[<>=&\\$%;\n]", "".join(said)), text


def test_every_place_in_a_sentence_has_a_term():
    for mistake in MISTAKES.values():
        assert mistake.said.count("{}") == 1
        assert "{" not in mistake.said.format("")


def test_own_values_that_no_network_has_break_nothing():
    for value in (0.0, -1.0, 1e300, -1e300, 5e-324):
        for key in ("loss", "dL_dy_hat1", "new_w1_11", "da1_1_dz1_1"):
            own = dict.fromkeys(("z1_1", "z3_1", "y_hat1", "N", "learning_rate", "dL_dw1_11"), value)
            assert judge(record("softmax"), key, "0.123", own).said
