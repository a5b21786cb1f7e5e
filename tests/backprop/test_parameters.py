"""Reading and replacing single numbers by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, document_from, load_preset, trace, values_by_name, with_values
from tests.backprop.helpers import golden_problem
from tests.backprop.strategies import examples, problems
from tests.backprop.test_twin import known_problems
from tests.closeness import close_to


def test_every_number_of_the_worked_example_has_its_plain_name():
    assert values_by_name(load_preset("worked")) == {
        "x1": 0.05, "x2": 0.1, "y1": 0.01, "w1": 0.15, "w2": 0.2, "w3": 0.25, "w4": 0.3, "w5": 0.4, "w6": 0.45,
        "b1": 0.35, "b2": 0.6, "learning_rate": 0.0001, "nudge": 0.01,
    }  # fmt: skip


def test_the_numbers_of_a_batch_carry_their_example():
    values = values_by_name(golden_problem("iris-4-2-3"))
    assert (values["x1@2"], values["x4@3"], values["y3@3"], values["y3@1"]) == (6.4, 1.9, 1.0, 0.0)


@examples(60)
@given(problems(max_layers=3), st.data())
def test_replacing_one_number_changes_that_number_and_no_other(some, data):
    before = values_by_name(some)
    name = data.draw(st.sampled_from(sorted(before)))
    assert values_by_name(with_values(some, {name: 7.25})) == {**before, name: 7.25}


@examples(60)
@given(problems(max_layers=3))
def test_replacing_every_number_by_itself_changes_nothing(some):
    assert document_from(with_values(some, values_by_name(some))) == document_from(some)


@known_problems
def test_a_replacement_leaves_the_problem_it_came_from_alone(known):
    before = document_from(known)
    with_values(known, dict.fromkeys(values_by_name(known), 9.0))
    assert document_from(known) == before


def test_a_replacement_reads_its_changes_only():
    changes = {"w1": 2.0, "b1": 3.0}
    with_values(load_preset("worked"), changes)
    assert changes == {"w1": 2.0, "b1": 3.0}


def test_a_replaced_problem_is_read_only_too():
    changed = with_values(load_preset("worked"), {"w5": 0.5})
    arrays = [changed.x, changed.y, *(array for part in changed.network.layers for array in (part.W, part.b))]
    assert not any(array.flags.writeable for array in arrays)


def test_a_replaced_shared_bias_reaches_both_hidden_units():
    z = trace(with_values(load_preset("worked"), {"b1": 1.35})).forward.z[0]
    assert z == close_to([[1.3775, 1.3925]])


def test_a_replaced_shared_bias_stays_shared():
    changed = with_values(load_preset("worked"), {"b1": 1.0})
    assert changed.structure == load_preset("worked").structure


def test_no_changes_give_the_same_numbers():
    assert values_by_name(with_values(load_preset("mazur"), {})) == values_by_name(load_preset("mazur"))


@pytest.mark.parametrize("name", ["w9", "W1", "", "loss", "N", "x1@1", "w1\n"])
def test_a_name_that_is_not_in_the_network_is_refused(name):
    with pytest.raises(NetworkError, match=r"^There is no number named '.*' in this network\.$"):
        with_values(load_preset("worked"), {name: 1.0})
