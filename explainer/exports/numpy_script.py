"""One update by hand, as a script for NumPy: every line of the backward pass is written out."""

from __future__ import annotations

from collections.abc import Iterator

from backprop.activations import LEAKY_SLOPE
from explainer.exports.about import About
from explainer.exports.script import Script, comment, heading
from explainer.exports.update_rule import numpy_rule
from explainer.notation.display import Display

DOCSTRING = """One update of a small neural network by hand: forward, backward, and a step against the gradient.

It needs NumPy alone. Examples are rows, so Z = A @ W + b, and W has a row for each value that comes in and a column
for each unit. Each line of the backward pass undoes the line of the forward pass that has the same number.
What is printed is called as in the app, where every one of these numbers can be looked at.
"""

FUNCTIONS = {
    "sigmoid": '''def sigmoid(z):
    """Squash z into (0, 1)."""
    return 1.0 / (1.0 + np.exp(-z))
''',
    "sigmoid_slope": '''def sigmoid_slope(z, a):
    """da/dz = a (1 - a). 1 - a is taken as 1 / (1 + e^z), with all its digits even where a is nearly 1."""
    return a / (1.0 + np.exp(z))
''',
    "tanh_slope": '''def tanh_slope(z):
    """da/dz = 1 - a^2, taken as 1 / cosh^2 z, with all its digits even where a is nearly 1."""
    return 1.0 / (np.cosh(z) * np.cosh(z))
''',
    "leaky_relu": '''def leaky_relu(z, slope):
    """Let z through above 0, and a small part of it below."""
    return np.where(z > 0.0, z, slope * z)
''',
    "softmax": '''def softmax(z):
    """Turn each row into shares of 1. To take away its largest z changes nothing, and no power of e overflows."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
''',
    "others": '''def others(a):
    """1 - a of each share of a row, as the sum of the others, which has all its digits."""
    return a @ (1.0 - np.eye(a.shape[1]))
''',
    "softmax_slopes": '''def softmax_slopes(a):
    """da_k/dz_j of each example, at [example, k, j]: a_k (1 - a_k) where k is j, and -a_k a_j elsewhere."""
    slopes = -a[:, :, None] * a[:, None, :]
    k = np.arange(a.shape[1])
    slopes[:, k, k] = a * others(a)
    return slopes
''',
    "log_softmax": '''def log_softmax(z):
    """log of softmax, without the overflow of taking the logarithm of a very small share."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
''',
    "weighted": '''def weighted(weight, value):
    """weight * value, and 0 where the weight is 0 even if the value is infinite."""
    return np.where(weight == 0.0, 0.0, weight * value)
''',
    "share_minus_target": '''def share_minus_target(a, missing, y, total):
    """a * total - y; where a is near 1 it is taken from what is missing to 1, which keeps more digits."""
    return np.where(a > 0.5, (total - y) - total * missing, a * total - y)
''',
    "show": '''def show(before, names, values):
    """Print a line for each value: what the app calls it, and the value to its last digit."""
    for name, value in zip(np.ravel(names), np.ravel(values)):
        print(before + name, float(value))
''',
}
"""Name -> a function that a script may need, in an order in which each needs only those above it."""

VALUES = {
    "sigmoid": "sigmoid({z})",
    "tanh": "np.tanh({z})",
    "relu": "np.maximum({z}, 0.0)",
    "leaky_relu": "leaky_relu({z}, {slope!r})",
    "identity": "{z}",
    "softmax": "softmax({z})",
}
"""Activation function -> how a is computed."""

SLOPES = {
    "sigmoid": "sigmoid_slope({z}, {a})",
    "tanh": "tanh_slope({z})",
    "relu": "np.where({z} > 0.0, 1.0, 0.0)",
    "leaky_relu": "np.where({z} > 0.0, 1.0, {slope!r})",
    "identity": "1.0",
}
"""Activation function -> how da/dz is computed; softmax, whose outputs depend on every z, has a line of its own."""

LOSSES = {
    "half_squared_error": "np.sum(({a} - Y) ** 2)",
    "mean_squared_error": "np.sum(({a} - Y) ** 2)",
    "binary_cross_entropy": "-np.sum(weighted(Y, {log}) + weighted(1.0 - Y, {log_complement}))",
    "cross_entropy": "-np.sum(weighted(Y, {log}))",
    "none": "np.sum({a})",
}
"""Loss -> what is added up of it."""

LOGARITHMS = {
    "sigmoid": {"log": "-np.logaddexp(0.0, -{z})", "log_complement": "-np.logaddexp(0.0, {z})"},
    "softmax": {"log": "log_softmax({z})", "log_complement": ""},
}
"""Output -> its logarithm and that of 1 minus it, from z."""

SHORT = {
    ("softmax", "cross_entropy"): "share_minus_target({a}, others({a}), Y, Y.sum(axis=1, keepdims=True))",
    ("sigmoid", "binary_cross_entropy"): "share_minus_target({a}, sigmoid(-{z}), Y, 1.0)",
    ("sigmoid", "cross_entropy"): "-Y * sigmoid(-{z})",
}
"""Output and loss -> their delta at once: what one divides by cancels what the other multiplies with."""

SHORT_WORDS = {
    (
        "softmax",
        "cross_entropy",
    ): "a * sum(Y) - Y, and a - Y where targets add up to 1: the a that the loss divides by cancels",
    ("sigmoid", "binary_cross_entropy"): "a - Y: the a (1 - a) of the sigmoid cancels what the loss divides by",
    ("sigmoid", "cross_entropy"): "-Y (1 - a): the a that the loss divides by cancels that of the sigmoid",
}


