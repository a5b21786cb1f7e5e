"""Arbitrary problems within the bounds, drawn as network files, and how many of them a test tries."""

import itertools

from hypothesis import settings
from hypothesis import strategies as st

from backprop import CONVENTIONS, conventions_of
from backprop.files import problem_from

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
LOGARITHMIC = ("cross_entropy", "binary_cross_entropy")
LOSSES = ("half_squared_error", "mean_squared_error", *LOGARITHMIC)


def examples(count):
    """Try so many examples every day, and more in the same proportion where more are asked for."""
    return settings(max_examples=count * settings().max_examples // 100)


tenths = st.integers(-20, 20).map(lambda number: number / 10)
"""Numbers as in a lecture: few digits, both signs, and 0."""

wild = st.one_of(tenths, st.sampled_from([1e3, -1e3, 1e-300, -1e-12, 0.0, -0.0, 37.5, -745.2, 1e5]))
"""Numbers that saturate and underflow, too small to overflow."""

widths = st.integers(0, 24).map(lambda number: 12 if number == 24 else 1 + number % 4)


@st.composite
def documents(draw, numbers=tenths, max_layers=4, outputs=None):
    """Draw a network file; ``outputs`` limits the (activation, loss) pairs of the last layer."""
    sizes = draw(st.lists(widths, min_size=2, max_size=max_layers + 1))
    examples = draw(st.integers(1, 5))
    activation, loss = draw(st.sampled_from(outputs or OUTPUTS))
    layers = []
    for number, (rows, columns) in enumerate(itertools.pairwise(sizes), start=2):
        layer = {
            "weights": draw(matrices(rows, columns, numbers)),
            "activation": activation if number == len(sizes) else draw(st.sampled_from(HIDDEN)),
        }
        kind = draw(st.sampled_from(["none", "unit", "shared"]))
        if kind != "none":
            layer["bias"] = draw(numbers if kind == "shared" else rows_of(columns, numbers))
        layers.append(layer)
    certainties = st.integers(0, 10).map(lambda number: number / 10)
    return {
        "layers": layers,
        "loss": loss,
        "inputs": draw(matrices(examples, sizes[0], numbers)),
        "targets": draw(matrices(examples, sizes[-1], certainties if loss in LOGARITHMIC else tenths)),
        "learning_rate": draw(st.sampled_from([0.1, 0.0001, 0.5, 1.0, 0.0])),
    }


def rows_of(length, numbers):
    return st.lists(numbers, min_size=length, max_size=length)


def matrices(rows, columns, numbers):
    return st.lists(rows_of(columns, numbers), min_size=rows, max_size=rows)


OUTPUTS = [(activation, loss) for activation in HIDDEN for loss in LOSSES] + [("softmax", "cross_entropy")]

PAIRED = [("softmax", "cross_entropy"), ("sigmoid", "cross_entropy"), ("sigmoid", "binary_cross_entropy")]
"""Output activation and loss whose delta has a shorter road."""

SMOOTH_OUTPUTS = [pair for pair in OUTPUTS if pair[1] not in LOGARITHMIC] + PAIRED
"""Outputs whose loss is finite whatever the network computes."""


@st.composite
def problems(draw, by_examples=False, **limits):
    """Draw a validated problem in one of the conventions of its loss.

    Only in those that divide by the number of examples, where ``by_examples`` asks for them.
    """
    some = problem_from(draw(documents(**limits)))
    possible = [name for name in conventions_of(some.network.loss) if not by_examples or "N" in CONVENTIONS[name].over]
    return some.with_convention(draw(st.sampled_from(possible)))
