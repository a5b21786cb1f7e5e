"""What a page of the walk puts on a projected screen together."""

import pytest

from explainer.equations.derivations import equation
from explainer.screen.walk_page import fits
from explainer.view import own
from explainer.view.live import display_of
from explainer.view.moves import open_network
from explainer.view.view import View


@pytest.mark.parametrize(
    ("network", "key", "together"), [("empty", "dL_dw5", True), ("xor", "z1_1@1", True), ("xor", "dL_dw5", False)]
)
def test_a_sum_over_many_examples_is_projected_without_the_picture(network, key, together):
    display = display_of(open_network(View(), own.beginnings()[network]))
    assert fits(display, equation(display, key)) is together
