"""The numbers of a page while one of them moves: a pure function of the link and the edits.

A page's figures say which terms they show. Whatever is dragged, the answer is the text of those
terms, the marks that widths follow, and what is to be remarked about the numbers. It is asked for
by the page itself once per run, and over the server's ``/live`` at every event of a drag.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from backprop import Structure, trace
from backprop.terms import catalogue
from explainer.browser.messages import Question, question_from
from explainer.browser.terms import given_by
from explainer.notation.display import Display, term_of
from explainer.notation.notation import Notation
from explainer.view.link import from_link
from explainer.view.view import View, usable
from explainer.walk.remarks import remarks

CHANGEABLE = {"x", "y", "parameter", "learning_rate"}
"""Families of the terms that a reader may change."""


def display_of(view: View) -> Display:
    """Take the network of a view apart, as it is to be shown."""
    now = trace(view.problem)
    notation = Notation(view.shown_notation, now.structure)
    return Display(now, notation, view.digits, max(view.example - 1, 0), whole=not view.example)


@lru_cache(maxsize=256)  # the same at every event of a drag
def changeable(structure: Structure, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the numbers that can be changed where some terms are shown."""
    recipes = catalogue(structure).recipes
    found = (given_by(recipes, term_of(key)) for key in terms)
    return tuple(dict.fromkeys(name for name in found if name and recipes[name].family in CHANGEABLE))


def numbers_of(display: Display, terms: Sequence[str], marks: Sequence[str]) -> dict[str, Any]:
    """Return everything that changes on a page when a number does.

    Args:
        display: the trace, in its notation and precision.
        terms: keys whose text is shown.
        marks: keys whose size, beside the largest of them, some width follows.
    """
    return {
        "texts": display.texts(terms),
        "marks": display.marks(marks),
        "largest": display.largest(marks),
        "values": {name: display.trace[name] for name in changeable(display.trace.structure, tuple(terms))},
        "notes": list(remarks(display)),
    }


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
    """Answer a question about a view; no page shows more numbers than there are terms, so no more are looked up."""
    display = display_of(view)
    most = len(display.trace.catalogue.recipes)
    terms = [key for key in asked.terms[:most] if display.knows(key)]
    marks = [key for key in asked.marks if key in display.trace]
    # A browser reads no NaN: it would lose the whole answer.
    return json.dumps({"seq": asked.seq, **numbers_of(display, terms, marks)}, allow_nan=False)


MOST_AT_ONCE = 500
"""Weights times examples of a network whose numbers are computed in a few milliseconds."""


def takes_long(structure: Structure) -> bool:
    """Whether a network is so large that others would notice if they had to wait for its numbers."""
    return structure.examples * sum(n_in * n_out for n_in, n_out in pairwise(structure.sizes)) > MOST_AT_ONCE
