"""Numbers to compute with by hand: short decimals of sensible size, drawn for a network of any shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backprop import Problem
from backprop.names import names
from explainer.practice.drawing import Draw

RATES = (0.1, 0.2, 0.5)
"""Learning rates at which an update is seen."""

MOST_DRAWN = 6
"""Examples that all get new numbers; of a larger batch only the one that is followed does."""

FEW = 4
"""Values that come in up to which each may be large."""


def hundredths(first: int, last: int, step: int) -> tuple[float, ...]:
    """Return decimals from one to another, both in hundredths.

    >>> hundredths(20, 40, 10)
    (0.2, 0.3, 0.4)
    """
    return tuple(number / 100 for number in range(first, last + 1, step))


INPUTS, MANY_INPUTS = hundredths(20, 180, 10), hundredths(20, 120, 10)
WEIGHTS, MANY_WEIGHTS = hundredths(15, 95, 5), hundredths(10, 50, 5)
BIASES = hundredths(10, 60, 5)

TARGETS = {
    "sigmoid": hundredths(10, 90, 10),
    "softmax": hundredths(10, 90, 10),
    "tanh": (*(-size for size in hundredths(20, 80, 10)), *hundredths(20, 80, 10)),
}
"""Activation of the output -> targets that it can come near; those of any other are as large as its inputs."""


def nice_numbers(problem: Problem, example: int, draw: Draw) -> dict[str, float]:
    """Return name -> number for what is to be changed of a problem so that it can be done by hand.

    Args:
        problem: whose shape it is; what its targets are as classes stays.
        example: the example that is followed, from 0.
        draw: where they are drawn from.
    """
    s, n = problem.structure, names(problem.structure)
    found = {"learning_rate": draw.pick(RATES)}
    for layer in range(s.depth):
        weights = _sizes(draw, WEIGHTS if s.sizes[layer] <= FEW else MANY_WEIGHTS, len(n.weights(layer)))
        biases = _sizes(draw, BIASES, len(n.biases(layer)))
        # Where a unit lets through only what is positive, most of what comes in is.
        once_in = 10 if s.activations[layer] == "relu" else 3
        for p, size in zip((*n.weights(layer), *n.biases(layer)), (*weights, *biases), strict=True):
            found[p.name] = -size if draw.one_in(once_in) else size
    for e in range(s.examples) if s.examples <= MOST_DRAWN else (example,):
        found |= _inputs(problem, e, draw)
        found |= {n.y(e, k): y for k, y in enumerate(_targets(problem, e, draw))}
    return found


def _sizes(draw: Draw, of: Sequence[float], count: int) -> list[float]:
    """Draw numbers that are all different, as long as there are enough."""
    found: list[float] = []
    while len(found) < count:
        found += draw.shuffled(of)
    return found[:count]


def _inputs(problem: Problem, e: int, draw: Draw) -> dict[str, float]:
    """Draw the inputs of an example; 1 is none of them, since what it is multiplied by does not show it."""
    s, n = problem.structure, names(problem.structure)
    both_signs = bool((problem.x < 0.0).any())
    sizes = _sizes(draw, [x for x in (INPUTS if s.sizes[0] <= FEW else MANY_INPUTS) if x != 1.0], s.sizes[0])
    return {n.x(e, i): -size if both_signs and draw.one_in(3) else size for i, size in enumerate(sizes)}


def _targets(problem: Problem, e: int, draw: Draw) -> Iterator[float]:
    """Yield the targets of an example: its class as it is, else numbers that its outputs can come near."""
    s, given = problem.structure, problem.y[e].tolist()
    if not s.targets:
        return
    is_class = all(y in {0.0, 1.0} for y in given)
    if is_class and sum(given) == 1.0 and (s.activations[-1] == "softmax" or s.loss == "cross_entropy"):
        yield from given
    elif s.activations[-1] == "softmax":
        chosen = draw.pick(range(s.outputs))
        yield from (float(k == chosen) for k in range(s.outputs))
    elif s.loss == "binary_cross_entropy":
        yield from given if is_class else [float(draw.one_in(2)) for _ in given]
    elif is_class and s.activations[-1] == "sigmoid" and (s.outputs > 1 or s.examples > 1):
        yield from given
    else:
        yield from (draw.pick(TARGETS.get(s.activations[-1], INPUTS)) for _ in given)
