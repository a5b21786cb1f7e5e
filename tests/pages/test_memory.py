"""What others were shown is what a first reader is shown, and nobody is shown the numbers of another."""

import pytest

from explainer.screen import session
from explainer.view.memory import Memory
from tests.pages.reader import Reader

VIEWS = (
    ("forward", {"preset": "iris"}),
    ("chain_rule", {"hide": "1"}),
    ("chain_rule", {"mode": "build", "stage": "2"}),
    ("chain_rule", {"mode": "phases", "present": "1"}),
    ("update", {}),
    ("matrix", {"preset": "softmax"}),
)


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_a_page_that_was_kept_is_the_page_that_is_made_of_the_readers_own_numbers(page, query, monkeypatch):
    monkeypatch.setattr(session, "MEMORY", Memory())
    first = Reader(page, x1="0.3", **query)
    other = Reader(page, x1="0.7", **query)
    kept = len(session.MEMORY)
    again = Reader(page, x1="0.3", **query)
    assert len(session.MEMORY) == kept
    assert again.panels == first.panels
    assert again.live["texts"] == first.live["texts"]
    monkeypatch.setattr(session, "MEMORY", Memory())
    assert other.panels == Reader(page, x1="0.7", **query).panels
    assert other.panels != first.panels


def test_what_a_reader_takes_back_is_made_of_the_numbers_it_is_of():
    reader = Reader("update", x1="0.3")
    before = reader.panels
    reader.act("update")
    assert reader.panels["outcome"] != before["outcome"]
    reader.act("undo")
    assert reader.panels["outcome"] == before["outcome"]
