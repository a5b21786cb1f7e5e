"""What becomes of a run of updates: does the loss fall, and if not, where did it go wrong?

A learning rate that is a little too large makes the loss rise once and fall later; one that is much too large makes
each step lead further away than the one before, until a number overflows. The one is told from the other by what the
run led through alone, so the same words hold for every rule of the update.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from backprop.abreast import penalty
from backprop.arrays import Array, quietly
from backprop.names import Names
from backprop.parameters import all_weights
from backprop.trace import Trace, trace
from backprop.training import Training

FALLS, OVERSHOOTS, OSCILLATES, DIVERGES, STILL = KINDS = ("falls", "overshoots", "oscillates", "diverges", "still")
"""What can become of a run:

``falls``       no update makes the loss rise
``overshoots``  some do, but in the end the loss is lower than at the start
``oscillates``  some do, and in the end the loss is no lower than at the start
``diverges``    a number overflows or grows too large, or the loss rises faster and faster
``still``       the loss does not change, or it has risen and stays where it is
"""

NOTICED = 1e-9
"""A change of the loss that counts, as a share of the loss at the start; less may be rounding."""

PARTS = 16
"""Parts that a run is cut into. It diverges where the highest losses of the later half of them rise by more each time:
of a network whose outputs have bounds, where no number ever overflows, the loss may go up and down by chance."""

GROWN = 0.01
"""By which share of itself the loss grows at least over the later half of a run that diverges."""

FEWEST = 4
"""Of how many losses that can be said at least."""


@dataclass(frozen=True)
class Verdict:
    """What became of a run.

    Attributes:
        kind: one of ``KINDS``.
        at: the first update that made the loss rise, or after which a number was too large; None where there is none.
    """

    kind: str
    at: int | None = None


@dataclass(frozen=True)
class Fault:
    """Where a run diverged.

    Attributes:
        update: how many updates had been taken when the first number could not be used; 0 is the start itself.
        before: how many updates had been taken where ``key`` stands in the trace: one fewer, if it is part of
            that update, such as its gradient, and as many, if it is part of the loss that it led to.
        key: the term that could not be used, made of numbers that could.
        kind: "overflowed", "undefined" (not a number) or "too_large" (a parameter beyond what was asked for).
        value: of the term.
        stride: the step of the parameter that is too large, or else the longest one on the way there; None where the
            start itself cannot be used.
    """

    update: int
    before: int
    key: str
    kind: str
    value: float
    stride: Stride | None


@dataclass(frozen=True)
class Stride:
    """One step of one parameter, beside the step before.

    Attributes:
        update: the number of the update that took it, from 1.
        parameter: whose step it is.
        step: new value - old value.
        before: the step before, or None for the first one.
    """

    update: int
    parameter: str
    step: float
    before: float | None

    @property
    def ratio(self) -> float | None:
        """How many times as long as the step before it is, or None where there is no such number."""
        return abs(self.step / self.before) if self.before else None

    @property
    def turned(self) -> bool:
        """Whether it goes the other way than the step before."""
        return self.before is not None and self.step * self.before < 0


def verdict_of(training: Training, largest: float = math.inf, updates: int | None = None) -> Verdict:
    """Return what became of a run.

    Args:
        training: the run.
        largest: beyond this a parameter counts as too large.
        updates: how many of its updates are looked at, or None for all.

    >>> from backprop import load_preset, train, with_values
    >>> run = train(with_values(load_preset("worked"), {"learning_rate": 0.5}), 100)
    >>> verdict_of(run).kind
    'falls'
    """
    seen = slice(None if updates is None else updates + 1)
    sizes = np.abs(training.parameters[seen]).max(axis=1)
    return judged(objectives(training)[seen], sizes, largest, turns_of(training.start.only, len(training.start.x)))


@quietly
def objectives(training: Training) -> Array:
    """Return what the updates lower, after each of them: the loss, and the penalty where there is one."""
    l2 = training.start.learning.l2
    if l2 is None:
        return training.losses
    return training.losses + penalty(l2, all_weights(training.start.structure), training.parameters)


def turns_of(only: int | None, examples: int) -> int:
    """Return how many updates make a round: an epoch where each is made of one example."""
    return 1 if only is None else examples


@quietly
def judged(losses: Array, sizes: Array, largest: float, turns: int = 1) -> Verdict:
    """Return what became of a run, from its losses alone.

    Where an update is made of one example, the loss of all of them may rise at every second update while the run does
    well; so there only the losses at the end of each epoch are compared.

    Args:
        losses: shape (updates + 1,), with the penalty where there is one.
        sizes: shaped like them, the absolute value of the largest parameter.
        largest: beyond this a parameter counts as too large.
        turns: how many updates make a round.
    """
    unusable = ~(np.isfinite(losses) & (sizes <= largest))
    if unusable.any():
        return Verdict(DIVERGES, int(unusable.argmax()))
    turns = turns if len(losses) > 2 * turns else 1
    seen = losses[::turns]
    least = NOTICED * abs(float(seen[0]))
    rises = np.flatnonzero(np.diff(seen) > least)
    first = (int(rises[0]) + 1) * turns if len(rises) else None
    if _runs_away(seen):
        return Verdict(DIVERGES, first)
    end = seen[-max(2, len(seen) // 4) :]
    lower = float(end.max()) < float(seen[0]) - least
    if float(np.ptp(end)) <= least and not float(seen[-1]) < float(seen[0]) - least:
        return Verdict(STILL, first)
    if first is None:
        return Verdict(FALLS)
    return Verdict(OVERSHOOTS if lower else OSCILLATES, first)


def _runs_away(losses: Array) -> bool:
    """Whether the highest losses of the later parts of a run rise by more each time, and end above the start."""
    parts = np.array_split(losses, min(PARTS, len(losses)))
    peaks = [float(part.max()) for part in parts[len(parts) // 2 :]]
    if len(peaks) < FEWEST or peaks[-1] <= max(losses[0], peaks[0] + GROWN * abs(peaks[0])):
        return False
    rises = np.diff(peaks)
    return bool(rises[0] > 0.0 and (np.diff(rises) > 0.0).all())


@quietly
def fault_of(training: Training, largest: float = math.inf) -> Fault | None:
    """Return where a run met the first number that cannot be used, or None where it met none.

    The term is found by following the trace from what broke down to what it was made of, as long as that was broken.

    Args:
        training: the run.
        largest: beyond this a parameter counts as too large.

    >>> from backprop import load_preset, train, with_values
    >>> fault = fault_of(train(with_values(load_preset("worked"), {"learning_rate": 1e4}), 5), largest=100.0)
    >>> fault.update, fault.key, fault.kind, round(fault.value, 1)
    (1, 'new_b2', 'too_large', -1384.4)
    """
    usable = np.isfinite(training.losses) & (np.abs(training.parameters) <= largest).all(axis=1)
    if usable.all():
        return None
    update = int((~usable).argmax())
    row = training.parameters[update]
    finite = bool(np.isfinite(row).all())
    if finite and not np.isfinite(training.losses[update]):
        record, before = trace(training.after(update)), update
        key = _first_to_break(record, "loss")
    else:
        before = max(update - 1, 0)
        record = trace(training.after(before))
        parameter = record.names.parameters[_largest(row)].name
        key = _first_to_break(record, record.names.new(parameter) if update else parameter)
    value = record[key]
    kind = "undefined" if math.isnan(value) else "overflowed" if math.isinf(value) else "too_large"
    which = _largest(row) if kind == "too_large" else None
    stride = _stride(training, update if finite else before, record.names, which)
    return Fault(update, before, key, kind, value, stride)


def _largest(row: Array) -> int:
    """Return which number is the largest; one that is not a number is larger than all."""
    return int(np.where(np.isnan(row), np.inf, np.abs(row)).argmax())


def _first_to_break(record: Trace, key: str) -> str:
    """Return the term that made another one unusable, and was made of terms that could be used."""
    while True:
        broken = (factor for factor in record.recipe(key).factors if not math.isfinite(record[factor]))
        found = next(broken, None)
        if found is None:
            return key
        key = found


def _stride(training: Training, update: int, names: Names, which: int | None) -> Stride | None:
    """Return a step of an update that left all parameters finite: of one parameter, or the longest of all."""
    if not update:
        return None
    rows = training.parameters[max(update - 2, 0) : update + 1]
    *earlier, last = np.diff(rows, axis=0)
    which = _largest(last) if which is None else which
    before = float(earlier[0][which]) if earlier else None
    return Stride(update, names.parameters[which].name, float(last[which]), before)
