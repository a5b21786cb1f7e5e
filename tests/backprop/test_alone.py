"""One parameter alone: its loss is that of a forward pass in which only that parameter differs."""

import numpy as np
import pytest
from hypothesis import given

from backprop import document_from, load_preset, loss, trace, values_by_name, with_values
from backprop.alone import losses_alone
from backprop.parameters import all_values
from backprop.passes import NUDGES
from tests.backprop import scalar_twin
from tests.backprop.strategies import examples, problems
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to, identical, same


@known_problems
def test_the_loss_of_one_parameter_alone_is_that_of_a_pass_with_only_that_one_changed(known):
    record = trace(known)
    found = losses_alone(known, record.forward, all_values(known) * 1.5 + 0.25)
    changed = [with_values(known, {p.name: 1.5 * record[p.name] + 0.25}) for p in record.names.parameters]
    assert found == close_to(np.array([loss(problem) for problem in changed]))


@known_problems
def test_a_parameter_that_stays_where_it_is_leaves_the_loss_as_it_is(known):
    record = trace(known)
    assert all(identical(found, record.loss) for found in losses_alone(known, record.forward, all_values(known)))


def test_the_losses_cannot_be_changed():
    record = trace(load_preset("worked"))
    assert not record.every_alone.loss_alone.flags.writeable


@pytest.mark.parametrize("name", ["w5", "b1"])
def test_what_is_raised_and_what_takes_its_step_are_the_present_and_the_new_parameter(name):
    problem = with_values(load_preset("worked"), {"learning_rate": 1.0, "nudge": 0.125})
    record, here = trace(problem), values_by_name(problem)[name]
    raised, stepped = (with_values(problem, {name: value}) for value in (here + 0.125, record[f"new_{name}"]))
    assert record[f"raised_loss_{name}"] == close_to(loss(raised))
    assert record[f"loss_alone_{name}"] == close_to(loss(stepped))


LATE = {
    "raised", "raised_loss", "rise", "quotient", "off", "spacing", "spacing_quotient", "moved", "loss_alone",
    "change_alone", "predicted_change", "predicted_loss",
}  # fmt: skip


def late_terms(record):
    return [record.term(key) for family in record.catalogue.families if family.late for key in family.keys()]  # noqa: SIM118


def test_what_is_said_of_one_parameter_alone_is_late():
    assert {family.name for family in trace(load_preset("worked")).catalogue.families if family.late} >= LATE


def assert_lawful(record):
    for term in late_terms(record):
        summands = sum(abs(record[factor]) for factor in term.factors) if term.operation == "sum" else 0.0
        assert same(record.combine(term.key), term.value, added=summands), term.key


@known_problems
def test_the_law_of_the_trace_holds_for_every_late_term_of_a_known_problem(known):
    assert_lawful(trace(known))


@examples(20)
@given(problems(max_layers=2))
def test_the_law_of_the_trace_holds_for_every_late_term_of_any_problem(some):
    assert_lawful(trace(some))


def test_a_term_that_is_late_is_not_computed_before_it_is_asked_for():
    record = trace(load_preset("worked"))
    assert (record["dL_dw5"], "_alone" in vars(record)) == (record.term("dL_dw5").value, False)
    assert (record["rise_w5"], "_alone" in vars(record)) == (record.term("rise_w5").value, True)


def test_to_ask_for_one_parameter_computes_no_other():
    record = trace(load_preset("worked"))
    assert record["rise_w5"] == record.term("rise_w5").value
    assert "every_alone" not in vars(record)
    assert [p.name for p in record._alone] == ["w5"]


@known_problems
def test_the_loss_of_a_nudge_is_that_of_the_twin(known):
    record, last = trace(known), trace(known).names.parameters[-1].name
    nudged = document_from(with_values(known, {last: record[last] + 0.01}))
    assert record[f"raised_loss_{last}"] == close_to(scalar_twin.terms(nudged, known.convention)["loss"])


@pytest.mark.parametrize("name", ["w1", "w5", "b1"])
def test_many_nudges_of_one_parameter_are_what_the_terms_say_of_each(name):
    problem = load_preset("worked")
    record = trace(problem)
    found = record.nudged(record.names.by_name[name])
    for number, size in enumerate(NUDGES.tolist()):
        alone = trace(with_values(problem, {"nudge": size}))
        for family in ("raised", "raised_loss", "rise", "quotient", "off"):
            assert identical(getattr(found, family)[number], alone[f"{family}_{name}"]), (family, size)


def test_the_quotient_comes_nearer_to_the_gradient_and_then_leaves_it_again():
    record = trace(load_preset("worked"))
    off = np.abs(record.nudged(record.names.by_name["w5"]).off)
    best = int(off.argmin())
    assert 5 <= best <= 9
    assert np.all(np.diff(off[: best + 1]) < 0)
    assert off[-1] > 1000 * off[best]
    assert off[-1] <= 2 * trace(with_values(load_preset("worked"), {"nudge": 1e-15}))["spacing_quotient"]
