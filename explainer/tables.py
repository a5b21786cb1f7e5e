"""Small tables beside the diagram: every term of the forward pass, every gradient, every update."""

from __future__ import annotations

import html
from collections.abc import Iterable

import pandas as pd

from backprop import Trace
from explainer.display import FINE, Display, mark_attributes
from explainer.narration import narrate
from explainer.walk import Step

LEAST_ROWS = 4
"""Rows that stand in one table before another one is put beside it."""

BELOW_THE_DIAGRAM = 12
"""Parameters beyond which their gradients stand below the diagram, where there is room for them."""

MOST_DOTS_IN_A_ROW = 64


def forward_table(display: Display, steps: Iterable[Step], current: str) -> str:
    """Return the terms of the forward pass with their values; the current one is marked."""
    rows = [
        _row(
            _chooser(f"step:{step.key}", display.written(step.key).html, step.key),
            [display.number(step.key)],
            step.key == current,
        )
        for step in steps
    ]
    parts = 1 if len(rows) <= 2 * LEAST_ROWS else 2
    return _tables("The forward pass, term by term", ["Term", "Value"], rows, "terms", ("4rem", "8rem"), parts)


def gradient_table(display: Display, parameter: str) -> str:
    """Return every gradient with a signed bar; the chosen parameter is marked."""
    marks = display.marks(f"dL_d{p.name}" for p in display.trace.names.parameters)
    rows = []
    for p, (key, mark) in zip(display.trace.names.parameters, marks.items(), strict=True):
        bar = f'<div class="bar" aria-hidden="true"><div {mark_attributes(key, mark)}></div></div>'
        rows.append(
            _row(
                _chooser(f"parameter:{p.name}", display.written(p.name).html, p.name),
                [display.number(key), bar],
                p.name == parameter,
            )
        )
    d, loss = display.notation.d, display.notation.loss.html
    headers = ["Parameter", f"{d}{loss}/{d}", "Size and sign"]
    widths = ("2.9rem", "5.2rem", "")
    parts = 4 if is_long(display) else 3 if len(rows) > 2 * LEAST_ROWS else 2
    return _tables("The gradient of every parameter", headers, rows, "gradients", widths, parts)


def is_long(display: Display) -> bool:
    """Whether the table of all gradients needs more room than beside an equation."""
    return len(display.trace.names.parameters) > BELOW_THE_DIAGRAM


def update_table(display: Display, parameter: str) -> str:
    """Return every update with its numbers: old - learning rate * gradient = new."""
    rows = []
    for p in display.trace.names.parameters:
        numbers = (
            f'{display.number(p.name)} <span class="sign">−</span> {display.number("learning_rate")} '
            f'<span class="sign">·</span> {display.signed(f"dL_d{p.name}")}'
        )
        cells = [numbers, display.number(f"new_{p.name}")]
        rows.append(
            _row(_chooser(f"parameter:{p.name}", display.written(p.name).html, p.name), cells, p.name == parameter)
        )
    d, rate, loss = display.notation.d, display.notation.learning_rate.html, display.notation.loss.html
    headers = ["Parameter", f"old − {rate} · {d}{loss}/{d}", "new"]
    return _table("The update of every parameter", headers, rows, "updates", ("2.9rem", "", "7.2rem"))


def outcome(display: Display) -> str:
    """Return what one update does to the loss."""
    return (
        f'<p class="outcome">{display.notation.loss.html} goes from {display.number("loss" + FINE)} to '
        f'{display.number("new_loss" + FINE)} <span class="change">({display.number("loss_change")})</span></p>'
    )


def _chooser(choice: str, content: str, name: str) -> str:
    attributes = f'data-choose="{html.escape(choice)}" aria-label="{html.escape(name)}"'
    return f'<button type="button" class="link" {attributes}>{content}</button>'


def _row(head: str, cells: list[str], current: bool) -> str:
    style = ' class="current" aria-current="true"' if current else ""
    return f'<tr{style}><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _tables(caption: str, headers: list[str], rows: list[str], style: str, widths: tuple[str, ...], parts: int) -> str:
    """Return the rows as so many tables side by side, where there are enough of them."""
    most = max(-(-len(rows) // parts), LEAST_ROWS)
    tables = [_table(caption, headers, rows[at : at + most], style, widths) for at in range(0, len(rows), most)]
    return tables[0] if len(tables) == 1 else f'<div class="side-by-side">{"".join(tables)}</div>'


def _table(caption: str, headers: list[str], rows: list[str], style: str, widths: tuple[str, ...]) -> str:
    columns = "".join(f'<col style="width: {width or "auto"}">' for width in widths)
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    return (
        f'<table class="{style}"><caption>{caption}</caption><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def walk_dots(display: Display, steps: Iterable[Step], current: Step) -> str:
    """Return one button per step of the walk, those of a page together."""
    groups: dict[str, list[str]] = {}
    for step in steps:
        state = "current" if step == current else "past" if step.number < current.number else "ahead"
        title = html.escape(_plain(narrate(display, step).title))
        mark = ' aria-current="step"' if step == current else ""
        groups.setdefault(step.page, []).append(
            f'<button type="button" class="dot {state}" data-choose="step:{step.key}" title="{title}" '
            f'aria-label="Step {step.number}: {title}"{mark}></button>'
        )
    style = "dots" if sum(map(len, groups.values())) <= MOST_DOTS_IN_A_ROW else "dots wrapped"
    return "".join(f'<span class="{style}">{"".join(dots)}</span>' for dots in groups.values())


def _plain(markup: str) -> str:
    for tag in ("i", "sub", "sup"):
        markup = markup.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return markup


def terms_frame(trace: Trace) -> pd.DataFrame:
    """Return every term of a trace as a table: key, value, and how it was made."""
    return pd.DataFrame(
        [
            {"term": t.key, "value": t.value, "operation": t.operation, "made_of": " ".join(t.factors)}
            for t in trace.terms()
        ]
    )
