"""What is said about the matrices: what a product asks, why its shapes fit, and what of a wrong one."""

from __future__ import annotations

from backprop.matrices import Matrix, MatrixPass, MatrixStep
from explainer.display import Display
from explainer.matrix_tables import matrix_name, shape, what


def question(display: Display, step: MatrixStep) -> str:
    """Return what a step of the pass asks."""
    loss, name = display.notation.loss.html, matrix_name(display, step.result)
    result = step.result
    match result.kind.removeprefix("example_"):
        case "z":
            return f"What arrives at every unit, in every example: {name}?"
        case "a":
            return f"What does every unit pass on: {name}?"
        case "dL_da" | "delta":
            return f"What comes back, for every unit and example: {name}?"
        case _:
            whose = display.notation.matrix("weight" if result.kind == "gradient" else "bias", result.layer).html
            return f"How does {loss} answer to all of {whose} at once?"


def explanation(display: Display, step: MatrixStep) -> str:
    """Say why the step is written as it is: what its shapes are, and what has to be turned for them to fit."""
    operands = [matrix_name(display, operand) for operand in step.operands]
    result, shapes = matrix_name(display, step.result), [shape(operand) for operand in step.operands]
    if step.form == "product":
        inner = step.operands[0].shape[1]
        fits = (
            f"({shapes[0]}) · ({shapes[1]}) = ({shape(step.result)}): row by column, over {inner} "
            f"{what(display, step.operands[0].columns, inner)}."
        )
        return f"{fits} {_why_turned(display, step)}"
    match step.form:
        case "entries":
            line = "column" if step.operands[0].rows.kind == "examples" else "row"
            return (
                f"One entry at a time: a {line} of {operands[0]} beside a {line} of {operands[1]}, multiplied example "
                f"by example, added up{', and scaled' if step.scale else ''}. Choose any entry, or go on with →."
            )
        case "transpose":
            turned = f"{shape(step.operands[0])} becomes {shape(step.result)}"
            return f"Turned over, {turned}, and each entry comes to the place of its weight."
        case "sum":
            return f"A bias is added to every example, so the gradient adds up {operands[0]} over the examples."
        case "sum_all":
            return f"This bias is shared by all units and examples, so the gradient adds up the whole of {operands[0]}."
        case "apply_row":
            return "Softmax looks at a whole example at once: its shares add up to 1."
        case "apply":
            return "The same function in every cell; the shape stays."
        case "difference":
            return "Cell by cell: output minus target. Both have the same shape."
        case _:
            return f"Cell by cell (⊙), nothing is added up: {' and '.join(operands)} have the shape of {result}."


def _why_turned(display: Display, step: MatrixStep) -> str:
    """Say why one of the factors is transposed, or why none is."""
    layer = step.result.layer
    kind = step.result.kind.removeprefix("example_")
    w = display.notation.matrix("weight", layer).html
    if step.id.endswith("-swapped"):
        return f"The same sums as before, but lying the other way: {w} has the shape {shape(step.result.T)}."
    if kind == "gradient":
        return (
            f"The result needs the shape of {w} and the sum runs over the examples: so they stand inside, where the "
            "shapes touch."
        )
    if step.operands[1].kind == "jacobian" or step.operands[0].kind == "jacobian":
        return "Every output depends on every input of softmax, so each of them sends something back."
    if kind == "dL_da":
        above = display.notation.matrix("weight", layer + 1).html
        return f"{above} leads forward; on the way back its two sides change places."
    return f"{w} has one row for each value that comes in and one column for each unit."


def tried_html(display: Display, matrices: MatrixPass, left: Matrix, right: Matrix) -> str:
    """Say whether two matrices can be multiplied in this order, and whether the pass has such a product."""
    names, (rows, inner), (other, columns) = [matrix_name(display, m) for m in (left, right)], left.shape, right.shape
    fits = inner == other
    verdict = "does not fit"
    if not fits:
        sentence = (
            f"Each row of {names[0]} has {inner} {_entries(inner)} ({what(display, left.columns, inner)}), each column "
            f"of {names[1]} has {other} ({what(display, right.rows, other)}): no pairs. {_remedy(left, right)}"
        )
    elif left.columns != right.rows:
        verdict = "fits by accident"
        sentence = (
            f"The numbers agree, {inner} = {other}, but only by accident: inside, {what(display, left.columns, inner)} "
            f"of {names[0]} would meet {what(display, right.rows, other)} of {names[1]}. The sum would mean nothing."
        )
    else:
        made = next((s for s in matrices.steps if s.form == "product" and s.operands[:2] == (left, right)), None)
        verdict = "fits"
        sentence = f"It fits: the sum runs over {inner} {what(display, left.columns, inner)}. " + (
            f'This is {matrix_name(display, made.result)}. <button type="button" class="link" '
            f'data-choose="product:{made.id}">Show it</button>'
            if made
            else f"Nothing in this pass needs it: {_no_use(display, left, right)}"
        )
    result = f"{rows} × {columns}" if fits else "?"
    touching = "agrees" if fits else "differs"
    return (
        f'<p class="tried" role="status"><strong>{verdict}</strong> · {names[0]} ({rows} × '
        f'<mark class="{touching}">{inner}</mark>) · {names[1]} (<mark class="{touching}">{other}</mark> × {columns}) '
        f"= {result}<br>{sentence}</p>"
    )


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _remedy(left: Matrix, right: Matrix) -> str:
    """Say which turn would make two matrices fit."""
    ways = [("the left one", left.T, right), ("the right one", left, right.T), ("both", left.T, right.T)]
    for name, a, b in ways:
        if a.columns == b.rows:
            return f"With {name} turned over they would fit."
    if any(a.shape[1] == b.shape[0] for _, a, b in ways):
        return "Turning over makes only the numbers agree, not what they count."
    return "No turning over makes them fit."


def _no_use(display: Display, left: Matrix, right: Matrix) -> str:
    rows, columns = left.rows, right.columns
    return (
        f"a result of {left.shape[0]} {what(display, rows, left.shape[0])} × "
        f"{right.shape[1]} {what(display, columns, right.shape[1])}."
    )
