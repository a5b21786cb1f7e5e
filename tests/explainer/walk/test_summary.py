"""A network in one sentence."""

import pytest

from backprop import load_preset
from backprop.gallery import gallery
from explainer.walk.summary import summary
from tests.explainer.examples import display_of


@pytest.mark.parametrize(
    ("problem", "made_of"),
    [
        (load_preset("worked"), "2 inputs, 2 sigmoid units, 1 sigmoid output; half the squared error; loss 0.2748"),
        (gallery()["vanishing"], "1 input, 5 layers of 1 sigmoid unit, 1 sigmoid output; half the squared error; "),
        (gallery()["neuron"], "2 inputs, 1 sigmoid output; half the squared error; "),
    ],
)
def test_layers_that_are_alike_are_counted(problem, made_of):
    assert summary(display_of(problem)).striptags().startswith(made_of)
