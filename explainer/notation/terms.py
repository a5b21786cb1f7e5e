"""What each term of a trace is, in words: its standard name, and which one of them it is.

A new family of terms needs a line in ``SAID``; a test says which is missing.
"""

from __future__ import annotations

from collections.abc import Callable

from backprop import Parameter, SharedBias, Structure, Weight
from backprop.losses import LOSSES as BY_NAME
from backprop.terms import Recipe

FUNCTIONS = {
    "sigmoid": "sigmoid",
    "tanh": "hyperbolic tangent",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "identity": "identity",
    "softmax": "softmax",
}
"""Activation functions by their usual names."""

LOSSES = {
    "half_squared_error": "half the squared error",
    "mean_squared_error": "the mean squared error",
    "binary_cross_entropy": "binary cross-entropy",
    "cross_entropy": "cross-entropy",
    "none": "the output itself",
}
"""Losses by their usual names."""

SQUARED = {
    "half_mean": "half the squared error",
    "mean": "the squared error",
    "mean_all": "the mean squared error",
    "half_mean_all": "half the mean squared error",
    "half_sum": "half the sum of squared errors",
    "sum": "the sum of squared errors",
}
"""What a squared error is called, by what it is divided by."""


def loss_title(s: Structure) -> str:
    """Return what the loss of a network is called, divided as it is.

    >>> from backprop import load_preset
    >>> loss_title(load_preset("worked").structure)
    'half the squared error'
    """
    return SQUARED[s.convention] if BY_NAME[s.loss].squared else LOSSES[s.loss]


def meaning(s: Structure, recipe: Recipe) -> str:
    """Say what a term is.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> meaning(record.structure, record.recipe("z1_1"))
    'pre-activation of hidden unit 1: what arrives there, before the activation function'
    """
    return SAID[recipe.family](s, recipe)


def unit_name(s: Structure, layer: int, unit: int) -> str:
    """Return what a unit is called; layer -1 is the input."""
    if layer < 0:
        return f"input {unit + 1}"
    if layer == s.depth - 1:
        return "the output" if s.outputs == 1 else f"output {unit + 1}"
    return f"hidden unit {unit + 1}" + (f" of layer {layer + 1}" if s.depth > 2 else "")


def parameter_name(s: Structure, p: Parameter) -> str:
    """Return what a weight or a bias is called."""
    if isinstance(p, Weight):
        return f"weight from {unit_name(s, p.layer - 1, p.source)} to {unit_name(s, p.layer, p.unit)}"
    if isinstance(p, SharedBias):
        whose = "outputs" if p.layer == s.depth - 1 else "hidden units" + (f" of layer {p.layer + 1}" * (s.depth > 2))
        units = p.units(s)
        return f"bias of {unit_name(s, p.layer, units[0])}" if len(units) == 1 else f"bias shared by all {whose}"
    return f"bias of {unit_name(s, p.layer, p.unit)}"


def _of_example(s: Structure, e: int) -> str:
    return f", in example {e + 1}" if s.examples > 1 else ""


def _kind(s: Structure, layer: int) -> str:
    return FUNCTIONS[s.activations[layer]]


def _parameter(recipe: Recipe) -> Parameter:
    assert recipe.parameter is not None  # asked of those that are about one
    return recipe.parameter


def _fixed(text: str) -> Callable[[Structure, Recipe], str]:
    return lambda s, r: text


def _at(text: str) -> Callable[[Structure, Recipe], str]:
    """Words about a unit: (layer, example, unit, ...)."""
    return lambda s, r: (
        text.format(unit=unit_name(s, r.place[0], r.place[-1]), function=_kind(s, r.place[0]))
        + (_of_example(s, r.place[1]))
    )


def _at_output(text: str) -> Callable[[Structure, Recipe], str]:
    """Words about an output: (example, output)."""
    return lambda s, r: text.format(unit=unit_name(s, s.depth - 1, r.place[1])) + _of_example(s, r.place[0])


def _about(text: str) -> Callable[[Structure, Recipe], str]:
    """Words about a parameter: (parameter, maybe an example)."""
    return lambda s, r: text.format(parameter=parameter_name(s, _parameter(r)))


def _about_in_example(text: str) -> Callable[[Structure, Recipe], str]:
    return lambda s, r: text.format(parameter=parameter_name(s, _parameter(r))) + _of_example(s, r.place[1])


def _cross(s: Structure, r: Recipe) -> str:
    layer, example, of, by = r.place
    return (
        f"local derivative: how much {unit_name(s, layer, of)} changes with the pre-activation of "
        f"{unit_name(s, layer, by)}{_of_example(s, example)}"
    )


