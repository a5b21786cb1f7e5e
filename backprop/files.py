"""The network file: one JSON form to load, save, share and script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backprop.arrays import Array
from backprop.errors import NetworkError
from backprop.network import Layer, Network, Problem, as_array
from backprop.validation import validate

MAX_BYTES = 256 * 1024
KEYS = ("layers", "loss", "inputs", "targets", "learning_rate")


def read_problem(path: str | Path) -> Problem:
    """Load a network file.

    Raises:
        NetworkError: if it cannot be read, is too large, or does not describe a network.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NetworkError(f"The file {str(path)!r} cannot be read: {reason}.") from None
    return parse_problem(content)


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
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise NetworkError(f"The file is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from None
    except (RecursionError, ValueError):
        raise NetworkError("The file is nested too deeply, or holds a number with too many digits.") from None
    return problem_from(document)


def problem_from(document: Any) -> Problem:
    """Turn a decoded network file into a validated problem.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    if not isinstance(document, dict):
        raise NetworkError(f"The file holds {_kind(document)}; a network file is a JSON object with {', '.join(KEYS)}.")
    missing = [key for key in KEYS if key not in document]
    if missing:
        raise NetworkError(f"The file has no {' and no '.join(missing)}; it needs {', '.join(KEYS)}.")
    layers = document["layers"]
    if not isinstance(layers, list):
        raise NetworkError(f"The layers are {_kind(layers)}; they must be a list with one object per layer.")
    network = Network(
        tuple(_layer(number, layer) for number, layer in enumerate(layers, start=1)),
        _name("loss", document["loss"]),
    )
    return validate(
        Problem(
            network,
            _matrix("inputs", document["inputs"]),
            _matrix("targets", document["targets"]),
            _number("learning_rate", document["learning_rate"]),
        )
    )


def document_from(problem: Problem) -> dict[str, Any]:
    """Return the network file of a problem, ready for ``json.dumps``; the inverse of ``problem_from``."""
    return {
        "layers": [
            {
                "weights": layer.W.tolist(),
                **({} if layer.b is None else {"bias": layer.b.tolist()}),
                "activation": layer.activation,
            }
            for layer in problem.network.layers
        ],
        "loss": problem.network.loss,
        "inputs": problem.x.tolist(),
        "targets": problem.y.tolist(),
        "learning_rate": problem.learning_rate,
    }


def _layer(number: int, layer: Any) -> Layer:
    if not isinstance(layer, dict) or "weights" not in layer or "activation" not in layer:
        raise NetworkError(f"Layer {number} is {_kind(layer)}; it must be an object with weights and activation.")
    return Layer(
        _matrix(f"weights of layer {number}", layer["weights"]),
        _bias(f"bias of layer {number}", layer.get("bias")),
        _name(f"activation of layer {number}", layer["activation"]),
    )


def _matrix(what: str, rows: Any) -> Array:
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise NetworkError(f"The {what} must be a list of rows, each row a list of numbers, such as [[0.1, 0.2]].")
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        found = f"The {what} has rows of {min(lengths)} and {max(lengths)} numbers"
        raise NetworkError(f"{found}; all rows must be of one length.")
    return as_array([[_number(what, value) for value in row] for row in rows])


def _bias(what: str, bias: Any) -> Array | None:
    if bias is None:
        return None
    if isinstance(bias, list):
        return as_array([_number(what, value) for value in bias])
    return as_array(_number(what, bias))


def _number(what: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NetworkError(f"The {what} holds {_kind(value)} where a number is needed.")
    try:
        return float(value)
    except OverflowError:
        raise NetworkError(f"The {what} holds a whole number that is too large to compute with.") from None


def _name(what: str, value: Any) -> str:
    if not isinstance(value, str):
        raise NetworkError(f"The {what} is {_kind(value)}; it must be a name in quotation marks.")
    return value


def _kind(value: Any) -> str:
    """Say what a JSON value is, without repeating all of it."""
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    kinds = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
