"""The gradient check: is dL/dw really how fast the loss changes when w moves?"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop.arrays import Array, quietly
from backprop.backward import Backward, through
from backprop.forward import Forward, forward, loss_of
from backprop.landscape import curve
from backprop.names import names
from backprop.network import Layer, Problem
from backprop.parameters import gradient_of, index_of, value_of, with_values
from backprop.trace import Trace
from backprop.validation import PROBABILITIES
from backprop.weights import Parameter, UnitBias, Weight

NUDGE = 1e-5
STEPS = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
"""Where the loss is measured, in nudges from the value of a parameter."""

EPSILON = sys.float_info.epsilon

CLOSE = 1e-2
"""Share of a slope within which its error must be known for the slope to tell anything."""

SLACK = 3.0
"""How often the estimated error two right numbers may lie apart: it is an estimate."""

RIGHT = 1e-9
"""Share by which a gradient may differ from a slope that rounding does not touch."""

TINY = 1e-200
"""An imaginary nudge; nothing is subtracted, so that it cannot be too small."""

BENT = {"relu", "leaky_relu"}
"""Activation functions with a corner, at z = 0."""


@dataclass(frozen=True)
class Comparison:
    """One parameter's gradient from backpropagation beside the measured slope of the loss.

    Attributes:
        parameter: its name.
        gradient: from backpropagation.
        slope: from nudging the parameter.
        error: how far rounding, and the size of the nudge, may have moved the slope.
        is_zero: whether the gradient is 0, or rounding where 0 is meant.
        corner: what there is to say where the slope has two sides, or "".
        rounding: how far rounding may have moved the gradient.
        imaginary: the slope by a nudge along the imaginary axis, which rounding does not touch; None where it is not
            needed, or the functions of the network do not allow it.
    """

    parameter: str
    gradient: float
    slope: float
    error: float = 0.0
    is_zero: bool = False
    corner: str = ""
    rounding: float = 0.0
    imaginary: float | None = None

    @property
    def by_nudging(self) -> str:
        """Return what the nudge alone tells: "agree", "differ", or "cannot be told"."""
        apart, size = abs(self.gradient - self.slope), max(abs(self.gradient), abs(self.slope))
        if self.corner or not (math.isfinite(apart) and math.isfinite(self.error)):
            return "cannot be told"
        if apart > SLACK * (self.error + EPSILON * size):
            return "differ"
        return "agree" if self.is_zero or self.error <= CLOSE * size or apart == 0.0 else "cannot be told"

    @property
    def verdict(self) -> str:
        """Return "agree", "differ", or "cannot be told"."""
        if self.imaginary is None or self.corner or self.by_nudging != "cannot be told":
            return self.by_nudging
        floor = SLACK * self.rounding
        return "agree" if math.isclose(self.gradient, self.imaginary, rel_tol=RIGHT, abs_tol=floor) else "differ"

    @property
    def measured(self) -> float:
        """Return the slope that the verdict goes by: that of the nudge, or of the imaginary one where it decides."""
        return self.slope if self.imaginary is None else self.imaginary

    @property
    def relative(self) -> float:
        """Return how far gradient and measured slope lie apart, as a share of the larger of them."""
        apart = abs(self.gradient - self.measured)
        return apart / max(abs(self.gradient), abs(self.measured)) if apart else 0.0

    @property
    def reason(self) -> str:
        """Return why it cannot be told, or ""."""
        return (self.corner or self._why_not()) if self.verdict == "cannot be told" else ""

    def __str__(self) -> str:
        """Return one line that a learner can read."""
        measured = f"nudging {self.parameter} {self.slope + 0.0:.10g} ± {self.error:.1e}"
        if self.imaginary is not None:
            measured += f", by an imaginary nudge {self.imaginary + 0.0:.10g}"
        said = {
            "agree": "they agree",
            "differ": "they DIFFER",
            "cannot be told": f"cannot be told, {self.reason}",
        }
        return f"dL/d{self.parameter}: backpropagation {self.gradient + 0.0:.10g}, {measured}: {said[self.verdict]}"

    def _why_not(self) -> str:
        if not math.isfinite(self.slope):
            return "for the loss is not a finite number there"
        return "for the loss is rounded more than the nudge changes it"


def nudge_at(value: float) -> float:
    """Return how far a parameter of some value is nudged."""
    return NUDGE * max(1.0, abs(value))


@quietly
def rounding_of_loss(trace: Trace) -> float:
    """Return about how far rounding may have moved the loss.

    Whatever is computed on the way to the loss is rounded by a share of its own size, and the loss follows it by as
    much as its derivative says: a running error bound, to first order.
    """
    y_hat, y, backward = trace.forward.a[-1], trace.problem.y, trace.backward
    moved = float(np.abs(trace.contributions).sum()) + float((np.abs(backward.dL_da[-1]) * np.abs(y)).sum())
    for number, (a, dL_da, delta) in enumerate(zip(trace.forward.a, backward.dL_da, backward.delta, strict=True)):
        layer = trace.layer(number)
        added = np.abs(trace.a(number - 1)) @ np.abs(layer.W) + (0.0 if layer.b is None else np.abs(layer.b))
        moved += float((np.abs(delta) * added).sum()) + float((np.abs(dL_da) * np.abs(a)).sum())
    return EPSILON * (moved + float(np.abs(backward.dL_da[-1] * y_hat).sum()))


@quietly
def rounding_of_gradients(trace: Trace) -> Backward:
    """Return about how far rounding may have moved each gradient, in the place of the gradients themselves.

    The same running bound for the way back: each delta carries the rounding of the deltas it is made of, and adds a
    share of what is added up or subtracted to make it.
    """
    found, layers = trace.backward, trace.problem.network.layers
    local = np.abs(found.da_dz[-1])
    moved = through(local, np.abs(found.dL_da[-1]))
    if trace.structure.loss in PROBABILITIES:  # the short road subtracts targets from outputs
        moved = trace.structure.scale * (np.abs(trace.forward.a[-1]) + np.abs(trace.problem.y))
    moved = EPSILON * moved
    dL_dW: list[Array] = []
    dL_db: list[Array | None] = []
    for number in range(len(layers) - 1, -1, -1):
        layer, delta = layers[number], np.abs(found.delta[number])
        moved = moved + EPSILON * delta
        dL_dW.insert(0, np.abs(trace.a(number - 1)).T @ moved)
        dL_db.insert(0, None if layer.b is None else moved.sum(axis=0) if layer.b.ndim else np.array(moved.sum()))
        if number:
            moved = (moved + EPSILON * delta) @ np.abs(layer.W).T * np.abs(found.da_dz[number - 1])
    return replace(found, dL_dW=tuple(dL_dW), dL_db=tuple(dL_db))


def check_gradients(
    trace: Trace, gradients: Backward | None = None, parameters: Sequence[Parameter] | None = None
) -> tuple[Comparison, ...]:
    """Compare gradients with the slopes found by nudging their parameters.

    At a corner of relu or leaky_relu the slope has two sides, and no comparison with one gradient is right.

    Args:
        trace: the problem whose loss is measured, and how far rounding reaches in it.
        gradients: those to be checked; the trace's own where none are given.
        parameters: whose gradients are checked; those of all where none are given.

    >>> from backprop import load_preset, trace
    >>> from backprop.mistakes import MISTAKES
    >>> record = trace(load_preset("worked"))
    >>> {row.verdict for row in check_gradients(record)}
    {'agree'}
    >>> wrong = MISTAKES["input"].backward(record)
    >>> [row.parameter for row in check_gradients(record, wrong) if row.verdict == "differ"]
    ['w5', 'w6']
    """
    checked, chosen = gradients or trace.backward, trace.names.parameters if parameters is None else parameters
    rounding, moved = rounding_of_loss(trace), rounding_of_gradients(trace)
    return tuple(_compared(trace, p, gradient_of(checked, p), rounding, gradient_of(moved, p)) for p in chosen)


@quietly
def _compared(trace: Trace, parameter: Parameter, gradient: float, rounding: float, moved: float) -> Comparison:
    name, at = parameter.name, value_of(trace.problem, parameter)
    nudge = nudge_at(at)
    # Central differences, (L(w + nudge) - L(w - nudge)) / (2 nudge), and with twice the nudge.
    far_below, below, here, above, far_above = curve(trace.problem, name, at + nudge * STEPS).tolist()
    measured, twice = (above - below) / (2.0 * nudge), (far_above - far_below) / (4.0 * nudge)
    # The error of a central difference grows with the square of the nudge, so it shows when the nudge is doubled.
    error = rounding / nudge + abs(twice - measured)
    corner = _corner(trace, name, at, nudge, ((here - below) / nudge, (above - here) / nudge), error)
    found = Comparison(name, gradient, measured, error + moved, abs(gradient) <= moved, corner, moved)
    if found.by_nudging != "cannot be told" or found.corner:
        return found
    return replace(found, imaginary=imaginary_slope(trace.problem, name))


@quietly
def imaginary_slope(problem: Problem, parameter: str) -> float | None:
    """Return Im L(w + i * tiny) / tiny, or None where a function of the network is not made for complex numbers.

    The method is Squire and Trapp's, *Using complex variables to estimate derivatives of real functions* (1998).
    """
    nudged = names(problem.structure).by_name[parameter]

    def lifted(layer: int, array: Array | None, kind: type) -> Any:
        if array is None:
            return None
        complex_array = array.astype(complex)
        if nudged.layer == layer and isinstance(nudged, Weight) == (kind is Weight):
            complex_array[index_of(nudged)] += 1j * TINY
        return complex_array

    layers = tuple(
        Layer(lifted(number, layer.W, Weight), lifted(number, layer.b, UnitBias), layer.activation, layer.slope)
        for number, layer in enumerate(problem.network.layers)
    )
    try:
        moved = loss_of(problem.with_layers(layers))
    except TypeError:
        return None
    return float(moved.imag / TINY) if np.isfinite(moved) else None


def _corner(trace: Trace, name: str, at: float, nudge: float, sides: tuple[float, float], error: float) -> str:
    """Say which z stand at a corner that the nudge moves them across, and what the slope is on either side."""
    left, right = sides
    if BENT.isdisjoint(trace.structure.activations) or abs(left - right) <= error:
        return ""
    problem, here = trace.problem, trace.forward
    moved = [forward((other := with_values(problem, {name: at + step})).network, other.x) for step in (-nudge, nudge)]
    bent = list(_bent(trace, here, *moved))
    if not bent:
        return ""
    where = ", ".join(bent[:3]) + (f" and {len(bent) - 3} more" if len(bent) > 3 else "")
    said = f"the slope is {left + 0.0:.6g} from below and {right + 0.0:.6g} from above"
    return f"for {where} {'stands' if len(bent) == 1 else 'stand'} at the corner of relu, where {said}"


def _bent(trace: Trace, here: Forward, below: Forward, above: Forward) -> Iterator[str]:
    for number, activation in enumerate(trace.structure.activations):
        if activation not in BENT:
            continue
        sides = [np.sign(passed.z[number]) for passed in (below, here, above)]
        for example, unit in np.argwhere((sides[0] != sides[1]) | (sides[1] != sides[2])):
            yield f"{trace.names.z(number, int(example), int(unit))} = {here.z[number][example, unit] + 0.0:.3g}"
