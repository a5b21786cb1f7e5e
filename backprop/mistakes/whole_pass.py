"""The mistakes of a whole backward pass in arrays: the true pass with one thing changed in it.

A gradient check is worth something only if it fails when the gradient is wrong. Each of these is what it is tried on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backprop.activations import Activation
from backprop.arrays import Array, frozen, quietly
from backprop.backward import Backward, backward
from backprop.conventions import CONVENTIONS
from backprop.losses import LOSSES, SHORT_ROADS
from backprop.mistakes.kinds import Layers, WholePass
from backprop.network import Layer, Structure
from backprop.passes import Passes

# The derivative of the activation is left out.


def _slopes(s: Structure) -> Layers:
    """Return the layers where delta is dL/da times a derivative that need not be 1."""
    layers = range(s.depth - 1 if (s.activations[-1], s.loss) in SHORT_ROADS else s.depth)
    return tuple(layer for layer in layers if s.activations[layer] != "identity")


class _WithoutSlope(Layer):
    """A layer whose derivative da/dz is taken to be 1."""

    @property
    def function(self) -> Activation:
        return replace(super().function, derivative=lambda z, a: np.ones_like(z))


def _without_slope(of: Passes) -> Backward:
    layers = (_WithoutSlope(own.W, own.b, own.activation, own.slope) for own in of.problem.network.layers)
    return backward(of.problem.with_layers(tuple(layers)), of.forward)


# Every gradient is a number of times what it should be.


def _everywhere(s: Structure) -> Layers:
    return (s.depth - 1,)


@quietly
def _times(factor: float, found: Backward) -> Backward:
    """Return derivatives that are all so many times as large: they are, where the first one is."""

    def multiplied(array: Array) -> Array:
        return frozen(np.asarray(factor * array))

    return replace(
        found,
        dL_da=tuple(map(multiplied, found.dL_da)),
        delta=tuple(map(multiplied, found.delta)),
        dL_dW=tuple(map(multiplied, found.dL_dW)),
        dL_db=tuple(None if dL_db is None else multiplied(dL_db) for dL_db in found.dL_db),
    )


def _compared_with_targets(s: Structure) -> Layers:
    return _everywhere(s) if LOSSES[s.loss].sees_targets else ()


def _halved(s: Structure) -> Layers:
    return _everywhere(s) if LOSSES[s.loss].squared and CONVENTIONS[s.convention].half else ()


def _meant(s: Structure) -> Layers:
    return _everywhere(s) if "N" in s.counts and s.examples > 1 else ()


# What comes back from the layer above is put together wrongly.


def _hidden(s: Structure) -> Layers:
    return tuple(range(s.depth - 1))


def _branching(s: Structure) -> Layers:
    """Return the layers where something flows back along several paths: to a unit, or to a shared bias."""
    return tuple(layer for layer in range(s.depth) if _branches(s, layer) or _bias_branches(s, layer))


def _branches(s: Structure, layer: int) -> bool:
    return layer + 1 < s.depth and s.sizes[layer + 2] > 1


def _bias_branches(s: Structure, layer: int) -> bool:
    return s.biases[layer] == "shared" and s.sizes[layer + 1] > 1


@quietly
def _without_last_path(of: Passes) -> Backward:
    """Return the backward pass without the paths that come through the last unit of a layer."""
    s, layers = of.structure, list(of.problem.network.layers)
    for above in range(1, s.depth):
        if _branches(s, above - 1):
            layers[above] = replace(layers[above], W=_without_last_column(layers[above].W))
    found = backward(of.problem.with_layers(tuple(layers)), of.forward)
    dL_db = [
        frozen(np.array(delta[:, :-1].sum())) if _bias_branches(s, layer) else dL_db
        for layer, (delta, dL_db) in enumerate(zip(found.delta, found.dL_db, strict=True))
    ]
    return replace(found, dL_db=tuple(dL_db))


def _without_last_column(W: Array) -> Array:
    cut = W.copy()
    cut[:, -1] = 0.0
    return frozen(cut)


# What enters is mistaken.


def _as_wide_as_the_input(s: Structure) -> Layers:
    """Return the layers that the inputs would fit too; elsewhere the shapes expose the mistake at once."""
    return tuple(layer for layer in range(1, s.depth) if s.sizes[layer] == s.sizes[0])


@quietly
def _with_inputs(of: Passes) -> Backward:
    mistaken, found = _as_wide_as_the_input(of.structure), of.backward
    dL_dW = (
        frozen(of.problem.x.T @ found.delta[layer]) if layer in mistaken else dL_dW
        for layer, dL_dW in enumerate(found.dL_dW)
    )
    return replace(found, dL_dW=tuple(dL_dW))


ONLY_ZERO = "Every gradient is changed by it, but one that is 0."

WITHOUT_SLOPE = WholePass(_slopes, _without_slope, "Where that derivative is 1, leaving it out changes nothing.")
SIGN_FLIPPED = WholePass(_compared_with_targets, lambda of: _times(-1.0, of.backward), ONLY_ZERO)
WITH_UPDATED_WEIGHTS = WholePass(
    _hidden,
    lambda of: backward(of.updated, of.forward),
    "The gradients of the output layer are made before any weight is used to go back, so they stay right.",
)
WITHOUT_LAST_PATH = WholePass(_branching, _without_last_path, "A gradient that no such sum is part of stays right.")
WITHOUT_HALF = WholePass(_halved, lambda of: _times(2.0, of.backward), ONLY_ZERO)
WITHOUT_MEAN = WholePass(_meant, lambda of: _times(float(of.structure.examples), of.backward), ONLY_ZERO)
WITH_INPUTS = WholePass(
    _as_wide_as_the_input,
    _with_inputs,
    "Biases and the weights of the first layer stay right: no hidden activation enters there.",
)
