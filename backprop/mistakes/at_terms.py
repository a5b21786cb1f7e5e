"""What each mistake makes of one term: the wrong number, from the values of its factors."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from backprop.mistakes.kinds import Here, Slip
from backprop.operations import OPERATIONS
from backprop.terms import MAX_PATHS, path_count, path_routes
from backprop.weights import SharedBias

_total = OPERATIONS["sum"]


# The slope of an activation function.


def without_slope(here: Here) -> Iterator[float]:
    """Yield delta as dL/da alone."""
    if here.recipe.operation == "product":
        yield here.factors[0]
    elif here.recipe.operation == "sum":  # of softmax, over all outputs: left is what comes back to its own
        own = here.recipe.factors[here.recipe.place[-1]]
        yield here.look(here.trace.recipe(own).factors[0])


def path_without_slope(here: Here) -> Iterator[float]:
    """Yield the product along a path without its slopes: without any of them, then without one."""
    factors, values = here.recipe.factors, here.factors
    slopes = [at for at, factor in enumerate(factors) if here.trace.recipe(factor).family == "da_dz"]
    for left_out in (slopes, *([at] for at in slopes if len(slopes) > 1)):
        yield math.prod(value for at, value in enumerate(values) if at not in left_out)


def with_slope(here: Here) -> Iterator[float]:
    """Yield delta of an output and loss that are a pair, times the slope that it has in it already."""
    if _is_short(here):
        layer, e, j = here.recipe.place
        yield here.right * here.look(here.n.da_dz(layer, e, j))


def of_slope(formulas: dict[str, Callable[[float, float], Sequence[float]]]) -> Slip:
    """Return what is made of da/dz: activation function -> (z, a) -> the numbers."""

    def slip(here: Here) -> Iterator[float]:
        layer, e, *units = here.recipe.place
        formula = formulas.get(here.s.activations[layer])
        if formula and len(set(units)) == 1:  # of softmax, by its own z
            yield from formula(here.look(here.n.z(layer, e, units[0])), here.look(here.n.a(layer, e, units[0])))

    return slip


def _sigmoid_slope(a: float) -> float:
    return a * (1.0 - a)


ACTIVATION = of_slope(dict.fromkeys(("sigmoid", "tanh", "relu", "leaky_relu", "softmax"), lambda z, a: [a]))
SLOPE_OF_Z = of_slope({"sigmoid": lambda z, a: [_sigmoid_slope(z)], "tanh": lambda z, a: [1.0 - z * z]})
SLOPE_AT_A = of_slope(
    {
        "sigmoid": lambda z, a: [_sigmoid_slope(OPERATIONS["sigmoid"](a))],
        "tanh": lambda z, a: [1.0 - math.tanh(a) ** 2],
    }
)
OTHER_SLOPE = of_slope(
    {
        "sigmoid": lambda z, a: [1.0 - a, 1.0 - a * a],
        "tanh": lambda z, a: [1.0 - a, _sigmoid_slope(a)],
        "relu": lambda z, a: [_sigmoid_slope(a), 1.0],
        "leaky_relu": lambda z, a: [0.0 if z <= 0.0 else 1.0, 1.0],
        "identity": lambda z, a: [_sigmoid_slope(a)],
        "softmax": lambda z, a: [1.0 - a],
    }
)


# The scale of the loss, and its sign.


def _is_short(here: Here) -> bool:
    return here.recipe.operation.endswith("_delta")


def _is_first_back(here: Here) -> bool:
    """Whether the way back begins here: at the derivative of the loss, or at the delta that is made at once with it."""
    family, place = here.recipe.family, here.recipe.place
    if family == "example_dL_da":
        return bool(place[0] == here.s.depth - 1)
    return family == "dL_dy_hat" or _is_short(here)


def first_back(times: Callable[[Here], float]) -> Slip:
    """Return a multiple of a derivative of the loss, where the way back begins."""

    def slip(here: Here) -> Iterator[float]:
        if _is_first_back(here):
            yield times(here) * here.right

    return slip


def multiplied(times: Callable[[Here], float]) -> Slip:
    """Return a multiple of what is no sum."""

    def slip(here: Here) -> Iterator[float]:
        if here.recipe.operation != "sum":
            yield times(here) * here.right

    return slip


# Sums that lack something.


def _without_one(values: Sequence[float]) -> Iterator[float]:
    """Yield a sum without its last summand, without the one before, ..."""
    for at in reversed(range(len(values) if len(values) > 1 else 0)):
        yield _total(*values[:at], *values[at + 1 :])


def without_a_path(here: Here) -> Iterator[float]:
    """Yield a sum over units without one of them."""
    if here.recipe.operation == "sum" and _is_over_units(here):
        yield from _without_one(here.factors)


def without_a_product(here: Here) -> Iterator[float]:
    """Yield z without one of its products."""
    products = sum(here.trace.recipe(factor).family == "product" for factor in here.recipe.factors)
    values = here.factors
    if products > 1:
        for at in reversed(range(products)):
            yield _total(*values[:at], *values[at + 1 :])


def without_a_summand(here: Here) -> Iterator[float]:
    """Yield a sum over examples, or outputs, without one of them."""
    if here.recipe.operation == "sum" and not _is_over_units(here):
        yield from _without_one(here.factors)


def _is_over_units(here: Here) -> bool:
    """Whether a sum is over the units of a layer: every one is that is not over a batch or over parts of a loss."""
    family, parameter = here.recipe.family, here.recipe.parameter
    if family in {"gradient", "gradient_of_example", "example_gradient"}:
        of_one = family != "gradient" or here.s.examples == 1
        return isinstance(parameter, SharedBias) and of_one
    return family in {"dL_da", "example_dL_da", "delta", "long_delta", "example_delta"}


def without_a_route(here: Here) -> Iterator[float]:
    """Yield a gradient without what comes along one of its paths."""
    parameter = here.recipe.parameter
    assert parameter is not None  # every gradient has one
    if here.s.examples == 1 and 1 < path_count(here.s, parameter) <= MAX_PATHS:
        for route in reversed(path_routes(here.s, parameter)):
            yield here.right - here.look(here.n.path(parameter.name, 0, route))


def bias_forgotten(here: Here) -> Iterator[float]:
    """Yield z without its bias."""
    layer, _, j = here.recipe.place
    if here.n.b(layer, j):
        yield _total(*here.factors[:-1])


def one_example(here: Here) -> Iterator[float]:
    """Yield one example's share of a sum over the batch, and what it would be if it were the batch."""
    if here.s.examples == 1 or here.recipe.operation != "sum":
        return
    shares = here.factors
    yield from shares
    if "N" in here.s.counts:
        yield from (here.s.examples * share for share in shares)


