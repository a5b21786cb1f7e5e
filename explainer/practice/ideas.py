"""What the lines of an exercise teach: one idea each, and which idea a term is an example of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backprop import SharedBias, Structure, UnitBias
from backprop.terms import Recipe


@dataclass(frozen=True)
class Idea:
    """Something to be learnt.

    Attributes:
        title: what it is called in a list.
        sentence: what it says.
        others: ideas that do not explain such a line, to choose from beside the one that does.
    """

    title: str
    sentence: str
    others: tuple[str, str, str]


IDEAS: Mapping[str, Idea] = {
    "weighted_sum": Idea(
        "Weighted sum and bias",
        "Every value that comes in is multiplied by the weight on its edge; these are added up, and the bias is added.",
        ("activation", "loss", "update"),
    ),
    "activation": Idea(
        "Activation",
        "The activation function is applied to what has arrived at the unit.",
        ("weighted_sum", "local_derivative", "loss"),
    ),
    "loss": Idea(
        "Loss",
        "The loss measures how far the outputs are from their targets.",
        ("loss_derivative", "activation", "weighted_sum"),
    ),
    "loss_derivative": Idea(
        "Derivative of the loss",
        "The way back starts here: how much the loss changes when an output does.",
        ("loss", "local_derivative", "update"),
    ),
    "local_derivative": Idea(
        "Local derivative",
        "The slope of the activation function, at the value that this unit has.",
        ("activation", "loss_derivative", "weighted_sum"),
    ),
    "pair": Idea(
        "Output and loss as a pair",
        "This output and this loss belong together: in their product much cancels, and a short formula is left.",
        ("loss", "weighted_sum", "update"),
    ),
    "chain": Idea(
        "The chain rule as a product",
        "What has come back so far is multiplied by the derivative of the next step on the way.",
        ("weighted_sum", "update", "loss"),
    ),
    "enters": Idea(
        "What enters on an edge",
        "How much the sum changes with a weight is the value that the weight is multiplied by.",
        ("local_derivative", "loss_derivative", "update"),
    ),
    "paths": Idea(
        "Sum over paths",
        "Where several paths lead to the loss, what comes back along each of them is added up.",
        ("weighted_sum", "batch", "local_derivative"),
    ),
    "bias": Idea(
        "Gradient of a bias",
        "A bias is added as it is, so its derivative is 1 and its gradient is the delta of its unit.",
        ("weighted_sum", "local_derivative", "update"),
    ),
    "shared_bias": Idea(
        "A shared bias",
        "A bias that several units share has a path through each of them, so their deltas are added up.",
        ("weighted_sum", "activation", "update"),
    ),
    "batch": Idea(
        "Sum over the examples",
        "Every example adds its part to the gradient of the batch, divided by what the loss is divided by.",
        ("paths", "shared_bias", "update"),
    ),
    "update": Idea(
        "Update",
        "A step against the gradient: the learning rate times the gradient is subtracted.",
        ("chain", "loss_derivative", "weighted_sum"),
    ),
    "cell": Idea(
        "A cell of a matrix",
        "Each cell is made of a row of the left matrix and a column of the right one, or of the cells at its place.",
        ("update", "activation", "loss"),
    ),
    "shape": Idea(
        "Shapes",
        "A product has the rows of its left factor and the columns of its right one; a gradient has the shape of its "
        "parameters.",
        ("activation", "update", "loss"),
    ),
    "transpose": Idea(
        "Transposing",
        "A matrix is transposed so that what is summed over stands inside, where the shapes touch.",
        ("activation", "update", "loss"),
    ),
    "sign": Idea(
        "Sign",
        "A product is negative where one factor is; an update goes against the sign of the gradient.",
        ("activation", "loss", "batch"),
    ),
}
"""Id -> idea, in the order in which they are learnt."""

BY_FAMILY = {
    "z": "weighted_sum",
    "a": "activation",
    "y_hat": "activation",
    "loss_of_example": "loss",
    "loss": "loss",
    "dL_dy_hat": "loss_derivative",
    "da_dz": "local_derivative",
    "da_dz_cross": "local_derivative",
    "dz_dw": "enters",
    "alone": "update",
    "penalized": "update",
    "new_memory": "update",
    "corrected": "update",
    "new": "update",
    "moved": "sign",
}
"""Family of a term -> the one idea that its terms are examples of."""


def idea_of(s: Structure, recipe: Recipe) -> str:
    """Return the id of the idea that a term is an example of.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("mazur"))
    >>> [idea_of(record.structure, record.recipe(key)) for key in ("z1_1", "dL_da1_1", "dL_dw1")]
    ['weighted_sum', 'paths', 'chain']
    """
    if recipe.family in BY_FAMILY:
        return BY_FAMILY[recipe.family]
    if recipe.parameter is not None:
        return _of_gradient(s, recipe)
    if recipe.family == "example_dL_da" and recipe.place[0] == s.depth - 1:
        return "loss_derivative"
    if recipe.operation == "sum":
        return "paths" if len(recipe.factors) > 1 else "chain"
    return "chain" if recipe.operation == "product" else "pair"


def _of_gradient(s: Structure, recipe: Recipe) -> str:
    if recipe.family == "gradient" and s.examples > 1:
        return "batch"
    if isinstance(recipe.parameter, SharedBias):
        return "shared_bias" if s.sizes[recipe.parameter.layer + 1] > 1 else "bias"
    return "bias" if isinstance(recipe.parameter, UnitBias) else "chain"
