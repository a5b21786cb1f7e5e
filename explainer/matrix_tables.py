"""The pass as matrices on the screen: a whole product with its shapes, and a cell of it lit.

Every matrix is a table with headers, so that it can be listened to as well as seen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from backprop.matrices import Axis, Matrix, MatrixPass, MatrixStep
from explainer.display import Display
from explainer.equations import symbol
from explainer.mathml import mathml

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

KIND_ROLES = {"x": "parameter", "a": "parameter", "weight": "weight", "da_dz": "unit", "jacobian": "unit"}
"""Kind of a matrix -> the role whose colour its lit cells have; everything that comes back is "loss"."""

ROAD = {"entries": "entry by entry", "swapped": "turned round", "back": "turned back", "": "directly"}
"""Stage of the road to a gradient -> what it is called."""


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
        return notation.matrix("a" if matrix.kind == "x" else matrix.kind, layer).html
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
            total = "" if all(display.form) or step.result.kind.endswith("dL_da") else "· Σ<i>y</i> "
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
            name = FUNCTIONS[activation] if len(tables) == 1 else "ℓ′" if "dL_da" in step.result.kind else "f"
            return f"{_sign(name + '(')}{_sign(',').join(tables)}{_sign(')')}"


def road_html(display: Display, matrices: MatrixPass, current: MatrixStep) -> str:
    """Return every step of the pass as a button, those of the way forward and of the way back apart."""
    there, back = ([s for s in matrices.steps if (s.phase == "forward") == forward] for forward in (True, False))
    with_stages = {step.id.partition("-")[0] for step in matrices.steps if "-" in step.id}

    def chip(step: MatrixStep) -> str:
        stem, _, stage = step.id.partition("-")
        name = matrix_name(display, step.result)
        if stem in with_stages:
            label = f"{name} {ROAD[stage]}" if stage == "entries" else ROAD[stage]
        elif step.id.startswith("jacobian"):
            label = f"{name} the long way"
        else:
            label = name
        mark = ' aria-current="step"' if step == current else ""
        return f'<button type="button" class="chip" data-choose="product:{step.id}"{mark}>{label}</button>'

    shown = "".join(
        f'<span class="phase"><span class="label">{phase}</span>{"".join(map(chip, steps))}</span>'
        for phase, steps in (("Forward", there), ("Backward", back))
    )
    return f'<nav class="road" aria-label="Products of the pass">{shown}</nav>'


def scalar_step(cell: str) -> str:
    """Return the term of the network that has the number of a cell; see ``in_matrices``."""
    return cell.removeprefix("example_").removeprefix("long_")


def in_matrices(display: Display, key: str) -> str:
    """Return the term that stands in the matrices for a term of the network.

    Where the mean over the batch is taken last, what comes back stands there before the scale.
    """
    return next((k for k in (f"example_{key}", key) if k in display.trace.catalogue.recipes), key)
