"""What a program of somebody's own hands in: lists for each layer, as the trace has them in JSON, without keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from backprop.errors import NetworkError
from backprop.names import Names

Nest = Any
"""A key, None where the network has nothing, or a list of those."""


def _by_unit(key: Callable[[int, int, int], str], n: Names) -> Nest:
    s = n.structure
    return [
        [[key(layer, example, unit) for unit in range(s.sizes[layer + 1])] for example in range(s.examples)]
        for layer in range(s.depth)
    ]


def _by_weight(key: Callable[[str], str], n: Names) -> Nest:
    s = n.structure
    return [
        [[key(n.w(layer, source, unit)) for unit in range(s.sizes[layer + 1])] for source in range(s.sizes[layer])]
        for layer in range(s.depth)
    ]


def _by_bias(key: Callable[[str], str], n: Names) -> Nest:
    def of_layer(layer: int) -> Nest:
        if (shared := n.shared_bias(layer)) is not None:
            return key(shared.name)
        return [key(bias.name) for bias in n.unit_biases(layer)] or None

    return [of_layer(layer) for layer in range(n.structure.depth)]


ARRAYS: Mapping[str, Callable[[Names], Nest]] = {
    "loss": lambda n: n.loss(),
    "z": lambda n: _by_unit(n.z, n),
    "a": lambda n: _by_unit(n.a, n),
    "delta": lambda n: _by_unit(n.delta, n),
    "weight_gradients": lambda n: _by_weight(n.gradient, n),
    "bias_gradients": lambda n: _by_bias(n.gradient, n),
    "updated_weights": lambda n: _by_weight(n.new, n),
    "updated_biases": lambda n: _by_bias(n.new, n),
    "updated_loss": lambda n: "new_loss",
}
"""Entry of a trace in JSON -> the keys of its numbers, in the same lists."""


def terms_of(names: Names, entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each term that some lists hold, and what stands there.

    Args:
        names: of the network.
        entries: some of those in ``ARRAYS``.

    Raises:
        NetworkError: if a list is not as long as the network needs it.
    """
    for entry, value in entries.items():
        yield from _pairs(ARRAYS[entry](names), value, entry)


def _pairs(keys: Nest, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(keys, str):
        yield keys, value
    elif keys is None and value in (None, []):
        return
    elif isinstance(keys, list) and isinstance(value, list) and len(keys) == len(value):
        for number, (inner, entry) in enumerate(zip(keys, value, strict=True), start=1):
            yield from _pairs(inner, entry, f"{place}, {number}")
    else:
        needed = f"a list of {len(keys)}" if isinstance(keys, list) else "null"
        given = f"a list of {len(value)}" if isinstance(value, list) else "no list"
        raise NetworkError(f"In {place} there is {given}; this network needs {needed} there.")
