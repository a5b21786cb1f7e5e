"""A derivation with a mistake in it: exactly one line is wrong as it is printed."""

import json
from functools import cache

import pytest

from backprop import parse_problem, values_by_name, with_values
from backprop.gallery import gallery
from backprop.mistakes import MISTAKES, planted
from backprop.names import example_of
from explainer.notation.numbers import decimals_in, number_in
from explainer.practice.finding import FEWEST_LINES, MOST_LINES, OFFERED, SEEN_UNITS, finding, kinds_of
from tests.explainer.equations.test_one_line import as_printed
from tests.explainer.examples import PRESETS, display_named, display_of, layered, problem_named
from tests.explainer.latex import evaluate

NETWORKS = (*PRESETS, *gallery())
NUMBERS = range(1, 21)
PINNED = [
    ("other_slope", "dy_hat1_dz2_1", "dL_db2", 7),
    ("summand", "z2_1", "dL_dw3", 3),
    ("path", "dL_db1", "dL_db1", 11),
    ("other_slope", "dy_hat1_dz2_1", "dL_db2", 7),
]


def display_from(name):
    return display_named(name) if name in PRESETS else display_of(gallery()[name])


def batch_of(examples, hidden=2):
    document = layered((2, hidden, 1), ("tanh", "sigmoid"), examples=examples)
    return parse_problem(json.dumps(document))


@cache
def found_in(name):
    display = display_from(name)
    return tuple(finding(display, number) for number in NUMBERS)


def off(display, line):
    """Return how many units of its last place a line is off, worked out as it is printed."""
    text = display.text(line.key)
    apart = evaluate(line.numbers, as_printed(display, line)) - number_in(text)
    return abs(apart) / 10.0 ** -(decimals_in(text) or display.digits)  # 0 is meant as exactly as any other number


@pytest.mark.parametrize("name", NETWORKS)
def test_exactly_the_planted_line_is_wrong_as_it_is_printed(name):
    kinds = kinds_of(found_in(name)[0].true.trace)
    for one in found_in(name):
        wrong = [place for place, line in enumerate(one.lines) if off(one.display, line) > 1.000001]
        assert wrong == [one.place]
        assert off(one.display, one.wrong) >= SEEN_UNITS
        assert off(one.true, one.right) <= 1.000001
        assert FEWEST_LINES <= len(one.lines) <= MOST_LINES
        assert one.mistake in kinds
    assert len({one.mistake for one in found_in(name)}) >= min(8, len(kinds) // 2)


@pytest.mark.parametrize("name", NETWORKS)
def test_each_number_put_in_is_given_or_stands_above(name):
    for found in found_in(name):
        known = set(found.given)
        for line in found.lines:
            assert known.issuperset(line.made_of)
            known.add(line.key)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_mistake_is_one_of_three_to_choose_from_and_no_other_gives_its_number(name):
    found = found_in(name)[2]
    assert len(set(found.offered)) == OFFERED
    assert found.mistake in found.offered
    for other in found.offered:
        wrong = (
            planted(found.true.trace, other, found.at) if found.at in kinds_of(found.true.trace).get(other, ()) else {}
        )
        assert other == found.mistake or wrong.get(found.wrong.key) != found.display.trace[found.wrong.key]


def test_the_same_number_is_the_same_derivation_everywhere():
    found = [finding(display_of(problem_named("worked")), number) for number in (1, 2, 3, 1)]
    assert [(one.mistake, one.at, one.target, one.place) for one in found] == PINNED
    assert found[0].offered == found[3].offered


def test_only_the_lines_below_the_mistake_may_differ_from_the_right_ones():
    found = finding(display_named("worked"), 2)
    for line in found.lines[: found.place]:
        assert found.display.text(line.key) == found.true.text(line.key)


def test_a_mistake_is_made_in_the_example_that_is_shown():
    for number in (1, 2, 3):
        found = finding(display_of(problem_named("iris"), example=1), number)
        assert all(example_of(line.key) in {None, 1} for line in found.lines)


def test_of_a_wide_network_the_way_is_followed_and_its_side_ways_are_given():
    found = finding(display_named("deep"), 1)
    assert len(found.lines) <= MOST_LINES
    assert all(sum(key in {one.key for one in found.lines} for key in line.made_of) <= 3 for line in found.lines)


def test_of_a_batch_that_is_too_large_for_one_line_the_gradient_of_one_example_is_derived():
    found = finding(display_of(batch_of(20)), 1)
    assert found.target.endswith("@1")


def test_in_a_network_that_is_too_large_none_is_made():
    assert finding(display_of(batch_of(200, 10)), 1) is None


def test_where_all_is_zero_none_can_be_seen():
    nothing = dict.fromkeys(values_by_name(problem_named("one-weight")), 0.0)
    assert finding(display_of(with_values(problem_named("one-weight"), nothing)), 1) is None


def test_the_smallest_network_has_one():
    found = finding(display_named("one-weight"), 1)
    assert found is not None
    assert len(found.lines) >= FEWEST_LINES


def test_rounding_too_early_is_no_mistake_of_one_line():
    assert not any(MISTAKES[kind].places for kind in kinds_of(display_named("worked").trace))


def test_mistakes_that_give_the_same_number_are_all_named():
    found = next(one for one in found_in("iris") if one.mistake in {"outputs_again", "mean_again"})
    assert set(found.same) & {"outputs_again", "mean_again"}
    assert not set(found.same) & set(found.offered)
