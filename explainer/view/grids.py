"""Numbers of a network as grids: the weights of a layer with its biases, and the examples of a batch.

A grid holds names of numbers, and where a block is put into it, it says whether that fits: all of it or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from backprop import NetworkError, Problem, Structure
from backprop.building import with_data, with_examples
from backprop.names import names
from backprop.numerals import NumeralError, read_number
from backprop.tables import read_block
from backprop.validation import MAX_EXAMPLES
from explainer.view.view import View, usable
from explainer.view.wishes import OUT_IN, changed


class Place(NamedTuple):
    """A row and a column of a grid, from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """Names of numbers, row by row.

    Attributes:
        rows: the names; a row of a bias that is shared has one alone.
        layer: whose weights they are, or None for those of the examples.
    """

    rows: tuple[tuple[str, ...], ...]
    layer: int | None = None

    def find(self, name: str) -> Place | None:
        """Return where a number stands, or None."""
        return next((Place(at, row.index(name)) for at, row in enumerate(self.rows) if name in row), None)


def layer_grid(structure: Structure, layer: int, turned: bool) -> Grid:
    """Return the weights of a layer, and its biases as one more of the units' own vectors.

    Args:
        structure: the shape of the network.
        layer: counted from 0.
        turned: whether a row is a unit, and not what comes in.
    """
    n, (n_in, n_out) = names(structure), structure.sizes[layer : layer + 2]
    inner = [[n.w(layer, source, unit) for unit in range(n_out)] for source in range(n_in)]
    biases = [bias.name for bias in n.unit_biases(layer)]
    rows = [*inner, biases] if biases else inner
    if turned:
        rows = [list(column) for column in zip(*rows, strict=True)]
    shared = n.shared_bias(layer)
    return Grid(tuple(map(tuple, [*rows, *([[shared.name]] if shared else [])])), layer)


def data_grid(structure: Structure) -> Grid:
    """Return the examples, one in a row: its inputs, then its targets."""
    n, (n_in, n_out) = names(structure), (structure.sizes[0], structure.targets)
    return Grid(
        tuple(
            (*(n.x(example, i) for i in range(n_in)), *(n.y(example, k) for k in range(n_out)))
            for example in range(structure.examples)
        )
    )


def grid_with(problem: Problem, name: str) -> Grid | None:
    """Return the grid that a number stands in, or None for a number that stands in none."""
    structure = problem.structure
    parameter = names(structure).by_name.get(name)
    if parameter:
        return layer_grid(structure, parameter.layer, is_turned(problem))
    data = data_grid(structure)
    return data if data.find(name) else None


def is_turned(problem: Problem) -> bool:
    """Whether the network's file has its weights with a unit in each row."""
    return problem.description.weights_are == OUT_IN


# ---- a block that is put in ----


NOTHING_TAKEN = "Nothing was taken over."


def with_block(view: View, name: str, text: str) -> View | None:
    """Put a block of numbers into a grid, from one of its numbers on; more examples than there are follow them.

    Args:
        view: what is on screen.
        name: the number where the block begins.
        text: the block, as it was copied.

    Raises:
        NetworkError: if it does not fit, or something in it is no number; then nothing is taken.
    """
    problem = view.problem
    grid = grid_with(problem, name)
    at = grid.find(name) if grid else None
    if grid is None or at is None:
        return None
    cells = cells_of(text)
    if grid.layer is None and at.row + len(cells) > len(grid.rows):
        return _with_more_examples(view, at, cells)
    room = [row[at.column :] for row in grid.rows[at.row :]]
    turned = is_turned(problem)
    if at == (0, 0) and _fits_turned(problem.structure, grid, cells, turned):
        raise NetworkError(_other_way(cells, turned))
    if len(cells) > len(room) or any(len(given) > len(row) for given, row in zip(cells, room, strict=False)):
        raise NetworkError(_no_room(cells, room))
    block = _numbers(cells)
    return view.change({key: value for row, given in zip(room, block, strict=False) for key, value in zip(row, given)})


