import json
import re

import pytest

from backprop import load_preset, parse_problem, presets
from backprop.document import document_from
from explainer.screen.downloads import DOWNLOADS, downloads
from explainer.server import aside, exports, linked
from explainer.server.exports import EXPORTS
from explainer.view import own
from tests.explainer.examples import FILES
from tests.explainer.server.asking import ask

every_export = pytest.mark.parametrize("name", EXPORTS)


@every_export
def test_every_file_has_a_link_on_the_page(name):
    assert name in {download.file for download in DOWNLOADS}
    assert f'href="export/{name}"' in downloads()


def test_every_link_on_the_page_leads_to_a_file():
    assert set(re.findall('href="export/([^"]+)"', downloads())) == EXPORTS.keys()


@every_export
def test_a_file_is_handed_over_under_the_name_of_its_network_and_not_kept(name):
    answer = ask(f"/export/{name}", preset="softmax", w3_11="0.5")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="softmax-{name}"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].partition(";")[0] == EXPORTS[name].media_type


@every_export
def test_no_file_is_something_that_a_browser_would_run(name):
    assert EXPORTS[name].media_type in {
        "application/json", "text/csv", "text/x-python", "text/x-tex", "image/svg+xml",
    }  # fmt: skip


@every_export
@pytest.mark.parametrize("query", [{"w99": "1"}, {"preset": "none"}, {"w5": "banana"}, {"network": "b7"}])
def test_of_a_link_that_cannot_be_used_there_is_no_file_but_a_sentence(name, query):
    answer = ask(f"/export/{name}", **query)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert b"There is no file of this link" in answer.body


@every_export
def test_a_link_that_is_too_long_is_refused(name):
    assert ask(f"/export/{name}", w5="9" * linked.LONGEST_LINK).status_code == 414


@every_export
def test_a_large_network_is_answered_in_pieces_that_are_the_same_file(monkeypatch, name):
    whole = ask(f"/export/{name}", preset="matrix").body
    monkeypatch.setattr(exports, "takes_long", lambda structure: True)
    assert ask(f"/export/{name}", preset="matrix").body == whole


@every_export
def test_of_large_networks_too_many_at_once_are_refused(monkeypatch, name):
    monkeypatch.setattr(exports, "takes_long", lambda structure: True)
    monkeypatch.setattr(aside, "MOST_LONG_ANSWERS", 0)
    assert ask(f"/export/{name}").status_code == 503


@every_export
def test_only_the_head_of_a_file_costs_nothing(monkeypatch, name):
    monkeypatch.setattr(exports, "display_of", None)
    answer = ask(f"/export/{name}", method="HEAD")
    assert (answer.status_code, answer.body) == (200, b"")


def test_the_table_is_still_where_it_was():
    assert ask("/terms.csv", w5="0.7").body == ask("/export/terms.csv", w5="0.7").body


@pytest.mark.parametrize("name", presets())
def test_the_file_of_a_preset_is_its_network_with_its_title(name):
    said = json.loads(ask("/export/network.json", preset=name).body)
    assert said["title"] == presets()[name].title
    network = document_from(load_preset(name))
    assert {key: said[key] for key in network} == network
    assert document_from(parse_problem(json.dumps(said))) == said


def test_the_file_of_an_own_network_is_that_network():
    document = {**FILES["leaky-shared"], "title": "Größe 3 × 4", "about": "two\nlines"}
    link = own.in_link(own.pack(parse_problem(json.dumps(document))))
    answer = ask("/export/network.json", network=link)
    assert json.loads(answer.body) == document
    assert answer.headers["content-disposition"] == 'attachment; filename="grosse-3-4-network.json"'


def test_a_link_that_only_this_server_understands_stands_in_no_file(monkeypatch):
    monkeypatch.setattr(own, "MOST_IN_LINK", 10)
    link = own.in_link(own.pack(parse_problem(json.dumps(FILES["one-weight"]))))
    assert link.startswith(own.NAMED)
    assert b"To open it again" not in ask("/export/numpy.py", network=link).body
