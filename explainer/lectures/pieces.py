"""Small pieces of the lecture notes: a verdict's mark, the way into the app, an explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from backprop.judging.printed import Verdict
from explainer.browser.choices import Choice
from explainer.browser.markup import element, together
from explainer.lectures.decks import Line
from explainer.lectures.sheet import Sheet

SIGNS: dict[Verdict, str] = {"agrees": "=", "rounding": "≈", "slip": "≠"}
"""A shape for each verdict, so that none is told by colour alone."""

POINT = 0.5
"""Width of a decimal point beside a digit."""

IN_TEXT = re.compile("⟦([^⟧]*)⟧")

SUBSCRIPT = re.compile(r"(?<=\w)_([^\Wᵀ]+)")


def sign(verdict: Verdict) -> Markup:
    """Return the sign of a verdict, for the eye alone."""
    return element("span", {"aria-hidden": "true"}, SIGNS[verdict])


def mark(verdict: Verdict) -> Markup:
    """Return a verdict as a sign and a word."""
    return element("span", {"class": f"verdict {verdict}"}, sign(verdict), f" {verdict}")


def judged(printed: str, verdict: Verdict, in_words: bool = True) -> Markup:
    """Return a printed number; one that does not agree is marked, by a sign, a word and a colour.

    Args:
        printed: the number.
        verdict: what is thought of it.
        in_words: whether the word is seen, or only heard.
    """
    if verdict == "agrees":
        return element("span", None, printed)
    word = f" {verdict} " if in_words else heard(f" {verdict} ")
    return element("span", {"class": f"verdict {verdict}"}, sign(verdict), word, printed)


def aligned(cells: Sequence[Markup]) -> list[Markup]:
    """Return the numbers of a column so that their points stand below each other where they end at its right edge."""
    widths = [_behind_the_point(cell.striptags()) for cell in cells]
    most = max(widths, default=0.0)
    return [
        element("span", {"class": "aligned", "style": f"--short: {most - width:g}ch"}, cell) if cell else cell
        for cell, width in zip(cells, widths, strict=True)
    ]


def _behind_the_point(text: str) -> float:
    """Return how wide the decimals of a number are with their point, in digits."""
    _, point, decimals = text.partition(".")
    return len(decimals) + POINT if point else 0.0


def way_in(choice: Choice, name: str) -> Markup:
    """Return the button that leads into the app.

    Args:
        choice: where it leads.
        name: what is shown there, in plain text.
    """
    return choice.button("Show", name=f"Show {name} in the app", style="tool")


def heard(text: str) -> Markup:
    """Return text for listeners alone: where a formula or a sign says it to the eye."""
    return element("span", {"class": "heard"}, text)


def quiet(text: str) -> Markup:
    """Return text that stands back behind what is beside it."""
    return element("span", {"class": "quiet"}, text)


def frame(name: str, content: Markup) -> Markup:
    """Return tables in a frame that scrolls by itself, also by keyboard, where they are wider than the page."""
    return element("div", {"class": "frame", "role": "group", "aria-label": name, "tabindex": "0"}, content)


def subscripted(text: str) -> Markup:
    """Return a text of ours in which ``z_h2`` has its subscript."""
    # Every second part is a subscript.
    parts = enumerate(SUBSCRIPT.split(text))
    return together(element("sub", None, part) if at % 2 else part for at, part in parts)


def line_anchor(sheet: Sheet, line: Line) -> str:
    """Return the id of a line, to which Back returns from what it showed in the app."""
    return f"{sheet.lecture.preset}-line-{line.place}"


def anchor(title: str) -> str:
    """Return the id of an explanation."""
    return "slip-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in title.lower())


def explanation(sheet: Sheet, line: Line) -> Markup:
    """Return what went wrong in a line and what to do instead."""
    slip = line.slip
    assert slip  # asked only of lines that have one
    return element(
        "div",
        {"class": "slip", "id": anchor(slip.title)},
        Markup("<strong>{}.</strong> {} <strong>Instead:</strong> {}").format(
            subscripted(slip.title), explained(sheet, line, slip.step), explained(sheet, line, slip.instead)
        ),
    )


def explained(sheet: Sheet, line: Line, text: str) -> Markup:
    """Return a text of the deck's notes, its ``⟦key⟧`` replaced by exact values."""
    reading, digits = sheet.reading(line), sheet.digits()
    # Every second part is a key.
    parts = enumerate(IN_TEXT.split(text))
    return together(reading.exact(part, digits) if at % 2 else subscripted(part) for at, part in parts)
