"""The pass as matrices on the screen: a whole product with its shapes, and a cell of it lit.

Every matrix is a table with headers, so that it can be listened to as well as seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from backprop.matrices import Axis, Matrix, MatrixPass, MatrixStep
from backprop.names import example_of
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element, style, together
from explainer.browser.mathml import mathml
from explainer.browser.table import Cell, Row, table
from explainer.browser.terms import number
from explainer.equations.factors import symbol
from explainer.matrices.names import FUNCTIONS, axes, matrix_name, plain, plain_name
from explainer.matrices.words import question
from explainer.notation.display import Display

KIND_ROLES = {"x": "parameter", "a": "parameter", "weight": "weight", "da_dz": "unit", "jacobian": "unit"}
"""Kind of a matrix -> the role whose colour its lit cells have; everything that comes back is "loss"."""

WAYS = {
    "entries": ("entry by entry", "One sum for each weight, one weight at a time"),
    "swapped": ("one product, transposed", "All sums at once; rows and columns of the result have changed places"),
    "back": ("transposed back", "The transposed result transposed again: each entry at the place of its weight"),
    "directly": ("one product", "All sums at once, each at the place of its weight"),
    "long": ("through every derivative", "Through every derivative of the softmax: each output by each of its inputs"),
}
"""Way of a step -> what it is called, and what that means."""

CHARACTER = 0.52
"""Width of a character, in the size of the type."""

LEFT_OUT = 6
"""Characters of what says which examples are left out."""

LEAST_CELL = 2.6
"""Width of the narrowest cell, in the same."""


MOST_EXAMPLES = 12
"""Examples of a batch that all stand in its matrices."""

EXAMPLES_AT_ONCE = 8
"""Of a larger batch so many stand there, the others behind ways to them."""

Line = int | range
"""A row or a column of a matrix, or those that are left out at this place."""

Turn = Callable[[int], Choice | None]
"""An example -> the choice that brings it into sight, where there is one."""


def _lines(axis: Axis, count: int, example: int) -> list[Line]:
    """Return the lines of a matrix along one of its axes: all, or of a large batch those around an example."""
    if axis.kind != "examples" or count <= MOST_EXAMPLES:
        return [*range(count)]
    first = example // EXAMPLES_AT_ONCE * EXAMPLES_AT_ONCE
    shown = range(first, min(first + EXAMPLES_AT_ONCE, count))
    return [*filter(None, [range(first)]), *shown, *filter(None, [range(shown.stop, count)])]


def _headers(display: Display, axis: Axis, lines: Iterable[Line], turn: Turn) -> list[Markup]:
    return [_left_out(line, turn) if isinstance(line, range) else _header(display, axis, line) for line in lines]


def _header(display: Display, axis: Axis, line: int) -> Markup:
    if axis.kind == "one":
        return _for_listeners("all")
    if axis.kind == "example":
        return _for_listeners("example ") + str(axis.layer + 1)
    if axis.kind == "examples":
        return _for_listeners("example ") + str(line + 1)
    return display.notation.a(axis.layer, None, line).html


def _left_out(examples: range, turn: Turn) -> Markup:
    """Say which examples are left out, and lead to the nearest of them."""
    first, last = examples.start + 1, examples.stop
    seen, said = Markup("{}–{}").format(first, last), f"Examples {first} to {last}, which are left out here"
    choice = turn(examples.stop - 1 if examples.start == 0 else examples.start)
    return choice.button(seen, said) if choice else _for_listeners(f"{said}: ") + seen


def _for_listeners(text: str) -> Markup:
    return element("span", {"class": "for-listeners"}, text)


def matrix_table(
    display: Display,
    matrices: MatrixPass,
    matrix: Matrix,
    lit: Iterable[tuple[int, int]] = (),
    chosen: str = "",
    example: int = 0,
    turn: Turn = lambda _: None,
) -> Markup:
    """Return a matrix as a table: its name above, its shape below, some cells lit.

    A cell that some product of the pass makes can be chosen.

    Args:
        display: what is shown.
        matrices: the pass.
        matrix: one of its matrices.
        lit: rows and columns of the cells that are lit.
        chosen: key of the chosen cell, or "".
        example: the one, from 0, around which those of a large batch are shown.
        turn: leads to others.
    """
    bright, role = frozenset(lit), KIND_ROLES.get(matrix.kind, "loss")
    rows, columns = matrix.shape
    down, across = _lines(matrix.rows, rows, example), _lines(matrix.columns, columns, example)

    def cell(r: Line, c: Line) -> Cell:
        if isinstance(r, range) or isinstance(c, range):
            return Cell("⋮" if isinstance(r, range) else "⋯", {"class": "left-out"})
        key = matrix.keys[r][c]
        return _cell(display, key, (r, c) in bright, key == chosen, matrices.making(key) is not None)

    headers = _headers(display, matrix.rows, down, turn)
    body = [Row(header, [cell(r, c) for c in across]) for header, r in zip(headers, down, strict=True)]
    return element(
        "figure",
        {"class": f"matrix role-{role}"},
        table(matrix_name(display, matrix), _headers(display, matrix.columns, across, turn), body, corner=True),
        element(
            "figcaption",
            None,
            element("strong", {"class": "shape"}, f"{rows} × {columns}"),
            " ",
            element("span", {"class": "axes"}, axes(display, matrix)),
        ),
    )


def _cell(display: Display, key: str, lit: bool, chosen: bool, choosable: bool) -> Cell:
    shown = number(display, key)
    if choosable:
        name = f"{display.written(key).plain}, {display.text(key)}"
        shown = Choice("cell", key).button(shown, name, style="", pressed=chosen)
    return Cell(shown, {"class": style("lit" if lit else "", "chosen" if chosen else "")})


def product_html(display: Display, matrices: MatrixPass, step: MatrixStep, cell: str) -> Markup:
    """Return a step of the pass: its operands, the operators between them, its result.

    Each matrix stands with its operator, so that a narrow page can put one below the other.
    """
    where = step.result.find(cell) or (0, 0)
    lit = step.lit(*where)
    example, turn = _example_shown(display, cell), _turning(step, where)
    tables = [
        matrix_table(display, matrices, operand, cells, "", example, turn)
        for operand, cells in zip(step.operands, lit, strict=True)
    ]
    before, after = _signs(display, step)
    # Entry by entry no two whole matrices are multiplied, so none of them equals the result.
    equals = _sign("→" if step.form == "entries" else "=")
    result = matrix_table(display, matrices, step.result, [where], cell, example, turn)
    terms = [_term(sign, table) for sign, table in zip(before[:-1], tables[:-1], strict=True)]
    terms += [_term(before[-1], tables[-1], after), _term(equals, result)]
    widths = [_width(display, matrix, example) for matrix in (*step.operands, step.result)]
    front = 1.3 if step.scale else 0.0
    rows = max(len(_lines(m.rows, m.shape[0], example)) for m in (*step.operands, step.result))
    attributes = {
        "class": "product",
        "tabindex": "0",
        "role": "group",
        "aria-label": "The product",
        "style": f"--width: {sum(widths) + front:.1f}; --widest: {max(widths) + front:.1f}; --rows: {rows}",
    }
    return element("div", attributes, *terms)


def _example_shown(display: Display, cell: str) -> int:
    """Return the example around which those of a large batch are shown: that of the chosen cell, if it has one."""
    example = example_of(cell)
    return display.example if example is None else example


def _turning(step: MatrixStep, where: tuple[int, int]) -> Turn:
    """Return what leads to another example: the same cell of it, where the result has one for each."""
    r, c = where

    def turn(example: int) -> Choice | None:
        if step.result.rows.kind == "examples":
            return Choice("cell", step.result.keys[example][c])
        return Choice("cell", step.result.keys[r][example]) if step.result.columns.kind == "examples" else None

    return turn


def _term(*parts: Markup) -> Markup:
    return element("span", {"class": "term"}, *parts)


def _width(display: Display, matrix: Matrix, example: int) -> float:
    """Return about how wide a matrix and its operator are, in the size of its type."""
    down, across = (
        _lines(axis, count, example) for axis, count in zip((matrix.rows, matrix.columns), matrix.shape, strict=True)
    )
    columns = (
        max((len(display.text(matrix.keys[r][c])) for r in down if isinstance(r, int)), default=0)
        if isinstance(c, int)
        else LEFT_OUT
        for c in across
    )
    cells = sum(max(characters * CHARACTER + 0.6, LEAST_CELL) + 0.1 for characters in columns)
    return max(cells + 1.6, len(plain_name(display, matrix)) * CHARACTER * 1.1) + 1.6


def _sign(sign: str) -> Markup:
    return element("span", {"class": "operator"}, sign)


def _signs(display: Display, step: MatrixStep) -> tuple[list[Markup], Markup]:
    """Return what stands before each operand, and what stands after the last, as the form of the step says."""
    scale = _sign(mathml(symbol(display, step.scale), display)) if step.scale else NOTHING
    others = len(step.operands) - 1
    match step.form:
        case "product":
            return [scale, _sign("·"), *[_sign("+")] * (others - 1)], NOTHING
        case "difference":
            # Only targets that add up to 1 leave the plain difference after softmax.
            plainly = all(display.form) or step.result.kind == "dL_da"
            return [NOTHING, _sign("−" if plainly else Markup("· Σ<i>y</i> −"))], NOTHING
        case "times":
            return [NOTHING, *[_sign("⊙")] * others], NOTHING
        case "entries":
            line = "column" if step.operands[0].rows.kind == "examples" else "row"
            between = element("span", {"class": "operator words"}, f"{line} × {line}")
            return [scale + _sign("∑"), between], NOTHING
        case "transpose":
            return [_sign("(")], _sign(Markup(")<sup>T</sup>"))
        case "sum" | "sum_all":
            return [scale + _sign("∑")], NOTHING
        case _:
            activation = display.trace.structure.activations[step.result.layer]
            name = FUNCTIONS[activation] if not others else "ℓ′" if step.result.kind == "dL_da" else "f"
            return [_sign(f"{name}("), *[_sign(",")] * others], _sign(")")


def road_html(display: Display, matrices: MatrixPass, current: MatrixStep) -> Markup:
    """Return every step of the pass as a button, those of the way forward and of the way back apart."""
    there, back = ([s for s in matrices.steps if (s.phase == "forward") == forward] for forward in (True, False))

    def chip(step: MatrixStep) -> Markup:
        # The other ways to the same follow the first, which names where it leads.
        named = "" if step.way in {"swapped", "back", "directly"} else matrix_name(display, step.result)
        way, title = WAYS.get(step.way, ("", plain(question(display, step))))
        label = together(filter(None, (named, way)), " ")
        here = "step" if step == current else ""
        return Choice("product", step.id).button(label, style="chip", current=here, title=title)

    phases = (
        element("span", {"class": "phase"}, element("span", {"class": "label"}, phase), *map(chip, steps))
        for phase, steps in (("Forward", there), ("Backward", back))
    )
    return element("nav", {"class": "road", "aria-label": "Products of the pass"}, *phases)
