"""A file that somebody hands in, as it is read."""

import json

import pytest

from backprop import NetworkError
from backprop.files import MAX_BYTES
from backprop.judging.handed_in import parse_handed_in

SAID = {"dL_dw5": "0.0822", "loss": "0.27"}

FORMS = {
    "a mapping": '{"dL_dw5": 0.0822, "loss": "0.27"}',
    "a list": '[{"term": "dL_dw5", "value": 0.0822}, {"term": "loss", "value": "0.27"}]',
    "a list of terms": '{"terms": [{"term": "dL_dw5", "value": 0.0822}, {"term": "loss", "value": "0.27"}]}',
    "a trace": '{"loss": 1, "z": [[1]], "terms": {"dL_dw5": 0.0822, "loss": 0.27}, "recipes": {}}',
    "a table": "dL_dw5,0.0822\nloss,0.27\n",
    "a table with headers": "\ufeffTerm,Value\ndL_dw5, 0.0822\n\nloss,0.27",
    "a table with tabs": "dL_dw5\t0.0822\r\nloss\t0.27\r\n",
    "a table with more columns": "value;operation;term\n0.0822;product;dL_dw5\n0.27;sum;loss\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=list(FORMS))
def test_a_file_is_read_in_each_of_its_forms(text):
    assert parse_handed_in(text.encode()).values == SAID


@pytest.mark.parametrize("text", ["dL_dw5;0,0822\n", "dL_dw5\t0,0822\n", 'dL_dw5,"0,0822"\n', '{"dL_dw5": "0,0822"}'])
def test_a_decimal_comma_is_read_where_the_separator_allows_it(text):
    assert parse_handed_in(text.encode()).values == {"dL_dw5": "0,0822"}


def test_a_number_keeps_the_digits_it_is_written_with():
    assert parse_handed_in(b'{"w1": 0.50, "w2": 1e-3, "w3": 12345678901234567890}').values == {
        "w1": "0.50", "w2": "1e-3", "w3": "12345678901234567890",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["loss,\n", "loss\n", '{"loss": null}', '[{"term": "loss"}]', "term;value\nloss;\n"])
def test_a_term_without_a_value_is_there_without_one(text):
    assert parse_handed_in(text.encode()).values == {"loss": ""}


def test_only_a_trace_has_to_be_whole():
    assert [parse_handed_in(FORMS[form].encode()).is_trace for form in ("a trace", "a mapping")] == [True, False]


def test_what_is_no_number_is_kept_as_a_text():
    assert parse_handed_in(b'{"y_hat1": [1, 2], "z1_1": true, "z1_2": NaN}').values == {
        "y_hat1": '["1", "2"]', "z1_1": "true", "z1_2": "NaN",
    }  # fmt: skip


BAD = {
    "nothing": (b" \n", "is empty"),
    "no text": (bytes(range(256)), "not text in UTF-8"),
    "broken JSON": (b'{"loss": ', "not JSON"),
    "deep JSON": (b"[" * 100_000, "nested too deeply"),
    "too much": (b"9" * (MAX_BYTES + 1), "larger than 256 KiB"),
    "a term twice": (b"loss,1\nloss,2\n", "twice"),
    "a term twice in JSON": (b'{"loss": 1, "loss": 2}', "twice"),
    "a network file": (b'{"layers": [], "loss": "none"}', "network file"),
    "a list of numbers": (b"[1, 2]", "Entry 1"),
    "too many cells": (b"loss,0,27\n", "decimal comma"),
    "separators alone": (b";;\n;;\n", "names no term"),
    "a header alone": (b"term,value\n", "names no term"),
    "a broken quotation": (b'loss,"0.27\n', "CSV"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=list(BAD))
def test_what_cannot_be_read_is_refused_in_one_sentence(content, said):
    with pytest.raises(NetworkError) as refusal:
        parse_handed_in(content)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_network_in_the_file_is_found():
    network = {
        "layers": [{"weights": [[1.0]], "activation": "identity"}],
        "loss": "half_squared_error", "inputs": [[1.0]], "targets": [[0.0]], "learning_rate": 0.1,
    }  # fmt: skip
    handed_in = parse_handed_in(json.dumps({"network": network, "terms": {"loss": 0.5}}).encode())
    assert handed_in.problem.structure.sizes == (1, 1)
