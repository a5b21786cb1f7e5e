"""An answer judged: right, wrong, or a mistake that is understood."""

from functools import lru_cache

import pytest

from backprop import load_preset, trace
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.practice.answers import judge

KEY = "dL_dw1_21"


@lru_cache(maxsize=1)
def own():
    record = trace(load_preset("softmax"))
    return Display(record, Notation("softmax", record.structure))


def kind(text):
    return judge(own(), KEY, text).kind


@pytest.mark.parametrize("text", ["0.000239", "0,000239", " 0.00023901 ", "2.39e-4", "0.00024", "0.00023901102"])
def test_the_right_answer_is_right_however_it_is_written(text):
    assert kind(text) == "right"


@pytest.mark.parametrize("text", ["0.00023905", "0.000243", "0.00021"])
def test_an_answer_must_agree_in_every_digit_it_gives(text):
    assert kind(text) != "right"


def test_one_digit_is_not_enough():
    assert kind("0.0002") == "more digits"


@pytest.mark.parametrize("text", ["", "banana", "<b>1</b>", "1e999", "−", "nan", "=1+1", "9" * 60])
def test_what_is_no_number_is_said_to_be_none(text):
    assert kind(text) == "no number"


@pytest.mark.parametrize("text", ["0", "0.00", "0e999", "-0"])
def test_zero_is_wrong(text):
    assert kind(text) == "wrong"


def value(*keys):
    product = 1.0
    for key in keys:
        product *= own().trace[key]
    return product


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (-value(KEY), "sign"),
        (value("dL_dw1_11"), "you took"),
        (value("delta1_1"), "One factor is missing"),
        (value("dL_da1_1", "dz1_1_dw1_21"), "is missing"),
        (value("dL_da1_1"), "Still to come"),
        (value("dL_da1_1_via2_1", "da1_1_dz1_1", "dz1_1_dw1_21"), "only the path"),
        (value("dL_da1_1_via2_2", "da1_1_dz1_1", "dz1_1_dw1_21"), "only the path"),
        (value("dL_dw1_12"), "another parameter"),
        (value("y_hat1"), "another term"),
    ],
)
def test_a_known_mistake_is_named(answer, said):
    judged = judge(own(), KEY, f"{answer:.6g}")
    assert judged.kind == "mistake"
    assert said in judged.sentence


def test_the_two_single_paths_are_told_apart():
    sentences = {
        judge(own(), KEY, f"{value(via, 'da1_1_dz1_1', 'dz1_1_dw1_21'):.6g}").sentence
        for via in ("dL_da1_1_via2_1", "dL_da1_1_via2_2")
    }
    assert len(sentences) == 2


def test_an_answer_that_fits_nothing_is_wrong():
    assert kind("0.31415") == "wrong"
