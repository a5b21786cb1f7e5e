"""The catalogue of families: every family of every network has its line, and every line says what is needed."""

import pytest

from explainer.notation.families import FAMILIES
from explainer.notation.notation import Notation
from explainer.notation.operations import OPERATION_LATEX, REASONS
from explainer.notation.palette import ROLES
from tests.explainer.examples import EVERY, NOTATIONS, problem_named, trace_named

every_family = pytest.mark.parametrize("family", FAMILIES)


def recipes_of(name):
    return trace_named(name).catalogue.recipes.values()


def families_of(name):
    return {family.name for family in trace_named(name).catalogue.families}


@pytest.mark.parametrize("name", EVERY)
def test_every_family_of_a_network_is_in_the_catalogue(name):
    assert families_of(name) <= FAMILIES.keys()


def test_every_family_in_the_catalogue_is_met_in_some_network():
    assert set().union(*map(families_of, EVERY)) == FAMILIES.keys()


def test_a_role_has_a_colour_and_every_colour_a_role():
    assert {traits.role for traits in FAMILIES.values()} - {""} == ROLES.keys()


def factors_of_paths(name):
    record = trace_named(name)
    paths = [recipe for recipe in recipes_of(name) if recipe.family == "path"][:200]
    return [record.recipe(factor) for path in paths for factor in path.factors]


@pytest.mark.parametrize("name", EVERY)
def test_a_factor_of_a_path_has_a_role_a_place_and_a_reason(name):
    for recipe in factors_of_paths(name):
        traits = FAMILIES[recipe.family]
        assert traits.role, recipe
        assert traits.place, recipe
        assert REASONS.get(recipe.operation) or traits.why or recipe.operation in {"product", "sum"}, recipe


def test_every_derivative_has_a_reason():
    derivatives = {name for name in OPERATION_LATEX if name.endswith(("_derivative", "_entropy_delta"))}
    assert derivatives == REASONS.keys()


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("name", EVERY)
def test_a_term_is_written_by_its_key_only_where_its_family_says_that_it_has_no_symbol(name, notation):
    shown = Notation(notation, problem_named(name).structure)
    first_of_each = {family.name: family.recipe(0) for family in trace_named(name).catalogue.families}
    unwritten = {family for family, recipe in first_of_each.items() if shown.written(recipe.key).plain == recipe.key}
    without = {family for family, traits in FAMILIES.items() if not traits.symbol}
    # Counts are called by their keys, and what a nudge or an update does has words beside it.
    assert unwritten - without <= {"N", "K", "update_number", "factor", "nudge", "nudged", "step", "loss_change"}
