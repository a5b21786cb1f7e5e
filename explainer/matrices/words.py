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
            return Markup("What arrives at {}{}: {}?").format(_units(display, step), _examples(display), name)
        case "a":
            return Markup("What does {} pass on{}: {}?").format(_units(display, step), _examples(display), name)
        case "dL_da" | "delta":
            return Markup("What comes back to {}{}: {}?").format(_units(display, step), _examples(display), name)
        case _:
            whose = display.notation.matrix("weight" if result.kind == "gradient" else "bias", result.layer).html
            return Markup("How much does {} change with each number in {}?").format(loss, whose)


def _units(display: Display, step: MatrixStep) -> str:
    """Name the units that the result of a step is about."""
    structure, layer = display.trace.structure, step.result.layer
    kind = "output" if layer == structure.depth - 1 else "hidden unit"
    return f"the {kind}" if structure.sizes[layer + 1] == 1 else f"every {kind}"


def _examples(display: Display) -> str:
    return ", in every example" if display.trace.structure.examples > 1 else ""


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
            return Markup("Transposed, {} becomes {}: each entry comes to the place of its weight in {}.").format(
                shape(step.operands[0]), shape(step.result), display.notation.matrix("weight", step.result.layer).html
            )
        case "sum" | "sum_all":
            return _why_added_up(display, step)
        case "apply_row":
            return "Softmax looks at a whole example at once: its shares add up to 1."
        case "apply":
            return "The same function of every entry; the shape stays."
        case "difference":
            return "Entry by entry: output minus target. Both have the same shape."
        case _:
            return Markup("Entry by entry (⊙), nothing is added up: {} have the shape of {}.").format(
                Markup(" and ").join(operands), result
            )


def _why_added_up(display: Display, step: MatrixStep) -> str:
    """Say over what the gradient of a bias is added up: over whatever the bias was added to."""
    delta, structure = matrix_name(display, step.operands[0]), display.trace.structure
    units = structure.sizes[step.result.layer + 1] if step.form == "sum_all" else 1
    over = [
        *(["unit"] if units > 1 else []),
        *(["example"] if structure.examples > 1 else []),
    ]
    if not over:
        return Markup(
            "There is one example, and {} is added to z as it is: its gradient is what comes back, {}."
        ).format("the bias" if step.result.shape == (1, 1) else "each bias", delta)
    return Markup("{} is added to z in every {}, so its gradient adds up {} over the {}.").format(
        "This bias" if step.result.shape == (1, 1) else "Each bias",
        " and every ".join(over),
        delta,
        " and the ".join(f"{one}s" for one in over),
    )


def _why_turned(display: Display, step: MatrixStep) -> str:
    """Say why one of the factors is transposed, or why none is."""
    layer = step.result.layer
    kind = step.result.kind
    w = display.notation.matrix("weight", layer).html
    if step.way == "swapped":
        return Markup("The same sums as before, but transposed: {} has the shape {}.").format(w, shape(step.result.T))
    if kind == "gradient":
        return Markup(
            "The result needs the shape of {} and the sum runs over the examples{}: so they stand inside, "
            "where the shapes touch."
        ).format(w, " (here one)" if display.trace.structure.examples == 1 else "")
    if step.way == "long":
        return "Every output depends on every input of softmax, so each of them sends something back."
    if kind == "dL_da":
        above = display.notation.matrix("weight", layer + 1).html
        return Markup("{} leads forward; on the way back its two sides change places.").format(above)
    return Markup("{} has one row for each value that comes in and one column for each unit.").format(w)
