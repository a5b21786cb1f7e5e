"""The same update as a script for PyTorch, which finds the gradients itself."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from backprop import CONVENTIONS
from backprop.activations import LEAKY_SLOPE
from backprop.losses import LOSSES as LOSSES_OF_CORE
from explainer.exports.about import About
from explainer.exports.script import Script, comment, comments, heading
from explainer.exports.update_rule import needs_more, torch_rule
from explainer.notation.display import Display

DOCSTRING = """One update of a small neural network with PyTorch, which finds the gradients itself.

The forward pass is written out as formulas, so that it can be compared line by line with a derivation by hand.
Examples are rows, so Z = A @ W + b, and W has a row for each value that comes in and a column for each unit; the
weight of a torch.nn.Linear is the transpose of that. Numbers have 64 bits; PyTorch would otherwise take 32.
What is printed is called as in the app, where every one of these numbers can be looked at.
"""

VALUES = {
    "sigmoid": "torch.sigmoid({z})",
    "tanh": "torch.tanh({z})",
    "relu": "torch.relu({z})",
    "leaky_relu": "torch.where({z} > 0, {z}, {slope!r} * {z})",
    "identity": "{z}",
    "softmax": "torch.softmax({z}, dim=1)",
}
"""Activation function -> how a is computed."""

LOSSES = {
    "half_squared_error": "torch.sum(({a} - Y) ** 2)",
    "mean_squared_error": "torch.sum(({a} - Y) ** 2)",
    "binary_cross_entropy": "-torch.sum(Y * {log} + (1 - Y) * {log_complement})",
    "cross_entropy": "-torch.sum(Y * {log})",
    "none": "torch.sum({a})",
}
"""Loss -> what is added up of it."""

LOGARITHMS = {
    "sigmoid": {
        "log": "torch.nn.functional.logsigmoid({z})",
        "log_complement": "torch.nn.functional.logsigmoid(-{z})",
    },
    "softmax": {"log": "torch.log_softmax({z}, dim=1)", "log_complement": ""},
}
"""Output -> its logarithm and that of 1 minus it, from z."""

MEAN_OF_ALL = "is the mean over all N * K numbers"
SQUARED = ("mse_loss(A, Y)", "NK", f"{MEAN_OF_ALL}, without a half")

OWN_LOSSES = {
    "half_squared_error": SQUARED,
    "mean_squared_error": SQUARED,
    "binary_cross_entropy": (
        "binary_cross_entropy_with_logits(Z, Y)", "NK", f"takes Z, for the sigmoid is inside it, and {MEAN_OF_ALL}",
    ),
    "cross_entropy": (
        "cross_entropy(Z, Y)", "N", "takes Z, for the softmax is inside it, and is the mean over the N examples",
    ),
}  # fmt: skip
"""Loss -> PyTorch's own of the last layer, what that divides by, and the same in words."""

SATURATED = {
    "sigmoid": "a * (1 - a)",
    "tanh": "1 - a * a",
    "softmax": "differences of shares",
}
"""Activation function -> how PyTorch takes its slope."""


def pytorch_script(display: Display, about: About) -> str:
    """Return a script that lets PyTorch compute one update and prints loss, gradients and new parameters.

    What a reader wrote stands in comments alone.
    """
    script = Script(display, about, "torch.tensor", ", dtype=torch.float64", ", requires_grad=True")
    return "\n".join(
        (
            *script.head(DOCSTRING, "import torch"),
            "",
            *script.given_lines(),
            *script.layer_lines(),
            "",
            *_forward(script),
            "",
            *_backward(script),
            "",
            *_update(script),
            "",
            *_printing(script),
            "",
        )
    )


def _forward(script: Script) -> Iterator[str]:
    s = script.structure
    yield heading("Forward")
    yield ""
    yield comment(script.loss_words)
    yield from map(comments, _where_they_differ(script))
    yield ""
    yield ""
    yield f"def forward({', '.join((*script.arguments, *_batch(script)))}):"
    yield '    """Return the loss."""'
    for place, kind in enumerate(s.activations):
        n, below, slope = place + 1, f"A{place}" if place else "X", script.layers[place].slope
        bias = f" + b{n}" if s.biases[place] != "none" else ""
        yield f"    Z{n} = {below} @ W{n}{bias}  # what arrives at each unit"
        value = VALUES[kind].format(z=f"Z{n}", slope=LEAKY_SLOPE if slope is None else slope)
        unused = "; the loss takes its logarithm from z" if n == s.depth and "cross_entropy" in s.loss else ""
        yield f"    A{n} = {value}  # what each unit passes on{unused}"
    last = {"z": f"Z{s.depth}", "a": f"A{s.depth}"}
    logs = {name: how.format(**last) for name, how in LOGARITHMS.get(s.activations[-1], {}).items()}
    yield f"    return {script.divided(LOSSES[s.loss].format(**last, **logs))}"


