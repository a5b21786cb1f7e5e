"""The network itself, as the file that it can be opened from again."""

from __future__ import annotations

import json
from typing import Any

from backprop import Problem, document_from


def network_file(problem: Problem) -> str:
    """Return a network as the text of its file, its parts and the rows of its matrices a line each."""
    document = document_from(problem)
    layers = [_object(layer, 3) for layer in document["layers"]]
    parts = {key: _value(value, 2) for key, value in document.items()} | {"layers": _rows(layers, 2)}
    return _joined("{", parts, "}", 1) + "\n"


def _object(found: dict[str, Any], deep: int) -> str:
    return _joined("{", {key: _value(value, deep + 1) for key, value in found.items()}, "}", deep)


def _joined(opening: str, parts: dict[str, str], closing: str, deep: int) -> str:
    space = "\n" + " " * deep
    return (
        opening
        + space
        + f",{space}".join(f"{json.dumps(key)}: {text}" for key, text in parts.items())
        + (f"\n{' ' * (deep - 1)}{closing}")
    )


def _value(value: Any, deep: int) -> str:
    """Return a value on one line; of a matrix, each row."""
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], list):
        return _rows([json.dumps(row) for row in value], deep)
    return json.dumps(value, ensure_ascii=False)


def _rows(rows: list[str], deep: int) -> str:
    space = "\n" + " " * deep
    return f"[{space}" + f",{space}".join(rows) + f"\n{' ' * (deep - 1)}]"
