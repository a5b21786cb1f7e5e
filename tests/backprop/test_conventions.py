"""What a loss is divided by, and the mean taken last."""

import math

import pytest
from hypothesis import assume, example, given

from backprop import CONVENTIONS, NetworkError, conventions_of, document_from, load_preset, trace, train, with_values
from backprop.conventions import scale_of
from backprop.losses import LOSSES
from backprop.network import Network, Problem
from backprop.validation import validate
from tests.backprop.helpers import golden_problem, layer, problem
from tests.backprop.rounding import added
from tests.backprop.strategies import SMOOTH_OUTPUTS, examples, problems
from tests.closeness import close_to

SQUARES = 0.1**2 + 0.3**2 + 0.5**2 + 0.4**2 + 0.2**2 + 0.6**2
"""Of the errors of ``two_by_three``."""


OUTPUTS = [[0.1, 0.7, 0.5], [0.6, 0.2, 0.4]]


WITH_TARGETS = [name for name, loss in LOSSES.items() if loss.sees_targets]


def two_by_three(loss="half_squared_error"):
    """Two examples with the same three outputs for each loss, as probabilities where it takes their logarithms."""
    probable = LOSSES[loss].uses_log
    return problem(
        layer([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], "sigmoid" if probable else "identity"),
        loss=loss,
        inputs=[[math.log(p / (1 - p)) for p in row] for row in OUTPUTS] if probable else OUTPUTS,
        targets=[[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]],
    )


@pytest.mark.parametrize(
    ("convention", "divisor"),
    [("half_mean", 4), ("mean", 2), ("mean_all", 6), ("half_mean_all", 12), ("half_sum", 2), ("sum", 1)],
)
@pytest.mark.parametrize("loss", ["half_squared_error", "mean_squared_error"])
def test_a_squared_error_is_divided_as_its_convention_says(loss, convention, divisor):
    assert trace(two_by_three(loss).with_convention(convention)).loss == close_to(SQUARES / divisor)


@pytest.mark.parametrize(("convention", "divisor"), [("mean", 2), ("mean_all", 6), ("sum", 1)])
def test_a_cross_entropy_is_divided_as_its_convention_says(convention, divisor):
    errors = -(math.log(0.7) + math.log(0.6) + math.log(0.4))
    assert trace(two_by_three("cross_entropy").with_convention(convention)).loss == close_to(errors / divisor)


@pytest.mark.parametrize(("convention", "divisor"), [("mean", 2), ("mean_all", 6), ("sum", 1)])
def test_a_binary_cross_entropy_is_divided_as_its_convention_says(convention, divisor):
    errors = -sum(math.log(right) for right in (0.9, 0.7, 0.5, 0.6, 0.8, 0.4))
    some = two_by_three("binary_cross_entropy").with_convention(convention)
    assert trace(some).loss == close_to(errors / divisor)


@pytest.mark.parametrize(
    ("loss", "own"),
    [
        ("half_squared_error", "half_mean"),
        ("mean_squared_error", "mean_all"),
        ("cross_entropy", "mean"),
        ("binary_cross_entropy", "mean"),
    ],
)
def test_the_own_convention_of_a_loss_comes_first(loss, own):
    assert conventions_of(loss)[0] == own


@pytest.mark.parametrize("loss", ["half_squared_error", "mean_squared_error"])
def test_a_squared_error_can_follow_every_convention(loss):
    assert set(conventions_of(loss)) == CONVENTIONS.keys()


@pytest.mark.parametrize("loss", WITH_TARGETS)
def test_a_structure_names_the_own_convention_of_its_loss(loss):
    assert two_by_three(loss).structure.convention == conventions_of(loss)[0]


@pytest.mark.parametrize("loss", WITH_TARGETS)
def test_choosing_the_own_convention_changes_no_structure(loss):
    some = two_by_three(loss)
    assert some.with_convention(conventions_of(loss)[0]).structure == some.structure


def test_no_convention_is_the_own_one_again():
    assert two_by_three().with_convention("sum").with_convention("").convention == "half_mean"


@pytest.mark.parametrize(
    ("loss", "convention"), [("cross_entropy", "half_mean"), ("binary_cross_entropy", "half_mean_all")]
)
def test_a_cross_entropy_cannot_be_halved(loss, convention):
    message = rf"^The convention is '{convention}'; {loss} can be divided in these ways: mean, mean_all, sum\.$"
    with pytest.raises(NetworkError, match=message):
        two_by_three(loss).with_convention(convention)


