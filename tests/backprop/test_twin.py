"""Every term of a trace against the scalar twin, name by name."""

import math

import pytest
from hypothesis import example, given

from backprop import conventions_of, document_from, trace
from backprop.files import problem_from
from tests.backprop import scalar_twin
from tests.backprop.helpers import KNOWN_PROBLEMS, layer, network, problem
from tests.backprop.rounding import Reach
from tests.backprop.strategies import examples, problems
from tests.closeness import FLOOR, same

known_problems = pytest.mark.parametrize("known", KNOWN_PROBLEMS.values(), ids=list(KNOWN_PROBLEMS))


def disagreements(record):
    """Return the terms that rounding alone cannot have taken from the twin's, and the keys that only one has.

    Where rounding decides everything, such as the side of a corner or an unsafe logarithm, a term is left out.
    """
    reach, values = Reach(record), record.values
    twin = scalar_twin.terms(document_from(record.problem), record.problem.convention)
    wrong = {
        key: (value, twin.get(key))
        for key, value in values.items()
        if key not in twin or not (math.isinf(reach[key]) or same(value, twin[key], absolute=max(FLOOR, reach[key])))
    }
    return wrong | {key: (None, twin[key]) for key in twin.keys() - values.keys()}


@known_problems
def test_every_term_of_a_known_problem_agrees_with_the_twin_in_every_convention(known):
    for name in conventions_of(known.network.loss):
        assert not disagreements(trace(known.with_convention(name))), name


UNDECIDED = problem(
    layer([[0.0, 0.0]], "sigmoid", bias=[-2.0, -2.0]), layer([[0.0, 1.1], [0.0, -1.1]], "tanh"), loss="cross_entropy",
    inputs=[[0.0], [0.0]], targets=[[0.0, 0.0], [0.0, 0.1]],
)  # fmt: skip
"""Its second output is 0 but for rounding, and the loss divides by it."""


@examples(150)
@given(problems(max_layers=3))
@example(UNDECIDED)
def test_every_term_of_any_problem_agrees_with_the_twin(some):
    assert not disagreements(trace(some))


SATURATED = {
    "sigmoid under binary cross-entropy": network(
        layer([[1000.0, -1000.0, 0.5]], "sigmoid"), loss="binary_cross_entropy", targets=[[0.0, 1.0, 1.0]]
    ),
    "sigmoid under cross-entropy": network(
        layer([[1000.0, -1000.0]], "sigmoid"), loss="cross_entropy", targets=[[1.0, 1.0]]
    ),
    "tanh under binary cross-entropy": network(
        layer([[300.0, 20.0, 0.5]], "tanh"), loss="binary_cross_entropy", targets=[[0.0, 0.0, 1.0]]
    ),
    "softmax": network(
        layer([[1000.0, -1000.0, 0.0]], "softmax", 0.5), loss="cross_entropy", targets=[[0.0, 0.7, 0.4]]
    ),
    "hidden sigmoid": network(layer([[1000.0, -1000.0]], "sigmoid"), layer([[0.5], [0.25]], "tanh")),
    "hidden tanh": network(layer([[30.0, -30.0]], "tanh"), layer([[0.5], [0.25]])),
    "dead relu": network(layer([[-1.0, 1.0]], "relu"), layer([[-1.0], [-1.0]], "relu")),
}  # fmt: skip


@pytest.mark.parametrize("document", SATURATED.values(), ids=list(SATURATED))
def test_every_term_of_a_saturated_network_agrees_with_the_twin(document):
    assert not disagreements(trace(problem_from(document)))
