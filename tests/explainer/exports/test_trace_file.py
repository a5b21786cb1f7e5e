import json
import math

from backprop import trace, with_values
from backprop.export import document
from explainer.exports.about import About, program
from explainer.exports.trace_file import trace_file
from tests.backprop.helpers import every_value
from tests.explainer.examples import problem_named, small_networks, trace_named

ABOUT = About("A title", {})


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


def read(text):
    """Read JSON as programs do that know no number that is none."""
    return json.loads(text, parse_constant=refuse)


def texts_for_what_is_no_number(terms):
    names = {math.inf: "Infinity", -math.inf: "-Infinity"}
    return {key: "NaN" if math.isnan(value) else names.get(value, value) for key, value in terms.items()}


@small_networks
def test_the_file_is_the_trace(name):
    record = trace_named(name)
    found = read("".join(trace_file(record, ABOUT)))
    expected = document(record)
    expected["terms"] = texts_for_what_is_no_number(expected["terms"])
    assert {key: found[key] for key in expected} == expected


def test_the_file_says_which_network_and_which_program():
    found = read("".join(trace_file(trace_named("worked"), ABOUT)))
    assert (found["network"], found["made_with"]) == ("A title", program())


def test_numbers_that_overflowed_are_texts_in_it():
    record = trace(with_values(problem_named("softmax"), {"w3_11": -2000.0}))
    found = read("".join(trace_file(record, ABOUT)))
    terms = texts_for_what_is_no_number(every_value(record))
    assert found["terms"] == terms
    assert {"-Infinity", "NaN"} <= {value for value in terms.values() if isinstance(value, str)}


def test_no_piece_of_it_is_long():
    assert max(map(len, trace_file(trace_named("deep"), ABOUT))) < 100_000