@pytest.mark.parametrize("name", ["nope", "Mean", "x" * 5000, "mean\n"])
def test_an_unknown_convention_is_refused_in_one_short_line(name):
    with pytest.raises(NetworkError) as refusal:
        two_by_three().with_convention(name)
    assert len(str(refusal.value)) < 200
    assert "\n" not in str(refusal.value)


def test_a_problem_with_a_convention_that_its_loss_does_not_have_is_not_valid():
    some = two_by_three("cross_entropy")
    network = Network(some.network.layers, some.network.loss, "half_mean")
    with pytest.raises(NetworkError, match="The convention is 'half_mean'"):
        validate(Problem(network, some.x, some.y, some.learning_rate))


def test_a_convention_can_be_chosen_where_an_update_has_overflown():
    after = trace(problem(layer([[1e150]]), inputs=[[1e150]], learning_rate=1e200)).updated
    assert after.with_convention("sum").convention == "sum"


def test_replacing_a_number_keeps_the_convention():
    assert with_values(two_by_three().with_convention("sum"), {"x1@1": 0.2}).convention == "sum"


def test_an_update_keeps_the_convention():
    assert trace(two_by_three().with_convention("mean_all")).updated.convention == "mean_all"


def test_training_keeps_the_convention():
    assert train(two_by_three().with_convention("mean_all"), 2).problem.convention == "mean_all"


def test_a_network_file_says_a_convention_that_was_chosen_and_no_other():
    own, chosen = document_from(two_by_three()), document_from(two_by_three().with_convention("sum"))
    assert chosen == {**own, "convention": "sum"}


@pytest.mark.parametrize(("convention", "counts"), [("half_mean", ("N",)), ("mean_all", ("N", "K")), ("sum", ())])
def test_a_structure_knows_the_counts_it_is_divided_by(convention, counts):
    assert two_by_three().with_convention(convention).structure.counts == counts


@pytest.mark.parametrize(
    ("name", "convention", "scaled"),
    [
        ("worked", "half_mean", False),
        ("worked", "mean", True),
        ("worked", "half_mean_all", False),
        ("worked", "sum", True),
        ("mazur", "half_mean", False),
        ("mazur", "mean_all", False),  # 2 / (1 * 2)
        ("mazur", "half_mean_all", True),
        ("softmax", "mean", False),
        ("softmax", "mean_all", True),
        ("iris", "half_mean", True),
        ("iris", "sum", True),
    ],
)
def test_a_structure_is_scaled_where_its_scale_is_not_one(name, convention, scaled):
    assert load_preset(name).with_convention(convention).structure.scaled is scaled


@examples(60)
@given(problems(max_layers=2))
def test_every_scale_is_in_the_trace_under_its_convention(some):
    record, s = trace(some), some.structure
    for name in conventions_of(s.loss):
        assert record[f"scale_{name}"] == scale_of(s.loss, name, s.examples, s.outputs)


@examples(60)
@given(problems(max_layers=3, outputs=SMOOTH_OUTPUTS))
def test_a_convention_multiplies_every_gradient_by_its_factor(some):
    factor = trace(some)[f"factor_{some.convention}"]
    own, other = trace(some.with_convention("")), trace(some)
    paths = added(other, through=("sum", "product"))
    for key in (f"dL_d{p.name}" for p in own.names.parameters):
        assert other[key] == close_to(factor * own[key], added=paths[key])


def test_the_gradient_that_lecture_five_prints_is_divided_by_the_outputs_too():
    record = trace(load_preset("iris").with_convention("half_mean_all"))
    rounded = [round(record[f"dL_dw2_{f}{k}"], 3) for f in (1, 2) for k in (1, 2, 3)]
    assert rounded == [0.023, 0.003, 0.020, 0.013, 0.003, 0.019]


def test_the_factor_between_lecture_five_s_formula_and_its_numbers_is_a_third():
    assert trace(load_preset("iris"))["factor_half_mean_all"] == close_to(1 / 3)


def test_the_scale_of_a_sum_of_squares_is_the_two_of_the_square():
    record = trace(load_preset("iris"))
    assert (record.term("scale_sum").operation, record.term("scale_sum").factors) == ("two_over", ())


