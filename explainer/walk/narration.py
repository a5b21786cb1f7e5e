"""What is said about a step: the question it answers and one sentence on how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

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
    """The words of a step.

    Attributes:
        title: short, for the walk: what this step is.
        question: the heading above its equation.
        sentence: how to read the equation; text or markup.
    """

    title: Markup
    question: Markup
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
        Markup("{}: weigh and add what comes in").format(written),
        Markup("What arrives at this unit: {}?").format(written),
        Markup("Multiply the {} by the weights on their edges, add them up{}.").format(incoming, bias),
    )


def _activation(display: Display, recipe: Recipe) -> Narration:
    written = display.written(recipe.key).html
    asked = "What does the network answer" if recipe.family == "y_hat" else "What does the unit pass on"
    kind = display.trace.structure.activations[recipe.place[0]]
    return Narration(
        Markup("{}: the activation function").format(written),
        Markup("{}: {}?").format(asked, written),
        ACTIVATION_SENTENCES[kind],
    )


def _loss_of_example(display: Display, recipe: Recipe) -> Narration:
    loss = display.notation.loss.html
    return Narration(
        Markup("{}: what this example adds").format(loss),
        Markup("How much does this example add to {}?").format(loss),
        "Compare its outputs with its targets; what comes out is its share of the loss of the batch.",
    )


def _loss(display: Display, recipe: Recipe) -> Narration:
    loss = display.notation.loss.html
    return Narration(
        Markup("{}: compare with the target").format(loss),
        Markup("How wrong is the answer: {}?").format(loss),
        "The loss turns the distance between answer and target into one number; smaller is better.",
    )


def _loss_derivative(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        Markup("{}: the loss answers to the output").format(display.written(recipe.key).html),
        Markup("How does {} answer to the output?").format(display.notation.loss.html),
        "Everything starts at the loss: the output grows a little, the loss this many times as much.",
    )


def _local_derivative(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        Markup("{}: how sensitive the unit is").format(display.written(recipe.key).html),
        Markup("How does the activation answer to {}?").format(_below(display, recipe)),
        "The local derivative: the slope of the activation function where this unit stands now.",
    )


def _delta(display: Display, recipe: Recipe) -> Narration:
    written = display.written(recipe.key).html
    question = Markup("How does {} answer to {}?").format(display.notation.loss.html, _below(display, recipe))
    if display.has_long_road(recipe.key):
        return Narration(
            Markup("{}: output minus target").format(written),
            question,
            "This output and this loss are made for each other: what is left is short. The long way, factor by "
            "factor, leads to the same number.",
        )
    return Narration(
        Markup("{}: multiply on").format(written),
        question,
        "What has come back so far, times the local derivative of this unit. Everything below reuses it.",
    )


def _flow(display: Display, recipe: Recipe) -> Narration:
    above = display.trace.structure.sizes[recipe.place[0] + 2]
    return Narration(
        Markup("{}: go back through the weights").format(display.written(recipe.key).html),
        Markup("How does {} answer to this activation?").format(display.notation.loss.html),
        "One way back: what the unit above received, times the weight between them."
        if above == 1
        else Markup("{} ways back, one for each unit that this one feeds: add them up.").format(above),
    )


def _below(display: Display, recipe: Recipe) -> Markup:
    """Return what the derivative is taken by."""
    layer, example, unit = recipe.place[0], recipe.place[1], recipe.place[-1]
    return display.notation.z(layer, example, unit).html


def _gradient(display: Display, recipe: Recipe) -> Narration:
    p, written = _parameter(recipe), display.written(recipe.key).html
    symbol = display.written(p.name).html
    question = Markup("How much does {} change when {} moves?").format(display.notation.loss.html, symbol)
    structure = display.trace.structure
    if structure.examples > 1 and display.whole:
        return Narration(
            Markup("{}: one product per example, then all of them together").format(written),
            question,
            Markup(
                "In each example, what comes back to the unit times what {} meets there; all {} together are the "
                "gradient."
            ).format(symbol, structure.examples),
        )
    paths = path_count(structure, p) // structure.examples
    share = "" if structure.examples == 1 else " Then the other examples are added."
    if paths == 1:
        return Narration(
            Markup("{}: multiply along the path").format(written),
            question,
            Markup("Follow the lit path from the loss back to {} and multiply what you meet.{}").format(symbol, share),
        )
    return Narration(
        Markup("{}: one product per path, then the sum").format(written),
        question,
        Markup("{} reaches the loss along {} paths: multiply along each of them, then add.{}").format(
            symbol, paths, share
        ),
    )


def _new(display: Display, recipe: Recipe) -> Narration:
    symbol = display.written(_parameter(recipe).name).html
    return Narration(
        Markup("{}: one step against the gradient").format(symbol),
        Markup("Where does {} go?").format(symbol),
        Markup("The gradient points to where the loss grows, so {} takes a small step the other way.").format(symbol),
    )


def _new_loss(display: Display, recipe: Recipe) -> Narration:
    return Narration(
        Markup("{}: before and after").format(display.notation.loss.html),
        Markup("Did it help?"),
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
        Markup("{}: two phases").format(written),
        Markup("Where do the two factors of {} come from?").format(written),
        Markup(
            "Forward, every edge notes what it multiplies, {}<i>z</i>/{}<i>w</i>. Backward, the same network "
            "carries the loss the other way, and each unit amplifies it by its slope. Multiply what the two "
            "phases left at {}."
        ).format(d, d, symbol),
    )
