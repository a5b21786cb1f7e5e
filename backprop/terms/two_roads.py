"""Delta of an output whose activation and loss are a pair: the short road and the long one.

The short road is the one that is used, see ``SHORT_ROADS``; the long one, dL/dy_hat * dy_hat/dz,
stands beside it, so that both can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backprop.arrays import Array
from backprop.backward import through
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.every_output import through_every_output
from backprop.terms.family import Family, Made


def two_roads(s: Structure, n: Names) -> Iterator[Family]:
    """Yield delta of the last layer, then the same by the long road."""
    layer, activation = s.depth - 1, s.activations[-1]
    examples, outputs = range(s.examples), range(s.outputs)
    is_softmax = activation == "softmax"

    def delta_made(e: int, j: int) -> Made:
        total = (n.y_sum(e),) if is_softmax else ()
        return f"{activation}_{s.loss}_delta", (n.a(layer, e, j), *total, n.y(e, j), *s.counts)

    if is_softmax:
        yield Family(
            "y_sum",
            (examples,),
            key=n.y_sum,
            made=lambda e: ("sum", tuple(n.y(e, k) for k in outputs)),
            values=lambda t: t.problem.y.sum(axis=1),
        )
    yield Family(
        "delta",
        (examples, outputs),
        key=partial(n.delta, layer),
        made=delta_made,
        values=lambda t: t.backward.delta[layer],
        layer=layer,
    )
    if is_softmax:
        yield from through_every_output(s, n, "long_delta", _long_deltas, n.long)
    else:
        yield from _long_road(s, n)


def _long_deltas(t: Passes) -> Array:
    return through(t.backward.da_dz[-1], t.backward.dL_da[-1])


def _long_road(s: Structure, n: Names) -> Iterator[Family]:
    """Yield dL/dz as the product dL/dy_hat * dy_hat/dz."""
    layer = s.depth - 1
    yield Family(
        "long_delta",
        (range(s.examples), range(s.outputs)),
        key=lambda e, j: n.long(n.delta(layer, e, j)),
        made=lambda e, j: ("product", (n.dL_da(layer, e, j), n.da_dz(layer, e, j))),
        values=_long_deltas,
        layer=layer,
    )
