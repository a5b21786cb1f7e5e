"""The gallery: each network shows what it says."""

import itertools
import json
from importlib.resources import files

import numpy as np
import pytest

from backprop import document_from, gallery, presets, trace, train
from tests.closeness import close_to

every_network = pytest.mark.parametrize("name", gallery())
ONE_HOT = np.eye(3)


def source(name):
    return json.loads((files("backprop") / "gallery" / f"{name}.json").read_text("utf-8"))


def learned(name, updates=400):
    """Return the trace of a network after so many updates."""
    return trace(train(gallery()[name], updates).problem)


# All of them.


def test_every_file_of_the_gallery_is_taught():
    stems = {file.name.removesuffix(".json") for file in (files("backprop") / "gallery").iterdir()}
    assert stems == set(gallery())


def test_no_network_of_the_gallery_has_the_name_or_title_of_another_or_of_a_preset():
    titles = [some.description.title for some in gallery().values()] + [preset.title for preset in presets().values()]
    assert gallery().keys().isdisjoint(presets())
    assert len(set(titles)) == len(titles)


@every_network
def test_a_network_of_the_gallery_says_what_it_is(name):
    said = gallery()[name].description
    assert 0 < len(said.title) <= 30
    assert said.about.endswith(".")
    assert said.about.count(". ") == 0


@pytest.mark.parametrize("name", ["and", "xor", "regression", "binary", "classes"])
def test_a_network_with_a_story_names_its_inputs_and_outputs(name):
    some = gallery()[name]
    said, structure = some.description, some.structure
    assert (len(said.input_names), len(said.output_names)) == (structure.sizes[0], structure.outputs)


@every_network
def test_a_file_of_the_gallery_is_given_back_as_it_was(name):
    assert document_from(gallery()[name]) == source(name)


@every_network
def test_the_loss_falls_at_every_update(name):
    assert (np.diff(train(gallery()[name], 100).losses) < 0).all()


@every_network
def test_no_unit_saturates(name):
    assert max(float(abs(z).max()) for z in trace(gallery()[name]).forward.z) < 2


@every_network
def test_all_numbers_of_the_gallery_have_few_digits(name):
    some = gallery()[name]
    numbers = [some.x, some.y, *(array for layer in some.network.layers for array in (layer.W, layer.b))]
    assert all((array == array.round(2)).all() for array in numbers)


# Each of them.


def test_the_neuron_is_one_unit():
    assert gallery()["neuron"].structure.sizes == (2, 1)


def test_every_gradient_of_the_chain_is_one_path():
    keys = [key for key in trace(gallery()["chain"]).values if key.startswith("path_w1_")]
    assert keys == ["path_w1_1-1"]


@pytest.mark.parametrize(("name", "truth"), [("and", [0, 0, 0, 1]), ("xor", [0, 1, 1, 0])])
def test_a_logical_function_has_its_four_cases(name, truth):
    some = gallery()[name]
    assert some.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert some.y[:, 0].tolist() == truth


@pytest.mark.parametrize("name", ["and", "xor", "binary", "classes"])
def test_a_classifier_learns_its_examples(name):
    record = learned(name)
    assert (record.forward.a[-1].round() == record.problem.y).all()


def test_the_dead_unit_is_dead_in_every_example_and_stays_so():
    before, after = trace(gallery()["dead_relu"]), learned("dead_relu")
    assert (before.forward.z[0][:, 1] < 0).all()
    assert (before.backward.dL_dW[0][:, 1] == 0).all()
    assert (before.backward.dL_dW[0][:, 0] != 0).all()
    assert after.loss < before.loss / 100
    assert (after.layer(0).W[:, 1] == before.layer(0).W[:, 1]).all()


def test_the_regression_comes_near_its_points():
    record = learned("regression", 1000)
    assert abs(record.forward.a[-1] - record.problem.y).max() < 0.2


def test_the_last_delta_of_yes_or_no_is_what_was_said_minus_what_is_true():
    record = trace(gallery()["binary"])
    assert record.backward.delta[-1] == close_to((record.forward.a[-1] - record.problem.y) / 2)


def test_the_classes_are_one_hot_and_their_probabilities_sum_to_1():
    record = trace(gallery()["classes"])
    assert record.problem.y.tolist() == ONE_HOT.tolist()
    assert record.forward.a[-1].sum(axis=1) == close_to(np.ones(3))


def shrunk(name):
    """Return by how much each gradient is smaller than that of the next layer."""
    sizes = [abs(float(gradient[0, 0])) for gradient in trace(gallery()[name]).backward.dL_dW]
    return [above / below for below, above in itertools.pairwise(sizes)]


def test_the_vanishing_gradients_shrink_at_every_layer_a_thousandfold_in_all():
    factors = shrunk("vanishing")
    assert min(factors) > 3
    assert np.prod(factors) > 1000


def test_the_same_depth_with_relu_keeps_its_gradients():
    assert 0.5 < np.prod(shrunk("vanishing_relu")) < 2


def test_the_two_deep_networks_differ_in_their_hidden_activations_alone():
    deep, same = source("vanishing"), source("vanishing_relu")
    for document in (deep, same):
        del document["title"], document["about"]
        for layer in document["layers"][:-1]:
            del layer["activation"]
    assert deep == same
