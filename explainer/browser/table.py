"""Tables with headers: one maker for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from markupsafe import Markup

from explainer.browser.markup import NOTHING, Attributes, element, together

LEAST_ROWS = 4
"""Rows that stand in one table before another one is put beside it."""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than its content."""

    content: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row of a table.

    Attributes:
        head: its header, or None.
        cells: what follows; text, markup, or cells with attributes of their own.
        attributes: of the row.
    """

    head: str | Cell | None
    cells: Sequence[str | Cell]
    attributes: Attributes = field(default_factory=dict)


CURRENT: Attributes = {"class": "current", "aria-current": "true"}
"""Attributes of the row where the reader is."""


def table(
    caption: str,
    headers: Iterable[str],
    *bodies: Iterable[Row],
    style: str | None = None,
    widths: Sequence[str] = (),
    corner: bool = False,
    places: Sequence[str] = (),
) -> Markup:
    """Return a table.

    Args:
        caption: what it shows; heard, and seen where the style sheet says so.
        headers: of the columns.
        bodies: groups of rows.
        style: its classes.
        widths: of the columns, "" for what is left over; none where the content decides.
        corner: whether the headers of the rows stand below an empty corner rather than a header.
        places: names of the groups of rows; none where no reader returns to them.
    """
    named = zip_longest(bodies, places)
    columns = (element("col", {"style": f"width: {width or 'auto'}"}) for width in widths)
    head = [*([element("td")] if corner else []), *(element("th", {"scope": "col"}, header) for header in headers)]
    return element(
        "table",
        {"class": style, "data-roving": True},
        element("caption", None, caption),
        element("colgroup", None, *columns) if widths else NOTHING,
        element("thead", None, element("tr", None, *head)),
        *(element("tbody", place(name) if name else None, *map(_row, body)) for body, name in named),
    )


def place(name: str) -> Attributes:
    """Return the attributes of a place to which a reader returns from what it led to; see ``places.js``."""
    return {"id": name, "data-place": True}


def _row(row: Row) -> Markup:
    head = [] if row.head is None else [_cell("th", row.head, {"scope": "row"})]
    return element("tr", row.attributes, *head, *(_cell("td", cell, {}) for cell in row.cells))


def _cell(name: str, cell: str | Cell, usual: Attributes) -> Markup:
    if isinstance(cell, Cell):
        return element(name, {**usual, **cell.attributes}, cell.content)
    return element(name, usual, cell)


def side_by_side(
    caption: str, headers: Sequence[str], rows: Sequence[Row], parts: int, style: str, widths: Sequence[str]
) -> Markup:
    """Return the rows as so many tables side by side, where there are enough of them."""
    most = max(-(-len(rows) // parts), LEAST_ROWS)
    found = [
        table(caption, headers, rows[at : at + most], style=style, widths=widths) for at in range(0, len(rows), most)
    ]
    return (
        found[0] if len(found) == 1 else element("div", {"class": "side-by-side", "data-roving": True}, together(found))
    )
