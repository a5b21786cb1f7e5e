"""The pass as matrices: what stands where, and that the products are those that numpy computes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import load_preset, presets, trace
from backprop.matrices import ORIENTATIONS, matrix_pass
from tests.backprop.strategies import SMOOTH_OUTPUTS, problems
from tests.closeness import close_to

every_preset = pytest.mark.parametrize("name", presets())
either_way = pytest.mark.parametrize("orientation", ORIENTATIONS)


def values(record, matrix):
    return np.array([[record[key] for key in row] for row in matrix.keys])


def combined(step, operands, scale, minus=np.subtract):
    """Compute a step's result from its operands, whole matrices at once."""
    match step.form:
        case "product":
            return scale * (operands[0] @ operands[1] + sum(operands[2:]))
        case "difference":
            return minus(*operands)
        case "times":
            return operands[0] * operands[1]
        case "transpose":
            return operands[0].T
        case "entries":
            a, d = operands if step.operands[0].rows.kind == "examples" else (m.T for m in operands)
            return scale * a.T @ d
        case "sum":
            axis = 0 if step.operands[0].rows.kind == "examples" else 1
            return scale * operands[0].sum(axis=axis, keepdims=True)
        case "sum_all":
            return scale * operands[0].sum(keepdims=True)
        case _:
            return None


def assert_products_hold(problem, orientation):
    record = trace(problem)
    for step in matrix_pass(problem.structure, orientation).steps:
        operands = [values(record, operand) for operand in step.operands]
        scale = record[step.scale] if step.scale else 1.0
        computed = combined(step, operands, scale)
        if computed is not None:
            added = combined(step, [np.abs(operand) for operand in operands], scale, minus=np.add)
            assert values(record, step.result) == close_to(computed, added=added), step.id


@every_preset
@either_way
def test_every_product_of_a_preset_is_the_matrix_product_of_what_stands_in_its_operands(name, orientation):
    assert_products_hold(load_preset(name), orientation)


@given(problem=problems(max_layers=3, outputs=SMOOTH_OUTPUTS), orientation=st.sampled_from(ORIENTATIONS))
def test_every_product_of_any_network_is_the_matrix_product_of_what_stands_in_its_operands(problem, orientation):
    sums = problem.y.sum(axis=1)
    if any(layer.activation == "softmax" for layer in problem.network.layers) and sums != close_to([1.0] * len(sums)):
        return  # the plain difference is the delta of softmax only where targets add up to 1
    assert_products_hold(problem, orientation)


@every_preset
@either_way
def test_shapes_of_a_product_fit_and_its_result_has_theirs(name, orientation):
    for step in matrix_pass(load_preset(name).structure, orientation).steps:
        if step.form == "product":
            left, right = step.operands[:2]
            assert left.shape[1] == right.shape[0], step.id
            assert left.columns == right.rows, step.id
            assert step.result.shape == (left.shape[0], right.shape[1]), step.id


@every_preset
@either_way
def test_gradients_have_the_shape_of_their_weights(name, orientation):
    found = matrix_pass(load_preset(name).structure, orientation)
    for layer in range(load_preset(name).structure.depth):
        assert found.find(f"dL_dW{layer + 1}").result.shape == found.matrices[f"W{layer + 1}"].shape


@every_preset
@either_way
def test_every_gradient_stands_in_a_matrix(name, orientation):
    structure = load_preset(name).structure
    found = matrix_pass(structure, orientation)
    for parameter in trace(load_preset(name)).names.parameters:
        assert found.making(f"dL_d{parameter.name}"), parameter.name


def test_examples_are_rows_or_columns_as_asked():
    structure = load_preset("matrix").structure
    assert matrix_pass(structure, "rows").matrices["A1"].shape == (6, 5)
    assert matrix_pass(structure, "columns").matrices["A1"].shape == (5, 6)


def test_the_shapes_of_lecture_2_are_those_it_prints():
    step = matrix_pass(load_preset("matrix").structure, "columns").find("dL_dW2")
    assert [operand.shape for operand in step.operands] == [(5, 6), (6, 1)]
    assert step.result.shape == (5, 1)


def test_the_road_of_lecture_5_goes_entry_by_entry_then_turned_round_turned_back_and_directly():
    found = matrix_pass(load_preset("iris").structure, "rows")
    road = [step for step in found.steps if step.id.startswith("dL_dW2")]
    assert [step.id for step in road] == ["dL_dW2-entries", "dL_dW2-swapped", "dL_dW2-back", "dL_dW2"]
    assert [step.result.shape for step in road] == [(2, 3), (3, 2), (2, 3), (2, 3)]


@either_way
def test_an_entry_lights_one_unit_of_each_factor_in_all_examples(orientation):
    step = matrix_pass(load_preset("iris").structure, orientation).find("dL_dW2-entries")
    lit = [{operand.keys[r][c] for r, c in cells} for operand, cells in zip(step.operands, step.lit(1, 2), strict=True)]
    assert lit == [{f"a1_2@{e}" for e in (1, 2, 3)}, {f"example_delta2_3@{e}" for e in (1, 2, 3)}]


@every_preset
@either_way
def test_a_cell_of_a_product_lights_its_row_and_its_column(name, orientation):
    for step in matrix_pass(load_preset(name).structure, orientation).steps:
        if step.form == "product":
            row, column = (size - 1 for size in step.result.shape)
            left, right = step.lit(row, column)[:2]
            inner = range(step.operands[0].shape[1])
            assert (left, right) == ({(row, k) for k in inner}, {(k, column) for k in inner})


def test_a_bias_lights_the_number_that_is_added():
    step = matrix_pass(load_preset("matrix").structure, "columns").find("Z1")
    (place,) = step.lit(3, 4)[2]
    assert step.operands[2].keys[place[0]][place[1]] == "b1_4"


def test_transposing_twice_changes_nothing():
    matrix = matrix_pass(load_preset("iris").structure, "rows").matrices["W1"]
    assert matrix != matrix.T
    assert matrix == matrix.T.T


@every_preset
@either_way
def test_every_matrix_is_made_of_terms_of_the_trace(name, orientation):
    record = trace(load_preset(name))
    for matrix in matrix_pass(record.structure, orientation).matrices.values():
        assert {key for row in matrix.keys for key in row} <= record.values.keys()
