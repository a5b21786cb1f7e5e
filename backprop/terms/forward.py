"""The forward pass, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backprop.names import Names
from backprop.network import Structure
from backprop.terms.family import Family, Made


def forward_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Yield the products w * a of a layer, their sums z, and the activations."""
    examples, sources, units = range(s.examples), range(s.sizes[layer]), range(s.sizes[layer + 1])
    activation = s.activations[layer]

    def product(e: int, j: int, i: int) -> str:
        return n.product(n.w(layer, i, j), e)

    def z_made(e: int, j: int) -> Made:
        bias = n.b(layer, j)
        return "sum", (*(product(e, j, i) for i in sources), *((bias,) if bias else ()))

    def a_made(e: int, j: int) -> Made:
        whole_row = units if activation == "softmax" else ()
        slope = (n.slope(layer),) if activation == "leaky_relu" else ()
        return activation, (n.z(layer, e, j), *(n.z(layer, e, k) for k in whole_row), *slope)

    yield Family(
        "product",
        (examples, units, sources),
        key=product,
        made=lambda e, j, i: ("product", (n.a(layer - 1, e, i), n.w(layer, i, j))),
        values=lambda t: t.a(layer - 1)[:, None, :] * t.layer(layer).W.T,
        layer=layer,
    )
    yield Family(
        "z",
        (examples, units),
        key=partial(n.z, layer),
        made=z_made,
        values=lambda t: t.forward.z[layer],
        layer=layer,
    )
    yield Family(
        "y_hat" if layer == s.depth - 1 else "a",
        (examples, units),
        key=partial(n.a, layer),
        made=a_made,
        values=lambda t: t.forward.a[layer],
        layer=layer,
    )
