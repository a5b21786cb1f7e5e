"""Arbitrary problems within the bounds, drawn as network files, and how many of them a test tries."""

import itertools
from functools import cache, lru_cache

from hypothesis import settings
from hypothesis import strategies as st

from backprop import CONVENTIONS, conventions_of
from backprop.document import problem_from
from backprop.network import Learning
from backprop.rules import ORDERS, RULES

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
LOGARITHMIC = ("cross_entropy", "binary_cross_entropy")
SQUARED = ("half_squared_error", "mean_squared_error")
LOSSES = (*SQUARED, *LOGARITHMIC)


def examples(count):
    """Try so many examples for every hundred that a usual property test tries."""
    return settings(max_examples=count * settings().max_examples // 100)


def from_table(table):
    """Return count -> strategy of so many numbers of a table, a byte each: drawn one by one they take longest."""

    def taken(some):
        return [table[byte % len(table)] for byte in some]

    return cache(lambda count: st.binary(min_size=count, max_size=count).map(taken))


TENTHS = [0.0, *(sign * number / 10 for number in range(1, 21) for sign in (1, -1))]
EXTREMES = [1e3, -1e3, 1e-300, -1e-12, 0.0, -0.0, 37.5, -745.2, 1e5]

tenths = from_table(TENTHS)
"""Numbers as in a lecture: few digits, both signs, and 0."""

wild = from_table([*TENTHS, *EXTREMES * 4])
"""Numbers that saturate and underflow, too small to overflow, as often as those of a lecture."""

certainties = from_table([number / 10 for number in range(11)])

one_of = lru_cache(maxsize=None, typed=True)(lambda *options: st.sampled_from(options))
"""A strategy is built once: building takes longer than drawing."""

widths = one_of(*[1, 2, 3, 4] * 6, 12)
sizes_of = cache(lambda layers: st.lists(widths, min_size=2, max_size=layers + 1))


@st.composite
def documents(draw, numbers=tenths, max_layers=4, outputs=None):
    """Draw a network file; ``outputs`` limits the (activation, loss) pairs of the last layer."""
    sizes = draw(sizes_of(max_layers))
    examples = draw(one_of(1, 2, 3, 4, 5))
    activation, loss = draw(one_of(*outputs or OUTPUTS))
    layers = []
    for number, (rows, columns) in enumerate(itertools.pairwise(sizes), start=2):
        layer = {
            "weights": in_rows(draw(numbers(rows * columns)), columns),
            "activation": activation if number == len(sizes) else draw(one_of(*HIDDEN)),
        }
        kind = draw(one_of("none", "unit", "shared"))
        if kind != "none":
            bias = draw(numbers(1 if kind == "shared" else columns))
            layer["bias"] = bias[0] if kind == "shared" else bias
        layers.append(layer)
    targets = certainties if loss in LOGARITHMIC else tenths
    return {
        "layers": layers,
        "loss": loss,
        "inputs": in_rows(draw(numbers(examples * sizes[0])), sizes[0]),
        "targets": in_rows(draw(targets(examples * sizes[-1])), sizes[-1]),
        "learning_rate": draw(one_of(0.1, 0.0001, 0.5, 1.0, 0.0)),
    }


def in_rows(numbers, columns):
    return [numbers[start : start + columns] for start in range(0, len(numbers), columns)]


OUTPUTS = [(activation, loss) for activation in (*HIDDEN, "softmax") for loss in SQUARED] + [
    *(("sigmoid", loss) for loss in LOGARITHMIC),
    ("softmax", "cross_entropy"),
]
"""A logarithm is taken of probabilities alone."""

PAIRED = [("softmax", "cross_entropy"), ("sigmoid", "cross_entropy"), ("sigmoid", "binary_cross_entropy")]
"""Output activation and loss whose delta has a shorter road."""

SMOOTH_OUTPUTS = [pair for pair in OUTPUTS if pair[1] not in LOGARITHMIC] + PAIRED
"""Outputs whose loss is finite whatever the network computes."""


@st.composite
def learnings(draw):
    """Draw how a network learns: by which rule, with which numbers, its weights penalized or not, in which order."""
    rule = draw(one_of(*RULES))
    settings = {"momentum": {"momentum": draw(one_of(0.0, 0.5, 0.9))}, "adam": {"beta1": draw(one_of(0.0, 0.8))}}
    order = draw(one_of(*ORDERS))
    return Learning(
        rule,
        tuple(settings.get(rule, {}).items()),
        draw(one_of(None, 0.0, 0.1)),
        order,
        draw(st.integers(0, 9)) if order == "shuffled" else None,
    )


@st.composite
def problems(draw, by_examples=False, **limits):
    """Draw a validated problem in one of the conventions of its loss.

    Only in those that divide by the number of examples, where ``by_examples`` asks for them.
    """
    some = problem_from(draw(documents(**limits)))
    possible = [name for name in conventions_of(some.network.loss) if not by_examples or "N" in CONVENTIONS[name].over]
    return some.with_convention(draw(one_of(*possible)))
