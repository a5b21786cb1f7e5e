"""The words of a network file: which there are, what they might have been meant by, and which wishes are none here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from backprop.errors import NetworkError
from backprop.losses import LOSSES
from backprop.rules import RULES

NEEDED = ("layers", "loss", "inputs", "targets", "learning_rate")
NAMES = ("input_names", "output_names")
FILE = (*NEEDED, "convention", "weights_are", "update", "l2", "order", "seed", "title", "about", "notation", *NAMES)
LAYER = ("weights", "bias", "activation", "slope")
UPDATE = ("rule", *(name for settings in RULES.values() for name in settings))

MEANT: Mapping[str, str] = {
    "b": "bias", "biases": "bias", "w": "weights", "weight": "weights", "negative_slope": "slope", "alpha": "slope",
    "activation_function": "activation", "function": "activation", "x": "inputs", "data": "inputs", "y": "targets",
    "labels": "targets", "lr": "learning_rate", "eta": "learning_rate", "rate": "learning_rate", "cost": "loss",
    "loss_function": "loss", "reduction": "convention", "optimizer": "update", "momentum": "update", "adam": "update",
    "weight_decay": "l2", "lambda": "l2", "regularization": "l2", "name": "title", "description": "about",
    "feature_names": "input_names", "features": "input_names", "columns": "input_names", "class_names": "output_names",
    "target_names": "output_names", "classes": "output_names", "method": "rule", "betas": "beta1", "eps": "epsilon",
}  # fmt: skip
"""Other words for the same, which would not be found by their letters."""

NOT_HERE = frozenset({
    "dropout", "batch_norm", "batch_normalization", "layer_norm", "normalization", "convolution", "conv", "pooling",
    "kernel_size", "stride", "padding", "recurrent", "attention", "embedding", "residual", "l1", "clip",
    "gradient_clipping", "schedule", "decay", "nesterov", "rmsprop", "adagrad", "epochs", "batch_size", "shuffle",
    "early_stopping", "validation", "metrics", "device", "dtype",
})  # fmt: skip
"""Wishes that a network file elsewhere may have, and that are no part of this program."""

SAME: Mapping[str, str] = {"linear": "identity", "logistic": "sigmoid", "categoricalcrossentropy": "cross_entropy"}
"""Names that mean one thing only, letters alone -> what it is called here."""

MANY_MEANINGS = frozenset({"mse", "squarederror", "quadratic", "sse", "l2", "l2loss", "rss"})
"""Names of losses that mean several things, letters alone."""


def only_known(whose: str, found: Mapping[str, Any], known: Collection[str]) -> None:
    """Refuse an object with a key that is not known.

    Args:
        whose: what the object is, as a sentence begins.
        found: the object.
        known: its possible keys.

    Raises:
        NetworkError: with the key, and what may have been meant.
    """
    for key in found:
        if key in known:
            continue
        has, plain = f"{whose} has {key[:40]!r}", key.lower().replace("-", "_").replace(" ", "_")
        if plain in NOT_HERE:
            raise NetworkError(f"{has}, which is no part of this program; without it the network can be computed.")
        near = [MEANT[plain]] if MEANT.get(plain) in known else get_close_matches(plain, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"it can have {', '.join(known)}."
        raise NetworkError(f"{has}, which is not known here; {hint}")


def known_name(name: str, known: Collection[str]) -> str:
    """Return the name that a name plainly stands for: in other letters, or another word for the same; else itself.

    >>> known_name("Leaky ReLU", ["relu", "leaky_relu"]), known_name("linear", ["identity"])
    ('leaky_relu', 'identity')
    """
    letters = _letters(name)
    here = {_letters(other): other for other in known}
    meant = SAME.get(letters, "")
    return meant if meant in known else here.get(letters, name)


def loss_named(name: str) -> str:
    """Return the loss that a name stands for, or the name itself.

    Raises:
        NetworkError: if it means several, with what each of them computes.
    """
    if _letters(name) in MANY_MEANINGS:
        candidates = "; ".join(f"{key} is {loss.formula}" for key, loss in LOSSES.items() if loss.squared)
        raise NetworkError(
            f"The loss is {name[:40]!r}, which means several things: {candidates}; write the one you mean, "
            "and a convention where it divides by something else."
        )
    return known_name(name, LOSSES)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()