CANCELLING = problem(
    layer([[0.0] * 3], "softmax", bias=0.0), loss="cross_entropy",
    inputs=[[0.0]] * 3, targets=[[0.0] * 3, [0.0] * 3, [0.0, 0.0, 0.1]],
)  # fmt: skip
"""The gradient of its bias adds up what cancels within an example: 1/90 + 1/90 - 2/90."""


@examples(100)
@given(problems(max_layers=3))
@example(CANCELLING)
def test_the_mean_taken_last_is_the_gradient(some):
    record = trace(some)
    assume(some.structure.scaled)
    # A shared bias sums what cancels within an example, so it is the deltas whose size counts, not those sums.
    summands = added(record)
    for key in (f"dL_d{p.name}" for p in record.names.parameters):
        assert record[f"mean_{key}"] == close_to(record[key], added=some.scale * summands[f"sum_{key}"])


def terms_beside_scales_and_nudges(some):
    return [key for key in trace(some).values if not key.startswith(("scale_", "factor_", "nudge"))]


@pytest.mark.parametrize("name", ["worked", "mazur", "softmax"])
def test_a_single_example_whose_scale_is_one_has_no_mean_to_take_last(name):
    assert not [
        key
        for key in terms_beside_scales_and_nudges(load_preset(name))
        if key.startswith(("example_", "sum_", "mean_"))
    ]


@pytest.mark.parametrize(("name", "count"), [("worked", 87), ("mazur", 126), ("softmax", 169)])
def test_a_single_example_has_as_many_terms_as_without_conventions(name, count):
    assert len(terms_beside_scales_and_nudges(load_preset(name))) == count


def test_a_single_example_with_a_scale_has_keys_without_an_example():
    record = trace(load_preset("mazur").with_convention("half_mean_all"))
    assert record.term("sum_dL_dw5").factors == ("example_dL_dw5",)


RECIPES = {
    "example_dL_dy_hat1@1": ("difference", ("y_hat1@1", "y1@1")),
    "example_delta2_1@1": ("product", ("example_dL_dy_hat1@1", "dy_hat1_dz2_1@1")),
    "example_dL_da1_1_via2_1@1": ("product", ("example_delta2_1@1", "dz2_1_da1_1")),
    "example_dL_da1_1@1": ("sum", ("example_dL_da1_1_via2_1@1",)),
    "example_dL_dw2_11@1": ("product", ("example_delta2_1@1", "dz2_1_dw2_11@1")),
    "example_dL_db2_1@1": ("product", ("example_delta2_1@1", "dz2_1_db2_1")),
    "sum_dL_dw2_11": ("sum", tuple(f"example_dL_dw2_11@{e}" for e in range(1, 7))),
    "mean_dL_dw2_11": ("product", ("scale_half_mean", "sum_dL_dw2_11")),
}


@pytest.mark.parametrize(("key", "recipe"), RECIPES.items(), ids=list(RECIPES))
def test_a_term_of_the_mean_taken_last_has_a_recipe_of_its_own(key, recipe):
    term = trace(golden_problem("matrix-2-5-1")).term(key)
    assert (term.operation, term.factors) == recipe


def test_a_shared_bias_of_an_example_is_the_sum_over_its_units():
    term = trace(load_preset("worked").with_convention("mean")).term("example_dL_db1")
    assert (term.operation, term.factors) == ("sum", ("example_delta1_1", "example_delta1_2"))


def test_the_delta_of_an_example_takes_the_short_road_where_there_is_one():
    term = trace(load_preset("softmax").with_convention("mean_all")).term("example_delta3_1")
    assert (term.operation, term.factors) == ("softmax_cross_entropy_delta", ("y_hat1", "y_sum", "y1"))


@pytest.mark.parametrize(
    ("convention", "operation", "counts"),
    [
        ("half_mean", "half_squared_error_derivative", ("N",)),
        ("half_mean_all", "half_squared_error_derivative", ("N", "K")),
        ("mean", "mean_squared_error_derivative", ("N",)),
        ("sum", "mean_squared_error_derivative", ()),
    ],
)
def test_a_convention_is_an_operation_and_its_counts(convention, operation, counts):
    term = trace(load_preset("iris").with_convention(convention)).term("dL_dy_hat1@1")
    assert (term.operation, term.factors) == (operation, ("y_hat1@1", "y1@1", *counts))
