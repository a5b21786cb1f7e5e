"""What several test files need: the golden numbers and small problems."""

import json
from pathlib import Path

from backprop import load_preset, presets, values_by_name
from backprop.document import problem_from

GOLDEN = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parents[1] / "golden").glob("*.json"))
}


def golden_problem(name):
    return problem_from(GOLDEN[name]["network"])


def every_value(record):
    """Return key -> value for every term of a trace, those that are late too, in the order of computation."""
    return {term.key: term.value for term in record.terms()}


def without_repeats(problems):
    """Leave out whatever is one before it, number by number: most golden networks are presets."""
    different = {}
    for name, some in problems.items():
        if not any(alike(some, other) for other in different.values()):
            different[name] = some
    return different


def alike(one, other):
    return one.structure == other.structure and values_by_name(one) == values_by_name(other)


KNOWN_PROBLEMS = without_repeats(
    {f"preset-{name}": load_preset(name) for name in presets()}
    | {f"golden-{name}": golden_problem(name) for name in GOLDEN}
)


def layer(weights, activation="identity", bias=None):
    return {"weights": weights, "activation": activation, **({} if bias is None else {"bias": bias})}


def network(*layers, loss="half_squared_error", inputs=((1.0,),), targets=((0.0,),), learning_rate=0.1):
    """Return a network file."""
    return {
        "layers": list(layers),
        "loss": loss,
        "inputs": [list(row) for row in inputs],
        "targets": [list(row) for row in targets],
        "learning_rate": learning_rate,
    }


def problem(*layers, **rest):
    return problem_from(network(*layers, **rest))


def neuron(activation, z, loss="half_squared_error", target=0.0, **rest):
    """Return the problem of a single unit that sees exactly ``z``."""
    return problem(layer([[z]], activation), loss=loss, targets=[[target]], **rest)