def _between(s: Structure, r: Recipe) -> str:
    layer, unit, source = r.place
    return (
        f"local derivative: how much the pre-activation of {unit_name(s, layer, unit)} changes with the activation of "
        f"{unit_name(s, layer - 1, source)}; it is the weight between them"
    )


def _by_weight(s: Structure, r: Recipe) -> str:
    layer, example, unit, source = r.place
    entering = unit_name(s, -1, source) if layer == 0 else f"the activation of {unit_name(s, layer - 1, source)}"
    return (
        f"local derivative: how much the pre-activation of {unit_name(s, layer, unit)} changes with the weight; "
        f"it is {entering}{_of_example(s, example)}"
    )


def _product(s: Structure, r: Recipe) -> str:
    layer, example, unit, source = r.place
    entering = unit_name(s, layer - 1, source)
    return f"product on the edge from {entering} to {unit_name(s, layer, unit)}{_of_example(s, example)}"


SETTINGS = {
    "momentum": "momentum: the share of the velocity that is kept at each update",
    "beta1": "decay of the first moment: the share of it that is kept at each update",
    "beta2": "decay of the second moment: the share of it that is kept at each update",
    "epsilon": "smallest divisor: a small number that keeps Adam from dividing by 0",
    "l2": "weight decay: how strongly large weights are penalized",
}
"""Name of a number that a rule of the update needs -> what it is."""

REMEMBERED = {
    "velocity": ("velocity", "a share of the one before, and the gradient"),
    "moment1": ("first moment", "the mean of the gradients, the latest ones above all"),
    "moment2": ("second moment", "the mean of their squares, the latest ones above all"),
}
"""What the updates leave behind -> what it is called, and what it is."""


def _remembered(text: str) -> Callable[[Structure, Recipe], str]:
    """Words about what the updates leave behind for a parameter: (kind, parameter)."""

    def said(s: Structure, r: Recipe) -> str:
        what, how = REMEMBERED[r.place[0]]
        return text.format(what=what, how=how, parameter=parameter_name(s, _parameter(r)))

    return said


def _turn(s: Structure) -> int:
    """Return the number of the example whose turn it is, from 1."""
    return (s.only or 0) + 1


def _coming_back(s: Structure, r: Recipe) -> str:
    layer, example, unit, above = r.place
    return f"what comes back to {unit_name(s, layer, unit)} from {unit_name(s, layer + 1, above)}" + (
        _of_example(s, example)
    )


