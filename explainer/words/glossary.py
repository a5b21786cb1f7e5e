"""The field's terms, each in one or two plain sentences."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import element

GLOSSARY = {
    "Adam": (
        "An update rule: each parameter goes against the mean of its latest gradients, divided by how large they "
        "usually are. So every parameter goes about as far as the learning rate says."
    ),
    "activation": "What a unit passes on: its pre-activation after the activation function.",
    "activation function": (
        "The function that a unit applies to its pre-activation, such as the sigmoid, tanh or ReLU. Without one, "
        "several layers could do no more than a single layer."
    ),
    "backpropagation": (
        "The way to compute the gradient of every parameter in one pass from the loss back to the inputs: each unit "
        "reuses what the units after it have received."
    ),
    "batch": ("The examples of one update. Its loss is the mean (or the sum) of theirs, and so are its gradients."),
    "bias": "A parameter that is added to what arrives at a unit, whatever the inputs are.",
    "bias correction": (
        "In Adam, what both moments are divided by, since they begin at 0: 1 minus the power of the share that is "
        "kept. After many updates it is 1."
    ),
    "chain rule": (
        "If L depends on z and z depends on w, then ∂L/∂w = ∂L/∂z · ∂z/∂w. Along a path derivatives are multiplied; "
        "where several paths lead to the loss, their products are added."
    ),
    "delta": "The derivative of the loss by the pre-activation of a unit. Every gradient of that unit is made of it.",
    "derivative": "How much one number changes, per unit, when another one changes a little.",
    "epoch": (
        "One time through all examples. Where all of them are in one batch, that is one update; where examples come "
        "one after the other, as many as there are examples."
    ),
    "example": "One set of inputs together with its target.",
    "gradient": (
        "The derivative of the loss by a parameter: its sign says in which direction the loss grows, its size how fast."
    ),
    "layer": "Units that are computed at the same time, from the same values of the layer before.",
    "learning rate": "The number that every gradient is multiplied by in an update: how large a step is taken.",
    "local derivative": (
        "The derivative of one step of the computation alone, such as ∂z/∂w or ∂a/∂z. The chain rule multiplies them."
    ),
    "loss": "One number that says how wrong the prediction is, compared with the target. Smaller is better.",
    "moment": (
        "In Adam, a running mean in which the latest counts most: the first moment of the gradients, the second of "
        "their squares."
    ),
    "momentum": (
        "An update rule: each parameter goes on with a share of where it was going, its velocity, to which the "
        "gradient is added."
    ),
    "parameter": "A number that training changes: a weight or a bias.",
    "pre-activation": "What arrives at a unit: the weighted sum of what comes in, plus the bias.",
    "prediction": "The output of the network for the inputs of an example.",
    "saturated": (
        "Of a unit with a sigmoid or tanh: so far from zero that the slope is nearly 0; almost no gradient gets past."
    ),
    "sigmoid": "The activation function 1 / (1 + e^(−z)): it turns any number into one between 0 and 1.",
    "softmax": "Turns all outputs into shares that are positive and add up to 1.",
    "target": "What the output should be for an example.",
    "update": (
        "One step of training: every parameter becomes itself minus the learning rate times its gradient, or times "
        "what the update rule makes of that."
    ),
    "velocity": "In momentum, what a parameter goes against: a share of the velocity before, plus the gradient.",
    "weight": "A parameter that multiplies what passes along one edge of the network.",
    "weight decay": (
        "A penalty of large weights, λ/2 times the sum of their squares. Its slope, λ times the weight, is added to "
        "the gradient, so every update also pulls the weight to 0."
    ),
}
"""Term -> what it means, in alphabetical order."""


def glossary_html() -> Markup:
    """Return the glossary as a list of terms."""
    entries = (element("dt", None, term) + element("dd", None, text) for term, text in GLOSSARY.items())
    return element("dl", {"class": "glossary"}, *entries)
