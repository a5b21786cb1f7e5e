"""The backward pass, term by term: from what flows into a layer to its delta."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backprop.losses import SHORT_ROADS
from backprop.names import Names
from backprop.network import Structure, as_array
from backprop.terms.every_output import through_every_output
from backprop.terms.family import Family, Made
from backprop.terms.two_roads import two_roads


def backward_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/da of a layer, its local derivatives, its delta, and the derivatives of its z."""
    is_last = layer == s.depth - 1
    if not is_last:
        yield from _flow_from_above(s, n, layer)
    yield _activation_derivative(s, n, layer)
    if is_last and (s.activations[layer], s.loss) in SHORT_ROADS:
        yield from two_roads(s, n)
    elif s.activations[layer] == "softmax":
        yield from through_every_output(s, n, "delta", lambda t: t.backward.delta[layer])
    else:
        yield _delta(s, n, layer)
    yield from _derivatives_of_z(s, n, layer)


def _flow_from_above(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield dL/da: what comes back from each unit above, then the sum."""
    examples, units, above = range(s.examples), range(s.sizes[layer + 1]), range(s.sizes[layer + 2])

    yield Family(
        "dL_da_via",
        (examples, units, above),
        key=partial(n.dL_da_via, layer),
        made=lambda e, j, k: ("product", (n.delta(layer + 1, e, k), n.dz_da(layer + 1, j, k))),
        values=lambda t: t.backward.delta[layer + 1][:, None, :] * t.layer(layer + 1).W,
        layer=layer,
    )
    yield Family(
        "dL_da",
        (examples, units),
        key=partial(n.dL_da, layer),
        made=lambda e, j: ("sum", tuple(n.dL_da_via(layer, e, j, k) for k in above)),
        values=lambda t: t.backward.dL_da[layer],
        layer=layer,
    )


def _activation_derivative(s: Structure, n: Names, layer: int) -> Family:
    """Return da/dz; for softmax, where every output depends on every z, all of them."""
    examples, units, activation = range(s.examples), range(s.sizes[layer + 1]), s.activations[layer]

    def softmax_made(e: int, k: int, j: int) -> Made:
        if k == j:
            return "softmax_derivative", (n.a(layer, e, k),)
        return "softmax_cross_derivative", (n.a(layer, e, k), n.a(layer, e, j))

    def made(e: int, j: int) -> Made:
        # sigma' and tanh' are shortest in terms of a; the piecewise ones look at z.
        seen = n.a if activation in {"sigmoid", "tanh"} else n.z
        slope = (n.slope(layer),) if activation == "leaky_relu" else ()
        return f"{activation}_derivative", (seen(layer, e, j), *slope)

    is_softmax = activation == "softmax"
    return Family(
        "da_dz_cross" if is_softmax else "da_dz",
        (examples, units, units) if is_softmax else (examples, units),
        key=partial(n.da_dz, layer),
        made=softmax_made if is_softmax else made,
        values=lambda t: t.backward.da_dz[layer],
        layer=layer,
    )


def _delta(s: Structure, n: Names, layer: int) -> Family:
    """Return delta = dL/dz as the product dL/da * da/dz."""
    return Family(
        "delta",
        (range(s.examples), range(s.sizes[layer + 1])),
        key=partial(n.delta, layer),
        made=lambda e, j: ("product", (n.dL_da(layer, e, j), n.da_dz(layer, e, j))),
        values=lambda t: t.backward.delta[layer],
        layer=layer,
    )


def _derivatives_of_z(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield what z changes with: dz/da = w, dz/dw = a, dz/db = 1."""
    examples, sources, units = range(s.examples), range(s.sizes[layer]), range(s.sizes[layer + 1])
    if layer:
        yield Family(
            "dz_da",
            (units, sources),
            key=lambda j, i: n.dz_da(layer, i, j),
            made=lambda j, i: ("same", (n.w(layer, i, j),)),
            values=lambda t: t.layer(layer).W.T,
            layer=layer,
        )
    yield Family(
        "dz_dw",
        (examples, units, sources),
        key=lambda e, j, i: n.dz_dw(layer, e, i, j),
        made=lambda e, j, i: ("same", (n.a(layer - 1, e, i),)),
        values=lambda t: t.a(layer - 1)[:, None, :].repeat(len(units), axis=1),
        layer=layer,
    )
    if n.biases(layer):
        ones = as_array([1.0] * len(units))
        yield Family(
            "dz_db",
            (units,),
            key=partial(n.dz_db, layer),
            made=lambda j: ("one", ()),
            values=lambda t: ones,
            layer=layer,
        )
