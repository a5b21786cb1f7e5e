"""Every golden file by name: each term of it, per example and reduced, under its key in the trace.

Only numbers of the file are used here, at most multiplied with one another. What no file holds,
such as the local derivatives, is compared by name with the scalar twin.
"""

import math

import pytest

from backprop import trace
from tests.backprop.helpers import GOLDEN, golden_problem
from tests.closeness import close_to


def at(document, e):
    return f"@{e + 1}" if len(document["inputs"]) > 1 else ""


def weight_names(document):
    """Return (layer, source, unit) -> name, as the design publishes them."""
    shapes = [(len(part["weights"]), len(part["weights"][0])) for part in document["layers"]]
    places = [(k, i, j) for k, (rows, columns) in enumerate(shapes) for j in range(columns) for i in range(rows)]
    if len(places) <= 9:
        return {place: f"w{number}" for number, place in enumerate(places, start=1)}
    return {(k, i, j): f"w{k + 1}_{i + 1}{j + 1}" for k, i, j in places}


def bias_names(document):
    """Return (layer, unit or None) -> name."""
    biases = [(k, part["bias"]) for k, part in enumerate(document["layers"]) if part.get("bias") is not None]
    places = [(k, j) for k, bias in biases for j in (range(len(bias)) if isinstance(bias, list) else [None])]
    if len(weight_names(document)) <= 9:
        return {place: f"b{number}" for number, place in enumerate(places, start=1)}
    return {(k, j): f"b{k + 1}" if j is None else f"b{k + 1}_{j + 1}" for k, j in places}


def passes(document, expected):
    """Yield z, a and delta of every unit in every example."""
    last = len(document["layers"]) - 1
    for k in range(last + 1):
        for e, row in enumerate(expected["z"][k]):
            for j in range(len(row)):
                unit, end = f"{k + 1}_{j + 1}", at(document, e)
                yield f"z{unit}{end}", expected["z"][k][e][j]
                yield f"{f'y_hat{j + 1}' if k == last else f'a{unit}'}{end}", expected["a"][k][e][j]
                yield f"delta{unit}{end}", expected["delta"][k][e][j]


def of_examples(document, expected):
    """Yield what each example adds to the gradient of each parameter: delta * a, delta * 1."""
    if len(document["inputs"]) == 1:
        return
    for e, x in enumerate(document["inputs"]):
        for (k, i, j), name in weight_names(document).items():
            below = expected["a"][k - 1][e] if k else x
            yield f"dL_d{name}{at(document, e)}", expected["delta"][k][e][j] * below[i]
        for (k, j), name in bias_names(document).items():
            delta = expected["delta"][k][e]
            yield f"dL_d{name}{at(document, e)}", math.fsum(delta) if j is None else delta[j]


def reduced(document, expected):
    """Yield the loss, and the gradient, the step and the new value of every parameter."""
    yield "loss", expected["loss"]
    for (k, i, j), name in weight_names(document).items():
        yield f"dL_d{name}", expected["weight_gradients"][k][i][j]
        yield f"new_{name}", expected["updated_weights"][k][i][j]
    for (k, j), name in bias_names(document).items():
        gradient, after = expected["bias_gradients"][k], expected["updated_biases"][k]
        yield f"dL_d{name}", gradient if j is None else gradient[j]
        yield f"new_{name}", after if j is None else after[j]


def mean_last(document, expected):
    """Yield the deltas and gradients of each example free of the mean, and the mean taken last."""
    n = len(document["inputs"])
    if n == 1:
        return
    for key, value in passes(document, expected):
        if key.startswith("delta"):
            yield f"example_{key}", n * value
    for key, value in of_examples(document, expected):
        yield f"example_{key}", n * value
    for key, value in reduced(document, expected):
        if key.startswith("dL_d"):
            yield f"sum_{key}", n * value
            yield f"mean_{key}", value


def golden_terms(name):
    document, expected = GOLDEN[name]["network"], GOLDEN[name]["expected"]
    return {
        key: value
        for part in (passes, of_examples, reduced, mean_last)
        for key, value in part(document, expected)
    }  # fmt: skip


FAMILIES = {
    "z", "a", "y_hat", "delta", "loss", "gradient", "new", "gradient_of_example", "example_delta",
    "example_gradient", "sum_gradient", "mean_gradient",
}  # fmt: skip
"""Families that the golden files determine."""


@pytest.mark.parametrize("name", GOLDEN)
def test_every_term_is_as_in_the_golden_file(name):
    record = trace(golden_problem(name))
    found = {key: record.values.get(key) for key in golden_terms(name)}
    assert found == close_to(golden_terms(name))


@pytest.mark.parametrize("name", GOLDEN)
def test_no_term_that_a_golden_file_determines_is_left_out(name):
    recipes = trace(golden_problem(name)).catalogue.recipes
    assert {key for key, recipe in recipes.items() if recipe.family in FAMILIES} == golden_terms(name).keys()
