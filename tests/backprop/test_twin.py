"""Every term of a trace against the scalar twin, name by name."""

import math

import pytest
from hypothesis import given

from backprop import conventions_of, document_from, trace
from backprop.document import problem_from
from tests.backprop import scalar_twin
from tests.backprop.helpers import KNOWN_PROBLEMS, layer, network
from tests.backprop.rounding import Reach
from tests.backprop.strategies import HIDDEN, documents, examples, problems
from tests.closeness import FLOOR, same

known_problems = pytest.mark.parametrize("known", KNOWN_PROBLEMS.values(), ids=list(KNOWN_PROBLEMS))


def disagreements(record):
    """Return the terms that rounding alone cannot have taken from the twin's, and the keys that only one has.

    Where rounding decides everything, such as the side of a corner or an unsafe logarithm, a term is left out.
    """
    reach, values, problem = Reach(record), record.values, record.problem
    remembered = {key: value for key, value in values.items() if key.startswith(("velocity_", "moment"))}
    turn = record.structure.only
    twin = scalar_twin.terms(document_from(problem), problem.convention, problem.memory.updates, remembered, turn)
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


@examples(150)
@given(problems(max_layers=3))
def test_every_term_of_any_problem_agrees_with_the_twin(some):
    assert not disagreements(trace(some))


@examples(50)
@given(documents(max_layers=3, outputs=[(activation, "half_squared_error") for activation in HIDDEN]))
def test_every_term_of_an_output_that_is_differentiated_itself_agrees_with_the_twin(document):
    alone = {**document, "loss": "none", "inputs": document["inputs"][:1]}
    alone["layers"][-1] = {**alone["layers"][-1], "weights": [row[:1] for row in alone["layers"][-1]["weights"]]}
    if isinstance(alone["layers"][-1].get("bias"), list):
        alone["layers"][-1]["bias"] = alone["layers"][-1]["bias"][:1]
    del alone["targets"]
    record = trace(problem_from(alone))
    assert not disagreements(record)
    assert document_from(record.problem) == alone


SATURATED = {
    "sigmoid under binary cross-entropy": network(
        layer([[1000.0, -1000.0, 0.5]], "sigmoid"), loss="binary_cross_entropy", targets=[[0.0, 1.0, 1.0]]
    ),
    "sigmoid under cross-entropy": network(
        layer([[1000.0, -1000.0]], "sigmoid"), loss="cross_entropy", targets=[[1.0, 1.0]]
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
