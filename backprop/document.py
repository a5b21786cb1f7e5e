"""What a network file says, turned into a problem and back: nothing in it is ignored."""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop.activations import ACTIVATIONS
from backprop.arrays import Array
from backprop.errors import NetworkError
from backprop.losses import LOSSES
from backprop.network import Description, Layer, Learning, Network, Problem, as_array
from backprop.numerals import NumeralError, read_number
from backprop.validation import validate
from backprop.vocabulary import FILE, LAYER, NAMES, NEEDED, UPDATE, known_name, loss_named, only_known

LONGEST_TEXTS = {"title": 100, "about": 2000, "notation": 40}
"""Characters of the texts that a file may hold for its readers."""


def problem_from(document: Any) -> Problem:
    """Turn a decoded network file into a validated problem.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    if not isinstance(document, dict):
        raise NetworkError(f"The file holds {_kind(document)}; a network file is a JSON object with {_list(NEEDED)}.")
    only_known("The file", document, FILE)
    loss = loss_named(_name("loss", document["loss"])) if "loss" in document else ""
    sees_targets = loss not in LOSSES or LOSSES[loss].sees_targets
    missing = [key for key in NEEDED if key not in document and (key != "targets" or sees_targets)]
    if missing:
        raise NetworkError(f"The file has no {' and no '.join(missing)}; it needs {_list(NEEDED)}.")
    layers, weights_are = document["layers"], _said(document, "weights_are")
    if not isinstance(layers, list):
        raise NetworkError(f"The layers are {_kind(layers)}; they must be a list with one object per layer.")
    if weights_are not in {"", "in_out", "out_in"}:
        raise NetworkError(f"The weights_are is {weights_are[:40]!r}; it must be in_out or out_in.")
    turned = weights_are == "out_in"
    network = Network(
        tuple(_layer(number, layer, turned) for number, layer in enumerate(layers, start=1)),
        loss,
        _said(document, "convention"),
    )
    return validate(
        Problem(
            network,
            _matrix("inputs", document["inputs"]),
            _matrix("targets", document["targets"]) if sees_targets else _no_targets(document),
            _number("learning_rate", document["learning_rate"]),
            _learning(document),
            _description(document, weights_are),
        )
    )


def document_from(problem: Problem) -> dict[str, Any]:
    """Return the network file of a problem, ready for ``json.dumps``; the inverse of ``problem_from``."""
    learning, said = problem.learning, problem.description
    turned = said.weights_are == "out_in"
    rule = {"rule": learning.rule} if learning.rule else {}
    optional = {
        "convention": problem.network.convention,
        "weights_are": said.weights_are,
        "update": {**rule, **dict(learning.settings)},
        "order": learning.order,
        **{key: getattr(said, key) for key in LONGEST_TEXTS},
        **{key: list(getattr(said, key)) for key in NAMES},
    }
    return {
        "layers": [
            {
                "weights": (layer.W.T if turned else layer.W).tolist(),
                **({} if layer.b is None else {"bias": layer.b.tolist()}),
                "activation": layer.activation,
                **({} if layer.slope is None else {"slope": layer.slope}),
            }
            for layer in problem.network.layers
        ],
        "loss": problem.network.loss,
        "inputs": problem.x.tolist(),
        **({"targets": problem.y.tolist()} if problem.structure.targets else {}),
        "learning_rate": problem.learning_rate,
        **{key: value for key, value in optional.items() if value},
        **{key: value for key in ("l2", "seed") if (value := getattr(learning, key)) is not None},
    }


def _no_targets(document: dict[str, Any]) -> Array:
    """Return targets of no columns, for a file that has no loss to compare them."""
    if "targets" in document:
        raise NetworkError("The loss is none, so that the output itself is differentiated; leave the targets out.")
    return as_array(np.empty((len(document["inputs"]) if isinstance(document["inputs"], list) else 0, 0)))


def _layer(number: int, layer: Any, turned: bool) -> Layer:
    if not isinstance(layer, dict):
        raise NetworkError(f"Layer {number} is {_kind(layer)}; it must be an object with weights and activation.")
    only_known(f"Layer {number}", layer, LAYER)
    missing = [key for key in ("weights", "activation") if key not in layer]
    if missing:
        raise NetworkError(f"Layer {number} has no {' and no '.join(missing)}; it needs weights and activation.")
    W = _matrix(f"weights of layer {number}", layer["weights"])
    slope = layer.get("slope")
    return Layer(
        as_array(W.T) if turned else W,
        _bias(f"bias of layer {number}", layer.get("bias")),
        known_name(_name(f"activation of layer {number}", layer["activation"]), ACTIVATIONS),
        None if slope is None else _number(f"slope of layer {number}", slope),
    )


def _learning(document: dict[str, Any]) -> Learning:
    update, l2 = document.get("update", {}), document.get("l2")
    if not isinstance(update, dict):
        raise NetworkError(f'The update is {_kind(update)}; it must be an object such as {{"rule": "momentum"}}.')
    only_known("The update", update, UPDATE)
    settings = tuple((key, _number(f"{key} of the update", value)) for key, value in update.items() if key != "rule")
    return Learning(
        _name("rule of the update", update.get("rule", "")),
        settings,
        None if l2 is None else _number("l2", l2),
        _said(document, "order"),
        _seed(document.get("seed")),
    )


def _seed(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise NetworkError(f"The seed is {_kind(value)}; it must be a whole number.")


def _said(document: dict[str, Any], key: str) -> str:
    return _name(key, document.get(key, ""))


def _description(document: dict[str, Any], weights_are: str) -> Description:
    texts = {key: _text(document, key) for key in LONGEST_TEXTS}
    inputs, outputs = (_names(document, key) for key in NAMES)
    return Description(**texts, weights_are=weights_are, input_names=inputs, output_names=outputs)


def _names(document: dict[str, Any], key: str) -> tuple[str, ...]:
    if key not in document:
        return ()
    names = document[key]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise NetworkError(f'The {key} must be a list of texts, such as ["width", "height"].')
    return tuple(names)


def _text(document: dict[str, Any], key: str) -> str:
    text = document.get(key, "")
    if not isinstance(text, str):
        raise NetworkError(f"The {key} is {_kind(text)}; it must be a text in quotation marks.")
    if len(text) > LONGEST_TEXTS[key]:
        raise NetworkError(f"The {key} has {len(text)} characters; {LONGEST_TEXTS[key]} are possible.")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NetworkError(f"The {key} is {text[:40]!r}, which holds half of a character; all of it is needed.")
    return text


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
    return as_array(np.float64(_number(what, bias)))


def _number(what: str, value: Any) -> float:
    if isinstance(value, str):
        try:
            return read_number(value)
        except NumeralError as error:
            raise NetworkError(f"The {what} holds {value[:40]!r}, which {error}.") from None
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


def _list(keys: tuple[str, ...]) -> str:
    return ", ".join(keys)


def _kind(value: Any) -> str:
    """Say what a JSON value is, without repeating all of it."""
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    kinds = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
