"""Which key does what."""

from explainer.browser.keys import KEYS, key_table


def test_no_key_does_two_things():
    names = [name for key in KEYS for name in key.names]
    assert len(set(names)) == len(names)
    assert len(key_table(["", "forward"])) == len(names) + 2


def test_the_figures_turn_to_the_pages():
    assert key_table(["", "forward"])["2"] == "page:forward"