def _with_more_examples(view: View, at: Place, cells: list[list[str]]) -> View | None:
    before = view.problem
    n_in, count = before.structure.sizes[0], at.row + len(cells)
    if count > MAX_EXAMPLES:
        raise NetworkError(
            f"The block has {_count(len(cells), 'row')}; from example {at.row + 1} on there is room for "
            f"{MAX_EXAMPLES - at.row}, as 1 to {MAX_EXAMPLES} examples are possible here. {NOTHING_TAKEN}"
        )
    width = n_in + before.structure.targets
    if at.column + len(cells[0]) > width:
        raise NetworkError(_no_room(cells, [("",) * (width - at.column)] * (MAX_EXAMPLES - at.row)))
    block = _numbers(cells)

    def change(problem: Problem) -> Problem:
        more = with_examples(problem, count)
        table = np.concatenate([more.x, more.y], axis=1)
        table[at.row :, at.column : at.column + len(block[0])] = block
        return with_data(more, table[:, :n_in], table[:, n_in:])

    return changed(view, change)


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a block, as it was copied from a spreadsheet or from what a program printed.

    Raises:
        NetworkError: if it can be cut in more than one way, or in none.
    """
    return read_block(_plain(text))


def column_of(text: str) -> list[list[str]]:
    r"""Return the cells of a block that may be a column: of one number in a line, each line is a cell.

    A comma in it is a decimal comma, and an empty line an empty cell.

    Raises:
        NetworkError: if it is a block that can be cut in more than one way, or in none.

    >>> column_of("0,5\n\n0,25\n"), column_of("0.1 0.2"), column_of("1\t2\n3\t4")
    ([['0,5'], [''], ['0,25']], [['0.1', '0.2']], [['1', '2'], ['3', '4']])
    """
    lines = text.strip("\r\n").splitlines()
    if len(lines) < 2 or BETWEEN_CELLS.search(text):
        return cells_of(text)
    return [[line.strip()] for line in lines]


BETWEEN_CELLS = re.compile(r"[\t;\[]|\d,?[^\S\n]+[-−+]?[\d.,]")
ROW_IN_BRACKETS = re.compile(r"\[([^][]*)\]")
COMMA_IN_NUMBER = re.compile(r",(?! )")


def _plain(text: str) -> str:
    r"""Return a block with semicolons for commas that can only separate: before spaces, and where a program printed it.

    >>> _plain("array([[0.1, 0.2], [0.3,0.4]])"), _plain("1, 2, 3"), _plain("0,5 0,25")
    ('0.1; 0.2\n0.3;0.4', '1; 2; 3', '0,5 0,25')
    """
    rows = ROW_IN_BRACKETS.findall(text)
    if rows:
        return "\n".join(" ".join(row.split()).replace(",", ";") for row in rows)
    return text if COMMA_IN_NUMBER.search(text) else text.replace(", ", "; ")


def _numbers(cells: list[list[str]]) -> list[list[float]]:
    """Return the cells of a block as numbers that may stand in a box.

    Raises:
        NetworkError: with the first that may not.
    """
    return [
        [_number(cell, f"Row {row}, column {column}") for column, cell in enumerate(line, start=1)]
        for row, line in enumerate(cells, start=1)
    ]


def _number(cell: str, where: str) -> float:
    if not cell.strip():
        raise NetworkError(f"{where} of the block is empty; a number is needed there. {NOTHING_TAKEN}")
    try:
        value = read_number(cell)
    except NumeralError as error:
        raise NetworkError(f"{where} of the block holds “{cell[:40]}”, which {error}. {NOTHING_TAKEN}") from None
    if not usable("", value):
        needed = "a number between −1000000 and 1000000 is needed"
        raise NetworkError(f"{where} of the block holds “{cell[:40]}”; {needed}. {NOTHING_TAKEN}")
    return value


def _no_room(block: list[list[str]], room: list[tuple[str, ...]]) -> str:
    given = f"{_count(len(block), 'row')} and {_count(len(block[0]), 'column')}"
    least = min(len(row) for row in room[: len(block)])
    there = f"{_count(len(room), 'row')} and {_count(least, 'column')}"
    return f"The block has {given}; from this box on there is room for {there}. {NOTHING_TAKEN}"


def _fits_turned(structure: Structure, grid: Grid, block: list[list[str]], turned: bool) -> bool:
    """Whether a block has the shape that a layer's weights have the other way round, and no other has."""
    if grid.layer is None:
        return False
    sizes = structure.sizes[grid.layer : grid.layer + 2]
    here = sizes[::-1] if turned else sizes
    return (len(block), len(block[0])) == here[::-1] != here


def _other_way(block: list[list[str]], turned: bool) -> str:
    given = f"{_count(len(block), 'row')} and {_count(len(block[0]), 'column')}"
    here, other = ("into one unit", "from one input or unit")[:: 1 if turned else -1]
    return (
        f"The block has {given}, as these weights have the other way round: here a row holds the weights {here}. "
        f"Choose below that it holds those {other}, and paste it again. {NOTHING_TAKEN}"
    )


def _count(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
