"""Boxes in which a reader answers: each belongs to what is asked by a name, and is told when it is left or by Enter."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from explainer.browser.markup import Attributes, element
from explainer.browser.messages import LONGEST_TEXT

State = Literal["", "right", "wrong", "open"]
"""What came of an answer: nothing yet, it is right, it is wrong, or it cannot be told yet."""


def answer_box(name: str, said: str, text: str = "", state: State = "", described: str = "") -> Markup:
    """Return a box for an answer.

    Args:
        name: of what is asked; without a colon.
        said: what it is called when read aloud.
        text: what was answered last.
        state: what came of that.
        described: id of the element that says more of it, or "".
    """
    attributes: Attributes = {
        "type": "text",
        "class": "answer",
        "value": text,
        "maxlength": LONGEST_TEXT,
        "autocomplete": "off",
        "autocapitalize": "off",
        "spellcheck": "false",
        "enterkeyhint": "done",
        "aria-label": said,
        "aria-describedby": described or None,
        "aria-invalid": "true" if state == "wrong" else None,
        "data-state": state or None,
        "data-answer": name,
    }
    return element("input", attributes)


def answer_act(name: str, text: str) -> str:
    """Return the act of a button that answers: for what is chosen, not typed."""
    return f"answer:{name}:{text}"
