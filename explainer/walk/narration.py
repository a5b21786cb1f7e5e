"""What is said about a step: the question it answers and one sentence on how."""

from __future__ import annotations

from dataclasses import dataclass

from backprop import Parameter
from backprop.terms import path_count
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
    written = display.written(step.key).html
    loss = display.notation.loss.html
    match recipe.family, recipe.place:
        case "z", (layer, _, _):
            incoming = "inputs" if layer == 0 else "activations of the layer before"
            bias = "" if display.trace.structure.biases[layer] == "none" else ", then add the bias"
            return Narration(
                f"{written}: weigh and add what comes in",
                f"What arrives at this unit: {written}?",
                f"Multiply the {incoming} by the weights on their edges, add them up{bias}.",
            )
        case (("a" | "y_hat"), (layer, *_)):
            kind = display.trace.structure.activations[layer]
            last = layer == display.trace.structure.depth - 1
            return Narration(
                f"{written}: the activation function",
                f"What does the network answer: {written}?" if last else f"What does the unit pass on: {written}?",
                ACTIVATION_SENTENCES[kind],
            )
        case "loss_of_example", _:
            return Narration(
                f"{loss}: what this example adds",
                f"How much does this example add to {loss}?",
                "Compare its outputs with its targets; what comes out is its share of the loss of the batch.",
            )
        case "loss", _:
            return Narration(
                f"{loss}: compare with the target",
                f"How wrong is the answer: {loss}?",
                "The loss turns the distance between answer and target into one number; smaller is better.",
            )
        case "dL_dy_hat", _:
            return Narration(
                f"{written}: the loss answers to the output",
                f"How does {loss} answer to the output?",
                "Everything starts at the loss: the output grows a little, the loss this many times as much.",
            )
        case (("da_dz" | "da_dz_cross"), _):
            return Narration(
                f"{written}: how sensitive the unit is",
                f"How does the activation answer to {_below(display, step.key)}?",
                "The local derivative: the slope of the activation function where this unit stands now.",
            )
        case "delta", _ if display.has_long_road(step.key):
            return Narration(
                f"{written}: output minus target",
                f"How does {loss} answer to {_below(display, step.key)}?",
                "This output and this loss are made for each other: what is left is short. The long way, factor by "
                "factor, leads to the same number.",
            )
        case "delta", _:
            return Narration(
                f"{written}: multiply on",
                f"How does {loss} answer to {_below(display, step.key)}?",
                "What has come back so far, times the local derivative of this unit. Everything below reuses it.",
            )
        case "dL_da", (layer, *_):
            above = display.trace.structure.sizes[layer + 2]
            sentence = (
                "One way back: what the unit above received, times the weight between them."
                if above == 1
                else f"{above} ways back, one for each unit that this one feeds: add them up."
            )
            return Narration(
                f"{written}: go back through the weights", f"How does {loss} answer to this activation?", sentence
            )
        case "gradient", (p,):
            return _gradient(display, p, written)
        case "new", (p,):
            symbol = display.written(p.name).html
            return Narration(
                f"{symbol}: one step against the gradient",
                f"Where does {symbol} go?",
                f"The gradient points to where the loss grows, so {symbol} takes a small step the other way.",
            )
        case _:
            return Narration(
                f"{loss}: before and after",
                "Did it help?",
                "One more forward pass with all the new parameters tells. Take the update to go on from there.",
            )


def _below(display: Display, key: str) -> str:
    """Return what the derivative is taken by."""
    recipe = display.trace.recipe(key)
    layer, example, unit = recipe.place[0], recipe.place[1], recipe.place[-1]
    assert isinstance(layer, int)
    assert isinstance(example, int)
    assert isinstance(unit, int)
    return display.notation.z(layer, example, unit).html


def _gradient(display: Display, p: Parameter, written: str) -> Narration:
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
