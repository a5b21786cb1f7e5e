"""The order in which the cells of the matrices are walked."""

import json

from backprop import load_preset, parse_problem
from backprop.matrices import matrix_pass
from explainer.matrices.order import MOST_ENTRIES, positions


def test_the_entries_of_lecture_5_come_in_its_order():
    walked = positions(matrix_pass(load_preset("iris").structure, "rows"))
    entries = [cell for step, cell in walked if step == "dL_dW2-entries"]
    assert entries == [f"dL_dw2_{f}{n}" for f, n in [(1, 1), (2, 1), (1, 2), (2, 2), (1, 3), (2, 3)]]


def test_a_large_gradient_is_not_walked_through_entry_by_entry_to_its_end():
    layer = {"weights": [[0.1] * 12] * 12, "activation": "sigmoid"}
    document = {
        "layers": [layer], "loss": "half_squared_error", "inputs": [[1] * 12], "targets": [[0] * 12],
        "learning_rate": 1,
    }  # fmt: skip
    walked = positions(matrix_pass(parse_problem(json.dumps(document)).structure))
    assert sum(step == "dL_dW1-entries" for step, _ in walked) == MOST_ENTRIES
