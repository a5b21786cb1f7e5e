"""How large delta is, layer by layer."""

import math

from backprop import gallery, trace, with_values
from tests.backprop.helpers import layer, problem
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


@known_problems
def test_the_size_of_a_layer_is_its_largest_delta_without_its_sign(known):
    record = trace(known)
    for number, delta in enumerate(record.backward.delta):
        assert record[record.names.delta_size(number)] == max(map(abs, delta.ravel().tolist()))


@known_problems
def test_sizes_and_ratios_are_what_their_factors_make_of_them(known):
    record = trace(known)
    names = record.names
    keys = [
        *map(names.delta_size, range(known.structure.depth)),
        *map(names.delta_ratio, range(known.structure.depth - 1)),
    ]
    assert [record.combine(key) for key in keys] == [close_to(record[key]) for key in keys]


def test_they_are_late():
    assert "delta_size1" not in trace(gallery()["vanishing"]).values


def test_the_ratio_of_a_layer_is_what_its_weights_and_slopes_make_of_delta():
    record = trace(gallery()["vanishing"])
    assert record["delta_ratio5"] == close_to(record["w6"] * record["da5_1_dz5_1"])


def test_where_nothing_comes_back_a_ratio_of_nothing_is_undefined():
    reached = trace(problem(layer([[1.0]], "tanh"), layer([[0.0]]), targets=[[0.0]]))
    assert (reached["delta_size2"], math.isnan(reached["delta_ratio1"])) == (0.0, True)


def test_a_delta_that_is_no_number_makes_the_size_none():
    record = trace(with_values(gallery()["regression"], {"w3": 1e200, "x1@1": 1e200, "w1": 1e200}))
    assert not math.isfinite(record["delta_size1"])
    assert not math.isfinite(record.combine("delta_size1"))
