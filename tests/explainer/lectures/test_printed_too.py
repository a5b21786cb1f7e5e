"""A wrong number that a lecture prints as well."""

import pytest

from explainer.lectures.printed_too import printed_too


@pytest.mark.parametrize(
    ("preset", "key", "text", "said"),
    [
        ("worked", "new_w5", "0.399927", "about nine times too much"),
        ("worked", "new_w5", "0,399927", "about nine times too much"),
        ("worked", "step_w5", "0.00000000", "product of learning rate and gradient was lost"),
        ("worked", "dL_dw2", "0.00135", "Factors that had been rounded"),
        ("worked", "da1_2_dz1_2", "0.2417", "is printed twice"),
        ("worked", "da1_2_dz1_2", "0.2407", "rounded or cut off"),
        ("iris", "dL_dw2_11", "0.023", "divided by N twice"),
        ("iris", "dL_dw2_12", "0.003", "divided by N twice"),
        ("iris", "dL_dw2_13", "0.020", "divided by N twice"),
        ("iris", "dL_dw2_23", "0.019", "mean over examples and outputs"),
    ],
)
def test_a_printed_slip_is_said_to_be_one_as_the_notes_say_it(preset, key, text, said):
    found = printed_too(preset, key, text)
    assert found.startswith("The lecture prints this too: ")
    assert said in found.striptags()


@pytest.mark.parametrize(
    ("preset", "key", "text"),
    [
        ("worked", "dL_dw5", "0.0822"),  # what it prints is right
        ("worked", "new_w5", "0.39"),
        ("worked", "new_w5", "<b>"),
        ("mazur", "dL_dw5", "0.08"),  # of no lecture
        ("worked", "no_such_term", "0.1"),
    ],
)
def test_of_other_numbers_nothing_is_said(preset, key, text):
    assert printed_too(preset, key, text) == ""


def test_what_was_done_is_said_without_an_exact_number_where_none_is_to_be_told():
    said = printed_too("worked", "new_w5", "0.399927", told=False)
    assert "about nine times too much" in said.striptags()
    assert "data-term" not in said
    assert "data-term" not in printed_too("iris", "dL_dw2_11", "0.023", told=False)
