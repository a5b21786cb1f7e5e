"""How a matrix is written, its shape, and what its rows and columns are."""

from __future__ import annotations

from markupsafe import Markup

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


def matrix_name(display: Display, matrix: Matrix) -> Markup:
    """Return how a matrix is written, as HTML."""
    name = _untransposed(display, matrix)
    if not matrix.transposed:
        return name
    stands_alone = "<sup>" not in name and not set("/ ") & set(name.striptags())
    return (name if stands_alone else Markup("({})").format(name)) + Markup("<sup>T</sup>")


def _untransposed(display: Display, matrix: Matrix) -> Markup:
    notation, layer = display.notation, matrix.layer
    a = notation.matrix("a", layer).html
    if matrix.kind == "jacobian":
        return Markup("{d}{}/{d}{}").format(a, notation.matrix("z", layer).html, d=notation.d)
    if matrix.kind != "da_dz":
        return notation.matrix("a" if matrix.kind == "x" else matrix.kind, layer, matrix.by_example).html
    match display.trace.structure.activations[layer]:
        case "sigmoid":
            return Markup("{a} ⊙ (1 − {a})").format(a=a)
        case "tanh":
            return Markup("1 − {a} ⊙ {a}").format(a=a)
        case activation:
            return Markup("{}′({})").format(FUNCTIONS[activation], notation.matrix("z", layer).html)


def plain_name(display: Display, matrix: Matrix) -> str:
    """Return how a matrix is written, as plain text."""
    return plain(matrix_name(display, matrix))


def plain(markup: Markup) -> str:
    """Return markup with names of matrices in it as plain text."""
    return markup.replace("<sup>T</sup>", "ᵀ").replace("<sub>", "_").replace("<sup>", "^").striptags()


def shape(matrix: Matrix) -> str:
    """Return the shape of a matrix."""
    rows, columns = matrix.shape
    return f"{rows} × {columns}"


def axes(display: Display, matrix: Matrix) -> str:
    """Say what the rows and the columns of a matrix are, and how many there are."""
    sides = tuple(zip((matrix.rows, matrix.columns), matrix.shape, strict=True))
    if all(axis.kind == "one" for axis, _ in sides):
        units = display.trace.structure.sizes[matrix.layer + 1]
        return (
            "one number"
            if units == 1
            else f"one number for {units} {what(display, Axis('units', matrix.layer), units)}"
        )
    return " × ".join(f"{count} {what(display, axis, count)}" for axis, count in sides)


def what(display: Display, axis: Axis, count: int) -> str:
    """Say what the rows or the columns of a matrix are."""
    if axis.kind in {"example", "examples"}:
        return "example" if count == 1 else "examples"
    if axis.kind == "one":
        return "for all examples" if display.trace.structure.examples > 1 else "for the example"
    last = display.trace.structure.depth - 1
    word = "input" if axis.layer < 0 else "output" if axis.layer == last else "hidden unit"
    return word if count == 1 else f"{word}s"
