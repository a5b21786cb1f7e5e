"""Public exercises, with what their source prints and exact values by complex-step differentiation."""

import json
from pathlib import Path

import pytest

from backprop import trace
from backprop.document import problem_from
from backprop.export import document
from tests.closeness import close_to

CASES = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
}
EXACT = ("loss", "weight_gradients", "bias_gradients", "updated_weights", "updated_biases", "updated_loss")
every_case = pytest.mark.parametrize("name", CASES)


def flat(found):
    """Return the numbers in nested lists, in order; where there is no bias there is none."""
    if isinstance(found, list):
        return [number for entry in found for number in flat(entry)]
    return [] if found is None else [found]


def test_there_are_the_eighteen_cases():
    assert len(CASES) == 18


@every_case
@pytest.mark.parametrize("key", EXACT)
def test_a_case_has_its_exact_values(name, key):
    found = flat(document(trace(problem_from(CASES[name]["network"])))[key])
    # Shares of a tenth that cancel leave as much as this of their rounding.
    assert found == close_to(flat(CASES[name]["exact"][key]), relative=1e-12, absolute=1e-16)


@every_case
def test_a_case_has_its_exact_outputs(name):
    record = trace(problem_from(CASES[name]["network"]))
    assert flat(record.forward.a[-1].tolist()) == close_to(flat(CASES[name]["exact"]["outputs"]), relative=1e-12)


PRINTED = {
    "bce-2-1-1": {"z1_1": 0.5, "a1_1": 0.622, "loss": 0.431, "delta2_1": -0.35, "dL_dw3": -0.218, "dL_db2": -0.35},
    "half-mse-named-mse": {"y_hat1": 0.4502, "loss": 0.1511, "delta1_1": -0.136, "dL_dw1": -0.136, "dL_dw2": -0.272,
                           "new_w1": 0.5136, "new_w2": -0.3728, "new_b1": 0.1136},
    "linear-output": {"y_hat1": -1.6627, "dL_dw1": 1.0, "dL_dw2": 2.0},
    "dead-unit-exam": {"a1_1": 5.0, "z1_2": -1.0, "y_hat1": 20.0},
    "logistic-one-point": {"z1_1": 0.2, "y_hat1": 0.5498},
    "logits-softmax": {"loss": 1.3449},
    "no-bias-2-1-1": {"z1_1": 1.1, "a1_1": 0.75, "y_hat1": 0.646, "dL_dy_hat1": -0.708, "dy_hat1_dz2_1": 0.229},
    "relu-2-2-1": {"z1_1": 0.1, "z1_2": 1.0, "y_hat1": -0.25, "loss": 0.78125, "dL_dy_hat1": -1.25,
                   "dL_dw5": -0.125, "dL_dw6": -1.25},
    "shared-bias-softmax": {"z1_1": -0.3, "z1_2": 0.0, "a1_1": 0.426, "a1_2": 0.5},
    "shared-biases-2-2-2": {"loss": 0.274834719, "delta2_1": 0.126367447, "delta2_2": -0.024988306,
                            "new_w5": 0.426670658, "new_b1": 0.393540595, "new_loss": 0.267748591},
    "textbook-3-2-1": {"a1_1": 0.332, "a1_2": 0.525, "y_hat1": 0.474, "delta2_1": -0.1311, "new_w7": -0.261},
    "xor-2-2-1": {"z1_1": 8.0, "z1_2": 3.0},
}  # fmt: skip
"""Name of a case -> key -> what its page prints; pages that go on with rounded numbers are off by up to two units."""


def unit_of(printed):
    """Return one unit of the last place of a number as it is written."""
    return 10.0 ** -len(repr(printed).partition(".")[2])


@pytest.mark.parametrize(
    ("name", "key", "printed"), [(name, key, value) for name, found in PRINTED.items() for key, value in found.items()]
)
def test_a_case_has_what_its_page_prints(name, key, printed):
    assert trace(problem_from(CASES[name]["network"]))[key] == close_to(printed, absolute=2 * unit_of(printed))


def test_a_case_that_differs_from_its_page_differs_where_the_page_adds_up_wrongly():
    # −3 + 0.9997 − 2 · 0.9526 is −3.9055, and not the −5.905 that is printed.
    assert trace(problem_from(CASES["xor-2-2-1"]["network"]))["z2_1"] == close_to(-3.9055, absolute=1e-4)
