"""Every term of every network has words, and they say which one it is."""

import pytest

from backprop.activations import ACTIVATIONS
from backprop.losses import LOSSES as KNOWN_LOSSES
from explainer.notation.families import FAMILIES
from explainer.notation.terms import FUNCTIONS, LOSSES, SAID, meaning
from tests.explainer.examples import EVERY, trace_named


def test_every_family_has_words():
    assert SAID.keys() == FAMILIES.keys()


def test_every_activation_function_and_every_loss_has_its_usual_name():
    assert FUNCTIONS.keys() == ACTIVATIONS.keys()
    assert LOSSES.keys() == KNOWN_LOSSES.keys()


@pytest.mark.parametrize("name", EVERY)
def test_the_words_of_a_term_are_one_short_line_without_a_key(name):
    record = trace_named(name)
    for family in record.catalogue.families:
        words = meaning(record.structure, family.recipe(0))
        assert words == words.strip()
        assert 0 < len(words) <= 160, words
        assert not set("_@{}") & set(words), words


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("worked", "w3", "weight from input 1 to hidden unit 2"),
        ("worked", "b1", "bias shared by all hidden units"),
        ("worked", "b2", "bias of the output"),
        ("softmax", "z2_1", "pre-activation of hidden unit 1 of layer 2: what arrives there, "
         "before the activation function"),
        ("iris", "y2@3", "target: what output 2 should be, in example 3"),
        ("worked", "learning_rate", "learning rate: how large a step each update takes against the gradient"),
        ("worked", "loss", "loss: how wrong the prediction is, in one number; here half the squared error"),
    ],
)  # fmt: skip
def test_a_term_is_called_by_its_standard_name_and_its_place(name, key, words):
    record = trace_named(name)
    assert meaning(record.structure, record.recipe(key)) == words
