"""A step of the pass as matrices: some are combined to another, and which cells make which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backprop.matrices.matrix import Matrix

Cells = Iterator[tuple[int, int]]
"""Rows and columns, from 0."""


@dataclass(frozen=True)
class MatrixStep:
    """One step of the pass: some matrices are combined to another.

    Attributes:
        id: its name in links, such as "Z1" or "dL_dW2".
        phase: "forward", "backward" or "gradient".
        form: how the cells of the operands make a cell of the result, a name in ``FORMS``.
        result: what comes out.
        operands: what goes in, in the order in which it is written.
        scale: the key of the number in front of a product, or "".
        way: where several steps lead to the same gradient, which of them this is: "entries" (one by one),
            "swapped" (the product the other way round), "back" (turned over again) or "directly"; "long" for
            a delta by the long road; else "".
    """

    id: str
    phase: str
    form: str
    result: Matrix
    operands: tuple[Matrix, ...]
    scale: str = ""
    way: str = ""

    def lit(self, row: int, column: int) -> tuple[frozenset[tuple[int, int]], ...]:
        """Return for each operand the cells that make one cell of the result."""
        cells = FORMS[self.form]
        return tuple(frozenset(cells(place, operand, row, column)) for place, operand in enumerate(self.operands))


def _row_by_column(place: int, operand: Matrix, row: int, column: int) -> Cells:
    """A row of the first beside a column of the second; a third is added, and repeated along the examples."""
    rows, columns = map(range, operand.shape)
    if place == 2:
        yield (0, column) if operand.rows.kind == "one" else (row, 0)
    else:
        yield from ((row, k) for k in columns) if place == 0 else ((k, column) for k in rows)


def _two_units(place: int, operand: Matrix, row: int, column: int) -> Cells:
    """One unit of each in all examples."""
    return _along(operand, row if place == 0 else column, across_examples=True)


def _whole_example(place: int, operand: Matrix, row: int, column: int) -> Cells:
    """All units of one example."""
    return _along(operand, row if _has_examples_as_rows(operand) else column, across_examples=False)


def _one_unit(place: int, operand: Matrix, row: int, column: int) -> Cells:
    """One unit in all examples."""
    return _along(operand, column if _has_examples_as_rows(operand) else row, across_examples=True)


def _along(operand: Matrix, at: int, across_examples: bool) -> Cells:
    """A line of a matrix: a column where it runs along the rows."""
    rows, columns = map(range, operand.shape)
    return ((k, at) for k in rows) if across_examples == _has_examples_as_rows(operand) else ((at, k) for k in columns)


def _has_examples_as_rows(operand: Matrix) -> bool:
    return operand.rows.kind == "examples"


def _everything(place: int, operand: Matrix, row: int, column: int) -> Cells:
    rows, columns = operand.shape
    return ((r, c) for r in range(rows) for c in range(columns))


def _same_cell(place: int, operand: Matrix, row: int, column: int) -> Cells:
    yield row, column


def _turned_cell(place: int, operand: Matrix, row: int, column: int) -> Cells:
    yield column, row


FORMS: dict[str, Callable[[int, Matrix, int, int], Cells]] = {
    "product": _row_by_column,
    "entries": _two_units,  # of a product, one at a time
    "difference": _same_cell,
    "times": _same_cell,
    "apply": _same_cell,  # a function of the operands' cells
    "apply_row": _whole_example,  # a function of whole examples
    "transpose": _turned_cell,
    "sum": _one_unit,  # over the examples
    "sum_all": _everything,
}
"""Form of a step -> (place among the operands, operand, row and column of the result) -> the cells that make it."""