SAID: dict[str, Callable[[Structure, Recipe], str]] = {
    # given
    "x": lambda s, r: f"input {r.place[1] + 1}: a number that the network is given{_of_example(s, r.place[0])}",
    "y": _at_output("target: what {unit} should be"),
    "parameter": _about("{parameter}"),
    "slope": _fixed("slope of leaky ReLU below 0"),
    "learning_rate": _fixed("learning rate: how large a step each update takes against the gradient"),
    "nudge": _fixed("nudge: how far a parameter is raised, to see what its gradient means"),
    "N": _fixed("number of examples in the batch"),
    "K": _fixed("number of outputs"),
    "scale": _fixed("scale of the loss: what its sum is multiplied by"),
    "factor": _fixed("how much larger every gradient is than with the loss as this network has it"),
    # forward
    "product": _product,
    "z": _at("pre-activation of {unit}: what arrives there, before the activation function"),
    "a": _at("activation of {unit}: what it passes on, its pre-activation after the {function}"),
    "y_hat": _at("activation of {unit}: the network's prediction, its pre-activation after the {function}"),
    # the loss
    "log_y_hat": _at_output("natural logarithm of {unit}"),
    "log_1_minus_y_hat": _at_output("natural logarithm of 1 minus {unit}"),
    "loss_part": _at_output("what {unit} adds to the loss"),
    "loss_of_example": lambda s, r: f"what example {r.place[0] + 1} adds to the loss of the batch",
    "loss": lambda s, r: f"loss: how wrong the prediction is, in one number; here {loss_title(s)}",
    # backward
    "dL_dy_hat": _at_output("derivative of the loss by {unit}: how much the loss changes when the prediction does"),
    "dL_da_via": _coming_back,
    "dL_da": _at("derivative of the loss by the activation of {unit}: how much the loss changes when that does"),
    "da_dz": _at("local derivative: the slope of the {function} at {unit}, activation by pre-activation"),
    "da_dz_cross": _cross,
    "y_sum": lambda s, r: f"sum of the targets{_of_example(s, r.place[0])}",
    "delta": _at("delta of {unit}: derivative of the loss by its pre-activation"),
    "delta_via": _at("what comes back to one pre-activation through {unit}"),
    "long_delta_via": _at("what comes back to one pre-activation through {unit}"),
    "long_delta": _at("delta of {unit} by the long way, factor by factor"),
    "delta_size": lambda s, r: f"size of delta in layer {r.place[0] + 1}: the largest of its units, without its sign",
    "delta_ratio": lambda s, r: (
        f"what the way back from layer {r.place[0] + 2} to layer {r.place[0] + 1} makes of the size of delta"
    ),
    "dz_da": _between,
    "dz_dw": _by_weight,
    "dz_db": lambda s, r: (
        f"local derivative: how much the pre-activation of {unit_name(s, *r.place)} changes with the bias; it is 1"
    ),
    # gradients
    "gradient_via": _about("what one unit adds to the gradient of the {parameter}"),
    "gradient_of_example": _about_in_example("gradient of the {parameter}: what it adds to that of the batch"),
    "gradient": _about("gradient of the {parameter}: how much the loss changes when this parameter does"),
    "path": _about("what one path adds to the gradient of the {parameter}"),
    # the same with the scale of the loss taken last
    "example_dL_da_via": lambda s, r: _coming_back(s, r) + ", before the scale of the loss",
    "example_dL_da": _at("derivative of one example's own loss by the activation of {unit}"),
    "example_delta_via": _at("what comes back to one pre-activation through {unit}, before the scale of the loss"),
    "example_delta": _at("delta of {unit} for one example's own loss, before the scale of the loss"),
    "example_gradient": _about_in_example("gradient of the {parameter} for one example's own loss"),
    "sum_gradient": _about("sum over the examples of the gradient of the {parameter}, before the scale of the loss"),
    "mean_gradient": _about("gradient of the {parameter}, with the scale of the loss taken last"),
    # the update
    "nudged": _about("how much the loss changes, by its slope, when the {parameter} is raised a little"),
    "setting": lambda s, r: SETTINGS[r.place[0]],
    "alone": lambda s, r: (
        f"gradient of the {parameter_name(s, _parameter(r))} for example {_turn(s)} alone, whose turn it is"
    ),
    "penalty": _fixed("penalty of large weights: λ/2 times the sum of their squares"),
    "objective": _fixed(
        "objective: the loss and the penalty of large weights together, which the updates make smaller"
    ),
    "decay": _about("what the penalty adds to the gradient of the {parameter}"),
    "penalized": _about("gradient of the {parameter} with what the penalty adds: how much the objective changes"),
    "update_number": _fixed("number of this update, counted from the start of the run"),
    "complement": _fixed("share of what is new"),
    "correction": _fixed("what a moment is divided by, since it begins at 0"),
    "memory": _remembered("{what} of the {parameter}, as the updates before have left it"),
    "kept_memory": _remembered("what is kept of the {what} of the {parameter}"),
    "squared": _about("square of the gradient of the {parameter}"),
    "added_memory": _remembered("what is added to the {what} of the {parameter}"),
    "new_memory": _remembered("{what} of the {parameter}, as this update leaves it: {how}"),
    "corrected": _remembered("{what} of the {parameter}, with its beginning at 0 made up for"),
    "root": _about("what the direction of the {parameter} is divided by: how large its gradients usually are"),
    "direction": _about("direction of the {parameter}: the first moment over the root of the second"),
    "step": _about("step of the update: learning rate times the direction of the {parameter}"),
    "new": _about("{parameter}, after the update"),
    "new_loss": _fixed("loss after the update, by a second forward pass"),
    "loss_change": _fixed("how much the update changes the loss"),
    # one parameter alone
    "raised": _about("{parameter}, raised by the nudge"),
    "raised_loss": _about("loss when the {parameter} alone is raised by the nudge, by a forward pass of its own"),
    "rise": _about("how much the loss changes when the {parameter} alone is raised by the nudge"),
    "quotient": _about("that change of the loss, divided by the nudge of the {parameter}: about its gradient"),
    "off": _about("by how much the quotient of a nudge differs from the gradient of the {parameter}"),
    "spacing": _fixed("how far the next number lies from the loss that a computer can tell from it"),
    "spacing_quotient": _fixed("how much one such step of the loss changes the quotient of a nudge"),
    "moved": _about("how far the update moves the {parameter}"),
    "loss_alone": _about("loss when the {parameter} alone takes its step, by a forward pass of its own"),
    "change_alone": _about("how much the loss changes when the {parameter} alone takes its step"),
    "predicted_change": _about("how much the tangent says that the loss changes by the step of the {parameter}"),
    "predicted_loss": _about("where the tangent says that the step of the {parameter} leads"),
}
"""Family of a term -> what it is, in words."""
