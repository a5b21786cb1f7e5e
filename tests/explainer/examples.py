"""Networks that the explainer is tried on: the presets, the golden ones, and some it was not made for."""

import json
import math
from functools import lru_cache
from pathlib import Path

import pytest

from backprop import load_preset, parse_problem, presets, trace
from explainer.notation.display import Display
from explainer.notation.notation import Notation, notations
from tests.backprop.helpers import alike

GOLDEN = Path(__file__).parents[1] / "golden"
NOTATIONS = tuple(notations())


def layered(sizes, activations, loss="half_squared_error", biases="unit", examples=1, learning_rate=0.1, certain=False):
    """Return a network file with numbers of both signs that look arbitrary and are always the same."""
    place = 0

    def next_number():
        nonlocal place
        place += 1
        return round(math.sin(12.9898 * place), 2)

    def rows(count, length):
        return [[next_number() for _ in range(length)] for _ in range(count)]

    bias = {
        "unit": lambda n: {"bias": rows(1, n)[0]},
        "shared": lambda n: {"bias": next_number()},
        "none": lambda n: {},
    }[biases]
    return {
        "layers": [
            {"weights": rows(n_in, n_out), **bias(n_out), "activation": activation}
            for n_in, n_out, activation in zip(sizes, sizes[1:], activations, strict=False)
        ],
        "loss": loss,
        "inputs": rows(examples, sizes[0]),
        "targets": [[0.25 + 0.5 * (k == e % sizes[-1]) for k in range(sizes[-1])] for e in range(examples)]
        if certain
        else rows(examples, sizes[-1]),
        "learning_rate": learning_rate,
    }


def without_targets(document):
    """Return a network file whose output itself is differentiated."""
    return {key: value for key, value in document.items() if key != "targets"}


def learning(document, rule="", l2=None, order="", **settings):
    """Return a network file that says how it learns."""
    update = {"update": {"rule": rule, **settings}} if rule else {}
    return {**document, **update, **({"l2": l2} if l2 else {}), **({"order": order} if order else {})}


FILES = {
    "one-weight": layered((1, 1), ("identity",), biases="none"),
    "tanh-relu-batch": layered((2, 3, 2), ("tanh", "relu"), biases="shared", examples=2),
    "leaky-shared": layered((2, 2, 2, 1), ("leaky_relu", "tanh", "identity"), biases="shared"),
    "mean-squared-batch": layered((2, 2, 2), ("sigmoid", "tanh"), "mean_squared_error", examples=3),
    "binary": layered((2, 2, 2), ("tanh", "sigmoid"), "binary_cross_entropy", certain=True),
    "binary-batch": layered((2, 2, 1), ("relu", "sigmoid"), "binary_cross_entropy", examples=2, certain=True),
    "sigmoid-cross": layered((2, 2, 2), ("sigmoid", "sigmoid"), "cross_entropy", certain=True),
    "softmax-batch": layered((2, 3, 3), ("tanh", "softmax"), "cross_entropy", examples=2, certain=True),
    "output-itself": without_targets(layered((2, 2, 1), ("relu", "tanh"), "none")),
    "softmax-squared": layered((2, 2, 2), ("tanh", "softmax"), examples=2, certain=True),
    "adam-decay": learning(layered((1, 2), ("sigmoid",), biases="shared"), "adam", l2=0.02),
    "one-by-one": learning(layered((1, 1), ("sigmoid",), examples=3), order="each_example"),
    "adam-one-by-one": learning(
        layered((1, 1, 1), ("tanh", "identity"), "mean_squared_error", examples=2), "adam", 0.1, "each_example"
    ),
    "momentum-shuffled": learning(layered((1, 1), ("relu",), examples=2), "momentum", 0.1, "shuffled"),
    "deep": layered((12,) * 7, ("tanh", "sigmoid", "relu", "leaky_relu", "identity", "sigmoid")),
}
"""Networks that need what no preset needs."""

RULED = ("adam-decay", "one-by-one", "adam-one-by-one", "momentum-shuffled")
"""Those that learn otherwise than by plain gradient descent on the whole batch."""

LARGE = {"deep"}
PRESETS = tuple(presets())


@lru_cache(maxsize=64)
def problem_named(name):
    """Return a preset, a golden network or one of ``FILES``."""
    if name in PRESETS:
        return load_preset(name)
    if name in FILES:
        return parse_problem(json.dumps(FILES[name]))
    return parse_problem(
        json.dumps(json.loads((GOLDEN / f"{name.removeprefix('golden-')}.json").read_text())["network"])
    )


GOLDEN_NAMES = tuple(
    name
    for name in (f"golden-{file.stem}" for file in sorted(GOLDEN.glob("*.json")))
    if not any(alike(problem_named(name), problem_named(preset)) for preset in PRESETS)
)
"""Those that no preset is: most are, and what is shown of a network would be tried on them twice."""

EVERY = (*PRESETS, *GOLDEN_NAMES, *FILES)
SMALL = tuple(name for name in EVERY if name not in LARGE)


@lru_cache(maxsize=64)
def trace_named(name):
    return trace(problem_named(name))


def display_of(problem, notation="house", **rest):
    """Return a fresh trace of a problem as it is shown."""
    return Display(trace(problem), Notation(notation, problem.structure), **rest)


def display_named(name, notation=None):
    """Return a known network as it is shown; presets in their own notation unless another is asked for."""
    return _display_named(name, notation or own_notation(name))


def own_notation(name):
    return presets()[name].notation if name in PRESETS else "house"


@lru_cache(maxsize=256)
def _display_named(name, notation):
    record = trace_named(name)
    return Display(record, Notation(notation, record.structure))


def network(name):
    return problem_named(name).network


every_network = pytest.mark.parametrize("name", EVERY)
small_networks = pytest.mark.parametrize("name", SMALL)
every_preset = pytest.mark.parametrize("name", PRESETS)
every_notation = pytest.mark.parametrize("notation", NOTATIONS)
