"""Every term of a trace against the scalar twin, name by name."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from backprop import conventions_of, document_from, trace
from backprop.files import problem_from
from tests.backprop import scalar_twin
from tests.backprop.helpers import KNOWN_PROBLEMS, layer, network, same
from tests.backprop.strategies import LOGARITHMIC, PAIRED, problems

known_problems = pytest.mark.parametrize("known", KNOWN_PROBLEMS.values(), ids=list(KNOWN_PROBLEMS))


def disagreements(values, twin, relative, absolute, skip=lambda key: False):
    """Return the terms whose values differ, and the keys that only one of the two has."""
    wrong = {
        key: (value, twin.get(key))
        for key, value in values.items()
        if key not in twin or not (skip(key) or same(value, twin[key], relative, absolute))
    }
    return wrong | {key: (None, twin[key]) for key in twin.keys() - values.keys()}


@known_problems
def test_every_term_of_a_known_problem_agrees_with_the_twin_in_every_convention(known):
    for name in conventions_of(known.network.loss):
        values, twin = trace(known.with_convention(name)).values, scalar_twin.terms(document_from(known), name)
        assert not disagreements(values, twin, 1e-11, 1e-16), name


def takes_the_long_road(key):
    """Whether a term divides by an output, and so may lose its digits where the output saturates."""
    return key.startswith(("long_", "dL_dy_hat", "example_dL_dy_hat"))


def undecided(record):
    """Whether rounding alone could decide the side of a corner or blow up an unsafe logarithm."""
    structure, y_hat = record.structure, record.forward.a[-1]
    corner = any(
        name in {"relu", "leaky_relu"} and ((np.abs(z) < 1e-9) & (z != 0)).any()
        for name, z in zip(structure.activations, record.forward.z, strict=True)
    )
    unsafe = structure.loss in LOGARITHMIC and (structure.activations[-1], structure.loss) not in PAIRED
    return corner or (unsafe and not ((np.abs(y_hat) > 1e-3) & (np.abs(1 - y_hat) > 1e-3)).all())


@settings(max_examples=150)
@given(problems(max_layers=3))
def test_every_term_of_any_problem_agrees_with_the_twin(some):
    record = trace(some)
    assume(not undecided(record))
    values, twin = record.values, scalar_twin.terms(document_from(some), some.convention)
    edge = record.forward.a[-1] * (1 - record.forward.a[-1])
    saturated = some.network.loss in LOGARITHMIC and bool((np.abs(edge) < 1e-4).any())
    scale = max(
        [1.0, *(abs(value) for key, value in values.items() if np.isfinite(value) and not takes_the_long_road(key))]
    )
    assert not disagreements(values, twin, 1e-9, 1e-13 * scale, skip=lambda key: saturated and takes_the_long_road(key))


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
    values, twin = trace(problem_from(document)).values, scalar_twin.terms(document)

    def skip(key):
        return takes_the_long_road(key) and not np.isfinite([values[key], twin[key]]).all()

    assert not disagreements(values, twin, 1e-12, 1e-15, skip)
