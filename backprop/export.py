"""A trace as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backprop.arrays import Array
from backprop.operations import LEAF
from backprop.trace import Trace


def document(trace: Trace) -> dict[str, Any]:
    """Return everything in a trace as plain lists and numbers.

    ``terms`` maps each key to its value; ``recipes`` says for each key that is not a leaf by
    which operation and from which other keys it was made.
    """
    passed, gradients, after = trace.forward, trace.backward, trace.updated.network.layers
    return {
        "loss": trace.loss,
        "z": _lists(passed.z),
        "a": _lists(passed.a),
        "delta": _lists(gradients.delta),
        "weight_gradients": _lists(gradients.dL_dW),
        "bias_gradients": _lists(gradients.dL_db),
        "updated_weights": _lists(layer.W for layer in after),
        "updated_biases": _lists(layer.b for layer in after),
        "updated_loss": trace.new_loss,
        "terms": trace.values,
        "recipes": {
            term.key: {"operation": term.operation, "factors": list(term.factors)}
            for term in trace.terms()
            if term.operation != LEAF
        },
    }


def _lists(arrays: Any) -> list[Any]:
    def plain(array: Array | None) -> Any:
        return None if array is None else array.tolist()

    return [plain(array) for array in arrays]


def lines(trace: Trace) -> Iterator[str]:
    """Yield the whole trace, one term a line: key, value to ten digits, how it was made."""
    width = max(map(len, trace.values))
    for term in trace.terms():
        made = "" if term.operation == LEAF else f"  {term.operation}({', '.join(term.factors)})"
        yield f"{term.key:<{width}}  {number(term.value):>18}{made}".rstrip()


def number(value: float) -> str:
    """Return ten decimals, or ten significant digits where ten decimals would lose some.

    >>> number(0.0006683960211), number(6.683960211e-08)
    ('0.0006683960', '6.683960211e-08')
    """
    return f"{value:.10f}" if value == 0 or 1e-4 <= abs(value) < 1e7 else f"{value:.9e}"
