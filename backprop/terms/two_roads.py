"""Delta of an output whose activation and loss are a pair: the short road and the long one.

The short road is the one that is used, see ``SHORT_ROADS``; the long one, dL/dy_hat * dy_hat/dz,
stands beside it, so that both can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backprop.names import Names
from backprop.network import Structure
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
    yield from _long_road_through_every_output(s, n) if is_softmax else _long_road(s, n)


def _long_road(s: Structure, n: Names) -> Iterator[Family]:
    """Yield dL/dz as the product dL/dy_hat * dy_hat/dz."""
    layer = s.depth - 1
    yield Family(
        "long_delta",
        (range(s.examples), range(s.outputs)),
        key=lambda e, j: n.long(n.delta(layer, e, j)),
        made=lambda e, j: ("product", (n.dL_da(layer, e, j), n.da_dz(layer, e, j))),
        values=lambda t: t.backward.dL_da[layer] * t.backward.da_dz[layer],
        layer=layer,
    )


def _long_road_through_every_output(s: Structure, n: Names) -> Iterator[Family]:
    """Yield dL/dz_j as the sum of dL/dy_hat_k * dy_hat_k/dz_j over the outputs k."""
    layer, examples, outputs = s.depth - 1, range(s.examples), range(s.outputs)

    def via(e: int, j: int, k: int) -> str:
        return n.long_via(n.delta(layer, e, j), k)

    yield Family(
        "long_delta_via",
        (examples, outputs, outputs),
        key=via,
        made=lambda e, j, k: ("product", (n.dL_da(layer, e, k), n.da_dz(layer, e, k, j))),
        # da_dz[e, k, j] is the Jacobian dy_hat_k/dz_j; here j comes before k.
        values=lambda t: t.backward.dL_da[layer][:, None, :] * t.backward.da_dz[layer].transpose(0, 2, 1),
        layer=layer,
    )
    yield Family(
        "long_delta",
        (examples, outputs),
        key=lambda e, j: n.long(n.delta(layer, e, j)),
        made=lambda e, j: ("sum", tuple(via(e, j, k) for k in outputs)),
        values=lambda t: (t.backward.dL_da[layer][:, :, None] * t.backward.da_dz[layer]).sum(axis=1),
        layer=layer,
    )
