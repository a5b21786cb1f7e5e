"""The gradient check as a reader sees it."""

import re

import pytest

from backprop import MISTAKES, gallery, load_preset, mistakes_of, with_values
from backprop.document import problem_from
from explainer.walk.checking import check, check_said, check_table, groups, judged
from tests.backprop.test_cases import CASES
from tests.explainer.examples import display_named, display_of, every_network
from tests.explainer.markup import fragment

WORKED = display_named("worked")


def text(markup):
    bare = re.sub(r"<[^>]*>", "", re.sub(r"</?(td|th|tr|p|button)[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", bare).strip()


def rows(markup):
    return re.findall(r"<tr.*?</tr>", markup.partition("<tbody>")[2])


def planted(mistake, shown=True):
    return check(WORKED, "w5", mistake, shown)


# The table.


@every_network
def test_the_table_is_well_formed_and_its_terms_are_gradients_of_the_trace(name):
    shown = display_named(name)
    first = shown.trace.names.parameters[0].name
    parsed = fragment(check_table(check(shown, first), first))
    keys = [e["attributes"]["data-term"] for e in parsed.with_attribute("data-term")]
    assert keys
    assert all(shown.trace.recipe(key).family == "gradient" for key in keys)


def test_every_parameter_has_a_row_with_its_verdict():
    found = rows(check_table(planted(""), "w5"))
    assert [row.count("✓ agree") for row in found] == [1] * 8


def test_nothing_that_is_measured_carries_a_term_and_all_of_it_is_made_anew():
    parsed = fragment(check_table(planted("sign"), "w5"))
    still = parsed.with_attribute("data-still")
    assert len(still) == 8 * 4
    assert not [e for e in still if "data-term" in e["attributes"]]


def test_the_wrong_gradient_stands_beside_the_right_one_and_is_marked():
    (row,) = (row for row in rows(check_table(planted("sign"), "w5")) if 'data-choose="parameter:w5"' in row)
    assert text(row) == "w5 0.08217 −0.08217 0.08217 2.00 ✗ differ"
    assert 'class="planted"' in row


def test_before_the_reader_was_asked_neither_the_wrong_gradient_nor_a_verdict_is_to_be_seen():
    markup = check_table(planted("sign", shown=False), "w5") + check_said(planted("sign", shown=False))
    assert "−" not in text(markup)
    assert not re.search("agree|differ[^e]", text(markup).partition("w1")[2])


def test_of_a_large_network_those_of_a_layer_or_a_unit_are_checked_with_ways_to_the_others():
    shown = display_named("deep")
    first = shown.trace.names.parameters[0].name
    found = check(shown, first)
    assert 0 < len(found.rows) <= 40
    assert 'class="ways"' in check_table(found, first)


# What is said.


def test_all_gradients_of_a_right_pass_agree():
    assert text(check_said(planted(""))) == "All 8 gradients agree with the measured slope."


def test_what_exposes_a_mistake_is_named_and_what_cannot_with_the_reason():
    said = text(check_said(planted("updated")))
    assert said == (
        f"{MISTAKES['updated'].sentence} 5 of 8 gradients differ from the measured slope: w1, w2, w3, w4 and b1 expose "
        f"it. w5, w6 and b2 do not. {MISTAKES['updated'].spared}"
    )


@pytest.mark.parametrize("name", ["softmax", "iris", "dead_relu"])
def test_of_each_mistake_in_a_network_the_check_says_how_many_gradients_expose_it(name):
    shown = display_of({**gallery(), "softmax": load_preset("softmax"), "iris": load_preset("iris")}[name])
    first = shown.trace.names.parameters[0].name
    for mistake in mistakes_of(shown.trace.structure):
        said = text(check_said(check(shown, first, mistake)))
        assert re.search(r"\d+ of \d+ gradients differs? from the measured slope", said), mistake


def test_what_cannot_be_told_is_said_with_its_reason():
    corner = display_of(problem_from(CASES["relu-at-zero"]["network"]))
    said = text(check_said(check(corner, "w1")))
    assert (
        "cannot be told, for z1_2 = 0 stands at the corner of relu, where the slope is 0 from below and −2.99996"
        in said
    )
    assert said.startswith("2 of 6 gradients agree with the measured slope.")


def test_where_the_nudge_cannot_tell_the_other_way_of_measuring_is_named():
    prices = display_of(problem_from(CASES["house-prices"]["network"]))
    assert "a nudge along the imaginary axis" in text(check_said(check(prices, "w1")))


def test_a_mistake_that_changes_nothing_with_these_numbers_is_said_to():
    at_rest = display_of(with_values(load_preset("worked"), {"learning_rate": 0.0}), "worked")
    assert text(check_said(check(at_rest, "w1", "updated"))).endswith(
        "changes no gradient so far that the check can tell."
    )


# What is asked.


def test_parameters_are_asked_for_by_what_they_are_and_where():
    assert {name: [p.name for p in members] for name, members in groups(planted("")).items()} == {
        "Weights of layer 1": ["w1", "w2", "w3", "w4"],
        "Weights of layer 2": ["w5", "w6"],
        "Bias of layer 1": ["b1"],
        "Bias of layer 2": ["b2"],
    }


def test_a_prediction_is_right_where_it_names_every_group_that_exposes_the_mistake():
    said = judged(planted("updated"), ["Weights of layer 1", "Bias of layer 1"])
    assert text(said) == "✓ Your prediction is right."


def test_of_a_wrong_prediction_the_groups_are_named_where_the_check_says_otherwise():
    said = judged(planted("updated"), ["Weights of layer 1", "Weights of layer 2"])
    assert text(said) == "Look again at the weights of layer 2 and bias of layer 1: there the check says otherwise."


def test_who_predicted_nothing_is_not_judged():
    assert judged(planted("updated"), []) == ""
