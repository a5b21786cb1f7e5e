"""The trace: the law that binds its terms, and that nobody can change it."""

import dataclasses
import sys

import numpy as np
import pytest
from hypothesis import example, given

from backprop import Trace, chain, check_gradients, conventions_of, load_preset, presets, trace
from backprop.document import problem_from
from tests.backprop.helpers import every_value, golden_problem, layer, neuron, problem
from tests.backprop.rounding import NEAR_ONE, added, reaches
from tests.backprop.strategies import examples, problems, wild
from tests.backprop.test_twin import SATURATED, known_problems
from tests.closeness import FLOOR, close_to, identical, same


def lawless(record):
    """Return the terms that their factors do not make: key -> (value, what the factors make)."""
    found, summands = {}, added(record)
    for key, value in record.values.items():
        combined, near_one = record.combine(key), record.recipe(key).operation in NEAR_ONE
        as_made = same(combined, value, absolute=1e-15 if near_one else FLOOR, added=summands[key])
        if not as_made and not reaches(record, key):
            found[key] = (value, combined)
    return found


@known_problems
def test_the_law_of_the_trace_holds_for_every_known_problem(known):
    assert not lawless(trace(known))


@examples(120)
@given(problems())
def test_the_law_of_the_trace_holds_for_any_problem(some):
    assert not lawless(trace(some))


SUBNORMAL = problem(
    layer([[-743.0, 0.0]], "softmax"), loss="cross_entropy", inputs=[[1.0]] * 5, targets=[[0.0, 1.0]] * 5
)
"""Its first output is 2e-323: a fifth of that, taken five times, is 2.5e-323."""


@examples(80)
@given(problems(numbers=wild, max_layers=2))
@example(SUBNORMAL)
def test_the_law_of_the_trace_holds_where_values_saturate(some):
    assert not lawless(trace(some))


@pytest.mark.parametrize("document", SATURATED.values(), ids=list(SATURATED))
def test_the_law_of_the_trace_holds_for_every_saturated_network(document):
    assert not lawless(trace(problem_from(document)))


@pytest.mark.parametrize("z", [-709.0, -709.5, -709.7, -709.8, -1000.0])
def test_a_sigmoid_becomes_zero_where_its_exponential_overflows_and_not_before(z):
    record = trace(neuron("sigmoid", z))
    assert record.combine("y_hat1") == close_to(record["y_hat1"], absolute=0.0)
    assert (record["y_hat1"] == 0.0) is (z < -709.78)


OVERFLOWING = {
    "a square": problem(layer([[1e200]])),
    "a mean square": problem(layer([[1e200]]), loss="mean_squared_error"),
    "a sum": problem(layer([[1e308], [1e308]]), inputs=[[1.0, 1.0]]),
    "a product": problem(layer([[1e200]]), layer([[1e200]])),
    "a sigmoid of what is not a number": problem(
        layer([[1e308, 1e308]]), layer([[1.0], [-1.0]], "sigmoid"), inputs=[[10.0]]
    ),
    "a softmax of what is not a number": problem(
        layer([[1e308, 1e308]]),
        layer([[1.0, 1.0], [-1.0, 1.0]], "softmax"),
        inputs=[[10.0]],
        targets=[[0.0, 1.0]],
        loss="cross_entropy",
    ),
    "a relu of what is not a number": problem(layer([[1e308, 1e308]]), layer([[1.0], [-1.0]], "relu"), inputs=[[10.0]]),
    "a logarithm of nothing": problem(
        layer([[-1e308]], "sigmoid"), loss="binary_cross_entropy", inputs=[[10.0]], targets=[[1.0]]
    ),
    "an update": problem(layer([[1e150]], bias=0.0), inputs=[[1e150]], learning_rate=1e100),
}


@pytest.mark.parametrize("some", OVERFLOWING.values(), ids=list(OVERFLOWING))
def test_the_law_of_the_trace_holds_in_every_convention_where_something_overflows(some):
    for name in conventions_of(some.network.loss):
        assert not lawless(trace(some.with_convention(name))), name


@pytest.mark.parametrize("some", OVERFLOWING.values(), ids=list(OVERFLOWING))
def test_an_overflowing_network_still_has_all_its_terms(some):
    record = trace(some)
    assert every_value(record).keys() == record.catalogue.recipes.keys()


