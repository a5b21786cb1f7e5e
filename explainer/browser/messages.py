"""What a browser sends back, washed: it can send anything."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Edit:
    """What a reader changed: numbers by name, texts typed into boxes, and whether they let go."""

    seq: int
    values: Mapping[str, float]
    texts: Mapping[str, str]
    done: bool


def edit_from(message: Any) -> Edit | None:
    """Return the edit in a message from a browser, or None where it is not one.

    A browser can send anything; only finite numbers and short texts under names get through.
    """
    if not isinstance(message, dict) or not isinstance(message.get("seq"), int):
        return None
    values, texts = message.get("values"), message.get("texts")
    return Edit(
        message["seq"],
        {k: float(v) for k, v in _items(values) if _is_finite(v)},
        {k: v[:200] for k, v in _items(texts) if isinstance(v, str)},
        bool(message.get("done")),
    )


def _is_finite(value: Any) -> bool:
    # A whole number can be too large for a float; nan is not smaller than anything.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _items(mapping: Any) -> list[tuple[str, Any]]:
    return list(mapping.items())[:1000] if isinstance(mapping, dict) else []
