"""Network files as text: one JSON form to load, save, share and script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from backprop.document import document_from, problem_from
from backprop.errors import NetworkError
from backprop.network import Problem

MAX_BYTES = 256 * 1024


def read_problem(path: str | Path) -> Problem:
    """Load a network file.

    Raises:
        NetworkError: if it cannot be read, is too large, or does not describe a network.
    """
    return parse_problem(content_of(path))


def content_of(path: str | Path) -> bytes:
    """Return what is in a file, of a large one no more than it takes to see that it is too large.

    Raises:
        NetworkError: if it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NetworkError(f"The file {str(path)!r} cannot be read: {reason}.") from None


def parse_problem(content: bytes | str) -> Problem:
    """Turn the text of a network file into a problem.

    Args:
        content: JSON text; bytes are taken as UTF-8.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    if len(content) > MAX_BYTES:
        raise NetworkError(f"The file is larger than {MAX_BYTES // 1024} KiB, the most a network file may have.")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        raise NetworkError("The file is not text in UTF-8; a network file is JSON text.") from None
    if not text.strip():
        raise NetworkError("The file is empty; a network file is a JSON object with layers, loss, inputs and targets.")
    try:
        document = json.loads(text, object_pairs_hook=once)
    except NetworkError:
        raise
    except json.JSONDecodeError as error:
        where = f"{error.msg} in line {error.lineno}, column {error.colno}"
        # Such numbers are fine as texts; bare, they end the JSON in their middle.
        hint = "; a number such as .15 or 1/3 needs quotation marks" if text[error.pos :][:1] in (".", "/", "−") else ""
        raise NetworkError(f"The file is not JSON: {where}{hint}.") from None
    except (RecursionError, ValueError):
        raise NetworkError("The file is nested too deeply, or holds a number with too many digits.") from None
    return problem_from(document)


def text_of(problem: Problem) -> str:
    """Return a problem as the text of a network file, laid out to be read; the inverse of ``parse_problem``.

    Each row of a matrix has a line, and a whole number no decimals.
    """
    return f"{_laid_out(document_from(problem), '')}\n"


def _laid_out(value: Any, indent: str) -> str:
    deeper = f"{indent} "
    if isinstance(value, dict):
        parts, ends = [f"{_json(key)}: {_laid_out(part, deeper)}" for key, part in value.items()], "{}"
    elif isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
        parts, ends = [_laid_out(part, deeper) for part in value], "[]"
    else:
        return _json([_short(part) for part in value] if isinstance(value, list) else _short(value))
    between = f",\n{deeper}"
    return f"{ends[0]}\n{deeper}{between.join(parts)}\n{indent}{ends[1]}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short(value: Any) -> Any:
    """Return a number as a whole one, where it is read back as the same."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and str(value) != "-0.0"
    return int(value) if whole else value


def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return pairs as a mapping; of a key that is there twice nobody could say which value is meant.

    Raises:
        NetworkError: if one is.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NetworkError(f"The file has {key[:40]!r} twice where it must be there once.")
        found[key] = value
    return found
