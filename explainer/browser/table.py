"""Small tables with headers, the current row marked."""

from __future__ import annotations

import html

LEAST_ROWS = 4
"""Rows that stand in one table before another one is put beside it."""


def chooser(choice: str, content: str, name: str) -> str:
    """Return a button that looks like a link and leads to a choice."""
    attributes = f'data-choose="{html.escape(choice)}" aria-label="{html.escape(name)}"'
    return f'<button type="button" class="link" {attributes}>{content}</button>'


def row(head: str, cells: list[str], current: bool) -> str:
    """Return a row, its first cell a header."""
    style = ' class="current" aria-current="true"' if current else ""
    return f'<tr{style}><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def tables(caption: str, headers: list[str], rows: list[str], style: str, widths: tuple[str, ...], parts: int) -> str:
    """Return the rows as so many tables side by side, where there are enough of them."""
    most = max(-(-len(rows) // parts), LEAST_ROWS)
    tables = [table(caption, headers, rows[at : at + most], style, widths) for at in range(0, len(rows), most)]
    return tables[0] if len(tables) == 1 else f'<div class="side-by-side">{"".join(tables)}</div>'


def table(caption: str, headers: list[str], rows: list[str], style: str, widths: tuple[str, ...]) -> str:
    """Return a table; headers and caption are for listeners at least."""
    columns = "".join(f'<col style="width: {width or "auto"}">' for width in widths)
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    return (
        f'<table class="{style}"><caption>{caption}</caption><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
