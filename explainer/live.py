"""The numbers of a page while one of them moves: a pure function of the link and the edits.

A page's figures say which terms they show. Whatever is dragged, the answer is the text of those
terms, the marks that widths follow, and what is to be remarked about the numbers. It is asked for
by the page itself once per run, and over the server's ``/live`` at every event of a drag.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from backprop import trace, values_by_name
from explainer.display import FINE, Display
from explainer.notation import Notation, Written
from explainer.settings import View, from_link, usable

MOST_KEYS = 4000
MOST_CHARACTERS = 200_000
SATURATED = 1e-4
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def display_of(view: View) -> Display:
    """Take the network of a view apart, as it is to be shown."""
    now = trace(view.problem)
    notation = Notation(view.shown_notation, now.structure)
    return Display(now, notation, view.digits, max(view.example - 1, 0), whole=not view.example)


def numbers_of(display: Display, terms: Iterable[str], marks: Sequence[str]) -> dict[str, Any]:
    """Return everything that changes on a page when a number does.

    Args:
        display: the trace, in its notation and precision.
        terms: keys whose text is shown.
        marks: keys whose size, beside the largest of them, some width follows.
    """
    return {
        "texts": display.texts(terms),
        "marks": display.marks(marks),
        "values": values_by_name(display.trace.problem),
        "notes": list(remarks(display)),
    }


def answer(message: str) -> str | None:
    """Answer one event of a drag.

    Args:
        message: JSON with ``seq``, ``link`` (the page's query parameters), ``edits`` (name ->
            number), ``terms`` and ``marks`` (keys). A browser can send anything: what is not
            known here is left out.

    Returns:
        JSON with the same ``seq`` and what ``numbers_of`` returns, or None if the message is none.
    """
    try:
        asked = json.loads(message) if len(message) <= MOST_CHARACTERS else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("seq"), int):
        return None
    view, _ = from_link({k: v for k, v in _pairs(asked.get("link")) if isinstance(v, str)})
    edits = {k: float(v) for k, v in _pairs(asked.get("edits")) if _is_number(v)}
    display = display_of(view.change({name: value for name, value in edits.items() if usable(name, value)}))
    known = display.trace.catalogue.recipes
    terms = [key for key in _keys(asked.get("terms")) if key.removesuffix(FINE) in known]
    marks = [key for key in _keys(asked.get("marks")) if key in known]
    return json.dumps({"seq": asked["seq"], **numbers_of(display, terms, marks)})


def _pairs(mapping: Any) -> Iterable[tuple[str, Any]]:
    return list(mapping.items())[:MOST_KEYS] if isinstance(mapping, dict) else ()


def _keys(listed: Any) -> Iterable[str]:
    return (key for key in listed[:MOST_KEYS] if isinstance(key, str)) if isinstance(listed, list) else ()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def remarks(display: Display) -> Iterator[str]:
    """Say what is out of the ordinary about the numbers: overflow, saturation, a dead unit."""
    now = display.trace
    if not math.isfinite(now.loss):
        named = (key for key in now.values if now.recipe(key).family in {"z", "a", "y_hat"})
        first = next((key for key in named if not math.isfinite(now[key])), "loss")
        yield f"{_said(display.written(first))} is too large to compute with, and so is all that follows from it."
        return
    yield from _broken_roads(display)
    for layer, activation in enumerate(now.structure.activations):
        if activation not in {"sigmoid", "tanh", "relu"}:
            continue
        for unit, slope in enumerate(now.backward.da_dz[layer][display.example]):
            name = _said(display.notation.a(layer, 0, unit))
            if activation == "relu" and slope == 0.0:
                yield f"{name} is dead for this example: ReLU's slope is 0, so no gradient gets past it."
            elif activation != "relu" and abs(slope) < SATURATED:
                yield f"{name} is saturated: its slope is nearly 0, so almost no gradient gets past it."


def _said(written: Written) -> str:
    """Return a symbol as it stands in a sentence, its numbers as subscripts."""
    return re.sub(r"_(\d+)", lambda match: match[1].translate(SUBSCRIPTS), written.plain)


def _broken_roads(display: Display) -> Iterator[str]:
    """Say which factor of the long way to an output's delta broke, and why the short way exists."""
    now, n, e = display.trace, display.trace.names, display.example
    last = now.structure.depth - 1
    for k in range(now.structure.outputs):
        if f"long_{n.delta(last, e, k)}" not in now.catalogue.recipes or math.isfinite(now[n.dL_da(last, e, k)]):
            continue
        named = (n.dL_da(last, e, k), n.a(last, e, k), n.y(e, k))
        factor, output, target = (_said(display.written(key)) for key in named)
        yield (
            f"{factor} breaks the long way: it divides by {output}, which is too small for a number here and counts as "
            f"0. {output} − {target} never divides and stays exact; that is why {now.structure.activations[-1]} and "
            f"{now.structure.loss.replace('_', '-')} are paired."
        )
        return
