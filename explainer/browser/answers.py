"""Boxes in which a reader answers: each belongs to what is asked by a name, and is told when it is left or by Enter."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from explainer.browser.markup import Attributes, element, style
from explainer.browser.messages import LONGEST_TEXT

State = Literal["", "right", "wrong", "open"]
"""What came of an answer: nothing yet, it is right, it is wrong, or it cannot be told yet."""


def answer_box(
    name: str,
    said: str,
    text: str = "",
    state: State = "",
    described: str = "",
    done: bool = False,
    onward: str = "",
) -> Markup:
    """Return a box for an answer.

    Args:
        name: of what is asked; without a colon.
        said: what it is called when read aloud.
        text: what was answered last.
        state: what came of that.
        described: id of the element that says more of it, or "".
        done: whether nothing more is to be answered.
        onward: what the focus goes on to once that is so; see ``onward_to``.
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
        "readonly": done,
        "data-onward": onward or None,
    }
    return element("input", attributes)


def answer_act(name: str, text: str) -> str:
    """Return the act of a button that answers: for what is chosen, not typed."""
    return f"answer:{name}:{text}"


def onward_to(control: str, name: str) -> str:
    """Return what an element says of where the focus goes on to, once that changes while the element has the focus.

    Args:
        control: what kind of control that is: "answer" for a box, "act" for a button.
        name: of the question, or the act.
    """
    return f"{control}:{name}"


def way_button(way: str, title: str, act: str, is_on: bool, onward: str = "", kind: str = "") -> Markup:
    """Return a button for a way on from what is asked, such as a hint.

    Args:
        way: what it is, for the style sheet and for tests.
        title: what stands on it.
        act: what it does.
        is_on: whether there is anything for it to do.
        onward: what the focus goes on to once it is pressed; see ``onward_to``.
        kind: a class of its own, or "".
    """
    attributes: Attributes = {
        "type": "button",
        "class": style("tool", kind),
        "data-way": way,
        "data-act": act,
        "aria-disabled": None if is_on else "true",
        "data-onward": onward or None,
    }
    return element("button", attributes, title)
