"""The loss along one parameter, in linked lines: its slope, its step, what the tangent predicts, what comes of it."""

from __future__ import annotations

from backprop.network import USUAL_RULE
from explainer.equations.adding_up import adding_up
from explainer.equations.equation import Equation, Line
from explainer.notation.display import Display
from explainer.notation.markers import number, signed

CHANGE = r"\Delta {}"
"""A change of the loss."""


def along(display: Display, parameter: str) -> Equation:
    """Return the lines for the step of one parameter, while all others stay where they are.

    >>> from backprop import load_preset, trace
    >>> from explainer.notation.notation import Notation
    >>> record = trace(load_preset("worked"))
    >>> [line.kind for line in along(Display(record, Notation("worked", record.structure)), "w5").lines]
    ['value', 'symbols', 'numbers', 'symbols', 'numbers', 'symbols', 'numbers']
    """
    n = display.trace.names
    gradient, moved, predicted = n.gradient(parameter), n.moved(parameter), n.predicted_change(parameter)
    landed, change = n.loss_alone(parameter), n.change_alone(parameter)
    slope, loss = display.written(gradient).latex, display.notation.loss.latex
    step, change_of_loss = display.written(moved).latex, CHANGE.format(loss)
    lines = (
        Line(slope, number(gradient), "value", "The slope of the tangent"),
        *_step(display, parameter, step),
        Line(change_of_loss, rf"{slope} \cdot {step}", "symbols", "What the tangent predicts", r"\approx"),
        Line("", rf"{signed(gradient)} \times {signed(moved)} = {number(predicted)}", "numbers"),
        Line(change_of_loss, f"{display.written(landed).latex} - {loss}", "symbols", "What really happens"),
        Line("", f"{signed(landed)} - {signed('loss')} = {number(change)}", "numbers"),
    )
    return adding_up(display, Equation(n.new(parameter), lines, (moved, predicted, change, landed)))


def _step(display: Display, parameter: str, step: str) -> tuple[Line, Line]:
    """The step: against the gradient, or wherever another rule of the update leads."""
    n, s, before = display.trace.names, display.trace.structure, display.written(parameter).latex
    if s.rule == USUAL_RULE and not s.penalized and s.only is None:
        rate, gradient = display.notation.learning_rate.latex, n.gradient(parameter)
        symbols = rf"- {rate} \cdot {display.written(gradient).latex}"
        numbers = rf"- {signed('learning_rate')} \times {signed(gradient)}"
        said = "The step goes against it"
    else:
        symbols = f"{display.written(n.new(parameter)).latex} - {before}"
        numbers = f"{signed(n.new(parameter))} - {signed(parameter)}"
        said = "The step, as the rule of the update takes it"
    return (
        Line(step, symbols, "symbols", said),
        Line("", f"{numbers} = {number(n.moved(parameter))}", "numbers"),
    )


def nudge_quotient(display: Display, parameter: str) -> Equation:
    """Return the lines for the slope that the reader's own nudge tells."""
    n, nudge = display.trace.names, display.written("nudge").latex
    key, rise = n.quotient(parameter), n.rise(parameter)
    raised = f"{display.written(n.raised_loss(parameter)).latex} - {display.notation.loss.latex}"
    lines = (
        Line("", rf"\frac{{{raised}}}{{{nudge}}}", "symbols", "", ""),
        Line("", rf"\frac{{{signed(rise)}}}{{{signed('nudge')}}} = {number(key)}", "numbers"),
    )
    return adding_up(display, Equation(key, lines, (key,)))
