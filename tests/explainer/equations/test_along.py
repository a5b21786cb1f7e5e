"""The linked lines of one parameter's step and of its nudge."""

from dataclasses import replace

import pytest

from backprop import load_preset, trace
from explainer.equations.along import along, nudge_quotient
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from tests.explainer.examples import PRESETS, display_named


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_printed_of_a_step_and_of_a_nudge_adds_up(preset):
    display = display_named(preset)
    for parameter in (display.trace.names.parameters[0].name, display.trace.names.parameters[-1].name):
        assert not along(display, parameter).rounded
        assert not nudge_quotient(display, parameter).rounded


def test_the_step_of_plain_gradient_descent_is_written_with_the_learning_rate():
    lines = along(display_named("worked"), "w5").lines
    assert r"- \eta \cdot" in lines[1].body


def test_the_step_of_another_rule_is_written_as_what_it_comes_to():
    problem = load_preset("worked")
    record = trace(replace(problem, learning=replace(problem.learning, rule="momentum")))
    lines = along(Display(record, Notation("worked", record.structure)), "w5").lines
    assert lines[1].body == "w_{5}^{\\text{new}} - w_{5}"
