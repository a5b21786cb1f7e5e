"""A trace, and a run of updates, as text for people and as JSON for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

import numpy as np

from backprop.arrays import Array
from backprop.names import names
from backprop.network import Problem
from backprop.operations import LEAF
from backprop.parameters import settings_of
from backprop.rounding import is_rounding
from backprop.terms import Family
from backprop.trace import Trace
from backprop.training import Training

AT_ONCE = 500
"""Lines that are written as one piece."""

NOTHING_SAID: Mapping[str, Any] = MappingProxyType({})


def document(trace: Trace) -> dict[str, Any]:
    """Return everything in a trace as plain lists and numbers.

    ``terms`` maps each key to its value; ``recipes`` says for each key that is not a leaf by
    which operation and from which other keys it was made.
    """
    return {
        name: {key: found for part in entry for key, found in part.items()} if isinstance(entry, Iterator) else entry
        for name, entry in _entries(trace)
    }


def json_text(trace: Trace, said: Mapping[str, Any] = NOTHING_SAID, strict: bool = False) -> Iterator[str]:
    """Yield the document as JSON piece by piece, one term a line; of the largest network it has 200 MB.

    Args:
        trace: what to write.
        said: name -> what stands before it.
        strict: whether every program has to read it: numbers that overflowed are then the texts ``"Infinity"``,
            ``"-Infinity"`` and ``"NaN"``; else they are written without quotation marks, as Python reads them.
    """
    encode = _strict if strict else _json
    opened = "{"
    for name, entry in (*said.items(), *_entries(trace)):
        yield f"{opened}\n {_json(name)}: "
        yield from _object(entry, encode) if isinstance(entry, Iterator) else [encode(entry)]
        opened = ","
    yield "\n}\n"


def _object(parts: Iterator[dict[str, Any]], encode: Callable[[Any], str]) -> Iterator[str]:
    """Yield the JSON of an object that comes in parts, so many lines at a time."""
    opened = "{"
    for part in filter(None, parts):
        lines = iter(part.items())
        while some := tuple(islice(lines, AT_ONCE)):
            yield opened + ",".join(f"\n  {_json(key)}: {encode(found)}" for key, found in some)
            opened = ","
    yield "\n }"


_json = json.JSONEncoder().encode  # without an indent, which would have it written in Python
_finite = json.JSONEncoder(allow_nan=False).encode


def _strict(found: Any) -> str:
    """Return JSON that every program reads; few numbers overflow, so looking for them has to cost nothing."""
    try:
        return _finite(found)
    except ValueError:
        return _json(_spelled(found))


def _spelled(found: Any) -> Any:
    """Return numbers that overflowed as their names."""
    if isinstance(found, list):
        return [_spelled(entry) for entry in found]
    if isinstance(found, float) and not math.isfinite(found):
        return _json(found)
    return found


def _entries(trace: Trace) -> Iterator[tuple[str, Any]]:
    """Yield the entries of the document; those that have a line for each term are iterators over their parts."""
    passed, gradients, after = trace.forward, trace.backward, trace.updated.network.layers
    yield "loss", trace.loss
    yield "z", _lists(passed.z)
    yield "a", _lists(passed.a)
    yield "delta", _lists(gradients.delta)
    yield "weight_gradients", _lists(gradients.dL_dW)
    yield "bias_gradients", _lists(gradients.dL_db)
    yield "updated_weights", _lists(layer.W for layer in after)
    yield "updated_biases", _lists(layer.b for layer in after)
    yield "updated_loss", trace.new_loss
    yield "terms", trace.catalogue.values_by_family(trace)
    yield "recipes", map(_recipes, trace.catalogue.families)


def _recipes(family: Family) -> dict[str, Any]:
    return {
        recipe.key: {"operation": recipe.operation, "factors": list(recipe.factors)}
        for recipe in family.recipes()
        if recipe.operation != LEAF
    }


def _lists(arrays: Any) -> list[Any]:
    def plain(array: Array | None) -> Any:
        return None if array is None else array.tolist()

    return [plain(array) for array in arrays]


def lines(trace: Trace) -> Iterator[str]:
    """Yield the whole trace, one term a line: key, value to ten digits, how it was made, or where a weight leads."""
    width, named = max(map(len, trace.catalogue.recipes)), trace.names
    leads = {
        weight.name: f"  from {named.a_stem(layer - 1, weight.source)} to {named.z(layer, None, weight.unit)}"
        for layer in range(trace.structure.depth)
        for weight in named.weights(layer)
    }
    for term in trace.terms():
        made = leads.get(term.key, "") if term.operation == LEAF else f"  {term.operation}({', '.join(term.factors)})"
        value = 0.0 if is_rounding(trace, term.key) else term.value
        yield f"{term.key:<{width}}  {number(value):>{NUMBER_WIDTH}}{made}".rstrip()


def training_lines(start: Problem, pieces: Iterable[Training]) -> Iterator[str]:
    """Yield the loss and every parameter after each update, an update a line, under a line of their names.

    Args:
        start: the problem before the first update, which is line 0.
        pieces: the run, see ``in_pieces``.
    """
    columns = ("loss", *(parameter.name for parameter in names(start.structure).parameters))
    yield "update" + "".join(f"  {name:>{NUMBER_WIDTH}}" for name in columns)
    for update, (loss, row) in enumerate(_rows(pieces)):
        yield f"{update:>6}" + "".join(f"  {number(value):>{NUMBER_WIDTH}}" for value in (loss, *row.tolist()))


def training_json(start: Problem, pieces: Iterable[Training], updates: int) -> Iterator[str]:
    """Yield a run as one JSON object: how it was made, then a list of numbers for the loss and for each parameter.

    Args:
        start: the problem before the first update, which is number 0 of each list.
        pieces: the run, see ``in_pieces``.
        updates: how many updates it has.
    """
    learning, parameters = start.learning, names(start.structure).parameters
    numbers = np.empty((1 + len(parameters), updates + 1))
    for update, (loss, row) in enumerate(_rows(pieces)):
        numbers[0, update], numbers[1:, update] = loss, row
    said = {
        "rule": start.rule,
        **settings_of(start),
        "learning_rate": start.learning_rate,
        "l2": learning.l2,
        "order": learning.order or "batch",
        "seed": (learning.seed or 0) if learning.order == "shuffled" else None,
        "updates": updates,
        "loss": numbers[0].tolist(),
    }
    opened = "{"
    for name, entry in said.items():
        yield f"{opened}\n {_json(name)}: {_json(entry)}"
        opened = ","
    yield ',\n "parameters": '
    named = zip(parameters, numbers[1:], strict=True)
    yield from _object(({parameter.name: row.tolist()} for parameter, row in named), _json)
    yield "\n}\n"


def _rows(pieces: Iterable[Training]) -> Iterator[tuple[float, Array]]:
    """Yield the loss and the parameters after each update; a piece begins with the last ones of the piece before."""
    for number, piece in enumerate(pieces):
        skipped = 1 if number else 0
        yield from zip(piece.losses[skipped:].tolist(), piece.parameters[skipped:], strict=True)


NUMBER_WIDTH = 18
"""Characters that a number needs at most."""


def number(value: float) -> str:
    """Return ten decimals, or ten significant digits where ten decimals would lose some.

    >>> number(0.0006683960211), number(6.683960211e-08)
    ('0.0006683960', '6.683960211e-08')
    """
    if value == 0:
        return "0.0000000000"  # without the sign that a float's zero can have
    return f"{value:.10f}" if 1e-4 <= abs(value) < 1e7 else f"{value:.9e}"
