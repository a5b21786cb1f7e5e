"""Which numbers are sent to the browser."""

import pytest

from explainer.browser.terms import terms_in


@pytest.mark.parametrize(
    ("markup", "keys"),
    [
        ('<b data-term="w5">1</b>', ("w5",)),
        ('<b data-term="loss" data-form="fine">1</b><i data-term="loss">1</i>', ("loss", "loss|fine")),
        ('<b data-mark="w5"></b>', ()),
    ],
)
def test_every_number_in_markup_is_sent_under_its_key(markup, keys):
    assert terms_in(markup) == keys
