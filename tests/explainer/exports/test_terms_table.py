import csv
from io import StringIO

from backprop import trace, with_values
from explainer.exports.terms_table import terms_table
from tests.backprop.helpers import every_value
from tests.explainer.examples import problem_named, small_networks, trace_named


def rows(record):
    return list(csv.DictReader(StringIO("".join(terms_table(record)))))


@small_networks
def test_the_table_of_all_terms_is_the_trace(name):
    record = trace_named(name)
    table = rows(record)
    exactly = {key: repr(value) for key, value in every_value(record).items()}  # as texts, for no nan is a nan
    assert {row["term"]: repr(float(row["value"])) for row in table} == exactly
    assert [row["made_of"] for row in table] == [" ".join(record.recipe(key).factors) for key in every_value(record)]


def test_in_the_table_numbers_that_overflowed_are_written_out():
    values = {
        row["term"]: row["value"] for row in rows(trace(with_values(problem_named("softmax"), {"w3_11": -2000.0})))
    }
    assert values["dL_dy_hat1"] == "-inf"
    assert "nan" in values.values()
    assert all(values.values())
