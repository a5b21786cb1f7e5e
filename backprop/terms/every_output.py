"""Delta of a softmax layer: each of its z moves every output, so what comes back is a sum over the outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from backprop.arrays import Array
from backprop.names import Names
from backprop.network import Structure
from backprop.passes import Passes
from backprop.terms.family import Family, Made

Rename = Callable[[str], str]


def _itself(key: str) -> str:
    return key


def through_every_output(
    s: Structure,
    n: Names,
    family: str,
    values: Callable[[Passes], Array],
    delta: Rename = _itself,
    dL_da: Rename = _itself,
    scale: float = 1.0,
) -> Iterator[Family]:
    """Yield dL/dz_j as the sum of dL/dy_hat_k * dy_hat_k/dz_j over the outputs k.

    Args:
        s: the structure.
        n: its names.
        family: what these deltas are.
        values: where they lie.
        delta: key of a delta -> key of the one that is meant here.
        dL_da: key of a derivative by an output -> key of the one that is meant here.
        scale: what both are free of.
    """
    layer, examples, outputs = s.depth - 1, range(s.examples), range(s.outputs)

    def total(e: int, j: int) -> str:
        return delta(n.delta(layer, e, j))

    def via(e: int, j: int, k: int) -> str:
        return n.through(total(e, j), k)

    def via_made(e: int, j: int, k: int) -> Made:
        return "product", (dL_da(n.dL_da(layer, e, k)), n.da_dz(layer, e, k, j))

    yield Family(
        f"{family}_via",
        (examples, outputs, outputs),
        key=via,
        made=via_made,
        # da_dz[e, k, j] is the Jacobian dy_hat_k/dz_j; here j comes before k.
        values=lambda t: t.backward.dL_da[layer][:, None, :] / scale * t.backward.da_dz[layer].transpose(0, 2, 1),
        layer=layer,
    )
    yield Family(
        family,
        (examples, outputs),
        key=total,
        made=lambda e, j: ("sum", tuple(via(e, j, k) for k in outputs)),
        values=values,
        layer=layer,
    )
