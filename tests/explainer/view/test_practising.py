"""The exercise that a view asks for, and a view with its numbers."""

from dataclasses import replace

import pytest

from backprop import document_from, presets
from explainer.view.practising import practised
from explainer.view.view import View


@pytest.mark.parametrize("preset", presets())
def test_the_view_of_an_exercise_has_the_numbers_of_the_exercise(preset):
    shown, asked = practised(View(preset=preset, exercise=3))
    assert document_from(shown.problem) == document_from(asked.problem)


def test_what_a_reader_changed_changes_no_exercise_with_numbers_of_its_own():
    changed = View(values={"w5": 0.7}, exercise=3)
    assert practised(changed) == practised(replace(changed, values={}))


def test_an_exercise_on_the_table_keeps_its_numbers():
    view = View(values={"w5": 0.7}, numbers="table", exercise=3)
    shown, asked = practised(view)
    assert shown == view
    assert asked.values == {}


def test_a_derivation_with_a_mistake_has_the_numbers_of_a_gradient_whatever_is_practised():
    finding = View(practice="find", exercise=3)
    assert practised(finding)[1] == practised(View(task="gradient", exercise=3))[1]
    assert practised(replace(finding, task="shape"))[1] == practised(finding)[1]
