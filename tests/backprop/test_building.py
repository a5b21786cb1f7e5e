"""A network built step by step: it always fits, and what is still there stays to the last bit."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, building, document_from, gallery, load_preset, problem_from, trace
from backprop.building import SCHEMES, drawn, empty
from tests.backprop.helpers import layer, problem
from tests.backprop.strategies import documents, examples, wild
from tests.closeness import close_to


def refusal(change, *arguments):
    with pytest.raises(NetworkError) as caught:
        change(*arguments)
    return str(caught.value)


def weights(some):
    return [part.W.tolist() for part in some.network.layers]


# Any sequence of changes.

counts = st.integers(0, 5)
places = st.integers(-1, 3)
CHANGES = {
    "with_inputs": (counts,),
    "with_units": (places, counts),
    "with_layer": (places,),
    "without_layer": (places,),
    "with_examples": (counts,),
    "with_bias": (places, st.sampled_from(building.BIASES)),
    "with_activation": (places, st.sampled_from(["sigmoid", "relu", "leaky_relu", "identity", "softmax"])),
    "with_slope": (places, st.sampled_from([None, 0.2])),
    "with_loss": (st.sampled_from(["half_squared_error", "binary_cross_entropy", "cross_entropy", "none"]),),
    "drawn": (st.sampled_from([*SCHEMES]), st.integers(0, 99)),
}
"""Name of a change -> what it is asked for; often too much, which is refused and changes nothing."""
SHAPES = ("with_inputs", "with_units", "with_examples")


@st.composite
def changes(draw, names=tuple(CHANGES)):
    name = draw(st.sampled_from(names))
    return name, tuple(draw(argument) for argument in CHANGES[name])


def changed(some, change):
    name, arguments = change
    try:
        return getattr(building, name)(some, *arguments)
    except NetworkError as error:
        assert "\n" not in str(error)  # noqa: PT017  (it may be refused or not)
        return some


named_documents = documents(numbers=wild, max_layers=3).map(
    lambda document: {**document, "input_names": [f"input {n}" for n in range(2, 2 + len(document["inputs"][0]))]}
)


@examples(40)
@given(named_documents, st.lists(changes(), min_size=1, max_size=8))
def test_any_changes_leave_a_network_that_can_be_written_down_and_read_again(document, asked):
    some = problem_from(document)
    for change in asked:
        some = changed(some, change)
    written = document_from(some)
    assert document_from(problem_from(written)) == written
    assert len(written["input_names"]) == some.structure.sizes[0]


def bits(array, shape=()):
    """Return the bits of what two arrays have in common."""
    return array[tuple(map(slice, np.minimum(array.shape, shape)))].view(np.int64).tolist()


@examples(60)
@given(documents(numbers=wild, max_layers=3), changes(SHAPES))
def test_numbers_that_are_still_there_keep_their_place_to_the_last_bit(document, change):
    before = problem_from(document)
    after = changed(before, change)
    pairs = [(before.x, after.x), (before.y, after.y)]
    for old, new in zip(before.network.layers, after.network.layers, strict=True):
        pairs.append((old.W, new.W))
        if old.b is not None:
            pairs.append((np.atleast_1d(old.b), np.atleast_1d(new.b)))
    assert all(bits(one, other.shape) == bits(other, one.shape) for one, other in pairs)


@pytest.mark.parametrize("after", [-1, 0, 1])
def test_a_new_layer_leaves_all_weights_as_they_were(after):
    before = load_preset("softmax")
    made = building.with_layer(before, after)
    assert made.structure.depth == before.structure.depth + 1
    assert document_from(building.without_layer(made, after + 1)) == document_from(before)


def test_a_layer_that_is_taken_out_leaves_the_others_as_they_were():
    before = load_preset("softmax")
    left = building.without_layer(before, 1)
    assert weights(left) == [weights(before)[0], weights(before)[2]]


def test_what_was_taken_away_and_comes_again_does_not_depend_on_the_way():
    at_once = building.with_units(empty(), 0, 5)
    in_steps = building.with_units(building.with_units(building.with_units(empty(), 0, 6), 0, 4), 0, 5)
    assert document_from(at_once) == document_from(in_steps)


# What is new.


def test_the_empty_network_is_small_and_its_own():
    some = empty()
    numbers = [number for rows in weights(some) for row in rows for number in row]
    assert (some.structure.sizes, some.structure.examples) == ((2, 2, 1), 1)
    assert len(set(numbers)) == len(numbers)


def test_no_two_units_of_a_layer_that_grows_are_twins():
    some = problem(layer([[0.3]], "tanh", [0.0]), layer([[0.5]], bias=[0.0]))
    for size in range(2, 13):
        some = building.with_units(some, 0, size)
        after = trace(some).updated.network.layers[0]
        assert len({tuple(column) for column in after.W.T.tolist()}) == size


def test_new_weights_and_inputs_have_one_decimal_and_are_never_0():
    some = building.with_examples(building.with_units(building.with_inputs(empty(), 9), 0, 9), 40)
    for array in (some.x, *(part.W for part in some.network.layers)):
        assert (array == array.round(1)).all()
        assert (array != 0).all()


def test_new_targets_and_biases_are_0():
    some = building.with_examples(building.with_units(empty(), 1, 2), 2)
    assert some.y.tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert some.network.layers[1].b.tolist() == [0.1, 0.0]


@pytest.mark.parametrize(
    ("kind", "bias"), [("none", None), ("shared", 0.1), ("unit", [0.1, 0.2])], ids=["none", "shared", "unit"]
)
def test_a_bias_of_another_kind_begins_as_what_was_there(kind, bias):
    b = building.with_bias(empty(), 0, kind).network.layers[0].b
    assert (None if b is None else b.tolist()) == bias


def test_a_shared_bias_becomes_one_for_each_unit_without_changing_the_loss():
    before = load_preset("worked")
    after = building.with_bias(before, 0, "unit")
    assert after.network.layers[0].b.tolist() == [0.35, 0.35]
    assert trace(after).loss == trace(before).loss


def test_a_new_bias_changes_nothing():
    before = load_preset("softmax")
    assert trace(building.with_bias(before, 0, "shared")).loss == trace(before).loss


def test_targets_go_with_the_loss_and_come_again_as_0():
    without = building.with_loss(empty(), "none")
    assert without.y.shape == (1, 0)
    assert building.with_loss(without, "binary_cross_entropy").y.tolist() == [[0.0]]


def test_a_slope_goes_with_leaky_relu():
    sloped = building.with_slope(building.with_activation(empty(), 0, "leaky_relu"), 0, 0.2)
    assert sloped.network.layers[0].slope == 0.2
    assert building.with_activation(sloped, 0, "tanh").network.layers[0].slope is None


def test_names_are_added_and_taken_away_with_what_they_name():
    classes = gallery()["classes"]
    more = building.with_units(building.with_inputs(classes, 4), 1, 5).description
    assert more.input_names == ("sweetness", "size", "input 3", "input 4")
    assert more.output_names == ("cherry", "melon", "lemon", "output 4", "output 5")
    assert building.with_units(classes, 1, 2).description.output_names == ("cherry", "melon")


def test_a_new_name_is_none_that_is_there():
    named = building.with_names(empty(), ["input 3", "size"], [])
    assert building.with_inputs(named, 3).description.input_names == ("input 3", "size", "input 4")


def test_what_has_no_names_gets_none():
    assert building.with_inputs(empty(), 4).description.input_names == ()


def test_what_else_a_file_says_stays():
    some = replace(empty(), description=replace(empty().description, title="Mine", weights_are="out_in"))
    grown = building.with_layer(building.with_inputs(some, 3), 0)
    assert (grown.description.title, grown.description.weights_are) == ("Mine", "out_in")


def test_choices_that_fit_only_together_are_made_together():
    wanted = ("sigmoid", "softmax")
    some = building.with_wishes(empty(), "cross_entropy", "sum", wanted)
    assert (some.structure.activations, some.structure.loss, some.convention) == (wanted, "cross_entropy", "sum")


def test_data_and_learning_rate_are_replaced():
    some = building.with_learning_rate(building.with_data(empty(), [[1, 2], [3, 4]], [[0], [1]]), 0.25)
    assert (some.x.tolist(), some.y.tolist(), some.learning_rate) == ([[1, 2], [3, 4]], [[0], [1]], 0.25)


# What cannot be.


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("with_inputs", 0), "Each example has 0 inputs; 1 to 12 are possible here."),
        (("with_inputs", 10**12), "Each example has 1000000000000 inputs; 1 to 12 are possible here."),
        (("with_units", 1, 13), "Layer 2 has 13 units; 1 to 12 are possible here."),
        (("with_units", 2, 1), "There is no layer 3; the layers are 1 to 2."),
        (("with_examples", -1), "The batch has -1 examples; 1 to 200 are possible here."),
        (("with_layer", 1), "A layer can be put in after the inputs or after a hidden layer; the last is the output."),
        (("without_layer", 1), "Layer 2 is the output and stays; a hidden layer can be taken out."),
        (("with_bias", 0, "each"), "The bias is 'each'; it must be one of none, unit, shared."),
        (("with_slope", 0, 0.1), "Layer 1 is sigmoid and has a slope; only leaky_relu has one."),
        (("with_activation", 0, "softmax"),
         "Layer 1 is softmax, but it is not the last layer; softmax is possible only there."),
        (("with_loss", "hinge"), "The loss is 'hinge'; it must be one of half_squared_error, mean_squared_error, "
         "binary_cross_entropy, cross_entropy, none."),
        (("with_wishes", "cross_entropy", "", ("relu",)),
         "The number of activation functions is 1; each of the 2 layers needs one."),
        (("with_wishes", "cross_entropy", "", ("relu", "tanh")),
         "The loss cross_entropy takes logarithms, and the last layer is tanh, whose outputs are no probabilities; "
         "write softmax here, as libraries do inside the loss."),
        (("with_learning_rate", -1), "The learning rate is -1.0; it must be a finite number, zero or larger."),
        (("with_data", [[1, 2]], [[0, 1]]),
         "Each example has 2 targets, but the last layer has 1 units; each unit needs a target; with a decimal comma "
         'one number becomes two, so write 0.5 or "0,5".'),
        (("with_names", ["a"], []),
         "The input_names hold 1; the number of inputs is 2, and each of them needs a name."),
        (("drawn", "normal", 0),
         "The numbers are to be drawn by 'normal'; it must be one of nice, uniform, xavier, he."),
        (("drawn", "he", -1), "The seed is -1; it must be a whole number, zero or larger."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(change, sentence):
    name, *arguments = change
    assert refusal(getattr(building, name), empty(), *arguments) == sentence


def test_a_seventh_layer_is_refused():
    six = gallery()["vanishing"]
    assert refusal(building.with_layer, six, 0) == (
        "The network has 7 layers after the input; 1 to 6 are possible here."
    )


def test_a_second_output_without_a_loss_is_refused():
    alone = building.with_loss(empty(), "none")
    assert refusal(building.with_units, alone, 1, 2) == (
        "The loss is none, which differentiates one output of one example; there are 2 of 1."
    )


# Random starts.


@pytest.mark.parametrize(
    ("scheme", "numbers"),
    [
        ("nice", ([[0.3, 0.8], [0.5, -0.5]], [[-0.9], [0.6]])),
        ("uniform", ([[0.2502, 0.7944], [0.5514, -0.5496]], [[-0.3997], [0.7471]])),
        ("xavier", ([[0.3064, 0.973], [0.6753, -0.6731]], [[-0.5652], [1.0566]])),
        ("he", ([[-0.4343, 1.4946], [1.728, 0.3091]], [[-0.5842], [-0.1996]])),
    ],
)
def test_the_same_seed_gives_the_same_numbers_for_ever(scheme, numbers):
    assert tuple(weights(drawn(empty(), scheme, 7))) == numbers


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_seed_gives_other_numbers(scheme):
    assert weights(drawn(empty(), scheme, 1)) != weights(drawn(empty(), scheme, 2))


def spread(scheme):
    """Return the smallest, the largest, the mean and the mean square of the weights over many seeds."""
    wide = problem(layer([[0.5] * 12] * 12), inputs=[[1.0] * 12], targets=[[0.0] * 12])
    many = np.array([drawn(wide, scheme, seed).network.layers[0].W for seed in range(60)])
    return many.min(), many.max(), many.mean(), (many**2).mean()


def test_nice_numbers_have_one_decimal_and_are_not_0():
    wide = drawn(building.with_units(empty(), 0, 12), "nice", 3)
    numbers = np.concatenate([part.ravel() for whole in wide.network.layers for part in (whole.W, whole.b)])
    assert set(numbers.tolist()) <= {sign * tenth / 10 for tenth in range(1, 10) for sign in (1, -1)}


# Of 8,640 numbers, a mean is within 3 % of its own spread, and a mean square within 5 %.


def test_uniform_numbers_fill_the_range_from_minus_1_to_1():
    least, most, mean, square = spread("uniform")
    assert (least, most) == close_to((-1.0, 1.0), absolute=1e-3)
    assert (mean, square) == close_to((0.0, 1 / 3), absolute=0.02)


def test_xavier_keeps_its_bound():
    least, most, mean, square = spread("xavier")
    assert (least, most) == close_to((-0.5, 0.5), absolute=1e-3)
    assert (mean, square) == close_to((0.0, 1 / 12), absolute=0.01)


def test_he_has_its_variance():
    _, most, mean, square = spread("he")
    assert (mean, square) == close_to((0.0, 1 / 6), absolute=0.013)
    assert 3 < most / math.sqrt(1 / 6) < 5


@pytest.mark.parametrize("scheme", ["uniform", "xavier", "he"])
def test_biases_begin_as_0_unless_they_are_to_be_nice(scheme):
    assert [part.b.tolist() for part in drawn(empty(), scheme, 7).network.layers] == [[0.0, 0.0], [0.0]]
    assert [part.b.tolist() for part in drawn(empty(), "nice", 7).network.layers] == [[-0.4, 0.7], [0.6]]
