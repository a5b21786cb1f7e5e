"""A text that a reader gives: a network, or examples for the one on the table."""

import json

import pytest

from backprop import NetworkError, document_from, load_preset
from backprop.files import text_of
from backprop.gallery import gallery
from explainer.view import reading
from explainer.view.view import View


def document():
    return document_from(load_preset("iris"))


def test_a_network_file_puts_its_network_on_the_table():
    found = reading.with_network(View(), "\ufeff\n" + json.dumps(document()))
    assert (document_from(found.problem), found.origin.name) == (document(), "")


def test_a_file_of_the_network_on_the_table_brings_its_own_numbers_back():
    view = reading.with_network(View(), json.dumps(document()))
    assert reading.with_network(view, json.dumps(document())) is None
    assert reading.with_network(view.change({"x1@1": 7.0}), json.dumps(document())) == view


@pytest.mark.parametrize(("text", "is_file"), [(' \n{"a": 1}', True), ("[[1]]", True), ("1;2", False), ("", False)])
def test_json_is_meant_as_a_network_file_and_all_else_as_a_table(text, is_file):
    assert reading.is_network_file(text) is is_file


def test_a_table_gives_the_network_its_examples_and_their_names():
    found = reading.with_examples(View(), "width\theight\tkind\n0,5\t1/4\t1\n1\t2\t0\n").problem
    assert (found.x.tolist(), found.y.tolist()) == ([[0.5, 0.25], [1, 2]], [[1], [0]])
    assert found.description.input_names == ("width", "height")
    assert document_from(found)["layers"] == document_from(load_preset())["layers"]


def test_a_table_with_more_inputs_gives_the_network_as_many():
    found = reading.with_examples(View(), "1 2 3 0.5\n4 5 6 0.1").problem
    assert (found.structure.sizes, found.x.tolist()) == ((3, 2, 1), [[1, 2, 3], [4, 5, 6]])
    assert found.network.layers[0].W[:2].tolist() == load_preset().network.layers[0].W.tolist()


def test_examples_that_are_there_already_change_nothing():
    assert reading.with_examples(View(preset="matrix"), table(load_preset("matrix"))) is None


def table(problem):
    return "\n".join(
        "\t".join(map(repr, (*x, *y))) for x, y in zip(problem.x.tolist(), problem.y.tolist(), strict=True)
    )


@pytest.mark.parametrize("text", ["", " \n", "{", "[]", "1", "a b c", "\0", "1;2;3;4\n5", '"', "{" * 5000, "nan nan 1"])
def test_what_is_neither_gets_one_sentence(text):
    read = reading.with_network if reading.is_network_file(text) else reading.with_examples
    with pytest.raises(NetworkError) as caught:
        read(View(), text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", gallery())
def test_the_text_of_a_network_gives_it_back_bit_for_bit(name):
    found = reading.with_network(View(), text_of(gallery()[name]))
    assert json.dumps(document_from(found.problem)) == json.dumps(document_from(gallery()[name]))
