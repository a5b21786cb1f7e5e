"""Numbers that the browser keeps true: an element names its term, and its text or its size follows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from backprop.terms import Recipe
from explainer.browser.choices import Choice
from explainer.browser.markup import Attributes, element
from explainer.notation.display import Display, form_of, term_of
from explainer.notation.numbers import MINUS

PARENTHESES = (("open", "("), ("close", ")"))
"""They stand around a number inside an expression and show only while it is negative."""


SHOW = "Show the answer"

LATER = "A later step asks for this."
"""What is said of a number that is hidden and not asked for yet."""

ASKED = "This number is asked for, or is made of one that is."
"""What is said of a number that is hidden until the reader has found it."""


def term_attributes(display: Display, key: str) -> Attributes:
    """Return the attributes by which the browser keeps an element's number true.

    ``data-negative`` shows the parentheses around a number inside an expression. ``data-same-as`` names the number
    that a term is nothing else than, so that it can be changed there too. A hidden number names no
    term, so that the browser never gets it; the answer that is asked for can be chosen, which reveals it.
    """
    if display.hides(key):
        if not display.hidden.asked:
            return {"data-hidden": True, "title": ASKED}
        is_answer = term_of(key) in display.hidden.answers
        reveal = str(Choice("reveal", display.hidden.asked)) if is_answer else None
        return {"data-hidden": True, "data-choose": reveal, "title": SHOW if is_answer else LATER}
    return {
        "data-term": term_of(key),
        "data-form": form_of(key) or None,
        "data-same-as": _given_by(display, term_of(key)),
        "data-negative": "" if display.text(key).startswith(MINUS) else None,
    }


def unnamed(display: Display, key: str) -> Attributes:
    """Return the attributes of a number that the browser is to leave alone: it is none of the network on the table."""
    return {"data-negative": "" if display.text(key).startswith(MINUS) else None}


def _given_by(display: Display, key: str) -> str | None:
    """Return the given number that a term of another name is the same as, or None."""
    found = given_by(display.trace.catalogue.recipes, key)
    return found if found != key else None


def given_by(recipes: Mapping[str, Recipe], key: str) -> str | None:
    """Return the given number that a term is, whatever it is called, or None where it is computed."""
    recipe = recipes[key]
    if recipe.operation == "leaf":
        return key
    return given_by(recipes, recipe.factors[0]) if recipe.operation == "same" else None


def answer_attributes(display: Display, key: str) -> Attributes:
    """Return what makes a place a button for keyboard and ear while it holds nothing but a hidden answer.

    Elsewhere a hidden number is a button for the pointer alone: it stands within other buttons, or within MathML.
    """
    if not display.hidden.asked or term_of(key) not in display.hidden.answers:
        return {}
    reveal = str(Choice("reveal", display.hidden.asked))
    return {"role": "button", "tabindex": "0", "data-choose": reveal, "aria-label": f"Hidden. {SHOW}"}


def number(display: Display, key: str) -> Markup:
    """Return an element that shows a term's number and keeps it true while values change."""
    return element("span", term_attributes(display, key), display.text(key))


def signed(display: Display, key: str) -> Markup:
    """Return the number of a term for use inside an expression."""
    if display.hides(key):
        return number(display, key)
    opening, closing = (element("span", {"class": f"if-negative {side}"}, mark) for side, mark in PARENTHESES)
    return opening + number(display, key) + closing


def mark_attributes(key: str, mark: float) -> Attributes:
    """Return the attributes of an element whose size follows a term; see ``Display.marks``."""
    return {"data-mark": key, "data-sign": "-" if mark < 0 else "+", "style": f"--size:{abs(mark):.4f}"}


TERM = re.compile(r'data-(?:term|slider|box)="([^"]+)"(?: data-form="([^"]+)")?')


def terms_in(*markup: str) -> tuple[str, ...]:
    """Return the keys of all numbers in some markup, those of its sliders and boxes too."""
    found = (match for text in markup for match in TERM.finditer(text))
    return tuple(sorted({"|".join(filter(None, match.groups())) for match in found}))
