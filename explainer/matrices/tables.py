"""The pass as matrices on the screen: a whole product with its shapes, and a cell of it lit.

Every matrix is a table with headers, so that it can be listened to as well as seen.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from backprop.matrices import Axis, Matrix, MatrixPass, MatrixStep
from explainer.browser.mathml import mathml
from explainer.equations.factors import symbol
from explainer.matrices.names import FUNCTIONS, matrix_name, what
from explainer.notation.display import Display

KIND_ROLES = {"x": "parameter", "a": "parameter", "weight": "weight", "da_dz": "unit", "jacobian": "unit"}
"""Kind of a matrix -> the role whose colour its lit cells have; everything that comes back is "loss"."""


STAGES = {
    "entries": "entry by entry",
    "swapped": "turned round",
    "back": "turned back",
    "directly": "directly",
    "long": "the long way",
}
"""Stage of a step -> what it is called."""


def _headers(display: Display, axis: Axis, count: int) -> list[str]:
    if axis.kind == "one":
        return ['<span class="for-listeners">all</span>'] * count
    if axis.kind == "example":
        return [f'<span class="for-listeners">example </span>{axis.layer + 1}']
    if axis.kind == "examples":
        return [f'<span class="for-listeners">example </span>{e + 1}' for e in range(count)]
    return [display.notation.a(axis.layer, None, j).html for j in range(count)]


def matrix_table(
    display: Display, matrices: MatrixPass, matrix: Matrix, lit: Iterable[tuple[int, int]] = (), chosen: str = ""
) -> str:
    """Return a matrix as a table: its name above, its shape below, some cells lit.

    A cell that some product of the pass makes can be chosen.
    """
    bright, role = frozenset(lit), KIND_ROLES.get(matrix.kind, "loss")
    name, (rows, columns) = matrix_name(display, matrix), matrix.shape
    head = "".join(f'<th scope="col">{text}</th>' for text in _headers(display, matrix.columns, columns))
    body = []
    for r, (header, keys) in enumerate(zip(_headers(display, matrix.rows, rows), matrix.keys, strict=True)):
        cells = (
            _cell(display, key, (r, c) in bright, key == chosen, matrices.making(key) is not None)
            for c, key in enumerate(keys)
        )
        body.append(f'<tr><th scope="row">{header}</th>{"".join(cells)}</tr>')
    axes = f"{rows} {what(display, matrix.rows, rows)} × {columns} {what(display, matrix.columns, columns)}"
    return (
        f'<figure class="matrix role-{role}"><table><caption>{name}</caption><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
        f'<figcaption><strong class="shape">{rows} × {columns}</strong> <span class="axes">{axes}</span></figcaption>'
        "</figure>"
    )


def _cell(display: Display, key: str, lit: bool, chosen: bool, choosable: bool) -> str:
    number = display.number(key)
    if choosable:
        label = html.escape(f"{display.written(key).plain}, {display.text(key)}")
        pressed = ' aria-pressed="true"' if chosen else ""
        number = f'<button type="button" data-choose="cell:{key}" aria-label="{label}"{pressed}>{number}</button>'
    style = " ".join(("lit",) * lit + ("chosen",) * chosen)
    return f'<td class="{style}">{number}</td>' if style else f"<td>{number}</td>"


def product_html(display: Display, matrices: MatrixPass, step: MatrixStep, cell: str) -> str:
    """Return a step of the pass: its operands, the operators between them, its result."""
    where = step.result.find(cell) or (0, 0)
    lit = step.lit(*where)
    tables = [
        matrix_table(display, matrices, operand, cells) for operand, cells in zip(step.operands, lit, strict=True)
    ]
    result = matrix_table(display, matrices, step.result, [where], cell)
    left = _written(display, step, tables)
    # Entry by entry no two whole matrices are multiplied, so none of them equals the result.
    sign = _sign("→" if step.form == "entries" else "=")
    return f'<div class="product" tabindex="0" role="group" aria-label="The product">{left}{sign}{result}</div>'


def _sign(sign: str) -> str:
    return f'<span class="operator">{sign}</span>'


def _written(display: Display, step: MatrixStep, tables: list[str]) -> str:
    """Put the operands together as the form of the step says."""
    scale = _sign(mathml(symbol(display, step.scale), display)) if step.scale else ""
    match step.form:
        case "product":
            return scale + _sign("·").join(tables[:2]) + "".join(_sign("+") + table for table in tables[2:])
        case "difference":
            # Only targets that add up to 1 leave the plain difference after softmax.
            total = "" if all(display.form) or step.result.kind == "dL_da" else "· Σ<i>y</i> "
            return _sign(f"{total}−").join(tables)
        case "times":
            return _sign("⊙").join(tables)
        case "entries":
            line = "column" if step.operands[0].rows.kind == "examples" else "row"
            between = f'<span class="operator words">{line} × {line}</span>'
            return f"{scale}{_sign('∑')}{between.join(tables)}"
        case "transpose":
            return f"{_sign('(')}{tables[0]}{_sign(')<sup>T</sup>')}"
        case "sum" | "sum_all":
            return f"{scale}{_sign('∑')}{tables[0]}"
        case _:
            activation = display.trace.structure.activations[step.result.layer]
            name = FUNCTIONS[activation] if len(tables) == 1 else "ℓ′" if step.result.kind == "dL_da" else "f"
            return f"{_sign(name + '(')}{_sign(',').join(tables)}{_sign(')')}"


def road_html(display: Display, matrices: MatrixPass, current: MatrixStep) -> str:
    """Return every step of the pass as a button, those of the way forward and of the way back apart."""
    there, back = ([s for s in matrices.steps if (s.phase == "forward") == forward] for forward in (True, False))

    def chip(step: MatrixStep) -> str:
        # The other stages of a road follow the first, which names where it leads.
        named = "" if step.stage in {"swapped", "back", "directly"} else matrix_name(display, step.result)
        label = " ".join(filter(None, (named, STAGES.get(step.stage))))
        mark = ' aria-current="step"' if step == current else ""
        return f'<button type="button" class="chip" data-choose="product:{step.id}"{mark}>{label}</button>'

    shown = "".join(
        f'<span class="phase"><span class="label">{phase}</span>{"".join(map(chip, steps))}</span>'
        for phase, steps in (("Forward", there), ("Backward", back))
    )
    return f'<nav class="road" aria-label="Products of the pass">{shown}</nav>'
