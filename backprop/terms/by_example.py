"""The backward pass of each example alone, free of the scale of the loss.

The backward pass of the batch carries the scale along from dL/dy_hat on. Lectures that divide at
the end go back like this, and take the mean over the gradients last.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backprop.arrays import Array
from backprop.losses import LOSSES, SHORT_ROADS
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.every_output import through_every_output
from backprop.terms.family import Family, Made


def by_example_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/da and delta of a layer for each example alone."""
    yield from _dL_dy_hat(s, n) if layer == s.depth - 1 else _flow_from_above(s, n, layer)
    if layer == s.depth - 1 and s.activations[layer] == "softmax" and not _is_short(s):
        yield from through_every_output(
            s, n, "example_delta", partial(example_deltas, layer), n.example, n.example, s.scale
        )
    else:
        yield _delta(s, n, layer)


def example_deltas(layer: int, t: Passes) -> Array:
    """Return dL/dz free of the scale, shape (examples, units)."""
    return t.backward.delta[layer] / t.structure.scale


def _dL_dy_hat(s: Structure, n: Names) -> Iterator[Family]:
    """Yield dL/dy_hat of each example; of a squared error that is y_hat - y."""
    last = s.depth - 1
    operation = "difference" if LOSSES[s.loss].squared else f"{s.loss}_derivative"
    yield Family(
        "example_dL_da",
        (range(s.examples), range(s.outputs)),
        key=lambda e, k: n.example(n.dL_da(last, e, k)),
        made=lambda e, k: (operation, (n.a(last, e, k), n.y(e, k))),
        values=lambda t: t.backward.dL_da[last] / s.scale,
        layer=last,
    )


def _flow_from_above(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/da of a hidden layer: what comes back from each unit above, then the sum."""
    examples, units, above = range(s.examples), range(s.sizes[layer + 1]), range(s.sizes[layer + 2])

    def via(e: int, j: int, k: int) -> str:
        return n.example(n.dL_da_via(layer, e, j, k))

    yield Family(
        "example_dL_da_via",
        (examples, units, above),
        key=via,
        made=lambda e, j, k: ("product", (n.example(n.delta(layer + 1, e, k)), n.dz_da(layer + 1, j, k))),
        values=lambda t: example_deltas(layer + 1, t)[:, None, :] * t.layer(layer + 1).W,
        layer=layer,
    )
    yield Family(
        "example_dL_da",
        (examples, units),
        key=lambda e, j: n.example(n.dL_da(layer, e, j)),
        made=lambda e, j: ("sum", tuple(via(e, j, k) for k in above)),
        values=lambda t: t.backward.dL_da[layer] / s.scale,
        layer=layer,
    )


def _delta(s: Structure, n: Names, layer: int) -> Family:
    """Return dL/dz of each example, at the output by the short road where there is one."""
    activation = s.activations[layer]

    def product(e: int, j: int) -> Made:
        return "product", (n.example(n.dL_da(layer, e, j)), n.da_dz(layer, e, j))

    def short_road(e: int, j: int) -> Made:
        y_sum = (n.y_sum(e),) if activation == "softmax" else ()
        return f"{activation}_{s.loss}_delta", (n.a(layer, e, j), *y_sum, n.y(e, j))

    is_short = layer == s.depth - 1 and _is_short(s)
    return Family(
        "example_delta",
        (range(s.examples), range(s.sizes[layer + 1])),
        key=lambda e, j: n.example(n.delta(layer, e, j)),
        made=short_road if is_short else product,
        values=partial(example_deltas, layer),
        layer=layer,
    )


def _is_short(s: Structure) -> bool:
    return (s.activations[-1], s.loss) in SHORT_ROADS
