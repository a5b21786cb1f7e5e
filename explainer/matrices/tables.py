"""The pass as matrices on the screen: a whole product with its shapes, and a cell of it lit.

Every matrix is a table with headers, so that it can be listened to as well as seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from backprop.matrices import Axis, Matrix, MatrixPass, MatrixStep
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element, style, together
from explainer.browser.mathml import mathml
from explainer.browser.table import Cell, Row, table
from explainer.browser.terms import number
from explainer.equations.factors import symbol
from explainer.matrices.names import FUNCTIONS, matrix_name, what
from explainer.notation.display import Display

KIND_ROLES = {"x": "parameter", "a": "parameter", "weight": "weight", "da_dz": "unit", "jacobian": "unit"}
"""Kind of a matrix -> the role whose colour its lit cells have; everything that comes back is "loss"."""

WAYS = {
    "entries": "entry by entry",
    "swapped": "turned round",
    "back": "turned back",
    "directly": "directly",
    "long": "the long way",
}
"""Way of a step -> what it is called."""


def _headers(display: Display, axis: Axis, count: int) -> list[Markup]:
    if axis.kind == "one":
        return [_for_listeners("all")] * count
    if axis.kind == "example":
        return [_for_listeners("example ") + str(axis.layer + 1)]
    if axis.kind == "examples":
        return [_for_listeners("example ") + str(e + 1) for e in range(count)]
    return [display.notation.a(axis.layer, None, j).html for j in range(count)]


def _for_listeners(text: str) -> Markup:
    return element("span", {"class": "for-listeners"}, text)


def matrix_table(
    display: Display, matrices: MatrixPass, matrix: Matrix, lit: Iterable[tuple[int, int]] = (), chosen: str = ""
) -> Markup:
    """Return a matrix as a table: its name above, its shape below, some cells lit.

    A cell that some product of the pass makes can be chosen.
    """
    bright, role = frozenset(lit), KIND_ROLES.get(matrix.kind, "loss")
    rows, columns = matrix.shape
    body = [
        Row(
            header,
            [
                _cell(display, key, (r, c) in bright, key == chosen, matrices.making(key) is not None)
                for c, key in enumerate(keys)
            ],
        )
        for r, (header, keys) in enumerate(zip(_headers(display, matrix.rows, rows), matrix.keys, strict=True))
    ]
    axes = f"{rows} {what(display, matrix.rows, rows)} × {columns} {what(display, matrix.columns, columns)}"
    return element(
        "figure",
        {"class": f"matrix role-{role}"},
        table(matrix_name(display, matrix), _headers(display, matrix.columns, columns), body, corner=True),
        element(
            "figcaption",
            None,
            element("strong", {"class": "shape"}, f"{rows} × {columns}"),
            " ",
            element("span", {"class": "axes"}, axes),
        ),
    )


def _cell(display: Display, key: str, lit: bool, chosen: bool, choosable: bool) -> Cell:
    shown = number(display, key)
    if choosable:
        name = f"{display.written(key).plain}, {display.text(key)}"
        shown = Choice("cell", key).button(shown, name, style="", pressed=chosen)
    return Cell(shown, {"class": style("lit" if lit else "", "chosen" if chosen else "")})


def product_html(display: Display, matrices: MatrixPass, step: MatrixStep, cell: str) -> Markup:
    """Return a step of the pass: its operands, the operators between them, its result."""
    where = step.result.find(cell) or (0, 0)
    lit = step.lit(*where)
    tables = [
        matrix_table(display, matrices, operand, cells) for operand, cells in zip(step.operands, lit, strict=True)
    ]
    result = matrix_table(display, matrices, step.result, [where], cell)
    # Entry by entry no two whole matrices are multiplied, so none of them equals the result.
    sign = _sign("→" if step.form == "entries" else "=")
    attributes = {"class": "product", "tabindex": "0", "role": "group", "aria-label": "The product"}
    return element("div", attributes, _written(display, step, tables), sign, result)


def _sign(sign: str) -> Markup:
    return element("span", {"class": "operator"}, sign)


def _written(display: Display, step: MatrixStep, tables: list[Markup]) -> Markup:
    """Put the operands together as the form of the step says."""
    scale = _sign(mathml(symbol(display, step.scale), display)) if step.scale else NOTHING
    match step.form:
        case "product":
            return scale + _sign("·").join(tables[:2]) + together(_sign("+") + table for table in tables[2:])
        case "difference":
            # Only targets that add up to 1 leave the plain difference after softmax.
            plain = all(display.form) or step.result.kind == "dL_da"
            return _sign("−" if plain else Markup("· Σ<i>y</i> −")).join(tables)
        case "times":
            return _sign("⊙").join(tables)
        case "entries":
            line = "column" if step.operands[0].rows.kind == "examples" else "row"
            between = element("span", {"class": "operator words"}, f"{line} × {line}")
            return scale + _sign("∑") + between.join(tables)
        case "transpose":
            return _sign("(") + tables[0] + _sign(Markup(")<sup>T</sup>"))
        case "sum" | "sum_all":
            return scale + _sign("∑") + tables[0]
        case _:
            activation = display.trace.structure.activations[step.result.layer]
            name = FUNCTIONS[activation] if len(tables) == 1 else "ℓ′" if step.result.kind == "dL_da" else "f"
            return _sign(f"{name}(") + _sign(",").join(tables) + _sign(")")


def road_html(display: Display, matrices: MatrixPass, current: MatrixStep) -> Markup:
    """Return every step of the pass as a button, those of the way forward and of the way back apart."""
    there, back = ([s for s in matrices.steps if (s.phase == "forward") == forward] for forward in (True, False))

    def chip(step: MatrixStep) -> Markup:
        # The other ways to the same follow the first, which names where it leads.
        named = "" if step.way in {"swapped", "back", "directly"} else matrix_name(display, step.result)
        label = together(filter(None, (named, WAYS.get(step.way, ""))), " ")
        return Choice("product", step.id).button(label, style="chip", current="step" if step == current else "")

    phases = (
        element("span", {"class": "phase"}, element("span", {"class": "label"}, phase), *map(chip, steps))
        for phase, steps in (("Forward", there), ("Backward", back))
    )
    return element("nav", {"class": "road", "aria-label": "Products of the pass"}, *phases)
