"""Every key of the table is one that the app knows an act for."""

from explainer.browser.keys import key_table
from explainer.screen.actions import ACTS, ONLY_ON
from explainer.screen.hands import UNDO, WITH_DETAIL
from explainer.screen.help import HELP


def test_every_key_button_and_choice_has_an_act():
    acts = {*key_table([""]).values(), *(act for act, *_ in UNDO), HELP, *WITH_DETAIL}
    assert {act.partition(":")[0] for act in acts} == ACTS.keys()


def test_what_has_its_own_pages_is_an_act():
    assert ONLY_ON.keys() <= ACTS.keys()
