"""The gradient check: is dL/dw really how fast the loss changes when w moves?"""

from __future__ import annotations

from dataclasses import dataclass

from backprop.forward import loss
from backprop.network import Problem
from backprop.parameters import value_of, with_values
from backprop.trace import Trace

NUDGE = 1e-5


@dataclass(frozen=True)
class Comparison:
    """One parameter's gradient from backpropagation beside the measured slope of the loss."""

    parameter: str
    gradient: float
    slope: float

    @property
    def difference(self) -> float:
        """How far apart they are, relative to the larger of the two (absolute below 1e-4)."""
        return abs(self.gradient - self.slope) / max(abs(self.gradient), abs(self.slope), 1e-4)

    @property
    def agrees(self) -> bool:
        """Whether they are the same up to what finite differences can resolve."""
        return self.difference < 1e-4

    def __str__(self) -> str:
        """Return one line that a learner can read."""
        verdict = "agree" if self.agrees else "DIFFER"
        return (
            f"dL/d{self.parameter}: backpropagation {self.gradient:.10g}, "
            f"nudging {self.parameter} {self.slope:.10g}: they {verdict} ({self.difference:.1e})"
        )


def slope(problem: Problem, parameter: str, at: float) -> float:
    """Return (L(w + nudge) - L(w - nudge)) / (2 nudge), the central difference at ``w = at``."""
    nudge = NUDGE * max(1.0, abs(at))
    above = loss(with_values(problem, {parameter: at + nudge}))
    below = loss(with_values(problem, {parameter: at - nudge}))
    return (above - below) / (2.0 * nudge)


def check_gradients(trace: Trace) -> tuple[Comparison, ...]:
    """Compare every gradient of a trace with the slope found by nudging its parameter.

    At a corner of relu or leaky_relu the two rightly differ: the slope averages both sides.

    >>> from backprop import load_preset, trace
    >>> all(row.agrees for row in check_gradients(trace(load_preset("worked"))))
    True
    """
    return tuple(
        Comparison(p.name, trace.gradient(p), slope(trace.problem, p.name, value_of(trace.problem, p)))
        for p in trace.names.parameters
    )
