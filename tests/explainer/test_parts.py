"""What a page of the walk sends to the browser beside its figures."""

import pytest

from explainer import parts
from tests.explainer.examples import display_named


@pytest.mark.parametrize(
    ("markup", "keys"),
    [
        ('<b data-term="w5">1</b>', ("w5",)),
        ('<b data-term="loss" data-form="fine">1</b><i data-term="loss">1</i>', ("loss", "loss|fine")),
        ('<b data-mark="w5"></b>', ()),
    ],
)
def test_every_number_in_markup_is_sent_under_its_key(markup, keys):
    assert parts.terms_in(markup) == keys


def test_hiding_the_answer_hides_its_number_and_its_mark_wherever_they_stand():
    style = parts._conceal(("dL_dw5", "path_w5_1"))
    for key in ("dL_dw5", "path_w5_1"):
        assert f'[data-term="{key}"]' in style
        assert f'[data-mark="{key}"]' in style
    assert "visibility: hidden" in style


def test_the_bars_are_drawn_beside_all_gradients():
    assert parts.all_gradients(display_named("worked"))[:2] == ("dL_dw1", "dL_dw2")
    assert len(parts.all_gradients(display_named("worked"))) == 8
