"""Network files that are wrong by construction, the same every time, each with what was done to it."""

import copy
import itertools
import json
import random

from backprop import document_from, gallery, presets
from tests.backprop.test_document import ALL_WORDS

GOOD = [
    ALL_WORDS,
    *(document_from(problem) for problem in gallery().values()),
    *(document_from(preset.problem) for preset in presets().values()),
]
NEVER = {
    dict: [[], 1, "x", True, [{}]],
    list: [{}, "x", True, {"0": 1}],
    float: [{}, True, "x", "1,000", "1/0", float("nan"), float("inf"), 10**400, "٣", [[[]]]],
    str: [5, True, [], {}, None],
}
"""Kind of a value -> values that are wrong wherever one of that kind stands."""


def places(document, path=()):
    """Yield the way to everything in a file."""
    if not isinstance(document, dict | list):
        return
    for key, value in document.items() if isinstance(document, dict) else enumerate(document):
        yield (*path, key)
        yield from places(value, (*path, key))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def of_another_type(document, chance):
    *path, last = chance.choice(list(places(document)))
    old = at(document, path)[last]
    kind = float if isinstance(old, int | float) else type(old)
    at(document, path)[last] = chance.choice(NEVER[kind])
    return document


def without_a_key(document, chance):
    inner = chance.choice([document, *document["layers"]])
    needed = ("layers", "loss", "inputs", "targets", "learning_rate", "weights", "activation")
    del inner[chance.choice([key for key in needed if key in inner])]
    return document


def with_a_misspelt_key(document, chance):
    inner = chance.choice([document, *document["layers"]])
    key = chance.choice(list(inner))
    spelt = [key + "z", key[1:], key.upper() + "S", f" {key}", key.replace("i", "ı") + "\u202e", "\ud800", ""]
    inner[chance.choice(spelt)] = inner.pop(key)
    return document


def with_a_wish(document, chance):
    chance.choice([document, *document["layers"]])[chance.choice(["dropout", "b", "momentum", "__class__", "eval"])] = 1
    return document


def with_another_name(document, chance):
    name = chance.choice(["mse", "swish", "x" * 100_000, "a\nb\u2028c", "\x1b[2J", "\x00", "𝜎"])
    inner, key = chance.choice([(document, "loss"), (document["layers"][-1], "activation"), (document, "weights_are")])
    inner[key] = name
    return document


def of_another_shape(document, chance):
    matrix = chance.choice([document["inputs"], *(layer["weights"] for layer in document["layers"])])
    for row in matrix[: chance.choice([1, len(matrix)])]:
        row.append(0.5)
    return document


def beyond_a_bound(document, chance):
    first = document["layers"][0]
    return chance.choice([
        {**document, "layers": document["layers"] * 7},
        {**document, "inputs": document["inputs"] * 201, "targets": document["targets"] * 201},
        {**document, "inputs": document["inputs"] * 3},
        {**document, "inputs": [row * 13 for row in document["inputs"]]},
        {**document, "layers": [{**first, "weights": [row * 13 for row in first["weights"]]}, *document["layers"][1:]]},
        {**document, "learning_rate": -1e-300},
        {**document, "l2": -1},
        {**document, "title": "x" * 101},
        {**document, "input_names": ["a"] * 13},
        {**document, "output_names": ["\n"] * len(document["targets"][0])},
    ])  # fmt: skip


def that_means_nothing(document, chance):
    last = document["layers"][-1]
    return chance.choice([
        {**document, "layers": [*document["layers"][:-1], {**last, "activation": "tanh"}], "loss": "cross_entropy"},
        {**document, "loss": "none"},
        {**document, "loss": "binary_cross_entropy", "targets": [[2.0] * len(row) for row in document["targets"]]},
        {**document, "convention": "third"},
        {**document, "update": {"rule": "adam", "beta1": 1}},
        {**document, "layers": [{**layer, "activation": "relu", "slope": 0.1} for layer in document["layers"]]},
    ])  # fmt: skip


def with_damaged_text(document, chance):
    text = json.dumps({key: entry for key, entry in document.items() if key not in {"title", "about"}})
    brackets = [place for place, sign in enumerate(text) if sign in "[]{}:"]
    place = chance.choice(brackets)
    return chance.choice([
        text[: chance.randrange(len(text))],
        text[:place] + text[place + 1 :],
        text[:place] + chance.choice(["\0", "//", "''", "%s", "\ud7ff", "<script>"]) + text[place:],
        text * 2,
        text.replace('"', "'"),
        text[:-1] + ",}",
        text[:-1] + ', "loss": "none"}',
        text.replace("[", "(").replace("]", ")"),
    ])  # fmt: skip


def of_bytes(document, chance):
    text = json.dumps(document)
    return chance.choice([
        b"\xff" + chance.randbytes(chance.randrange(2000)),
        b"\x80" + text.encode(),
        text.encode("utf-16"),
        text.encode("utf-32"),
        chance.randbytes(20),
        bytes(chance.randrange(100)),
    ])  # fmt: skip


def too_deep(document, chance):
    deep = chance.choice([200, 5_000, 100_000])
    return chance.choice([
        "[" * deep,
        '{"layers":' * deep,
        "[" * deep + "]" * deep,
        json.dumps({**document, "inputs": "?"}).replace('"?"', "[" * deep + "1" + "]" * deep),
    ])  # fmt: skip


def too_large(document, chance):
    much = chance.choice([" ", "1" * 100_000, "1e999999999", [[0]] * 40_000, [[0] * 80_000], [{}] * 60_000, "x"])
    if much == " ":
        return json.dumps(document).ljust(256 * 1024 + 1)
    if isinstance(much, list):
        return json.dumps({**document, "layers" if much[0] == {} else "inputs": much})
    if much == "x":
        return {**document, much * 200_000: 1}
    return json.dumps({**document, "learning_rate": "?"}).replace('"?"', much)


WAYS = (
    of_another_type, of_another_type, without_a_key, with_a_misspelt_key, with_a_wish, with_another_name,
    of_another_shape, beyond_a_bound, that_means_nothing, with_damaged_text, with_damaged_text, of_bytes, too_deep,
    too_large,
)  # fmt: skip
"""Everything that is done to a good file, so often as it stands here."""


def wrong_files(count):
    """Return so many files as bytes: name -> content."""
    chance, found = random.Random(0), {}
    for number, way in enumerate(itertools.islice(itertools.cycle(WAYS), count)):
        made = way(copy.deepcopy(chance.choice(GOOD)), chance)
        text = json.dumps(made) if isinstance(made, dict) else made
        found[f"{number}-{way.__name__}"] = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return found
