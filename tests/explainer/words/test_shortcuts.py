"""The keys in the help."""

from explainer.browser.keys import KEYS
from explainer.words.shortcuts import EVERYWHERE, IN_PLACE, shortcuts_html
from tests.explainer.markup import fragment


def test_every_key_stands_in_the_help_with_what_it_does():
    shown = fragment(shortcuts_html())
    assert [e["text"] for e in shown.tagged("td")] == [said for _, said in (*EVERYWHERE, *IN_PLACE)]
    assert {e["text"] for e in shown.tagged("kbd")} >= {key.shown for key in KEYS} | {"?", "6"}


def test_several_keys_that_do_the_same_are_keys_of_their_own():
    keys = [e["text"] for e in fragment(shortcuts_html()).tagged("kbd")]
    in_place = keys[keys.index("?") + 1 :]
    assert in_place[:6] == ["←", "→", "↑", "↓", "Page Up", "Page Down"]
