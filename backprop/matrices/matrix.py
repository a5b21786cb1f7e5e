"""A matrix of the pass: a grid of keys of the trace, and what its rows and columns are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


class Axis(NamedTuple):
    """What the rows or the columns of a matrix are.

    Attributes:
        kind: the "examples", the one "example" of that number, the "units" of a layer, or "one".
        layer: the layer of the units, from 0 with -1 for the input; or the number of the example.
    """

    kind: str
    layer: int = 0


@dataclass(frozen=True)
class Matrix:
    """A matrix of the pass.

    Attributes:
        name: what it is called in links: X, Y, W1, Z1, A1, E1, D1, ...
        kind: what its values are: "x", "y", "z", "a", "weight", "bias", "dL_da", "delta", "da_dz",
            "jacobian", "gradient", "bias_gradient".
        layer: the layer it belongs to, from 0; -1 for the input.
        keys: the key of the term in each cell, row by row.
        rows: what a row is.
        columns: what a column is.
        by_example: whether they are derivatives of each example's own loss, with the scale still to come.
        transposed: whether it is written with a T.
    """

    name: str
    kind: str
    layer: int
    keys: tuple[tuple[str, ...], ...]
    rows: Axis
    columns: Axis
    by_example: bool = False
    transposed: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return len(self.keys), len(self.keys[0])

    @property
    def T(self) -> Matrix:
        """The transposed matrix."""
        return replace(self._turned, transposed=not self.transposed)

    @property
    def _turned(self) -> Matrix:
        return replace(self, keys=tuple(zip(*self.keys, strict=True)), rows=self.columns, columns=self.rows)

    def find(self, key: str) -> tuple[int, int] | None:
        """Return the row and the column of a term, if it stands here."""
        return next(((r, row.index(key)) for r, row in enumerate(self.keys) if key in row), None)
