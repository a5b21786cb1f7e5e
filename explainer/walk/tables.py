"""Small tables beside the diagram: every term of the forward pass, every gradient, every update."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.browser.table import LEAST_ROWS, chooser, row, table, tables
from explainer.browser.terms import mark_attributes
from explainer.notation.display import FINE, Display
from explainer.walk.steps import Step

BELOW_THE_DIAGRAM = 12
"""Parameters beyond which their gradients stand below the diagram, where there is room for them."""


def forward_table(display: Display, steps: Iterable[Step], current: str) -> str:
    """Return the terms of the forward pass with their values; the current one is marked."""
    rows = [
        row(
            chooser(f"step:{step.key}", display.written(step.key).html, step.key),
            [display.number(step.key)],
            step.key == current,
        )
        for step in steps
    ]
    parts = 1 if len(rows) <= 2 * LEAST_ROWS else 2
    return tables("The forward pass, term by term", ["Term", "Value"], rows, "terms", ("4rem", "8rem"), parts)


def gradient_table(display: Display, parameter: str) -> str:
    """Return every gradient with a signed bar; the chosen parameter is marked."""
    marks = display.marks(display.trace.names.gradient(p.name) for p in display.trace.names.parameters)
    rows = []
    for p, (key, mark) in zip(display.trace.names.parameters, marks.items(), strict=True):
        bar = f'<div class="bar" aria-hidden="true"><div {mark_attributes(key, mark)}></div></div>'
        rows.append(
            row(
                chooser(f"parameter:{p.name}", display.written(p.name).html, p.name),
                [display.number(key), bar],
                p.name == parameter,
            )
        )
    d, loss = display.notation.d, display.notation.loss.html
    headers = ["Parameter", f"{d}{loss}/{d}", "Size and sign"]
    widths = ("2.9rem", "5.2rem", "")
    parts = 4 if is_long(display) else 3 if len(rows) > 2 * LEAST_ROWS else 2
    return tables("The gradient of every parameter", headers, rows, "gradients", widths, parts)


def is_long(display: Display) -> bool:
    """Whether the table of all gradients needs more room than beside an equation."""
    return len(display.trace.names.parameters) > BELOW_THE_DIAGRAM


def update_table(display: Display, parameter: str) -> str:
    """Return every update with its numbers: old - learning rate * gradient = new."""
    rows, n = [], display.trace.names
    for p in n.parameters:
        numbers = (
            f'{display.number(p.name)} <span class="sign">−</span> {display.number("learning_rate")} '
            f'<span class="sign">·</span> {display.signed(n.gradient(p.name))}'
        )
        cells = [numbers, display.number(n.new(p.name))]
        rows.append(
            row(chooser(f"parameter:{p.name}", display.written(p.name).html, p.name), cells, p.name == parameter)
        )
    d, rate, loss = display.notation.d, display.notation.learning_rate.html, display.notation.loss.html
    headers = ["Parameter", f"old − {rate} · {d}{loss}/{d}", "new"]
    return table("The update of every parameter", headers, rows, "updates", ("2.9rem", "", "7.2rem"))


def outcome(display: Display) -> str:
    """Return what one update does to the loss."""
    return (
        f'<p class="outcome">{display.notation.loss.html} goes from {display.number("loss" + FINE)} to '
        f'{display.number("new_loss" + FINE)} <span class="change">({display.number("loss_change")})</span></p>'
    )
