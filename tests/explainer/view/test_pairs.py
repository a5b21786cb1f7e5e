"""With which other parameter one is shown."""

from dataclasses import replace

import pytest

from backprop.names import names
from explainer.view.link import from_link, to_link
from explainer.view.pairs import partner
from explainer.view.view import View
from tests.backprop.helpers import KNOWN_PROBLEMS, layer, problem


@pytest.mark.parametrize("known", KNOWN_PROBLEMS.values(), ids=list(KNOWN_PROBLEMS))
def test_every_parameter_is_shown_with_another_one_of_its_unit_where_that_has_one(known):
    n = names(known.structure)
    for parameter in n.parameters:
        other = n.by_name[partner(n, parameter.name)]
        assert other != parameter
        assert (other.layer, parameter.units(n.structure)[0]) == (parameter.layer, other.units(n.structure)[0])


def test_a_single_parameter_is_shown_alone():
    alone = names(problem(layer([[0.5]])).structure)
    assert partner(alone, "w1") == ""


def test_two_units_that_have_one_weight_each_are_shown_together():
    chain = names(problem(layer([[0.5]]), layer([[0.5]])).structure)
    assert (partner(chain, "w1"), partner(chain, "w2")) == ("w2", "w1")


def test_the_readers_choice_of_the_other_parameter_is_in_the_link():
    view = View(parameter="w5", against="b1")
    assert (view.shown_against, to_link(view)["against"]) == ("b1", "b1")
    assert from_link(to_link(view)) == (view, "")


def test_a_parameter_is_not_shown_with_itself():
    view = View(parameter="w5", against="w5")
    assert view.shown_against == "w6"
    assert replace(view, parameter="w6").shown_against == "w5"
