import pytest

from backprop import values_by_name
from explainer.notation.spoken import spoken, spoken_unit
from tests.explainer.examples import SMALL, display_named


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("worked", "w5", "weight w5 from hidden unit 1 to the output"),
        ("worked", "b1", "bias b1 shared by all hidden units"),
        ("worked", "x1", "input x1"),
        ("worked", "y1", "target y"),
        ("worked", "learning_rate", "learning rate η"),
        ("worked", "z1_1", "z h1, pre-activation of hidden unit 1"),
        ("iris", "x1@2", "input x1 of example 2"),
        ("iris", "learning_rate", "learning rate α"),
    ],
)
def test_a_number_is_called_by_its_letters_and_what_it_is(name, key, words):
    assert spoken(display_named(name).notation, key) == words


def test_a_unit_is_called_by_the_two_numbers_that_stand_in_it():
    notation = display_named("worked").notation
    assert spoken_unit(notation, 0, 0) == "z h1 and a h1 of hidden unit 1"
    assert spoken_unit(notation, 1, 0) == "z out and ŷ of the output"


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("notation", ["house", None])
def test_no_two_numbers_that_can_be_changed_are_called_alike(name, notation):
    shown = display_named(name, notation)
    said = [spoken(shown.notation, key) for key in values_by_name(shown.trace.problem)]
    assert len(set(said)) == len(said)
    assert not [words for words in said if set("_@^") & set(words)]
