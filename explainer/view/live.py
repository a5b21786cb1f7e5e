"""The numbers of a page while one of them moves: a pure function of the link and the edits.

A page's figures say which terms they show. Whatever is dragged, the answer is the text of those
terms, the marks that widths follow, and what is to be remarked about the numbers. It is asked for
by the page itself once per run, and over the server's ``/live`` at every event of a drag.
"""

from __future__ import annotations

import json
import math
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from backprop import Structure, curve, trace
from backprop.kept import kept
from backprop.terms import catalogue
from explainer.browser.messages import Curve, Question, question_from
from explainer.browser.terms import given_by
from explainer.figures.slope import POINTS, points_of
from explainer.notation.display import SMALL, Display, is_known, term_of
from explainer.notation.notation import Notation
from explainer.view.hiding import INTUITION, hiding
from explainer.view.link import from_link
from explainer.view.view import View, usable
from explainer.walk.remarks import remarks

CHANGEABLE = {"x", "y", "parameter", "learning_rate", "nudge", "setting"}
"""Families of the terms that a reader may change."""

MOVING = {"x", "y", "parameter"}
"""Those of them that the loss depends on."""


def display_of(view: View) -> Display:
    """Take the network of a view apart, as it is to be shown."""
    now = trace(view.problem)
    notation = Notation(view.shown_notation, now.structure)
    return Display(now, notation, view.digits, max(view.example - 1, 0), whole=not view.example)


@dataclass(frozen=True)
class Wanted:
    """What a page wants to know of a network, as far as there is such a thing.

    Attributes:
        terms: keys whose text is shown.
        marks: keys whose size some width follows.
        flags: keys that ask whether a term is next to nothing.
        numbers: names of the numbers that can be changed where these terms are shown.
        characters: of all keys that were asked for, known or not.
    """

    terms: tuple[str, ...]
    marks: tuple[str, ...]
    flags: tuple[str, ...]
    numbers: tuple[str, ...]
    characters: int


MOST_CHARACTERS = 2_000_000
"""Of all keys that pages have asked for lately; an ordinary page has two thousand."""


@kept(most=MOST_CHARACTERS, size=lambda found: found.characters)
def wanted(structure: Structure, terms: tuple[str, ...], marks: tuple[str, ...]) -> Wanted:
    """Return what of some keys is known here, looked up once: at every event of a drag a page asks for the same.

    No page shows more numbers than there are terms, so no more are looked up.
    """
    recipes = catalogue(structure).recipes
    found = tuple(key for key in terms[: len(recipes)] if is_known(structure, key))
    given = (given_by(recipes, term_of(key)) for key in found)
    numbers = tuple(dict.fromkeys(name for name in given if name and recipes[name].family in CHANGEABLE))
    characters = sum(map(len, (*terms, *marks)))
    sizes = tuple(key for key in marks if key in recipes)
    flags = tuple(key for key in marks if key == term_of(key) + SMALL and term_of(key) in recipes)
    return Wanted(found, sizes, flags, numbers, characters)


def numbers_of(display: Display, terms: tuple[str, ...], marks: tuple[str, ...]) -> dict[str, Any]:
    """Return everything that changes on a page when a number does.

    Args:
        display: the trace, in its notation and precision.
        terms: keys whose text is shown; what is not known is left out.
        marks: keys whose size, beside the largest of them, some width follows.
    """
    found = wanted(display.trace.structure, terms, marks)
    return {
        "texts": display.texts(found.terms),
        "marks": display.marks(found.marks) | display.flags(found.flags),
        "largest": display.largest(found.marks),
        "values": {name: display.trace[name] for name in found.numbers},
        "notes": list(remarks(display)),
    }


def curve_of(display: Display, drawn: Curve, edited: Set[str] | None = None) -> dict[str, Any]:
    """Return what a curve is drawn from, or nothing where there is no such parameter.

    Args:
        display: the trace.
        drawn: which curve, and which part of it.
        edited: names of the numbers that have changed since a page has had its losses; None where it has none. They are
            left out where the numbers change none of them: while the parameter on the axis is dragged, its curve stays.
    """
    now = display.trace
    if drawn.parameter not in now.names.by_name:
        return {}
    points = {
        p.role: None if display.hides(p.key) else _finite(now[p.key]) for p in points_of(display, drawn.parameter)
    }
    found = {"parameter": drawn.parameter, "low": drawn.low, "high": drawn.high, "points": points}
    recipes = now.catalogue.recipes
    moving = {name for name in edited or () if name in recipes and recipes[name].family in MOVING} - {drawn.parameter}
    if edited is None or moving:
        losses = curve(now.problem, drawn.parameter, np.linspace(drawn.low, drawn.high, POINTS))
        found["losses"] = list(map(_finite, losses.tolist()))
    return {"curve": found}


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def answer(message: str) -> str | None:
    """Answer one event of a drag.

    Args:
        message: JSON, see ``Question``. What is not known here is left out.

    Returns:
        JSON with the same ``seq`` and what ``numbers_of`` returns, or None if the message is none.
    """
    asked = question_from(message)
    return None if asked is None else reply(asked, view_of(asked))


def view_of(asked: Question) -> View:
    """Return what is on the screen of a page that asks."""
    view, _ = from_link(asked.link)
    return view.change({name: value for name, value in asked.edits.items() if usable(name, value)})


def reply(asked: Question, view: View) -> str:
    """Answer a question about a view."""
    display = display_of(view)
    numbers = numbers_of(display, asked.terms, asked.marks)
    display = hiding(display, view, INTUITION) if asked.curve else display
    drawn = curve_of(display, asked.curve, asked.edits.keys()) if asked.curve else {}
    # A browser reads no NaN: it would lose the whole answer.
    return json.dumps({"seq": asked.seq, **numbers, **drawn}, allow_nan=False)


MOST_AT_ONCE = 500
"""Weights times examples of a network whose numbers are computed in a few milliseconds."""


def takes_long(structure: Structure) -> bool:
    """Whether a network is so large that others would notice if they had to wait for its numbers."""
    return structure.examples * sum(n_in * n_out for n_in, n_out in pairwise(structure.sizes)) > MOST_AT_ONCE
