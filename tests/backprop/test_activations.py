"""The activation functions and their local derivatives."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import trace
from backprop.activations import ACTIVATIONS
from tests.backprop.helpers import layer, neuron, problem
from tests.closeness import close_to

ELEMENTWISE = [name for name in ACTIVATIONS if name != "softmax"]

MEASURED = 1e-8
"""How exact a slope is that is measured over 2e-6: values of up to 6 are rounded by 4e-16, and divided by that."""


def test_the_catalogue_holds_the_six_published_names():
    assert set(ACTIVATIONS) == {"sigmoid", "tanh", "relu", "leaky_relu", "identity", "softmax"}


@pytest.mark.parametrize(
    ("name", "z", "a"),
    [
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", 1.1059059671, 0.7513650696),
        ("tanh", 0.5, 0.46211715726),
        ("relu", 2.5, 2.5),
        ("relu", -2.5, 0.0),
        ("leaky_relu", 2.5, 2.5),
        ("leaky_relu", -2.5, -0.025),
        ("identity", -2.5, -2.5),
    ],
)
def test_an_activation_function_has_its_textbook_value(name, z, a):
    assert trace(neuron(name, z))["y_hat1"] == close_to(a, absolute=5.1e-11)  # as printed, to ten decimals


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=st.floats(-6, 6).filter(lambda z: abs(z) > 1e-3))
def test_a_local_derivative_is_the_slope_of_its_activation_function(name, z):
    value = ACTIVATIONS[name].value
    below, at, above = np.array([[z - 1e-6]]), np.array([[z]]), np.array([[z + 1e-6]])
    slope = (value(above) - value(below)) / 2e-6
    assert ACTIVATIONS[name].derivative(at, value(at)) == close_to(slope, absolute=MEASURED)


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=5))
def test_the_softmax_jacobian_is_the_slope_of_softmax(row):
    softmax = ACTIVATIONS["softmax"]
    z = np.array([row])
    jacobian = softmax.derivative(z, softmax.value(z))[0]
    for j in range(len(row)):
        nudge = np.eye(len(row))[[j]] * 1e-6
        slope = (softmax.value(z + nudge) - softmax.value(z - nudge))[0] / 2e-6
        assert jacobian[:, j] == close_to(slope, absolute=MEASURED)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_softmax_gives_probabilities_that_sum_to_one(row):
    probabilities = ACTIVATIONS["softmax"].value(np.array([row]))
    assert (probabilities >= 0).all()
    assert probabilities.sum() == close_to(1.0)


def test_softmax_keeps_the_examples_of_a_batch_apart():
    softmax = ACTIVATIONS["softmax"].value
    rows = np.array([[1.0, 2.0], [-3.0, 0.5], [40.0, 41.0]])
    assert np.array_equal(softmax(rows), np.vstack([softmax(row[None]) for row in rows]))


def test_softmax_of_logits_of_a_thousand_is_exact():
    record = trace(problem(layer([[1000.0, -1000.0]], "softmax"), loss="cross_entropy", targets=[[0.0, 1.0]]))
    assert [record["y_hat1"], record["y_hat2"]] == [1.0, 0.0]


@pytest.mark.parametrize(("z", "a"), [(1000.0, 1.0), (-1000.0, 0.0)])
def test_a_saturated_sigmoid_is_exactly_its_limit(z, a):
    assert trace(neuron("sigmoid", z))["y_hat1"] == a


@pytest.mark.parametrize("z", [1000.0, -1000.0])
def test_a_saturated_sigmoid_has_the_local_derivative_zero(z):
    assert trace(neuron("sigmoid", z))["dy_hat1_dz1_1"] == 0.0


def test_the_local_derivative_of_relu_in_its_corner_is_zero():
    assert trace(neuron("relu", 0.0))["dy_hat1_dz1_1"] == 0.0


@pytest.mark.parametrize("z", [-700.0, -40.0, 0.0, 40.0, 700.0])
def test_the_logarithm_of_a_sigmoid_keeps_its_digits_where_the_sigmoid_has_lost_them(z):
    sigmoid = ACTIVATIONS["sigmoid"]
    at = np.array([[z]])
    exact = z - math.log1p(math.exp(z)) if z <= 0 else -math.log1p(math.exp(-z))
    assert sigmoid.log(at, sigmoid.value(at))[0, 0] == close_to(exact)


@pytest.mark.parametrize("z", [-700.0, -40.0, 0.0, 40.0, 700.0])
def test_the_log_complement_of_a_sigmoid_is_the_logarithm_of_the_mirrored_sigmoid(z):
    sigmoid = ACTIVATIONS["sigmoid"]
    at = np.array([[z]])
    assert sigmoid.log_complement(at, sigmoid.value(at)) == close_to(sigmoid.log(-at, sigmoid.value(-at)))


# Against sixty digits, wherever a float can stand.

Z = [
    sign * z
    for z in (1e-9, 0.5, 3.0, 9.0, 18.0, 19.5, 25.0, 36.0, 37.5, 100.0, 340.0, 350.0, 700.0)
    for sign in (1, -1)
]


def with_sixty_digits(computed):
    """Return a function of z that is computed with sixty digits of 1 - a, however near a is to 1."""

    def exact(z):
        with localcontext() as context:
            context.prec = 700  # e^(2 * 700) beside 1
            return float(computed(Decimal(z).exp()))

    return exact


EXACT_DERIVATIVES = {
    "sigmoid": with_sixty_digits(lambda power: power / (1 + power) ** 2),
    "tanh": with_sixty_digits(lambda power: 4 * power**2 / (1 + power**2) ** 2),
}


@pytest.mark.parametrize("z", Z)
@pytest.mark.parametrize("name", EXACT_DERIVATIVES)
def test_a_local_derivative_has_all_its_digits_however_saturated_its_unit_is(name, z):
    record = trace(neuron(name, z, target=3.0))
    assert record["dy_hat1_dz1_1"] == close_to(EXACT_DERIVATIVES[name](z), relative=1e-14)


@pytest.mark.parametrize("z", Z)
@pytest.mark.parametrize("name", EXACT_DERIVATIVES)
def test_the_gradient_below_a_saturated_unit_has_all_its_digits(name, z):
    record = trace(problem(layer([[z]], name), layer([[0.5]]), targets=[[3.0]]))
    dL_da = record["dL_dy_hat1"] * 0.5
    assert record["dL_dw1"] == close_to(dL_da * EXACT_DERIVATIVES[name](z), relative=1e-14)


@pytest.mark.parametrize("z", Z)
def test_what_a_sigmoid_misses_of_one_has_all_its_digits(z):
    sigmoid, at = ACTIVATIONS["sigmoid"], np.array([[z]])
    exact = with_sixty_digits(lambda power: 1 / (1 + power))(z)
    assert sigmoid.complement(at, sigmoid.value(at))[0, 0] == close_to(exact, relative=1e-14)


@pytest.mark.parametrize("spread", [0.0, 1.0, 18.0, 40.0, 300.0, 700.0])
def test_the_jacobian_of_softmax_has_all_its_digits_however_sure_it_is(spread):
    record = trace(problem(layer([[spread, 0.0, -0.5]], "softmax"), loss="cross_entropy", targets=[[0.0, 1.0, 0.0]]))
    with localcontext() as context:
        context.prec = 700
        powers = [Decimal(z).exp() for z in (spread, 0.0, -0.5)]
        shares = [power / sum(powers) for power in powers]
        exact = [
            [float(a * (1 - b)) if j == k else float(-a * b) for j, b in enumerate(shares)]
            for k, a in enumerate(shares)
        ]
    assert record.backward.da_dz[0][0] == close_to(exact, relative=1e-14)
