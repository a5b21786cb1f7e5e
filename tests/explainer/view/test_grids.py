"""A block fits into a grid as a whole, from the box on, or nothing of it is taken and the sentence says why."""

from dataclasses import replace

import numpy as np
import pytest

from backprop import NetworkError
from backprop.building import empty, with_bias, with_units
from explainer.view.grids import data_grid, grid_with, layer_grid, with_block
from explainer.view.moves import open_network
from explainer.view.view import View


@pytest.fixture
def view():
    return open_network(View(), empty())


def layers(view):
    return [layer.W.tolist() for layer in view.problem.network.layers]


def turned(problem):
    return replace(problem, description=replace(problem.description, weights_are="out_in"))


def test_a_row_is_what_comes_in_and_the_biases_stand_below(view):
    assert layer_grid(view.structure, 0, turned=False).rows == (("w1", "w3"), ("w2", "w4"), ("b1", "b2"))


def test_a_row_is_a_unit_where_the_file_has_it_so_and_its_bias_stands_beside(view):
    assert layer_grid(view.structure, 0, turned=True).rows == (("w1", "w2", "b1"), ("w3", "w4", "b2"))


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_shared_bias_has_one_box_in_a_row_of_its_own(is_turned):
    structure = with_bias(empty(), 0, "shared").structure
    assert layer_grid(structure, 0, is_turned).rows[-1] == ("b1",)


@pytest.mark.parametrize(
    "block",
    [
        "1\t2\n3\t4",
        "1;2\n3;4\n",
        "[[1, 2], [3, 4]]",
        "array([[1., 2.],\n       [3., 4.]])",
        "1 2\n3 4",
        "1, 2\n3, 4",
        "[[1 2]\n [3 4]]",
    ],
)
def test_a_block_fills_the_grid_however_it_is_written(view, block):
    assert layers(with_block(view, "w1", block))[0] == [[1, 2], [3, 4]]


def test_a_block_begins_at_the_box_and_goes_on_into_the_biases(view):
    changed = with_block(view, "w4", "0,5\n1/4")
    assert (changed.problem.network.layers[0].W[1, 1], changed.problem.network.layers[0].b.tolist()) == (
        0.5,
        [0.1, 0.25],
    )


def test_a_matrix_as_pytorch_prints_it_fills_a_turned_grid():
    view = open_network(View(), turned(empty()))
    assert layers(with_block(view, "w1", "[[1, 2], [3, 4]]"))[0] == [[1, 3], [2, 4]]


@pytest.mark.parametrize(("is_turned", "block"), [(False, "1 2\n3 4\n5 6"), (True, "1 2 3\n4 5 6")])
def test_weights_that_are_the_other_way_round_do_not_go_on_into_the_biases(is_turned, block):
    three = with_units(empty(), 0, 3)
    view = open_network(View(), turned(three) if is_turned else three)
    with pytest.raises(NetworkError, match="Choose below that it holds those"):
        with_block(view, view.names.w(0, 0, 0), block)


@pytest.mark.parametrize(
    ("name", "block", "said"),
    [
        ("w1", "1\t2\t3", "1 row and 3 columns; from this box on there is room for 3 rows and 2 columns"),
        ("w4", "1\t2", "1 row and 2 columns; from this box on there is room for 2 rows and 1 column"),
        ("b1", "1\n2", "2 rows and 1 column; from this box on there is room for 1 row and 2 columns"),
        ("w1", "1\tx", "Row 1, column 2 of the block holds “x”, which is no number"),
        ("w1", "1\t\n2\t3", "Row 1, column 2 of the block is empty"),
        ("w1", "1\t1e9", "a number between −1000000 and 1000000"),
        ("x1", "1\t2\t3\t4", "1 row and 4 columns"),
        ("x2", "1\t2\t3\n1\t2\t3", "2 rows and 3 columns; from this box on there is room for 200 rows and 2 columns"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_given_and_what_is_needed(view, name, block, said):
    with pytest.raises(NetworkError, match=said) as refused:
        with_block(view, name, block)
    assert str(refused.value).endswith("Nothing was taken over.")


def test_rows_beyond_the_last_example_become_new_examples(view):
    data = "0 0 0\n0 1 1\n1 0 1\n1 1 0"
    xor = with_block(view, "x1", data)
    assert np.hstack([xor.problem.x, xor.problem.y]).tolist() == [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert layers(xor) == layers(view)


def test_a_block_of_inputs_alone_leaves_the_targets(view):
    more = with_block(view, "x1", "0 0\n0 1")
    assert more.problem.y[0, 0] == view.problem.y[0, 0]


def test_more_than_two_hundred_examples_are_refused(view):
    with pytest.raises(NetworkError, match="201 rows"):
        with_block(view, "x1", "\n".join(["1;2;3"] * 201))


def test_every_number_of_a_large_network_but_the_learning_rate_stands_in_one_grid():
    problem = with_units(empty(), 0, 12)
    stands = [grid_with(problem, name).find(name) for name in ("w1_1_12", "b1_12", "x1", "y1")]
    assert [tuple(place) for place in stands] == [(0, 11), (2, 11), (0, 0), (0, 2)]
    assert grid_with(problem, "learning_rate") is None
    assert data_grid(problem.structure).find("b1") is None