def numpy_script(display: Display, about: About) -> str:
    """Return a script that computes one update by hand and prints loss, gradients and new parameters.

    What a reader wrote stands in comments alone.
    """
    script = Script(display, about, "np.array")
    body = [
        *_forward(script),
        "",
        *_backward(script),
        "",
        *_update(script),
        "",
        *_printing(script),
    ]
    return "\n".join(
        (
            *script.head(DOCSTRING, "import numpy as np"),
            "",
            'np.seterr(all="ignore")  # what overflows becomes inf or nan, and is printed so',
            "",
            *script.given_lines(),
            *script.layer_lines(),
            "",
            heading("Functions"),
            "",
            "",
            *_functions("\n".join(body)),
            *body,
            "",
        )
    )


def _functions(body: str) -> Iterator[str]:
    """Yield the functions that a script needs."""
    needed: list[str] = []
    for name, code in reversed(FUNCTIONS.items()):
        if f"{name}(" in body + "".join(needed):
            needed.insert(0, f"{code}\n")
    yield from needed


def _at(script: Script, place: int) -> dict[str, object]:
    """Return what formulas about a layer are filled in with."""
    slope = script.layers[place].slope
    return {"z": f"Z{place + 1}", "a": f"A{place + 1}", "slope": LEAKY_SLOPE if slope is None else slope}


def _forward(script: Script) -> Iterator[str]:
    s = script.structure
    passed = ", ".join(f"Z{n}, A{n}" for n in range(1, s.depth + 1))
    yield heading("Forward")
    yield ""
    yield comment(script.loss_words)
    yield ""
    yield ""
    yield f"def forward({', '.join(script.arguments)}):"
    yield '    """Return z and a of every layer, and the loss."""'
    for place, kind in enumerate(s.activations):
        below, bias = f"A{place}" if place else "X", f" + b{place + 1}" if s.biases[place] != "none" else ""
        where = _at(script, place)
        yield f"    Z{place + 1} = {below} @ W{place + 1}{bias}  # ({2 * place + 1}) what arrives at each unit"
        yield f"    A{place + 1} = {VALUES[kind].format(**where)}  # ({2 * place + 2}) what each unit passes on"
    where = _at(script, s.depth - 1)
    logs = {name: how.format(**where) for name, how in LOGARITHMS.get(s.activations[-1], {}).items()}
    yield f"    loss = {script.divided(LOSSES[s.loss].format(**where, **logs))}  # ({2 * s.depth + 1})"
    yield f"    return {passed}, loss"
    yield ""
    yield ""
    yield f"{passed}, loss = forward({', '.join(script.arguments)})"


def _backward(script: Script) -> Iterator[str]:
    s = script.structure
    last, at_loss = s.depth, 2 * s.depth + 1
    yield heading("Backward")
    yield comment("delta is dL/dZ: how much the loss changes with what arrives at a unit.")
    yield ""
    pair = s.activations[-1], s.loss
    where = _at(script, last - 1)
    if pair in SHORT:
        yield comment(f"({at_loss}) and ({2 * last}) at once give {SHORT_WORDS[pair]}.")
        yield f"delta{last} = {script.scaled(SHORT[pair].format(**where))}"
    else:
        derivative = f"np.ones_like(A{last})" if s.loss == "none" else f"A{last} - Y"
        yield f"dL_dA{last} = {script.scaled(derivative)}  # ({at_loss})"
        yield from _through(script, last - 1)
    for place in range(last - 1, -1, -1):
        n, below = place + 1, f"A{place}" if place else "X"
        yield f"dL_dW{n} = {below}.T @ delta{n}  # ({2 * place + 1}) each example adds what came in times delta"
        if s.biases[place] != "none":
            summed = "sum(axis=0)" if s.biases[place] == "unit" else "sum()"
            whose = "its unit" if s.biases[place] == "unit" else "all units that share it"
            yield f"dL_db{n} = delta{n}.{summed}  # ({2 * place + 1}) a bias is felt by {whose}, in every example"
        if place:
            yield ""
            yield f"dL_dA{place} = delta{n} @ W{n}.T  # ({2 * place + 1}) back over the same weights"
            yield from _through(script, place - 1)


def _through(script: Script, place: int) -> Iterator[str]:
    """Yield the line back through the activation function of a layer."""
    n, kind, where = place + 1, script.structure.activations[place], _at(script, place)
    if kind == "softmax":
        yield comment("Every output depends on every z, so delta adds up what comes back from all of them.")
        yield f"delta{n} = (dL_dA{n}[:, :, None] * softmax_slopes(A{n})).sum(axis=1)  # ({2 * n})"
    else:
        yield f"delta{n} = dL_dA{n} * {SLOPES[kind].format(**where)}  # ({2 * n})"


def _update(script: Script) -> Iterator[str]:
    yield heading("Update")
    yield ""
    yield from numpy_rule(script)
    yield f"*_, new_loss = forward({', '.join(script.updated)})"


def _printing(script: Script) -> Iterator[str]:
    yield heading("What came out")
    yield ""
    yield from script.names_lines()
    yield ""
    yield 'print("loss", float(loss))'
    for name in script.arguments:
        yield f'show("dL_d", {name}_names, dL_d{name})'
    for name, updated in zip(script.arguments, script.updated, strict=True):
        yield f'show("new_", {name}_names, {updated})'
    yield 'print("new_loss", float(new_loss))'
