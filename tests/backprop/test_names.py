"""What every value is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import SharedBias, Structure, Weight, load_preset
from backprop.names import names
from tests.backprop.helpers import golden_problem
from tests.backprop.strategies import examples


def structure(*sizes, biases=None, examples=1):
    depth = len(sizes) - 1
    biases = biases or ("none",) * depth
    return Structure(sizes, ("sigmoid",) * depth, biases, "half_squared_error", examples, "half_mean")


def parameters_of(some):
    return [parameter.name for parameter in names(some).parameters]


def test_the_worked_parameters_are_numbered_through():
    assert parameters_of(load_preset("worked").structure) == ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("w1", Weight("w1", layer=0, source=0, unit=0, number=1)),
        ("w2", Weight("w2", layer=0, source=1, unit=0, number=2)),
        ("w3", Weight("w3", layer=0, source=0, unit=1, number=3)),
        ("w4", Weight("w4", layer=0, source=1, unit=1, number=4)),
        ("w5", Weight("w5", layer=1, source=0, unit=0, number=5)),
        ("w6", Weight("w6", layer=1, source=1, unit=0, number=6)),
        ("b1", SharedBias("b1", layer=0, number=1)),
        ("b2", SharedBias("b2", layer=1, number=2)),
    ],
)
def test_a_worked_parameter_sits_where_the_lecture_has_it(name, place):
    assert names(load_preset("worked").structure).by_name[name] == place


def test_a_larger_network_says_where_a_weight_leads():
    expected = [f"w1_{i}{j}" for j in (1, 2) for i in (1, 2, 3, 4)] + [f"w2_{i}{j}" for j in (1, 2, 3) for i in (1, 2)]
    assert parameters_of(golden_problem("iris-4-2-3").structure) == expected


def test_the_weight_from_unit_one_to_unit_three_of_layer_two_is_w2_13():
    assert names(golden_problem("iris-4-2-3").structure).w(1, 0, 2) == "w2_13"


def test_nine_weights_are_numbered_and_ten_are_not():
    assert parameters_of(structure(3, 3))[-1] == "w9"
    assert parameters_of(structure(5, 2))[-1] == "w1_52"


def test_unit_biases_of_a_small_network_are_numbered_through():
    assert parameters_of(load_preset("mazur").structure)[8:] == ["b1", "b2", "b3", "b4"]


def test_unit_biases_of_a_larger_network_name_their_layer_and_unit():
    assert parameters_of(golden_problem("matrix-2-5-1").structure)[15:] == [
        "b1_1", "b1_2", "b1_3", "b1_4", "b1_5", "b2_1",
    ]  # fmt: skip


def test_a_shared_bias_of_a_larger_network_names_its_layer():
    assert parameters_of(structure(4, 3, biases=("shared",)))[-1] == "b1"


def test_the_bias_of_a_unit_without_one_has_no_name():
    assert names(structure(2, 2)).b(0, 1) is None


def test_layers_of_twelve_units_separate_the_two_numbers():
    named = names(structure(12, 12))
    assert (named.w(0, 0, 10), named.w(0, 10, 0)) == ("w1_1_11", "w1_11_1")


def test_only_the_wide_layers_of_a_network_use_separators():
    named = names(structure(12, 2, 3))
    assert (named.w(0, 11, 1), named.w(1, 1, 2)) == ("w1_12_2", "w2_23")


def test_a_value_of_a_batch_ends_in_its_example():
    named = names(structure(2, 2, 1, examples=3))
    assert (named.x(0, 1), named.z(0, 2, 1), named.delta(1, 1, 0)) == ("x2@1", "z1_2@3", "delta2_1@2")


def test_the_last_activation_is_y_hat():
    named = names(structure(2, 2, 1))
    assert (named.a(-1, 0, 1), named.a(0, 0, 1), named.a(1, 0, 0)) == ("x2", "a1_2", "y_hat1")


structures = st.builds(
    lambda layers, first, examples: structure(
        first, *(size for size, _ in layers), biases=tuple(kind for _, kind in layers), examples=examples
    ),
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from(["none", "unit", "shared"])), min_size=1, max_size=6
    ),
    st.integers(1, 12),
    st.sampled_from([1, 2, 200]),
)  # fmt: skip


@examples(150)
@given(structures)
def test_no_two_parameters_share_a_name(some):
    found = parameters_of(some)
    assert len(set(found)) == len(found)


@examples(150)
@given(structures)
def test_no_parameter_has_the_name_of_another_value(some):
    named = names(some)
    others = {
        key
        for e in (0, some.examples - 1)
        for key in (
            *(named.x(e, i) for i in range(some.sizes[0])),
            *(named.y(e, k) for k in range(some.outputs)),
            *(of(layer, e, j) for of in (named.a, named.z, named.delta) for layer in range(some.depth)
              for j in range(some.sizes[layer + 1])),
        )
    }  # fmt: skip
    assert others.isdisjoint([*named.by_name, "learning_rate", "N", "K", "loss"])


@examples(150)
@given(structures)
def test_every_weight_and_every_bias_has_a_name(some):
    weights = sum(rows * columns for rows, columns in zip(some.sizes, some.sizes[1:], strict=False))
    biases = sum(
        {"none": 0, "shared": 1, "unit": size}[kind] for kind, size in zip(some.biases, some.sizes[1:], strict=True)
    )
    assert len(names(some).parameters) == weights + biases


@examples(150)
@given(structures)
def test_a_parameter_is_found_under_its_name_and_in_its_place(some):
    named = names(some)
    for parameter in named.parameters:
        assert named.by_name[parameter.name] is parameter
        if isinstance(parameter, Weight):
            assert named.w(parameter.layer, parameter.source, parameter.unit) == parameter.name
        else:
            assert all(named.b(parameter.layer, unit) == parameter.name for unit in parameter.units(some))
