"""What is served besides pages; what needs a server is tested in ``tests/browser``."""

import asyncio
import csv
import math
from io import StringIO
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from explainer.server import aside, routes
from explainer.view.view import View
from tests.explainer.examples import PRESETS, trace_named


def rows(table):
    return list(csv.DictReader(StringIO(table)))


def ask(route, **query):
    """Return the answer to a request."""
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"here")], "scheme": "http"}
    scope["query_string"] = urlencode(query, doseq=True).encode()
    return asyncio.run(route(Request(scope)))


@pytest.mark.parametrize("name", PRESETS)
def test_the_table_of_all_terms_is_the_trace(name):
    record, table = trace_named(name), rows(routes.terms_csv(View(name)))
    assert {row["term"]: float(row["value"]) for row in table} == record.values
    assert [row["made_of"] for row in table] == [" ".join(record.recipe(key).factors) for key in record.values]


def test_in_the_table_numbers_that_overflowed_are_written_out():
    values = {row["term"]: row["value"] for row in rows(routes.terms_csv(View("softmax", {"w3_11": -2000.0})))}
    assert values["dL_dy_hat1"] == "-inf"
    assert "nan" in values.values()
    assert all(math.isnan(float(value)) or value for value in values.values())


def test_the_table_of_a_link_is_not_kept():
    assert ask(routes.terms, w5="0.7").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("route", [routes.terms, routes.words])
def test_a_link_that_is_too_long_is_refused(route):
    assert ask(route, w5="9" * routes.LONGEST_LINK).status_code == 414


@pytest.mark.parametrize("route", [routes.terms, routes.words])
def test_about_large_networks_too_many_at_once_are_refused(monkeypatch, route):
    monkeypatch.setattr(routes, "takes_long", lambda structure: True)
    assert ask(route, text="w5").status_code == 200
    monkeypatch.setattr(aside, "MOST_WAITING", 0)
    assert ask(route, text="w5").status_code == 503
