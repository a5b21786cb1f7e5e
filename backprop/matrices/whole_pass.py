"""The same pass as matrices: which term stands in which cell, and which product makes which matrix.

Nothing is computed here. A matrix is a grid of keys of the trace; a step says which matrices are
combined to which. Examples are rows; as columns, every matrix of the batch is turned, weights and
gradients keep their shape (n_in, n_out), and each product changes its order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from backprop.kept import kept
from backprop.losses import SHORT_ROADS
from backprop.matrices.matrix import Axis, Matrix
from backprop.matrices.steps import MatrixStep
from backprop.names import Names, names
from backprop.network import Structure

ORIENTATIONS = ("rows", "columns")
"""How the examples of a batch lie in its matrices."""


@dataclass(frozen=True)
class MatrixPass:
    """All steps of a pass, in order."""

    steps: tuple[MatrixStep, ...]

    def find(self, step: str) -> MatrixStep | None:
        """Return a step by its id."""
        return next((found for found in self.steps if found.id == step), None)

    def making(self, key: str) -> MatrixStep | None:
        """Return the step whose result holds a term, written out directly."""
        return self._makers.get(key)

    @cached_property
    def _makers(self) -> dict[str, MatrixStep]:
        direct = (s for s in self.steps if s.form not in {"entries", "transpose"} and not s.result.transposed)
        return {key: step for step in direct for row in step.result.keys for key in row}

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        """Every matrix that is an operand or a result, by name, none of them transposed."""
        found: dict[str, Matrix] = {}
        for step in self.steps:
            for matrix in (*step.operands, step.result):
                plain = matrix.T if matrix.transposed else matrix
                found.setdefault(plain.name, plain)
        return found


MOST_CELLS = 250_000
"""Cells of all passes that are kept together, about 60 MB; those of the largest batch have a quarter of them."""


def _cells(found: MatrixPass) -> int:
    return sum(len(row) for step in found.steps for row in step.result.keys)


@kept(most=MOST_CELLS, size=_cells)
def matrix_pass(structure: Structure, orientation: str = "rows", example: int = 0) -> MatrixPass:
    """Return the whole pass as matrices.

    Args:
        structure: of the network and its batch.
        orientation: whether examples are "rows" or "columns".
        example: whose Jacobian is shown where the output is softmax, from 0.
    """
    return MatrixPass(tuple(_Pass(structure, names(structure), orientation == "rows", example).steps()))


@dataclass(frozen=True)
class _Pass:
    """The matrices of one structure in one orientation, and how they follow from each other."""

    s: Structure
    n: Names
    rows: bool
    example: int

    # ---- matrices ----

    def batch(self, name: str, kind: str, layer: int, key: Callable[[int, int], str]) -> Matrix:
        """A matrix with one value for each example and unit."""
        examples, units = range(self.s.examples), range(self.s.sizes[layer + 1])
        keys = tuple(tuple(key(e, j) for j in units) for e in examples)
        whole = Matrix(name, kind, layer, keys, Axis("examples"), Axis("units", layer))
        return whole if self.rows else whole._turned

    def weights(self, name: str, kind: str, layer: int, key: Callable[[str], str] = str) -> Matrix:
        """A matrix with one value for each weight of a layer, as ``key`` names it."""
        sources, units = range(self.s.sizes[layer]), range(self.s.sizes[layer + 1])
        keys = tuple(tuple(key(self.n.w(layer, i, j)) for j in units) for i in sources)
        return Matrix(name, kind, layer, keys, Axis("units", layer - 1), Axis("units", layer))

    def biases(self, name: str, kind: str, layer: int, key: Callable[[str], str] = str) -> Matrix:
        """A matrix with one value for each unit's bias, as ``key`` names it; a shared one is repeated."""
        biases = (self.n.b(layer, j) for j in range(self.s.sizes[layer + 1]))
        keys = (tuple(key(bias) for bias in biases if bias is not None),)
        one_row = Matrix(name, kind, layer, keys, Axis("one"), Axis("units", layer))
        return one_row if self.rows else one_row._turned

    def a(self, layer: int) -> Matrix:
        name, kind = ("X", "x") if layer < 0 else (f"A{layer + 1}", "a")
        return self.batch(name, kind, layer, lambda e, j: self.n.a(layer, e, j))

    def z(self, layer: int) -> Matrix:
        return self.batch(f"Z{layer + 1}", "z", layer, lambda e, j: self.n.z(layer, e, j))

    def w(self, layer: int) -> Matrix:
        return self.weights(f"W{layer + 1}", "weight", layer)

    def error(self, layer: int) -> Matrix:
        return self.coming_back(f"E{layer + 1}", "dL_da", layer, partial(self.n.dL_da, layer))

    def delta(self, layer: int) -> Matrix:
        return self.coming_back(f"D{layer + 1}", "delta", layer, partial(self.n.delta, layer))

    def coming_back(self, name: str, kind: str, layer: int, key: Callable[[int, int], str]) -> Matrix:
        """What comes back to a layer: of each example's own loss, where the scale is taken last."""
        if not self.s.scaled:
            return self.batch(name, kind, layer, key)
        return replace(self.batch(name, kind, layer, lambda e, j: self.n.example(key(e, j))), by_example=True)

    def gradient(self, layer: int) -> Matrix:
        return self.weights(f"G{layer + 1}", "gradient", layer, self.n.gradient)

    def da_dz(self, layer: int) -> Matrix:
        return self.batch(f"S{layer + 1}", "da_dz", layer, lambda e, j: self.n.da_dz(layer, e, j))

    def bias_gradient(self, layer: int) -> Matrix:
        """The gradients of a layer's biases; of a shared one there is one."""
        name, kind = f"g{layer + 1}", "bias_gradient"
        if (shared := self.n.shared_bias(layer)) is not None:
            return Matrix(name, kind, layer, ((self.n.gradient(shared.name),),), Axis("one"), Axis("one"))
        return self.biases(name, kind, layer, self.n.gradient)

    # ---- steps ----

    def steps(self) -> Iterator[MatrixStep]:
        """Every step, forward and then back, the gradients of a layer as soon as its delta is known."""
        last = self.s.depth - 1
        for layer in range(self.s.depth):
            yield self._z(layer)
            form = "apply_row" if self.s.activations[layer] == "softmax" else "apply"
            yield MatrixStep(f"A{layer + 1}", "forward", form, self.a(layer), (self.z(layer),))
        for layer in range(last, -1, -1):
            yield from self._backward(layer)
            yield from self._weight_gradient(layer)
            if self.s.biases[layer] != "none":
                form = "sum_all" if self.s.biases[layer] == "shared" else "sum"
                result = self.bias_gradient(layer)
                yield MatrixStep(f"dL_db{layer + 1}", "gradient", form, result, (self.delta(layer),), self.scale)

    @property
    def scale(self) -> str:
        """The number in front of every gradient."""
        return self.n.scale(self.s.convention) if self.s.scaled else ""

    def _z(self, layer: int) -> MatrixStep:
        a, w = self.a(layer - 1), self.w(layer)
        b = () if self.s.biases[layer] == "none" else (self.biases(f"b{layer + 1}", "bias", layer),)
        operands = (a, w, *b) if self.rows else (w.T, a, *b)
        return MatrixStep(f"Z{layer + 1}", "forward", "product", self.z(layer), operands)

    def _backward(self, layer: int) -> Iterator[MatrixStep]:
        """From the loss, or from the layer above, to this layer's delta."""
        last, number = self.s.depth - 1, layer + 1
        if layer < last:
            above, w = self.delta(layer + 1), self.w(layer + 1)
            operands = (above, w.T) if self.rows else (w, above)
            yield MatrixStep(f"error{number}", "backward", "product", self.error(layer), operands)
        elif (self.s.activations[layer], self.s.loss) in SHORT_ROADS:
            yield from self._short_road(layer)
            return
        else:
            y_hat_and_y = (self.a(layer), self.y)
            squared = self.s.loss in {"half_squared_error", "mean_squared_error"}
            form = "difference" if squared else "apply"
            yield MatrixStep(f"error{number}", "backward", form, self.error(layer), y_hat_and_y)
        factors = (self.error(layer), self.da_dz(layer))
        yield MatrixStep(f"delta{number}", "backward", "times", self.delta(layer), factors)

    @property
    def y(self) -> Matrix:
        """The targets."""
        return self.batch("Y", "y", self.s.depth - 1, self.n.y)

    def _short_road(self, layer: int) -> Iterator[MatrixStep]:
        """Delta where output and loss are a pair; for softmax also through its Jacobian, for one example."""
        result, y_hat_and_y = self.delta(layer), (self.a(layer), self.y)
        if self.s.activations[layer] == "softmax":
            yield self._through_the_jacobian(layer)
        form = "apply" if self.s.loss == "cross_entropy" and self.s.activations[layer] == "sigmoid" else "difference"
        yield MatrixStep(f"delta{layer + 1}", "backward", form, result, y_hat_and_y)

    def _through_the_jacobian(self, layer: int) -> MatrixStep:
        e, units, axis = self.example, range(self.s.outputs), Axis("units", layer)

        def one_example(name: str, kind: str, key: Callable[[int], str]) -> Matrix:
            whole = Matrix(name, kind, layer, (tuple(key(k) for k in units),), Axis("example", e), axis)
            return whole if self.rows else whole._turned

        left = one_example("e", "dL_da", lambda k: self.n.dL_da(layer, e, k))
        keys = tuple(tuple(self.n.da_dz(layer, e, k, j) for j in units) for k in units)
        jacobian = Matrix("J", "jacobian", layer, keys, axis, axis)
        result = one_example("d", "delta", lambda j: self.n.long(self.n.delta(layer, e, j)))
        operands = (left, jacobian) if self.rows else (jacobian.T, left)
        return MatrixStep(f"jacobian{layer + 1}", "backward", "product", result, operands, way="long")

    def _weight_gradient(self, layer: int) -> Iterator[MatrixStep]:
        """A^T D; of the last layer first entry by entry, then as D^T A, which is its transpose."""
        a, d, g, step = self.a(layer - 1), self.delta(layer), self.gradient(layer), f"dL_dW{layer + 1}"

        def made(form: str, result: Matrix, operands: tuple[Matrix, ...], way: str = "") -> MatrixStep:
            id = step if way in {"", "directly"} else f"{step}-{way}"
            scale = "" if form == "transpose" else self.scale
            return MatrixStep(id, "gradient", form, result, operands, scale, way)

        directly = (a.T, d) if self.rows else (a, d.T)
        if layer < self.s.depth - 1:
            yield made("product", g, directly)
        else:
            yield made("entries", g, (a, d), "entries")
            yield made("product", g.T, (d.T, a) if self.rows else (d, a.T), "swapped")
            yield made("transpose", g, (g.T,), "back")
            yield made("product", g, directly, "directly")
