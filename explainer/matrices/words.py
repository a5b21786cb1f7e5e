"""What is said about the matrices: what a product asks, why its shapes fit, and what of a wrong one."""

from __future__ import annotations

from backprop.matrices import MatrixStep
from explainer.matrices.names import matrix_name, shape, what
from explainer.notation.display import Display


def question(display: Display, step: MatrixStep) -> str:
    """Return what a step of the pass asks."""
    loss, name = display.notation.loss.html, matrix_name(display, step.result)
    result = step.result
    match result.kind:
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
    kind = step.result.kind
    w = display.notation.matrix("weight", layer).html
    if step.stage == "swapped":
        return f"The same sums as before, but lying the other way: {w} has the shape {shape(step.result.T)}."
    if kind == "gradient":
        return (
            f"The result needs the shape of {w} and the sum runs over the examples: so they stand inside, where the "
            "shapes touch."
        )
    if step.stage == "long":
        return "Every output depends on every input of softmax, so each of them sends something back."
    if kind == "dL_da":
        above = display.notation.matrix("weight", layer + 1).html
        return f"{above} leads forward; on the way back its two sides change places."
    return f"{w} has one row for each value that comes in and one column for each unit."
