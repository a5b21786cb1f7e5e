"""What is served besides pages; what needs a server is tested in ``tests/browser``."""

from explainer.server import aside, linked, routes
from tests.explainer.server.asking import ask


def test_a_link_that_is_too_long_is_refused():
    assert ask("/words", w5="9" * linked.LONGEST_LINK).status_code == 414


def test_about_large_networks_too_many_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(routes, "takes_long", lambda structure: True)
    assert ask("/words", text="w5").status_code == 200
    monkeypatch.setattr(aside, "MOST_WAITING", 0)
    assert ask("/words", text="w5").status_code == 503
