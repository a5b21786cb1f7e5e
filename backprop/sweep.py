"""Many learning rates from the same start: which are too small, which too large, and where the edges are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop.abreast import train_abreast
from backprop.arrays import Array
from backprop.divergence import DIVERGES, Verdict, judged, turns_of
from backprop.network import Problem

SMALLEST_RATE, LARGEST_RATE = 1e-6, 1e4
"""Between these learning rates edges are looked for."""

EACH_TENFOLD = 6
"""Learning rates that are tried from one power of ten to the next, to find between which two an edge is."""

CUTS = 24
"""Learning rates that are tried between two at once, to find an edge there."""


@dataclass(frozen=True, eq=False)
class Tried:
    """What a learning rate leads to.

    Attributes:
        rate: the learning rate.
        losses: shape (updates + 1,), the loss after each update.
        verdict: what became of the run.
    """

    rate: float
    losses: Array
    verdict: Verdict

    @property
    def end(self) -> float:
        """The loss after the last update, which may be infinite or not a number."""
        return float(self.losses[-1])


@dataclass(frozen=True)
class Edge:
    """The smallest learning rate found for which something happens.

    Attributes:
        rate: that learning rate; None where it happens for none that was tried.
        below: the largest one below it for which it does not happen, within a thousandth of it; None where it happens
            for the smallest that was tried.
        above: a larger one for which it does not happen again, or None where there is none.
    """

    rate: float | None
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True)
class Edges:
    """Where a network begins to do badly.

    Attributes:
        rises: where some update makes the loss rise.
        diverges: where the run diverges.
    """

    rises: Edge
    diverges: Edge


def sweep(problem: Problem, rates: Sequence[float], updates: int, largest: float = math.inf) -> tuple[Tried, ...]:
    """Take the same updates with each of some learning rates.

    Args:
        problem: where to start, the rule and the order; its own learning rate is not used.
        rates: the learning rates.
        updates: how many updates to take with each.
        largest: beyond this a parameter counts as too large.

    >>> from backprop import gallery
    >>> [tried.verdict.kind for tried in sweep(gallery()["regression"], [0.1, 1.0, 10.0], 100)]
    ['falls', 'diverges', 'diverges']
    """
    runs = train_abreast(problem, np.asarray(rates), updates)
    turns = turns_of(problem.only, len(problem.x))
    rows = zip(runs.rates.tolist(), runs.losses, runs.objectives, runs.sizes, strict=True)
    return tuple(
        Tried(rate, losses, judged(objectives, sizes, largest, turns)) for rate, losses, objectives, sizes in rows
    )


def edges(problem: Problem, updates: int, largest: float = math.inf) -> Edges:
    """Find the smallest learning rate for which the loss rises at some update, and for which the run diverges.

    First many are tried from far to far, then more between the two where it happens first. What happens for one
    learning rate need not happen for every larger one, so the smallest that is found this way has, strictly, only those
    around it to speak for it; ``Edge.above`` says whether it ends again.

    Args:
        problem: where to start, the rule and the order.
        updates: how many updates to take with each learning rate.
        largest: beyond this a parameter counts as too large.

    >>> from backprop import gallery
    >>> found = edges(gallery()["regression"], 100)
    >>> round(found.rises.rate, 2), round(found.diverges.rate, 2)
    (0.71, 0.91)
    """
    count = EACH_TENFOLD * round(math.log10(LARGEST_RATE / SMALLEST_RATE)) + 1
    far = sweep(problem, np.geomspace(SMALLEST_RATE, LARGEST_RATE, count).tolist(), updates, largest)
    first = [_first(far, diverges) for diverges in (False, True)]
    for _ in range(2):
        pairs = [(edge.below, edge.rate) for edge in first if edge.below is not None and edge.rate is not None]
        if not pairs:
            break
        rates = {rate for pair in pairs for rate in np.geomspace(*pair, CUTS).tolist()}
        near = sweep(problem, sorted(rates), updates, largest)
        first = [_nearer(edge, near, diverges) for edge, diverges in zip(first, (False, True), strict=True)]
    return Edges(*first)


def _happens(tried: Tried, diverges: bool) -> bool:
    runs_away = tried.verdict.kind == DIVERGES
    return runs_away or (not diverges and tried.verdict.at is not None)


def _first(tried: Sequence[Tried], diverges: bool) -> Edge:
    """Return the edge as the learning rates that were tried show it, the smallest first."""
    happens = [_happens(one, diverges) for one in tried]
    if not any(happens):
        return Edge(None)
    at = happens.index(True)
    above = next((one.rate for one, does in zip(tried[at:], happens[at:], strict=True) if not does), None)
    return Edge(tried[at].rate, tried[at - 1].rate if at else None, above)


def _nearer(edge: Edge, tried: Sequence[Tried], diverges: bool) -> Edge:
    """Return an edge between learning rates nearer to each other."""
    if edge.rate is None or edge.below is None:
        return edge
    found = _first([one for one in tried if edge.below <= one.rate <= edge.rate], diverges)
    return Edge(found.rate, found.below, edge.above if found.above is None else found.above)