def _batch(script: Script) -> Iterator[str]:
    """Yield the arguments by which one example is passed forward alone, where its turn may come."""
    if script.structure.only is not None:
        yield from (f"{name}={name}" for name in ("X", "Y", *(("N",) if "N" in script.structure.counts else ())))


def _where_they_differ(script: Script) -> Iterator[str]:
    """Say how PyTorch's own losses and slopes differ from what is computed here."""
    s = script.structure
    if s.loss == "cross_entropy" and s.activations[-1] != "softmax":
        yield "PyTorch's own torch.nn.functional.cross_entropy would take a softmax of Z, and not this sigmoid."
    elif s.loss in OWN_LOSSES:
        how, over, words = OWN_LOSSES[s.loss]
        ratio = 1 / (prod({"N": s.examples, "K": s.outputs}[count] for count in over) * _divided_by(script))
        same = "this loss" if ratio == 1 else f"that is {ratio} times this loss"
        yield f"PyTorch's own torch.nn.functional.{how} {words}: {same}."
    saturated = [how for kind, how in SATURATED.items() if kind in s.activations]
    if saturated:
        yield (
            f"PyTorch takes slopes as {' and '.join(saturated)}, which loses digits where an a is rounded to nearly 1 "
            "or -1; the app keeps them."
        )


def _divided_by(script: Script) -> Fraction:
    """Return what the sum of all errors is multiplied by in this loss."""
    s = script.structure
    halved = LOSSES_OF_CORE[s.loss].squared and CONVENTIONS[s.convention].half
    counts = {"N": s.examples, "K": s.outputs}
    return Fraction(1, (2 if halved else 1) * prod(counts[count] for count in s.counts))


def _backward(script: Script) -> Iterator[str]:
    names = script.arguments
    yield ""
    yield f"loss = forward({', '.join(names)})"
    yield ""
    yield heading("Backward")
    yield ""
    yield "loss.backward()  # the chain rule, from the loss back to everything with requires_grad=True"


def _update(script: Script) -> Iterator[str]:
    yield heading("Update")
    if needs_more(script):
        for name, gradient in zip(script.arguments, script.gradients, strict=True):
            yield f"{gradient} = {name}.grad.clone()"
        yield ""
        yield from torch_rule(script)
        yield ""
        yield "with torch.no_grad():"
        yield f"    new_loss = forward({', '.join(script.arguments)})"
        return
    yield comment("torch.optim.SGD([...], lr=learning_rate).step() does the same.")
    yield ""
    yield "with torch.no_grad():"
    for name, updated in zip(script.arguments, script.updated, strict=True):
        yield f"    {updated} = {name} - learning_rate * {name}.grad"
    yield f"    new_loss = forward({', '.join(script.updated)})"


def _printing(script: Script) -> Iterator[str]:
    yield heading("What came out")
    yield ""
    yield ""
    yield SHOW
    yield ""
    yield from script.names_lines()
    yield ""
    yield 'print("loss", loss.item())'
    is_changed_in_place = needs_more(script)
    for name, gradient in zip(script.arguments, script.gradients, strict=True):
        yield f'show("dL_d", {name}_names, {gradient if is_changed_in_place else f"{name}.grad"})'
    for name, updated in zip(script.arguments, script.updated, strict=True):
        yield f'show("new_", {name}_names, {name if is_changed_in_place else updated})'
    yield 'print("new_loss", new_loss.item())'


SHOW = '''def show(before, names, values):
    """Print a line for each value: what the app calls it, and the value to its last digit."""
    rows = names if isinstance(names[0], list) else [names]
    for name, value in zip(sum(rows, []), values.flatten().tolist()):
        print(before + name, value)
'''
"""A function that prints what belongs together."""
