import pytest
from starlette.datastructures import Headers

from explainer.server.missing import missing, missing_page
from tests.explainer.markup import fragment


def test_what_was_asked_for_is_shown_as_text():
    said = missing_page("/<script>alert(1)</script>").body.decode()
    parsed = fragment(said.removeprefix("<!doctype html>"))
    assert said.startswith("<!doctype html>")
    assert parsed.tagged("h1")
    assert parsed.tagged("script") == []


@pytest.mark.parametrize(("path", "root"), [("/foo", "./"), ("/foo/", "../"), ("/foo/bar/chain_rule", "../../")])
def test_the_ways_lead_to_the_pages_from_wherever_one_stands(path, root):
    said = missing_page(path).body.decode()
    assert f'href="{root}"' in said
    assert f'href="{root}chain_rule"' in said


def test_only_who_reads_pages_is_answered_with_one():
    reader, script = Headers({"accept": "text/html,*/*;q=0.8"}), Headers({"accept": "*/*"})
    assert missing("/foo", reader).media_type == "text/html"
    assert missing("/foo", script).media_type == missing("/foo", Headers({})).media_type == "text/plain"
    assert missing("/foo", reader).status_code == missing("/foo", script).status_code == 404
