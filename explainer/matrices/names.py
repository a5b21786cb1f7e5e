"""How a matrix is written, its shape, and what its rows and columns are."""

from __future__ import annotations

import re

from backprop.matrices import Axis, Matrix
from explainer.notation.display import Display

FUNCTIONS = {
    "sigmoid": "σ",
    "tanh": "tanh",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "identity": "id",
    "softmax": "softmax",
}
"""How an activation function is written before its argument."""


_TAG = re.compile(r"<[^>]*>")


def matrix_name(display: Display, matrix: Matrix) -> str:
    """Return how a matrix is written, as HTML."""
    name = _plain_name(display, matrix)
    if not matrix.transposed:
        return name
    stands_alone = "<sup>" not in name and not set("/ ") & set(_TAG.sub("", name))
    return f"{name if stands_alone else f'({name})'}<sup>T</sup>"


def _plain_name(display: Display, matrix: Matrix) -> str:
    notation, layer = display.notation, matrix.layer
    if matrix.kind == "jacobian":
        return f"{notation.d}{notation.matrix('a', layer).html}/{notation.d}{notation.matrix('z', layer).html}"
    if matrix.kind != "da_dz":
        return notation.matrix("a" if matrix.kind == "x" else matrix.kind, layer, matrix.by_example).html
    a, z = notation.matrix("a", layer).html, notation.matrix("z", layer).html
    activation = display.trace.structure.activations[layer]
    return {"sigmoid": f"{a} ⊙ (1 − {a})", "tanh": f"1 − {a} ⊙ {a}"}.get(activation, f"{FUNCTIONS[activation]}′({z})")


def plain_name(display: Display, matrix: Matrix) -> str:
    """Return how a matrix is written, as plain text."""
    text = matrix_name(display, matrix).replace("<sup>T</sup>", "ᵀ").replace("<sub>", "_").replace("<sup>", "^")
    return _TAG.sub("", text)


def shape(matrix: Matrix) -> str:
    """Return the shape of a matrix."""
    rows, columns = matrix.shape
    return f"{rows} × {columns}"


def what(display: Display, axis: Axis, count: int) -> str:
    """Say what the rows or the columns of a matrix are."""
    if axis.kind in {"example", "examples"}:
        return "example" if count == 1 else "examples"
    if axis.kind == "one":
        return "row for all"
    last = display.trace.structure.depth - 1
    word = "input" if axis.layer < 0 else "output" if axis.layer == last else "hidden unit"
    return word if count == 1 else f"{word}s"
