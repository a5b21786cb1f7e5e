"""Small pieces of the lecture notes: a verdict's mark, the way into the app, an explanation."""

from __future__ import annotations

import re

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import element, together
from explainer.lectures.decks import Line
from explainer.lectures.sheet import Sheet
from explainer.lectures.verdicts import Verdict

SIGNS: dict[Verdict, str] = {"agrees": "=", "rounding": "≈", "slip": "≠"}
"""A shape for each verdict, so that none is told by colour alone."""

SUBSCRIPT = re.compile(r"(?<=\w)_(\w+)")


def sign(verdict: Verdict) -> Markup:
    """Return the sign of a verdict, for the eye alone."""
    return element("span", {"aria-hidden": "true"}, SIGNS[verdict])


def mark(verdict: Verdict) -> Markup:
    """Return a verdict as a sign and a word."""
    return element("span", {"class": f"verdict {verdict}"}, sign(verdict), f" {verdict}")


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


def slip_title(text: str) -> Markup:
    """Return the title of a slip; ``z_h2`` gets its subscript."""
    # Every second part is a subscript.
    parts = enumerate(SUBSCRIPT.split(text))
    return together(element("sub", None, part) if at % 2 else part for at, part in parts)


def anchor(title: str) -> str:
    """Return the id of an explanation."""
    return "slip-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in title.lower())


def explanation(sheet: Sheet, line: Line) -> Markup:
    """Return what went wrong in a line and what to do instead."""
    slip = line.slip
    assert slip  # asked only of lines that have one
    step, instead = sheet.explained(line, slip.step), sheet.explained(line, slip.instead)
    return element(
        "div",
        {"class": "slip", "id": anchor(slip.title)},
        Markup("<strong>{}.</strong> {} <strong>Instead:</strong> {}").format(slip_title(slip.title), step, instead),
    )
