"""The loss over one parameter or two, beside single forward passes."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, curve, gallery, landscape, load_preset, loss, surface, trace, with_values
from backprop.check import rounding_of_loss
from backprop.names import names
from tests.backprop.helpers import KNOWN_PROBLEMS, layer, problem
from tests.backprop.strategies import examples, problems, tenths, wild
from tests.closeness import FLOOR, close_to, same

KNOWN = {**KNOWN_PROBLEMS, **{f"gallery-{name}": some for name, some in gallery().items()}}
TINY = np.array([-1.5, 0.0, 0.7])


def parameters_of(some):
    return [parameter.name for parameter in names(some.structure).parameters]


def wrong(some, found, *changes):
    """Return the changes after which a single forward pass gives another loss than was found there."""
    apart = {}
    for value, change in zip(np.ravel(found).tolist(), changes, strict=True):
        there = with_values(some, change)
        # Where errors cancel in the loss, rounding remains; twice, since both ways round.
        if not same(value, loss(there), absolute=max(FLOOR, 8.0 * rounding_of_loss(trace(there)))):
            apart[tuple(change.items())] = (value, loss(there))
    return apart


def wrong_points(some, first, second, at_first, at_second):
    found = surface(some, first, second, at_first, at_second)
    assert found.shape == (len(at_second), len(at_first))
    return wrong(some, found, *({first: u, second: v} for v in at_second.tolist() for u in at_first.tolist()))


known_problems = pytest.mark.parametrize("known", KNOWN.values(), ids=list(KNOWN))


@known_problems
def test_the_curve_of_every_parameter_has_the_losses_of_single_passes(known):
    for name in parameters_of(known):
        assert not wrong(known, curve(known, name, TINY), *({name: at} for at in TINY.tolist()))


@known_problems
def test_a_surface_has_the_losses_of_single_passes(known):
    everywhere = parameters_of(known)
    few = [everywhere[0], everywhere[len(everywhere) // 2], everywhere[-1]]
    for first, second in itertools.permutations(dict.fromkeys(few), 2):
        assert not wrong_points(known, first, second, TINY[:2], TINY[1:])


@examples(60)
@given(problems(numbers=wild), st.data(), wild(2), wild(3))
def test_a_surface_over_any_two_parameters_has_the_losses_of_single_passes(some, data, at_first, at_second):
    everywhere = parameters_of(some)
    if len(everywhere) > 1:
        first, second = data.draw(st.permutations(everywhere))[:2]
        assert not wrong_points(some, first, second, np.array(at_first), np.array(at_second))


KINDS = problem(
    layer([[0.3, -0.2], [0.5, 0.8]], "tanh", [0.1, -0.3]),
    layer([[0.4, 0.6, -0.1], [-0.7, 0.2, 0.9]], "softmax", 0.2),
    loss="cross_entropy",
    inputs=[[0.5, -1.0], [1.5, 0.25]],
    targets=[[1.0, 0.0, 0.0], [0.0, 0.3, 0.7]],
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *[("w1_12", "w1_22"), ("w1_12", "w1_21"), ("w1_12", "b1_2"), ("w1_12", "b1_1"), ("b1_1", "b1_2")],
        *[("w2_12", "b2"), ("b2", "w1_11"), ("b1_1", "b2"), ("w2_12", "w2_22")],
    ],
)
def test_two_parameters_of_one_unit_one_layer_or_two_share_a_surface(first, second):
    assert not wrong_points(KINDS, first, second, TINY, TINY)
    assert not wrong_points(KINDS, second, first, TINY, TINY)


@examples(15)
@given(problems(max_layers=2), tenths(5))
def test_a_surface_that_is_computed_in_parts_is_the_same(some, at):
    everywhere, at = parameters_of(some), np.array(at)
    if len(everywhere) > 1:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(landscape, "MOST_ROWS", 3)
            assert not wrong_points(some, everywhere[0], everywhere[-1], at, at[:4])


def test_a_loss_that_overflows_is_carried_without_a_word():
    square = problem(layer([[1.0]], "identity", 0.0))
    assert curve(square, "w1", np.array([1e200, 1.0])).tolist() == [np.inf, 0.5]


def test_the_curve_passes_through_the_loss_where_the_parameter_stands():
    some = load_preset("worked")
    assert curve(some, "w5", np.array([0.4])).tolist() == close_to([loss(some)])


def test_no_values_have_no_losses():
    some = load_preset("worked")
    assert curve(some, "w5", np.array([])).shape == (0,)
    assert surface(some, "w5", "w1", TINY, np.array([])).shape == (0, 3)


@pytest.mark.parametrize("name", ["w99", "x1", "learning_rate", ""])
def test_only_a_parameter_of_the_network_spans_a_landscape(name):
    with pytest.raises(NetworkError, match=f"no parameter named '{name}'"):
        curve(load_preset("worked"), name, TINY)


def test_one_parameter_spans_no_surface():
    with pytest.raises(NetworkError, match="two different parameters; 'w5' was given twice"):
        surface(load_preset("worked"), "w5", "w5", TINY, TINY)


def test_a_landscape_is_read_only():
    assert not surface(load_preset("worked"), "w5", "w1", TINY, TINY).flags.writeable
