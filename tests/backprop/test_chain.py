"""The chain rule of one parameter, path by path."""

import math

import numpy as np
import pytest
from hypothesis import given

from backprop import NetworkError, SharedBias, chain, load_preset, trace
from backprop.document import problem_from
from tests.backprop.helpers import golden_problem, layer, network, problem
from tests.backprop.strategies import SMOOTH_OUTPUTS, documents, examples, problems
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to

MOST_PATHS = 64


def count_of_paths(structure, parameter):
    """Count by hand: every unit above on the way, each unit of a shared bias, each example."""
    own = structure.sizes[parameter.layer + 1] if isinstance(parameter, SharedBias) else 1
    return math.prod(structure.sizes[parameter.layer + 2 :]) * own * structure.examples


def chains_of(record):
    """Yield the chain of every parameter with few enough paths."""
    for parameter in record.names.parameters:
        if count_of_paths(record.structure, parameter) <= MOST_PATHS:
            yield chain(record, parameter.name)


@examples(60)
@given(problems(outputs=SMOOTH_OUTPUTS))
def test_the_paths_of_a_parameter_add_up_to_its_gradient(some):
    record = trace(some)
    for whole in chains_of(record):
        values = [path.value for path in whole.paths]
        assert math.fsum(values) == close_to(whole.total, added=sum(map(abs, values)))
        assert whole.total == record[f"dL_d{whole.parameter.name}"]


@known_problems
def test_the_value_of_a_path_is_the_product_of_its_factors(known):
    record = trace(known)
    for whole in chains_of(record):
        for path in whole.paths:
            assert path.value == close_to(math.prod(record[key] for key in path.factors))


@examples(40)
@given(documents(max_layers=3))
def test_every_parameter_has_one_path_per_way_and_example(document):
    record = trace(problem_from(document))
    for whole in chains_of(record):
        ways = {(path.example, path.units) for path in whole.paths}
        assert len(ways) == len(whole.paths) == count_of_paths(record.structure, whole.parameter)


@examples(40)
@given(documents(max_layers=3))
def test_the_units_of_a_path_lead_from_its_parameter_up_to_an_output(document):
    record = trace(problem_from(document))
    for whole in chains_of(record):
        sizes = record.structure.sizes[whole.parameter.layer + 1 :]
        for path in whole.paths:
            assert len(path.units) == len(sizes)
            assert all(0 <= unit < size for unit, size in zip(path.units, sizes, strict=True))
            assert isinstance(whole.parameter, SharedBias) or path.units[0] == whole.parameter.unit


def test_a_hidden_weight_of_mazur_s_example_has_two_paths():
    assert [path.units for path in chain(trace(load_preset("mazur")), "w1").paths] == [(0, 0), (0, 1)]


def test_mazur_s_first_path_is_the_chain_in_his_text():
    assert chain(trace(load_preset("mazur")), "w1").paths[0].factors == (
        "dL_dy_hat1", "dy_hat1_dz2_1", "dz2_1_da1_1", "da1_1_dz1_1", "dz1_1_dw1",
    )  # fmt: skip


def test_the_shared_bias_of_the_worked_example_has_one_path_per_hidden_unit():
    assert [path.units for path in chain(trace(load_preset("worked")), "b1").paths] == [(0, 0), (1, 0)]


def test_the_paths_of_the_worked_shared_bias_are_those_of_the_lecture():
    values = [path.value for path in chain(trace(load_preset("worked")), "b1").paths]
    assert values == close_to([0.0133679204, 0.0149960755], absolute=5e-11)


def test_a_batch_has_one_path_per_example():
    paths = chain(trace(golden_problem("iris-4-2-3")), "w2_11").paths
    assert [(path.example, path.units) for path in paths] == [(0, (0,)), (1, (0,)), (2, (0,))]


def test_an_output_weight_of_the_worked_example_has_the_three_factors_of_the_lecture():
    (path,) = chain(trace(load_preset("worked")), "w5").paths
    assert path.factors == ("dL_dy_hat1", "dy_hat1_dz2_1", "dz2_1_dw5")


def test_a_path_through_softmax_starts_with_the_short_delta():
    path = chain(trace(golden_problem("softmax-2-2-2-2")), "w3_11").paths[0]
    assert path.factors == ("delta3_1", "dz3_1_dw3_11")


def wide(examples):
    """Return a network whose first weight has 4 * 4 * examples paths."""
    square = np.full((4, 4), 0.1).tolist()
    return problem_from(
        network(
            layer([[0.1] * 4], "tanh"), layer(square, "tanh"), layer(square),
            inputs=[[1.0]] * examples, targets=[[0.0] * 4] * examples,
        )
    )  # fmt: skip


def test_sixty_four_paths_are_written_out():
    assert len(chain(trace(wide(4)), "w1_11").paths) == 64


def test_more_than_sixty_four_paths_are_refused_with_their_number():
    with pytest.raises(
        NetworkError, match=r"^w1_11 has 80 paths to the loss; up to 64 are written out one by one, .*\.$"
    ):
        chain(trace(wide(5)), "w1_11")


def test_a_parameter_with_too_many_paths_still_has_its_gradient():
    record = trace(wide(5))
    assert not [key for key in record.values if key.startswith("path_w1_11_")]
    assert record["dL_dw1_11"] != 0.0


def test_a_saturated_softmax_has_finite_paths():
    record = trace(problem(layer([[1000.0, -1000.0]], "softmax"), loss="cross_entropy", targets=[[0.0, 1.0]]))
    assert [path.value for path in chain(record, "w2").paths] == [-1.0]


def test_an_unknown_parameter_is_refused_with_the_known_ones():
    with pytest.raises(NetworkError, match=r"no parameter named 'w7' here; this network has w1, w2, .* b2\.$"):
        chain(trace(load_preset("worked")), "w7")
