from explainer.server.missing import missing_page
from tests.explainer.markup import fragment


def test_what_was_asked_for_is_shown_as_text():
    said = missing_page("<script>alert(1)</script>", "/").body.decode()
    parsed = fragment(said.removeprefix("<!doctype html>"))
    assert said.startswith("<!doctype html>")
    assert parsed.tagged("h1")
    assert parsed.tagged("script") == []
