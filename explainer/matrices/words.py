"""What is said about the matrices: what a product asks, why its shapes fit, and what of a wrong one."""

from __future__ import annotations

from markupsafe import Markup

from backprop.matrices import MatrixStep
from explainer.matrices.names import matrix_name, shape, what
from explainer.notation.display import Display


def question(display: Display, step: MatrixStep) -> Markup:
    """Return what a step of the pass asks."""
    loss, name = display.notation.loss.html, matrix_name(display, step.result)
    result = step.result
    match result.kind:
        case "z":
            return Markup("What arrives at every unit, in every example: {}?").format(name)
        case "a":
            return Markup("What does every unit pass on: {}?").format(name)
        case "dL_da" | "delta":
            return Markup("What comes back, for every unit and example: {}?").format(name)
        case _:
            whose = display.notation.matrix("weight" if result.kind == "gradient" else "bias", result.layer).html
            return Markup("How does {} answer to all of {} at once?").format(loss, whose)


def explanation(display: Display, step: MatrixStep) -> str:
    """Say why the step is written as it is: what its shapes are, and what has to be turned for them to fit."""
    operands = [matrix_name(display, operand) for operand in step.operands]
    result, shapes = matrix_name(display, step.result), [shape(operand) for operand in step.operands]
    if step.form == "product":
        inner = step.operands[0].shape[1]
        fits = Markup("({}) · ({}) = ({}): row by column, over {} {}.").format(
            shapes[0], shapes[1], shape(step.result), inner, what(display, step.operands[0].columns, inner)
        )
        return Markup("{} {}").format(fits, _why_turned(display, step))
    match step.form:
        case "entries":
            line = "column" if step.operands[0].rows.kind == "examples" else "row"
            return Markup(
                "One entry at a time: a {} of {} beside a {} of {}, multiplied example by example, added up{}. "
                "Choose any entry, or go on with →."
            ).format(line, operands[0], line, operands[1], ", and scaled" if step.scale else "")
        case "transpose":
            turned = f"{shape(step.operands[0])} becomes {shape(step.result)}"
            return Markup("Turned over, {}, and each entry comes to the place of its weight.").format(turned)
        case "sum":
            return Markup("A bias is added to every example, so the gradient adds up {} over the examples.").format(
                operands[0]
            )
        case "sum_all":
            return Markup(
                "This bias is shared by all units and examples, so the gradient adds up the whole of {}."
            ).format(operands[0])
        case "apply_row":
            return "Softmax looks at a whole example at once: its shares add up to 1."
        case "apply":
            return "The same function in every cell; the shape stays."
        case "difference":
            return "Cell by cell: output minus target. Both have the same shape."
        case _:
            return Markup("Cell by cell (⊙), nothing is added up: {} have the shape of {}.").format(
                Markup(" and ").join(operands), result
            )


def _why_turned(display: Display, step: MatrixStep) -> str:
    """Say why one of the factors is transposed, or why none is."""
    layer = step.result.layer
    kind = step.result.kind
    w = display.notation.matrix("weight", layer).html
    if step.way == "swapped":
        return Markup("The same sums as before, but lying the other way: {} has the shape {}.").format(
            w, shape(step.result.T)
        )
    if kind == "gradient":
        return Markup(
            "The result needs the shape of {} and the sum runs over the examples: so they stand inside, "
            "where the shapes touch."
        ).format(w)
    if step.way == "long":
        return "Every output depends on every input of softmax, so each of them sends something back."
    if kind == "dL_da":
        above = display.notation.matrix("weight", layer + 1).html
        return Markup("{} leads forward; on the way back its two sides change places.").format(above)
    return Markup("{} has one row for each value that comes in and one column for each unit.").format(w)
