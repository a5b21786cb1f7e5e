"""Small tables beside the diagram: every term of the forward pass, every gradient, every update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from backprop import Parameter
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.table import CURRENT, LEAST_ROWS, Row, side_by_side, table
from explainer.browser.terms import mark_attributes, number, signed
from explainer.equations.adding_up import Claim, settle
from explainer.notation.display import FINE, NOTHING_HIDDEN, Display
from explainer.notation.markers import signed as in_expression
from explainer.notation.numbers import format_given
from explainer.notation.spoken import spoken
from explainer.notation.symbols import Derivative, Symbol
from explainer.walk.narration import whose_turn
from explainer.walk.steps import Step

BELOW_THE_DIAGRAM = 12
"""Parameters beyond which their gradients stand below the diagram, where there is room for them."""


MOST_ROWS = 40
"""Rows of a table that shows all there is; of more it shows those that belong together, and leads to the others."""


def forward_table(display: Display, steps: Sequence[Step], current: str) -> Markup:
    """Return the terms of the forward pass with their values, of many those of a layer; the current one is marked."""
    layers = range(display.trace.structure.depth)
    here = next((step.layer for step in steps if step.key == current), 0)
    all_fit = len(steps) <= MOST_ROWS
    rows = [
        Row(
            Choice("step", step.key).button(display.written(step.key).html, name=spoken(display.notation, step.key)),
            [number(display, step.key)],
            {**Choice("step", step.key).attributes, **(CURRENT if step.key == current else {})},
        )
        for step in steps
        if all_fit or step.layer == here
    ]
    parts = 1 if len(rows) <= 2 * LEAST_ROWS else 2
    widths = ("4rem", "8rem")
    firsts = {layer: next(Choice("step", step.key) for step in steps if step.layer == layer) for layer in layers}
    caption = f"The forward pass{'' if all_fit else f' through layer {here + 1}'}, term by term"
    ways = NOTHING if all_fit else _ways(_way("Layer", firsts, here))
    return _headed("Terms", ways + side_by_side(caption, ["Term", "Value"], rows, parts, "terms", widths))


def in_rows(display: Display, parameter: str, unit: tuple[int, int]) -> tuple[Sequence[Parameter], str, Markup]:
    """Return the parameters that have a row, which these are in words, and the ways to the others.

    All have where they are few; else those of a layer where these are few, or those of a unit.

    Args:
        display: what is shown.
        parameter: the parameter that the step is about, or "".
        unit: the layer and the unit that it is about, where that is no parameter.
    """
    n, s = display.trace.names, display.trace.structure
    if len(n.parameters) <= MOST_ROWS:
        return n.parameters, "every parameter", NOTHING
    chosen = n.by_name.get(parameter)
    layer, j = (chosen.layer, chosen.units(s)[0]) if chosen else unit
    layers = {at: Choice("parameter", n.weights(at)[0].name) for at in range(s.depth)}
    of_layer: tuple[Parameter, ...] = (*n.weights(layer), *n.biases(layer))
    if len(of_layer) <= MOST_ROWS:
        return of_layer, f"every parameter of layer {layer + 1}", _ways(_way("Layer", layers, layer))
    units = {at: Choice("parameter", n.w(layer, 0, at)) for at in range(s.sizes[layer + 1])}
    shown = tuple(p for p in of_layer if j in p.units(s))
    whose = f"every parameter of unit {j + 1} of layer {layer + 1}"
    return shown, whose, _ways(_way("Layer", layers, layer), _way("unit", units, j))


def _way(what: str, places: Mapping[int, Choice], here: int) -> Markup:
    """Return buttons that lead to places of one kind, counted from 1."""
    buttons = (
        choice.button(str(at + 1), f"{what.capitalize()} {at + 1}", current="true" if at == here else "")
        for at, choice in places.items()
    )
    return element("span", None, f"{what} ", *buttons)


def _ways(*ways: Markup) -> Markup:
    """Return the ways from the rows that are shown to the others."""
    return element("nav", {"class": "ways", "aria-label": "Rows of the table", "data-roving": True}, *ways)


def gradient_table(display: Display, parameter: str, columns: int = 0, unit: tuple[int, int] = (0, 0)) -> Markup:
    """Return every gradient with a signed bar, of very many those of a layer or a unit.

    Args:
        display: what is shown.
        parameter: the parameter that the step is about, which is marked, or "".
        columns: tables side by side; 0 for as many as their number asks for.
        unit: the layer and the unit that the step is about, where it is about no parameter.
    """
    parameters, whose, ways = in_rows(display, parameter, unit)
    n = display.trace.names
    marks = display.marks(n.gradient(p.name) for p in n.parameters)
    rows = []
    for p in parameters:
        key = n.gradient(p.name)
        rows.append(_row(display, p, [number(display, key), _bar(key, marks[key])], parameter))
    caption = f"The gradient of {whose}"
    d, loss = display.notation.d, display.notation.loss.html
    headers = [_seen_as(Markup("{d}{}/{d}…").format(loss, d=d), "parameter"), "gradient", "± size"]
    parts = columns or (4 if is_long(display) else 3 if len(rows) > 2 * LEAST_ROWS else 2)
    widths = ("2.9rem", "5.2rem", "")
    return _headed("Gradients", ways + side_by_side(caption, headers, rows, parts, "gradients", widths))


def _bar(key: str, mark: float) -> Markup:
    """Return a bar for the size and sign of a term, and a place for what it was before the last change."""
    ghost = element("div", {"class": "ghost", "data-ghost": key, "hidden": True})
    before = element("span", {"class": "before", "data-before": key})
    return element(
        "div", {"class": "bar", "aria-hidden": "true"}, element("div", mark_attributes(key, mark)), ghost, before
    )


def is_long(display: Display) -> bool:
    """Whether the table of all gradients needs more room than beside an equation."""
    s = display.trace.structure
    # With more than two layers there are several paths, and the equation takes all of its side.
    return len(display.trace.names.parameters) > BELOW_THE_DIAGRAM or s.depth > 2


def update_table(display: Display, parameter: str, unit: tuple[int, int] = (0, 0)) -> Markup:
    """Return every update with its numbers, old - learning rate * direction = new, of as many as ``gradient_table``."""
    parameters, whose, ways = in_rows(display, parameter, unit)
    n = display.trace.names
    direction = _direction(display)
    minus, times = (element("span", {"class": "sign"}, sign) for sign in "−·")
    rows = []
    for p in parameters:
        old, rate, key = _adding_up(display, p)
        step = Markup("{} {} {} {} {}").format(
            number(display, old), minus, number(display, rate), times, signed(display, key)
        )
        rows.append(_row(display, p, [step, number(display, n.new(p.name))], parameter))
    caption = f"The update of {whose}"
    seen = Markup("old − {} · {}").format(display.notation.learning_rate.html, direction.seen)
    headers = [_seen_as(NOTHING, "parameter"), _seen_as(seen, f"old − learning rate · {direction.said}"), "new"]
    widths = ("2.9rem", "", "7.2rem")
    return _headed("Updates", ways + table(caption, headers, rows, style="updates", widths=widths))


class _Direction(NamedTuple):
    """What the parameters go against: as it is seen and as it is said."""

    seen: Markup
    said: str


def _direction(display: Display) -> _Direction:
    """Return what all parameters go against, in the letters that are the same for each of them."""
    notation, rule = display.notation, display.trace.structure.rule
    first = display.trace.names.direction(display.trace.names.parameters[0].name)
    written = display.written(first)
    if rule == "momentum" and isinstance(written, Symbol):
        return _Direction(Symbol(written.base, "", "new").html, "velocity")
    if rule == "adam":
        moment, square = (notation.remembered(f"corrected_{kind}").html for kind in ("moment1", "moment2"))
        seen = Markup("{} / (√{} + {})").format(moment, square, display.written("epsilon").html)
        return _Direction(seen, "first moment / root of the second")
    assert isinstance(written, Derivative)  # a gradient is one in every notation
    return _Direction(Markup("{d}{}/{d}…").format(written.of.html, d=notation.d), "gradient")


def _adding_up(display: Display, p: Parameter) -> tuple[str, ...]:
    """Return the keys of a parameter, the learning rate and the direction, with the digits that make the row add up."""
    n = display.trace.names
    old, rate, direction = keys = (p.name + FINE, "learning_rate", n.direction(p.name))
    claim = Claim(rf"{in_expression(old)} - {in_expression(rate)} \times {in_expression(direction)}", n.new(p.name))
    forms = settle(replace(display, hidden=NOTHING_HIDDEN), [claim]) or {}
    return tuple(forms.get(key, key) for key in keys)


def _headed(heading: str, tables: Markup) -> Markup:
    """Return tables below a heading that those who listen can jump to."""
    return element("h2", {"class": "for-listeners"}, heading) + tables


def _seen_as(seen: Markup, said: str) -> Markup:
    """Return what is written in signs, and said in words."""
    hidden = element("span", {"aria-hidden": "true"}, seen) if seen else NOTHING
    return hidden + element("span", {"class": "for-listeners"}, said)


def _row(display: Display, p: Parameter, cells: list[Markup], chosen: str) -> Row:
    """Return the row of a parameter."""
    head = Choice("parameter", p.name).button(display.written(p.name).html, name=spoken(display.notation, p.name))
    chosen_by_click = Choice("parameter", p.name).attributes
    return Row(head, cells, {**chosen_by_click, **(CURRENT if p.name == chosen else {})})


OTHER_RATE = 1.0
"""A learning rate to compare a smaller one with."""


def outcome(display: Display, step: str = "new_loss", taken: int = 0, usual_rate: float = OTHER_RATE) -> Markup:
    """Return what one more update would do to the loss, after those that were taken.

    Args:
        display: what is shown.
        step: the step of the walk that the reader is at.
        taken: how many updates in a row have led to these numbers.
        usual_rate: the learning rate that the network began with.
    """
    before, after = number(display, "loss" + FINE), number(display, "new_loss" + FINE)
    change = element("span", {"class": "change"}, "(", number(display, "loss_change"), ")")
    turn = whose_turn(display)
    made_of = element("span", {"data-still": True}, f" is made of {turn} and") if turn else ""
    next_one = "The next one" if taken else "It"
    # A number that moves ends the run.
    done = element("b", {"data-still": True}, f"Update {taken} taken. ") if taken else ""
    said = Markup("{}{}{} would bring {} from {} to {} {}.").format(
        done, next_one, made_of, display.notation.loss.html, before, after, change
    )
    if display.trace.structure.penalized:
        said += Markup(" The updates make {} = {} smaller, {} and the penalty {} together.").format(
            *(display.written("objective").html, number(display, "objective")),
            *(display.notation.loss.html, display.written("penalty").html),
        )
    rate = display.trace.problem.learning_rate
    other = OTHER_RATE if rate != OTHER_RATE else usual_rate
    if other == rate:
        return element("p", {"class": "outcome"}, said)
    label = Markup("Try {} = {}").format(display.notation.learning_rate.html, format_given(other))
    try_it = Choice("step", step, other).button(label, style="tool small")
    return element("p", {"class": "outcome"}, said, " ", try_it)
