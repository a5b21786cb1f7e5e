"""Small pieces of the lecture notes: a verdict's mark, the way into the app, an explanation."""

from __future__ import annotations

import html
import re

from explainer.lectures.decks import Line
from explainer.lectures.sheet import Sheet
from explainer.lectures.verdicts import Verdict

SIGNS: dict[Verdict, str] = {"agrees": "=", "rounding": "≈", "slip": "≠"}
"""A shape for each verdict, so that none is told by colour alone."""


SUBSCRIPT = re.compile(r"(\w)_(\w+)")


def mark(verdict: Verdict) -> str:
    """Return a verdict as a sign and a word."""
    return f'<span class="verdict {verdict}"><span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}</span>'


def show(choice: str, name: str) -> str:
    """Return the button that leads to a line's place in the app.

    Args:
        choice: ``step:<key>`` or ``product:<id>``.
        name: what is shown there, in plain text.
    """
    return (
        f'<button type="button" class="tool" data-choose="{html.escape(choice)}" '
        f'aria-label="Show {html.escape(name)} in the app">Show</button>'
    )


def heard(text: str) -> str:
    """Return text for listeners alone: where a formula or a sign says it to the eye."""
    return f'<span class="heard">{html.escape(text)}</span>'


def slip_title(text: str) -> str:
    """Return the title of a slip as HTML; ``z_h2`` gets its subscript."""
    return SUBSCRIPT.sub(r"\1<sub>\2</sub>", html.escape(text))


def anchor(title: str) -> str:
    """Return the id of an explanation."""
    return "slip-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in title.lower())


def explanation(sheet: Sheet, line: Line) -> str:
    """Return what went wrong in a line and what to do instead."""
    assert line.slip  # asked only of lines that have one
    return (
        f'<div class="slip" id="{anchor(line.slip.title)}"><strong>{slip_title(line.slip.title)}.</strong> '
        f"{sheet.explained(line, line.slip.step)} <strong>Instead:</strong> "
        f"{sheet.explained(line, line.slip.instead)}</div>"
    )