@given(problems())
def test_a_trace_is_the_same_when_it_is_computed_again(some):
    one, other = trace(some).values, trace(some).values
    assert all(identical(one[key], other[key]) for key in one.keys() | other.keys())


@known_problems
def test_a_large_trace_gives_each_value_alone_as_a_small_one_gives_all_of_them(known, monkeypatch):
    monkeypatch.setattr(sys.modules[Trace.__module__], "AT_ONCE", 0)
    record = trace(known)
    assert {key: record[key] for key in record.catalogue.recipes} == every_value(record)


def test_a_large_trace_does_not_name_what_nobody_asks_for(monkeypatch):
    monkeypatch.setattr(sys.modules[Trace.__module__], "AT_ONCE", 0)
    record = trace(load_preset("worked"))
    assert record["dL_dw5"] == record.term("dL_dw5").value
    assert "values" not in vars(record)


def test_the_arrays_and_the_terms_of_a_trace_say_the_same_loss():
    record = trace(load_preset("worked"))
    assert record["loss"] == record.loss


def test_terms_come_in_the_order_of_the_values():
    record = trace(load_preset("mazur"))
    prompt = [term for term in record.terms() if not record.catalogue.recipes.place(term.key)[0].late]
    assert [term.key for term in prompt] == list(record.values)


def test_a_term_knows_its_value_and_what_it_was_made_of():
    term = trace(load_preset("worked")).term("dL_dw5")
    assert (term.operation, term.factors) == ("product", ("delta2_1", "dz2_1_dw5"))
    assert term.value == close_to(0.0821670406, absolute=5.1e-11)


@pytest.mark.parametrize("read", [lambda t: t["w99"], lambda t: t.term("w99"), lambda t: t.combine("w99")])
def test_an_unknown_key_is_a_key_error(read):
    with pytest.raises(KeyError):
        read(trace(load_preset("worked")))


def arrays_of(record):
    """Yield every array that a trace hands out, with a word on which it is."""
    for where, problem_seen in (("problem", record.problem), ("updated", record.updated)):
        yield f"{where}.x", problem_seen.x
        yield f"{where}.y", problem_seen.y
        for number, part in enumerate(problem_seen.network.layers, start=1):
            yield f"{where}.W{number}", part.W
            if part.b is not None:
                yield f"{where}.b{number}", part.b
    for half in (record.forward, record.backward):
        for field in dataclasses.fields(half):
            for array in getattr(half, field.name):
                if array is not None:
                    yield field.name, array
    yield "contributions", record.contributions
    yield from ((f"flow {layer}", record.flow(layer)) for layer in range(record.structure.depth))
    yield "outputs.y_hat", record.outputs.y_hat


@known_problems
def test_every_array_of_a_trace_is_read_only(known):
    assert [where for where, array in arrays_of(trace(known)) if array.flags.writeable] == []


@known_problems
def test_every_array_of_a_trace_is_float64(known):
    assert {array.dtype for _, array in arrays_of(trace(known))} == {np.dtype("float64")}


def frozen_things():
    record = trace(load_preset("mazur"))
    whole = chain(record, "w1")
    return [
        record, record.problem, record.problem.network, record.problem.network.layers[0], record.structure,
        record.forward, record.backward, record.term("loss"), record.names, record.names.parameters[0],
        record.catalogue, whole, whole.paths[0], check_gradients(record)[0], presets()["worked"],
    ]  # fmt: skip


@pytest.mark.parametrize("thing", frozen_things(), ids=lambda thing: type(thing).__name__)
def test_a_result_cannot_be_changed(thing):
    field = dataclasses.fields(thing)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, field, None)


def test_a_recipe_cannot_be_changed():
    with pytest.raises(AttributeError):
        trace(load_preset("worked")).recipe("loss").operation = "sum"


def test_tracing_leaves_the_problem_as_it_was():
    known = golden_problem("matrix-2-5-1")
    before = [known.x.copy(), known.y.copy(), *(part.W.copy() for part in known.network.layers)]
    record = trace(known)
    assert record.values
    after = [known.x, known.y, *(part.W for part in known.network.layers)]
    assert all(map(np.array_equal, before, after))