def mean_of_one_example(here: Here) -> Iterator[float]:
    """Yield the scale times what one example has."""
    if here.s.examples > 1:
        scale, total = here.recipe.factors
        yield from (here.look(scale) * here.look(share) for share in here.trace.recipe(total).factors)


def unshared(here: Here) -> Iterator[float]:
    """Yield what one unit alone adds to the gradient of a bias that all units of its layer share."""
    bias, family = here.recipe.parameter, here.recipe.family
    if not isinstance(bias, SharedBias) or len(bias.units(here.s)) == 1:
        return
    if family == "mean_gradient":
        yield from (here.factors[0] * share for share in _shares(here, bias, free=True))
    elif family == "sum_gradient":
        yield from _shares(here, bias, free=True)
    elif family == "gradient" and here.s.examples > 1:
        yield from _shares(here, bias, free=False)
    else:
        yield from here.factors


def _shares(here: Here, bias: SharedBias, free: bool) -> Iterator[float]:
    """Yield the share of each unit over the batch."""
    n, examples = here.n, range(here.s.examples)
    for j in bias.units(here.s):
        if free:
            yield _total(*(here.look(n.example(n.delta(bias.layer, e, j))) for e in examples))
        else:
            yield _total(*(here.look(n.gradient_via(bias.name, e, j)) for e in examples))


# Another number stands where it should.


def updated_weight(here: Here) -> Iterator[float]:
    """Yield the weight after the update for the derivative of z by an activation."""
    (weight,) = here.recipe.factors
    yield here.trace[here.n.new(weight)]


def transposed_back(here: Here) -> Iterator[float]:
    """Yield the weight that stands at the transposed place for the derivative of z by an activation."""
    layer, j, i = here.recipe.place
    yield from _transposed(here, layer, i, j)


def transposed_forward(here: Here) -> Iterator[float]:
    """Yield what comes in over the edge of the weight that stands at the transposed place."""
    layer, _, j, i = here.recipe.place
    yield from (here.factors[0] * weight for weight in _transposed(here, layer, i, j))


def _transposed(here: Here, layer: int, i: int, j: int) -> Iterator[float]:
    if i != j and j < here.s.sizes[layer] and i < here.s.sizes[layer + 1]:
        yield here.look(here.n.w(layer, j, i))


def input_entering(here: Here) -> Iterator[float]:
    """Yield an input for the derivative of z by a weight, where a layer is as wide as the input.

    Elsewhere the shapes expose the mistake at once.
    """
    layer, e, _, i = here.recipe.place
    if layer and here.s.sizes[layer] == here.s.sizes[0]:
        yield here.look(here.n.x(e, i))


def z_entering(here: Here) -> Iterator[float]:
    """Yield z for the derivative of z by a weight, where the activation that is made of it belongs."""
    layer, e, _, i = here.recipe.place
    if layer:
        yield here.look(here.n.z(layer - 1, e, i))


def in_product(entering: Slip) -> Slip:
    """Return the weight times what is mistaken for the activation that enters on its edge."""

    def slip(here: Here) -> Iterator[float]:
        yield from (value * here.factors[1] for value in entering(here))

    return slip


def z_itself(here: Here) -> Iterator[float]:
    """Yield z as if it were the activation."""
    yield here.look(here.recipe.factors[0])


# The update.


def without_rate(here: Here) -> Iterator[float]:
    """Yield what a step goes against, as if it were the step."""
    yield here.factors[1]


def with_rate(here: Here) -> Iterator[float]:
    """Yield the learning rate times a gradient, which is the step."""
    yield here.look("learning_rate") * here.right


def added(here: Here) -> Iterator[float]:
    """Yield the sum where a step is to be subtracted."""
    yield _total(*here.factors)
