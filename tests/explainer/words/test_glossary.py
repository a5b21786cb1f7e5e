"""The glossary explains every term that a reader meets."""

import pytest

from explainer.words.glossary import GLOSSARY, glossary_html
from tests.explainer.markup import fragment

NEEDED = [
    "backpropagation", "chain rule", "gradient", "derivative", "local derivative", "delta", "pre-activation",
    "activation", "activation function", "sigmoid", "softmax", "loss", "target", "learning rate", "update", "bias",
    "batch", "example", "epoch", "weight", "parameter",
    "momentum", "velocity", "Adam", "moment", "bias correction", "weight decay",
]  # fmt: skip


@pytest.mark.parametrize("term", NEEDED)
def test_a_term_is_in_the_glossary(term):
    assert term in GLOSSARY


def test_the_terms_are_in_alphabetical_order():
    assert list(GLOSSARY) == sorted(GLOSSARY)


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_is_explained_in_at_most_two_sentences(term):
    text = GLOSSARY[term]
    assert text.endswith(".")
    assert text.count(". ") <= 1


def test_the_glossary_is_a_list_of_terms():
    listed = fragment(glossary_html())
    assert [e["text"] for e in listed.tagged("dt")] == list(GLOSSARY)
    assert [e["text"] for e in listed.tagged("dd")] == list(GLOSSARY.values())
