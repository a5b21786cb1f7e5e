"""A step of the pass as matrices: some are combined to another, and which cells make which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backprop.matrices.matrix import Matrix


@dataclass(frozen=True)
class MatrixStep:
    """One step of the pass: some matrices are combined to another.

    Attributes:
        id: its name in links, such as "Z1" or "dL_dW2".
        phase: "forward", "backward" or "gradient".
        form: how the cells of the operands make a cell of the result: "product" (row by column, a
            third operand is added), "difference", "times" (cell by cell), "apply" (a function of the
            operands' cells), "apply_row" (of their whole examples), "entries" (two columns of the batch),
            "transpose", "sum" (over the examples) or "sum_all".
        result: what comes out.
        operands: what goes in, in the order in which it is written.
        scale: the key of the number in front of a product, or "".
    """

    id: str
    phase: str
    form: str
    result: Matrix
    operands: tuple[Matrix, ...]
    scale: str = ""

    def lit(self, row: int, column: int) -> tuple[frozenset[tuple[int, int]], ...]:
        """Return for each operand the cells that make one cell of the result."""
        return tuple(
            frozenset(self._lit_in(place, operand, row, column)) for place, operand in enumerate(self.operands)
        )

    def _lit_in(self, place: int, operand: Matrix, row: int, column: int) -> Iterator[tuple[int, int]]:
        rows, columns = map(range, operand.shape)
        along_examples = operand.rows.kind == "examples"
        if self.form == "product" and place == 2:
            yield (0, column) if operand.rows.kind == "one" else (row, 0)
        elif self.form == "product":
            yield from ((row, k) for k in columns) if place == 0 else ((k, column) for k in rows)
        elif self.form == "entries":
            unit = row if place == 0 else column
            yield from ((k, unit) for k in rows) if along_examples else ((unit, k) for k in columns)
        elif self.form == "transpose":
            yield column, row
        elif self.form == "apply_row":
            yield from ((row, k) for k in columns) if along_examples else ((k, column) for k in rows)
        elif self.form == "sum":
            yield from ((k, column) for k in rows) if along_examples else ((row, k) for k in columns)
        elif self.form == "sum_all":
            yield from ((r, c) for r in rows for c in columns)
        else:
            yield row, column
