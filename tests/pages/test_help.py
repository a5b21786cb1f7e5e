"""The help: what it lists is there, and it costs nothing while it is closed."""

import re

from explainer.browser.keys import BUTTONS, KEYS, key_table
from explainer.view.pages import BESIDE
from explainer.words.shortcuts import EVERYWHERE
from tests.pages.reader import PAGES, Reader

ARROWS = {"←": "left", "→": "right"}


def test_every_key_of_the_help_does_something_and_no_key_of_a_button_is_left_out():
    readers = [Reader("update"), Reader("chain_rule", present="1")]
    buttons = {button.proto.shortcut for reader in readers for button in reader.app.button} - {""}
    marked = {
        key for reader in readers for html in reader.panels.values() for key in re.findall('data-key="(.)"', html)
    }
    listed = {key for keys, _ in EVERYWHERE for key in keys.split(", ")}
    in_header = [path for path in PAGES if path not in BESIDE]
    followed = {key.shown for key in KEYS} | set(key_table(in_header)) & set("1234567890")
    assert listed == followed | marked
    assert {ARROWS.get(key, key.lower()) for key in listed} >= buttons


def test_every_button_that_has_a_key_on_all_pages_is_known_to_do_the_same():
    trained = Reader("training", preset="iris", order="each_example")
    readers = [Reader("update", step="new_w5"), Reader("matrix"), Reader("chain_rule", present="1"), trained]
    shown = {button.key: button.proto.shortcut for reader in readers for button in reader.app.button if button.key}
    keys = {key.button: ARROWS.get(key.shown, key.shown.lower()) for key in KEYS}
    assert shown.keys() == BUTTONS.keys()
    assert shown == {name: keys[name] for name in shown}


def test_the_help_is_sent_only_while_it_is_open():
    reader = Reader("chain_rule")
    assert not any(name.startswith("help_") for name in reader.panels)
    reader.act("help")
    assert reader.faults == []
    assert {"help_legend", "help_symbols", "help_glossary", "help_keys"} <= reader.panels.keys()
    reader.app.run()
    assert "help_legend" not in reader.panels


def test_a_projected_page_has_the_help_too():
    assert 'data-key="?"' in Reader("chain_rule", present="1").panels["help_button"]


def test_a_step_is_chosen_by_name_on_whichever_page_it_is():
    reader = Reader("forward")
    reader.pick("choice_step", "dL_dw6")
    assert (reader.view.step, reader.page) == ("dL_dw6", "chain_rule")
