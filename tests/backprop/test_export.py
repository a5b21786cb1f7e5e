"""A trace as text and as JSON."""

import json
import math

import pytest
from hypothesis import given

from backprop import load_preset, trace
from backprop.document import problem_from
from backprop.export import document, json_text, lines, number
from tests.backprop.helpers import GOLDEN, every_value, golden_problem, layer, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, documents, examples
from tests.backprop.test_forward import close, names_of_golden_files
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


@names_of_golden_files
@pytest.mark.parametrize("key", GOLDEN["worked-2-2-1"]["expected"])
def test_the_document_holds_every_entry_of_a_golden_file_in_its_shape(name, key):
    found, expected = document(trace(golden_problem(name)))[key], GOLDEN[name]["expected"][key]
    if key == "loss":
        assert close(found, expected)
        return
    assert [entry is None for entry in found] == [entry is None for entry in expected]
    assert all(close(one, other) for one, other in zip(found, expected, strict=True) if other is not None)


@known_problems
def test_the_document_is_json(known):
    exported = document(trace(known))
    assert json.loads(json.dumps(exported)) == exported


@known_problems
def test_the_document_holds_every_term(known):
    record = trace(known)
    assert document(record)["terms"] == every_value(record)


@known_problems
def test_every_term_that_is_no_leaf_has_a_recipe_in_the_document(known):
    record = trace(known)
    expected = {
        term.key: {"operation": term.operation, "factors": list(term.factors)}
        for term in record.terms()
        if term.operation != "leaf"
    }
    assert document(record)["recipes"] == expected


@known_problems
def test_the_json_that_is_written_piece_by_piece_is_the_document(known):
    record = trace(known)
    assert json.loads("".join(json_text(record))) == document(record)


def test_the_json_has_one_term_a_line():
    record = trace(load_preset("mazur"))
    written = "".join(json_text(record)).splitlines()
    assert len(written) == 2 + len(document(record)) + len(every_value(record)) + len(document(record)["recipes"]) + 2


def test_no_piece_of_the_json_is_longer_than_what_one_family_says():
    batch = problem(layer([[0.1] * 6] * 6), layer([[0.1] * 6] * 6), inputs=[[1.0] * 6] * 9, targets=[[0.0] * 6] * 9)
    pieces = list(map(len, json_text(trace(batch))))
    assert max(pieces) < sum(pieces) / 12


def test_numbers_that_overflowed_are_written_in_the_json_as_python_reads_them():
    record = trace(problem(layer([[1e300]]), layer([[1e300]])))
    written = "".join(json_text(record))
    assert '"loss": Infinity' in written
    assert json.loads(written)["loss"] == math.inf


def test_a_shared_bias_is_exported_as_a_number():
    assert isinstance(document(trace(load_preset("worked")))["bias_gradients"][0], float)


def test_a_missing_bias_is_exported_as_none():
    exported = document(trace(golden_problem("iris-4-2-3")))
    assert (exported["bias_gradients"], exported["updated_biases"]) == ([None, None], [None, None])


@examples(30)
@given(documents(outputs=SMOOTH_OUTPUTS, max_layers=2))
def test_the_text_has_one_line_per_term_that_starts_with_its_key(some):
    record = trace(problem_from(some))
    assert [line.split()[0] for line in lines(record)] == list(every_value(record))


@examples(15)
@given(documents(outputs=SMOOTH_OUTPUTS, max_layers=2))
def test_the_text_says_of_each_weight_from_where_to_where_it_leads(some):
    record = trace(problem_from(some))
    keys = {key.partition("@")[0] for key in record.values}
    ways = {line.split()[0]: line.split()[2:] for line in lines(record)}
    for depth in range(record.structure.depth):
        for weight in record.names.weights(depth):
            start, source, end, unit = ways[weight.name]
            assert (start, end, {source, unit} <= keys) == ("from", "to", True)
            assert f"d{unit}_d{weight.name}" in keys
            assert f"d{unit}_d{source}" in keys or depth == 0


@examples(30)
@given(documents(outputs=SMOOTH_OUTPUTS, max_layers=2))
def test_the_text_shows_each_value_to_ten_digits(some):
    record = trace(problem_from(some))
    shown = [float(line.split()[1]) for line in lines(record)]
    assert shown == close_to(list(every_value(record).values()), relative=5.1e-10, absolute=5.1e-11)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0000000000"),
        (-0.0, "0.0000000000"),
        (0.6, "0.6000000000"),
        (-0.00066839602, "-0.0006683960"),
        (0.0001, "0.0001000000"),
        (0.00001234567890123, "1.234567890e-05"),
        (123456789012.0, "1.234567890e+11"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (float("-inf"), "-inf"),
    ],
)
def test_a_number_is_written_with_ten_digits_that_count(value, text):
    assert number(value) == text


def test_the_text_shows_a_zero_that_floats_miss_as_zero():
    record = trace(problem(layer([[1.0], [1.0], [1.0]]), inputs=[[0.1, 0.2, -0.3]]))
    assert record["z1_1"] != 0.0
    shown = {line.split()[0]: line.split()[1] for line in lines(record)}
    assert shown["z1_1"] == "0.0000000000"
