"""The network file: what it says, and what is said about a bad one."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, document_from, parse_problem, read_problem, trace
from backprop.document import problem_from
from backprop.files import text_of
from tests.backprop.helpers import GOLDEN, layer, network
from tests.backprop.strategies import documents, examples, wild
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to

DESIGN_EXAMPLE = """
{"layers": [{"weights": [[0.15, 0.25], [0.20, 0.30]], "bias": 0.35, "activation": "sigmoid"},
            {"weights": [[0.40], [0.45]], "bias": 0.60, "activation": "sigmoid"}],
 "loss": "half_squared_error", "inputs": [[0.05, 0.10]], "targets": [[0.01]], "learning_rate": 0.0001}
"""


def refusal(content):
    """Return the sentence with which a file is refused."""
    with pytest.raises(NetworkError) as caught:
        parse_problem(content)
    return str(caught.value)


def is_one_line(sentence):
    return bool(sentence.strip()) and len(sentence.splitlines()) == 1


# What a file says.


@examples(60)
@given(documents(numbers=wild))
def test_a_problem_is_the_same_bit_for_bit_after_it_was_written_and_read(document):
    once = document_from(problem_from(document))
    assert json.dumps(document_from(parse_problem(text_of(problem_from(document))))) == json.dumps(once)


def test_a_file_is_written_with_a_row_of_a_matrix_in_a_line():
    text = text_of(parse_problem(DESIGN_EXAMPLE))
    lines = [line.strip() for line in text.splitlines()]
    assert {"[0.15, 0.25],", "[0.2, 0.3]", '"bias": 0.35,', "[0.05, 0.1]", '"learning_rate": 0.0001'} <= set(lines)


@given(documents())
def test_a_problem_survives_the_way_to_json_and_back(document):
    once = document_from(problem_from(document))
    assert document_from(parse_problem(json.dumps(once))) == once == document


@known_problems
def test_a_known_problem_survives_the_way_to_json_and_back(known):
    assert document_from(parse_problem(json.dumps(document_from(known)))) == document_from(known)


def finite(count):
    return st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=count, max_size=count)


@given(documents(numbers=finite, max_layers=2))
def test_every_finite_number_survives_to_its_last_bit(document):
    assert document_from(parse_problem(json.dumps(document))) == document


def test_the_documented_example_is_the_worked_one():
    assert trace(parse_problem(DESIGN_EXAMPLE)).loss == close_to(GOLDEN["worked-2-2-1"]["expected"]["loss"])


def test_a_file_is_read_from_disk(tmp_path):
    file = tmp_path / "network.json"
    file.write_text(DESIGN_EXAMPLE)
    assert document_from(read_problem(file)) == document_from(parse_problem(DESIGN_EXAMPLE))


def test_a_byte_order_mark_is_no_obstacle():
    assert parse_problem(b"\xef\xbb\xbf" + DESIGN_EXAMPLE.encode()).structure.sizes == (2, 2, 1)


def test_a_network_read_from_a_file_is_read_only():
    known = parse_problem(DESIGN_EXAMPLE)
    arrays = [known.x, known.y, *(array for part in known.network.layers for array in (part.W, part.b))]
    assert not any(array.flags.writeable for array in arrays)


@pytest.mark.parametrize(
    ("bias", "kind", "shape"), [(0.5, "shared", ()), ([0.5, 0.25], "unit", (2,)), ([0.5, 0.5], "unit", (2,))]
)
def test_a_bias_is_shared_if_it_is_a_number_and_per_unit_if_it_is_a_list(bias, kind, shape):
    read = problem_from(network(layer([[1.0, 1.0]], bias=bias), targets=[[0.0, 0.0]]))
    assert (read.structure.biases, read.network.layers[0].b.shape) == ((kind,), shape)


def test_a_list_of_one_number_is_a_bias_per_unit():
    assert problem_from(network(layer([[1.0]], bias=[0.5]))).structure.biases == ("unit",)


@pytest.mark.parametrize("part", [{}, {"bias": None}])
def test_a_bias_may_be_absent_or_null(part):
    read = problem_from(network({**layer([[1.0]]), **part}))
    assert (read.structure.biases, read.network.layers[0].b) == (("none",), None)


@pytest.mark.parametrize("bias", [None, 0.5, [0.5]])
def test_a_bias_is_written_in_the_form_in_which_it_was_read(bias):
    written = document_from(problem_from(network(layer([[1.0]], bias=bias))))["layers"][0]
    assert written.get("bias") == bias
    assert ("bias" in written) == (bias is not None)


def test_whole_numbers_are_numbers():
    assert problem_from(network(layer([[1]]), inputs=[[2]], learning_rate=1)).network.layers[0].W.dtype == np.float64


def test_a_network_at_every_bound_is_accepted():
    square = np.full((12, 12), 0.1).tolist()
    rows = np.full((200, 12), 0.5).tolist()
    big = problem_from(network(*[layer(square, "tanh", 0.1)] * 6, inputs=rows, targets=rows))
    assert (big.structure.sizes, big.structure.examples) == ((12,) * 7, 200)


def test_a_file_of_exactly_256_kib_is_accepted():
    assert parse_problem(DESIGN_EXAMPLE.ljust(256 * 1024).encode()).structure.sizes == (2, 2, 1)


# What is said about a bad one.


def changed(**changes):
    return json.dumps({**json.loads(DESIGN_EXAMPLE), **changes})


def with_layer(**changes):
    """Return the documented example with another first layer."""
    first, second = json.loads(DESIGN_EXAMPLE)["layers"]
    return changed(layers=[{**first, **changes}, second])


def without(key):
    document = json.loads(DESIGN_EXAMPLE)
    del document[key]
    return json.dumps(document)


def of(*layers, **rest):
    return json.dumps(network(*layers, **rest))


NOT_A_FILE = {
    "empty": ("", "is empty"),
    "whitespace": (" \n\t\r\n ", "is empty"),
    "not JSON": ("layers: sigmoid", "is not JSON"),
    "truncated": (DESIGN_EXAMPLE[:100], "is not JSON"),
    "two objects": (DESIGN_EXAMPLE * 2, "is not JSON"),
    "single quotes": ("{'layers': []}", "is not JSON"),
    "binary": (bytes(range(256)), "is not text"),
    "zeros": (b"\0" * 100, "is not JSON"),
    "UTF-16": (DESIGN_EXAMPLE.encode("utf-16"), "is not text"),
    "deep lists": ("[" * 100_000, "nested too deeply"),
    "deep objects": ('{"layers":' * 20_000, "nested too deeply"),
    "digits without end": (changed().replace("0.0001", "1" * 5000), "too many digits"),
    "too large": (DESIGN_EXAMPLE.ljust(256 * 1024 + 1), "larger than 256 KiB"),
    "a list": ("[1, 2]", "holds a list"),
    "a number": ("7", "holds a number"),
    "a text": ('"sigmoid"', "holds the text 'sigmoid'"),
    "null": ("null", "holds null"),
    "true": ("true", "holds true or false"),
    "an empty object": ("{}", "has no layers"),
}

BAD_PARTS = {
    **{f"no {key}": (without(key), f"has no {key}") for key in json.loads(DESIGN_EXAMPLE)},
    "layers no list": (changed(layers={"weights": [[1]]}), "layers are an object"),
    "no layers at all": (changed(layers=[]), "0 layers"),
    "layer no object": (changed(layers=[[[1.0]]]), "Layer 1 is a list"),
    "layer without weights": (changed(layers=[{"activation": "sigmoid"}]), "Layer 1"),
    "layer without activation": (changed(layers=[{"weights": [[1.0], [1.0]]}]), "Layer 1"),
    "weights null": (with_layer(weights=None), "weights of layer 1"),
    "weights flat": (with_layer(weights=[0.1, 0.2]), "weights of layer 1"),
    "weights empty": (with_layer(weights=[]), "weights of layer 1"),
    "weights of empty rows": (with_layer(weights=[[], []]), "weights of layer 1"),
    "weights too deep": (with_layer(weights=[[[0.1, 0.2], [0.1, 0.2]]]), "holds a list where a number"),
    "weights ragged": (with_layer(weights=[[0.1, 0.2], [0.3]]), "rows of 1 and 2 numbers"),
    "weights with too few rows": (with_layer(weights=[[0.1, 0.2]]), "have 1 rows, but 2 values come in"),
    "weights with too many rows": (with_layer(weights=[[0.1, 0.2]] * 3), "have 3 rows, but 2 values come in"),
    "weights with a unit in each row": (with_layer(weights=[[0.1, 0.2]] * 3), 'them, add "weights_are": "out_in"'),
    "weights with a unit in each column": (
        json.dumps({**json.loads(with_layer(weights=[[0.1, 0.2, 0.3]] * 2)), "weights_are": "out_in"}),
        "have 3 columns, but 2 values come in; the weights need one column for each value that comes in and one row",
    ),
    "weights of the next layer do not fit": (with_layer(weights=[[0.1], [0.2]]), "layer 2 have 2 rows, but 1 values"),
    "weight text": (with_layer(weights=[["a", 0.2], [0.3, 0.4]]), "holds 'a', which is no number"),
    "weight with thousands": (with_layer(weights=[["1,000", 0.2], [0.3, 0.4]]), "can mean 1.000 or 1000"),
    "weight true": (with_layer(weights=[[True, 0.2], [0.3, 0.4]]), "holds true or false where a number"),
    "weight null": (with_layer(weights=[[None, 0.2], [0.3, 0.4]]), "holds null where a number"),
    "weight object": (with_layer(weights=[[{}, 0.2], [0.3, 0.4]]), "holds an object where a number"),
    "weight NaN": (with_layer(weights=[[float("nan"), 0.2], [0.3, 0.4]]), "infinite or not a number"),
    "weight Infinity": (with_layer(weights=[[float("inf"), 0.2], [0.3, 0.4]]), "infinite or not a number"),
    "weight -Infinity": (with_layer(weights=[[float("-inf"), 0.2], [0.3, 0.4]]), "infinite or not a number"),
    "weight 1e999": (changed().replace("0.15", "1e999"), "infinite or not a number"),
    "weight a huge whole number": (changed().replace("0.15", "1" + "0" * 400), "whole number that is too large"),
    "activation unknown": (with_layer(activation="swish"), "activation 'swish'; it must be one of sigmoid, tanh,"),
    "activation null": (with_layer(activation=None), "activation of layer 1 is null"),
    "activation a list": (with_layer(activation=["sigmoid"]), "activation of layer 1 is a list"),
    "softmax not last": (with_layer(activation="softmax"), "Layer 1 is softmax, but it is not the last"),
    "softmax with binary cross-entropy": (
        of(layer([[1.0]], "softmax"), loss="binary_cross_entropy"), "softmax, which belongs to cross_entropy",
    ),
    "loss unknown": (changed(loss="hinge"), "loss is 'hinge'; it must be one of half_squared_error,"),
    "loss null": (changed(loss=None), "loss is null"),
    "loss a number": (changed(loss=2), "loss is a number"),
    "bias too short": (with_layer(bias=[0.1]), "has 1 numbers and the layer has 2 units"),
    "bias too long": (with_layer(bias=[0.1] * 3), "has 3 numbers and the layer has 2 units"),
    "bias empty": (with_layer(bias=[]), "has 0 numbers and the layer has 2 units"),
    "bias text": (with_layer(bias="b"), "bias of layer 1 holds 'b', which is no number"),
    "bias true": (with_layer(bias=True), "bias of layer 1 holds true or false"),
    "bias nested": (with_layer(bias=[[0.1, 0.2]]), "bias of layer 1 holds a list"),
    "bias object": (with_layer(bias={"b": 1}), "bias of layer 1 holds an object"),
    "bias with a null": (with_layer(bias=[0.1, None]), "bias of layer 1 holds null"),
    "bias NaN": (with_layer(bias=float("nan")), "infinite or not a number"),
    "inputs a number": (changed(inputs=0.5), "inputs must be a list of rows"),
    "inputs flat": (changed(inputs=[0.05, 0.1]), "inputs must be a list of rows"),
    "inputs empty": (changed(inputs=[]), "inputs must be a list of rows"),
    "inputs ragged": (changed(inputs=[[0.1, 0.2], [0.1]], targets=[[0.0], [0.0]]), "rows of 1 and 2 numbers"),
    "inputs too wide": (changed(inputs=[[0.1, 0.2, 0.3]]), "but 3 values come in"),
    "input NaN": (changed(inputs=[[float("nan"), 0.1]]), "infinite or not a number"),
    "input text": (changed(inputs=[["a", 0.1]]), "inputs holds 'a', which is no number"),
    "targets too wide": (changed(targets=[[0.1, 0.2]]), "has 2 targets, but the last layer has 1 units"),
    "targets too many": (changed(targets=[[0.1], [0.2]]), "1 rows of inputs and 2 rows of targets"),
    "target true": (changed(targets=[[True]]), "targets holds true or false"),
    "target Infinity": (changed(targets=[[float("inf")]]), "infinite or not a number"),
    "learning rate negative": (changed(learning_rate=-0.1), "learning rate is -0.1"),
    "learning rate NaN": (changed(learning_rate=float("nan")), "learning rate is nan"),
    "learning rate Infinity": (changed(learning_rate=float("inf")), "learning rate is inf"),
    "learning rate text": (changed(learning_rate="slow"), "learning_rate holds 'slow', which is no number"),
    "learning rate null": (changed(learning_rate=None), "learning_rate holds null"),
    "learning rate list": (changed(learning_rate=[0.1]), "learning_rate holds a list"),
    "seven layers": (of(*[layer([[1.0]])] * 7), "7 layers after the input; 1 to 6"),
    "thirteen units": (of(layer([[1.0] * 13]), targets=[[0.0] * 13]), "Layer 1 has 13 units; 1 to 12"),
    "thirteen inputs": (of(layer([[1.0]] * 13), inputs=[[1.0] * 13]), "13 inputs; 1 to 12"),
    "201 examples": (of(layer([[1.0]]), inputs=[[1.0]] * 201, targets=[[0.0]] * 201), "201 examples; 1 to 200"),
}  # fmt: skip

HOSTILE = NOT_A_FILE | BAD_PARTS


@pytest.mark.parametrize(("content", "fragment"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_bad_file_is_refused_with_what_is_wrong(content, fragment):
    assert fragment in refusal(content)


@pytest.mark.parametrize(("content", "fragment"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_refusal_is_one_short_sentence(content, fragment):
    sentence = refusal(content)
    assert is_one_line(sentence)
    assert sentence.endswith((".", "?"))
    assert len(sentence) < 300


LONG_WINDED = {
    "loss": changed(loss="x" * 100_000),
    "activation": with_layer(activation="x" * 100_000),
    "number": with_layer(bias="x" * 100_000),
    "ragged rows": changed(inputs=[[0] * length for length in range(1, 400)]),
    "lines": changed(loss="a\nb\r\nc\u2028d"),
}


@pytest.mark.parametrize("content", LONG_WINDED.values(), ids=list(LONG_WINDED))
def test_a_refusal_stays_short_whatever_the_file_holds(content):
    sentence = refusal(content)
    assert is_one_line(sentence)
    assert len(sentence) < 500


def test_a_file_on_disk_beyond_256_kib_is_refused(tmp_path):
    file = tmp_path / "large.json"
    file.write_text(DESIGN_EXAMPLE.ljust(256 * 1024 + 1))
    with pytest.raises(NetworkError, match="larger than 256 KiB"):
        read_problem(file)


UNREADABLE = {
    "a directory": "",
    "a missing file": "nothing.json",
    "a name with a NUL": "net\0work.json",
    "a name with a line break": "net\nwork.json",
    "a name that is too long": "x" * 5000,
    "a lone surrogate": "\ud800.json",
    "a file taken for a folder": "file/network.json",
}


@pytest.mark.parametrize("name", UNREADABLE.values(), ids=list(UNREADABLE))
def test_a_file_that_cannot_be_read_is_refused_in_one_line(name, tmp_path):
    (tmp_path / "file").write_text(DESIGN_EXAMPLE)
    with pytest.raises(NetworkError, match=r"^The file .* cannot be read: .*\.$") as caught:
        read_problem(f"{tmp_path}/{name}")
    assert is_one_line(str(caught.value))


# Whatever a file holds, nothing but a NetworkError comes out.


def taken_or_refused(read, content):
    """Whether some content is read without complaint, or refused in one line."""
    try:
        read(content)
    except NetworkError as error:
        return is_one_line(str(error))
    return True


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just(10**400)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["layers", "loss", "weights", "bias", "activation", "inputs"]), inner),
    ),
    max_leaves=12,
)


@examples(200)
@given(anything)
def test_any_json_value_is_taken_or_refused(document):
    assert taken_or_refused(problem_from, document)


@examples(200)
@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(content):
    assert taken_or_refused(parse_problem, content)


@examples(100)
@given(st.text(max_size=100))
def test_any_text_is_taken_or_refused(content):
    assert taken_or_refused(parse_problem, content)


@st.composite
def damaged_documents(draw):
    """Draw a good network file in which one place holds something else, or nothing."""
    document = draw(documents(max_layers=2))
    here = document
    while True:
        places = list(here) if isinstance(here, dict) else range(len(here))
        place = draw(st.sampled_from(places))
        if isinstance(here[place], dict | list) and here[place] and draw(st.integers(0, 3)):
            here = here[place]
            continue
        if draw(st.booleans()):
            here[place] = draw(anything)
        else:
            del here[place]
        return document


@examples(300)
@given(damaged_documents())
def test_a_damaged_network_file_is_taken_or_refused(document):
    assert taken_or_refused(problem_from, document)


@examples(200)
@given(st.data())
def test_a_network_file_with_damaged_text_is_taken_or_refused(data):
    start = data.draw(st.integers(0, len(DESIGN_EXAMPLE)))
    end = data.draw(st.integers(start, min(start + 10, len(DESIGN_EXAMPLE))))
    assert taken_or_refused(
        parse_problem, DESIGN_EXAMPLE[:start] + data.draw(st.text(max_size=5)) + DESIGN_EXAMPLE[end:]
    )


@examples(100)
@given(damaged_documents())
def test_a_damaged_network_file_that_is_taken_can_be_traced(document):
    try:
        taken = problem_from(document)
    except NetworkError:
        return
    assert trace(taken).values
