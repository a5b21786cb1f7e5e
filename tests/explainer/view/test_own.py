"""An own network as a text: exact there and back, and whatever else stands there gets its sentence."""

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, load_preset
from backprop.document import document_from, problem_from
from backprop.network import Description
from explainer.view import own
from tests.backprop.strategies import documents, examples, wild
from tests.explainer.examples import problem_named


def packed(content):
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return "a" + urlsafe_b64encode(deflate.compress(content) + deflate.flush()).rstrip(b"=").decode()


def largest():
    """Return the largest network there can be, of numbers with all their digits."""
    count = iter(range(1, 10**6))

    def rows(number, columns):
        return [[1 / next(count) - 0.01 for _ in range(columns)] for _ in range(number)]

    layers = [{"weights": rows(12, 12), "bias": rows(1, 12)[0], "activation": "tanh"} for _ in range(6)]
    data = {"inputs": rows(200, 12), "targets": rows(200, 12), "learning_rate": 0.1}
    return problem_from({"layers": layers, "loss": "half_squared_error", **data})


@examples(60)
@given(documents(numbers=wild))
def test_a_network_is_the_same_bit_for_bit_after_the_way_there_and_back(document):
    there = own.pack(problem_from(document))
    assert json.dumps(document_from(own.unpack(there))) == json.dumps(document_from(problem_from(document)))
    assert own.pack(own.unpack(there)) == there


def test_a_text_needs_no_escape_in_an_address():
    assert set(own.pack(largest())) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_what_a_file_says_to_its_readers_is_packed_too():
    said = Description("Née <b>", "Two\nlines", "derivation", "out_in")
    assert own.unpack(own.pack(replace(load_preset(), description=said))).description == said


def test_an_own_network_has_its_title_its_notation_and_a_parameter_to_begin_with():
    said = Description(title="Mine", about="What it shows.", notation="derivation")
    origin = own.origin_of(own.pack(replace(load_preset(), description=said)))
    assert (origin.name, origin.title, origin.about, origin.notation) == ("", "Mine", "What it shows.", "derivation")
    assert origin.parameter == "w5"


def test_without_a_title_it_is_called_your_network_and_written_in_the_house_notation():
    origin = own.origin_of(own.pack(load_preset()))
    assert (origin.title, origin.notation) == ("Your network", "house")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "begins with ''"),
        ("bABC", "begins with 'b'; this program writes and reads “a”."),
        ("a", "is broken"),
        ("a!!!", "is broken"),
        (own.pack(load_preset())[:-6], "is broken"),
        (packed(b"[]"), "The file holds a list"),
        (packed(b"\xff\xfe"), "not text in UTF-8"),
        (packed(b" " * 10_000_000), "larger than 256 KiB"),
        (packed(b'{"layers": []}'), "has no loss"),
    ],
)
def test_a_text_that_holds_no_network_gets_its_sentence(text, said):
    with pytest.raises(NetworkError, match=said.replace("(", r"\(")):
        own.unpack(text)


@examples(100)
@given(st.one_of(st.text(max_size=80), st.binary(max_size=80).map(lambda some: packed(some))))
def test_whatever_else_stands_there_is_refused_in_one_short_line(text):
    with pytest.raises(NetworkError) as refused:
        own.from_link(text)
    assert len(str(refused.value)) < 400
    assert str(refused.value).isprintable()


def test_a_notation_that_is_not_there_is_refused():
    problem = replace(load_preset(), description=Description(notation="runes"))
    with pytest.raises(NetworkError, match="The notation is 'runes'; it must be one of"):
        own.read(json.dumps(document_from(problem)))


# What is too large for a link.


def test_the_largest_network_has_a_name_in_a_link_that_leads_to_it():
    text = own.pack(largest())
    assert not own.fits_in_link(text)
    assert own.in_link(text).startswith("~")
    assert own.from_link(own.in_link(text)) == text


def test_a_small_network_is_in_its_link_whole():
    text = own.pack(problem_named("deep"))
    assert own.in_link(text) == text


def test_a_name_that_is_not_known_says_what_it_means_and_what_to_do():
    with pytest.raises(NetworkError, match=r"does not have any more; its file can be opened"):
        own.from_link("~" + "0" * 32)


def test_names_are_kept_while_there_is_room():
    names = own.Named(most=10)
    first, second, third = (names.name(letter * 4) for letter in "abc")
    assert (names.text(first), names.text(second), names.text(third)) == (None, "bbbb", "cccc")


def test_a_name_that_is_used_is_kept():
    names = own.Named(most=10)
    first, second = names.name("aaaa"), names.name("bbbb")
    names.name("aaaa")
    names.name("cccc")
    assert (names.text(first), names.text(second)) == ("aaaa", None)
