"""The numbers of a page while one of them moves: a pure function of the link and the edits.

A page's figures say which terms they show. Whatever is dragged, the answer is the text of those
terms, the marks that widths follow, and what is to be remarked about the numbers. It is asked for
by the page itself once per run, and over the server's ``/live`` at every event of a drag.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from backprop import trace, values_by_name
from explainer.browser.messages import question_from
from explainer.notation.display import Display, form_of, is_known_form, term_of
from explainer.notation.notation import Notation
from explainer.view.link import from_link
from explainer.view.view import View, usable
from explainer.walk.remarks import remarks


def display_of(view: View) -> Display:
    """Take the network of a view apart, as it is to be shown."""
    now = trace(view.problem)
    notation = Notation(view.shown_notation, now.structure)
    return Display(now, notation, view.digits, max(view.example - 1, 0), whole=not view.example)


def numbers_of(display: Display, terms: Iterable[str], marks: Sequence[str]) -> dict[str, Any]:
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
        "values": values_by_name(display.trace.problem),
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
    if asked is None:
        return None
    view, _ = from_link(asked.link)
    edits = {name: value for name, value in asked.edits.items() if usable(name, value)}
    display = display_of(view.change(edits))
    known = display.trace.catalogue.recipes
    terms = [key for key in asked.terms if term_of(key) in known and is_known_form(form_of(key))]
    marks = [key for key in asked.marks if key in known]
    return json.dumps({"seq": asked.seq, **numbers_of(display, terms, marks)})
