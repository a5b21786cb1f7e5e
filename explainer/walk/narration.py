"""What is said about a step: the question it answers and one sentence on how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backprop import Parameter
from backprop.terms import Recipe, path_count
from explainer.notation.display import Display
from explainer.walk.steps import Step

ACTIVATION_SENTENCES = {
    "sigmoid": "The sigmoid squashes it into a number between 0 and 1.",
    "tanh": "The hyperbolic tangent squashes it into a number between −1 and 1.",
    "relu": "ReLU lets a positive number through and turns a negative one into 0.",
    "leaky_relu": "Leaky ReLU lets a positive number through and keeps one hundredth of a negative one.",
    "identity": "The identity passes it on unchanged.",
    "softmax": "Softmax turns all outputs into shares that add up to 1.",
}


@dataclass(frozen=True)
class Narration:
    """The words of a step, as HTML made here and from the notation only.

    Attributes:
        title: short, for the walk: what this step is.
        question: the heading above its equation.
        sentence: how to read the equation.
    """

    title: str
    question: str
    sentence: str


def narrate(display: Display, step: Step) -> Narration:
    """Return the words of a step."""
    recipe = display.trace.recipe(step.key)
    return SAID[recipe.family](display, recipe)


def _pre_activation(display: Display, recipe: Recipe) -> Narration:
    layer, written = recipe.place[0], display.written(recipe.key).html
    incoming = "inputs" if layer == 0 else "activations of the layer before"
    bias = "" if display.trace.structure.biases[layer] == "none" else ", then add the bias"
    return Narration(
        f"{written}: weigh and add what comes in",
        f"What arrives at this unit: {written}?",
        f"Multiply the {incoming} by the weights on their edges, add them up{bias}.",
    )


def _activation(display: Display, recipe: Recipe) -> Narration:
    written = display.written(recipe.key).html
    asked = "What does the network answer" if recipe.family == "y_hat" else "What does the unit pass on"
    kind = display.trace.structure.activations[recipe.place[0]]
    return Narration(f"{written}: the activation function", f"{asked}: {written}?", ACTIVATION_SENTENCES[kind])


def _loss_of_example(display: Display, recipe: Recipe) -> Narration:
    loss = display.notation.loss.html
    return Narration(
        f"{loss}: what this example adds",
        f"How much does this example add to {loss}?",
        "Compare its outputs with its targets; what comes out is its share of the loss of the batch.",
    )


def _loss(display: Display, recipe: Recipe) -> Narration:
    loss = display.notation.loss.html
    return Narration(
        f"{loss}: compare with the target",
        f"How wrong is the answer: {loss}?",
        "The loss turns the distance between answer and target into one number; smaller is better.",
    )


def _loss_derivative(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        f"{display.written(recipe.key).html}: the loss answers to the output",
        f"How does {display.notation.loss.html} answer to the output?",
        "Everything starts at the loss: the output grows a little, the loss this many times as much.",
    )


def _local_derivative(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        f"{display.written(recipe.key).html}: how sensitive the unit is",
        f"How does the activation answer to {_below(display, recipe)}?",
        "The local derivative: the slope of the activation function where this unit stands now.",
    )


def _delta(display: Display, recipe: Recipe) -> Narration:
    written = display.written(recipe.key).html
    question = f"How does {display.notation.loss.html} answer to {_below(display, recipe)}?"
    if display.has_long_road(recipe.key):
        return Narration(
            f"{written}: output minus target",
            question,
            "This output and this loss are made for each other: what is left is short. The long way, factor by "
            "factor, leads to the same number.",
        )
    return Narration(
        f"{written}: multiply on",
        question,
        "What has come back so far, times the local derivative of this unit. Everything below reuses it.",
    )


def _flow(display: Display, recipe: Recipe) -> Narration:
    above = display.trace.structure.sizes[recipe.place[0] + 2]
    return Narration(
        f"{display.written(recipe.key).html}: go back through the weights",
        f"How does {display.notation.loss.html} answer to this activation?",
        "One way back: what the unit above received, times the weight between them."
        if above == 1
        else f"{above} ways back, one for each unit that this one feeds: add them up.",
    )


def _below(display: Display, recipe: Recipe) -> str:
    """Return what the derivative is taken by."""
    layer, example, unit = recipe.place[0], recipe.place[1], recipe.place[-1]
    return display.notation.z(layer, example, unit).html


def _gradient(display: Display, recipe: Recipe) -> Narration:
    p, written = _parameter(recipe), display.written(recipe.key).html
    symbol = display.written(p.name).html
    question = f"How much does {display.notation.loss.html} change when {symbol} moves?"
    structure = display.trace.structure
    if structure.examples > 1 and display.whole:
        return Narration(
            f"{written}: one product per example, then all of them together",
            question,
            f"In each example, what comes back to the unit times what {symbol} meets there; all {structure.examples} "
            "together are the gradient.",
        )
    paths = path_count(structure, p) // structure.examples
    share = "" if structure.examples == 1 else " Then the other examples are added."
    if paths == 1:
        return Narration(
            f"{written}: multiply along the path",
            question,
            f"Follow the lit path from the loss back to {symbol} and multiply what you meet.{share}",
        )
    return Narration(
        f"{written}: one product per path, then the sum",
        question,
        f"{symbol} reaches the loss along {paths} paths: multiply along each of them, then add.{share}",
    )


def _new(display: Display, recipe: Recipe) -> Narration:
    symbol = display.written(_parameter(recipe).name).html
    return Narration(
        f"{symbol}: one step against the gradient",
        f"Where does {symbol} go?",
        f"The gradient points to where the loss grows, so {symbol} takes a small step the other way.",
    )


def _new_loss(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        f"{display.notation.loss.html}: before and after",
        "Did it help?",
        "One more forward pass with all the new parameters tells. Take the update to go on from there.",
    )


def _parameter(recipe: Recipe) -> Parameter:
    """Return the parameter that a gradient or an update is about."""
    assert recipe.parameter is not None  # they are all about one
    return recipe.parameter


SAID: dict[str, Callable[[Display, Recipe], Narration]] = {
    "z": _pre_activation,
    "a": _activation,
    "y_hat": _activation,
    "loss_of_example": _loss_of_example,
    "loss": _loss,
    "dL_dy_hat": _loss_derivative,
    "da_dz": _local_derivative,
    "da_dz_cross": _local_derivative,
    "delta": _delta,
    "dL_da": _flow,
    "gradient": _gradient,
    "new": _new,
    "new_loss": _new_loss,
}
"""Family of a step's term -> what is said about it."""


def narrate_phases(display: Display, parameter: str) -> Narration:
    """Return the words beside the two phases of one parameter."""
    symbol, written = display.written(parameter).html, display.written(display.trace.names.gradient(parameter)).html
    d = display.notation.d
    return Narration(
        f"{written}: two phases",
        f"Where do the two factors of {written} come from?",
        f"Forward, every edge notes what it multiplies, {d}<i>z</i>/{d}<i>w</i>. Backward, the same network "
        "carries the loss the other way, and each unit amplifies it by its slope. Multiply what the two phases left "
        f"at {symbol}.",
    )
